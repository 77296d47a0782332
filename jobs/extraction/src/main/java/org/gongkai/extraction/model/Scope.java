package org.gongkai.extraction.model;

import java.util.Locale;

/**
 * Whose figures: everything the report covers, the issuing organ alone, the bodies below it, or
 * towns and streets.
 */
public enum Scope {
  WHOLE,
  OWN,
  SUBORDINATE,
  GRASSROOTS;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
