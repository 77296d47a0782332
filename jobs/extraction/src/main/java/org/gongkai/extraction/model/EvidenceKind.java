package org.gongkai.extraction.model;

import java.util.Locale;

/** Where a figure stands: in a form's cell, in a sentence, or implied by one (均, 全部, 100%). */
public enum EvidenceKind {
  TABLE,
  PROSE,
  DERIVED;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
