package org.gongkai.extraction.model;

import java.util.Locale;

/** How exactly a number is stated: as it is, as a lower bound (余, 多, 以上), or roughly (约, 近). */
public enum Precision {
  EXACT,
  AT_LEAST,
  APPROXIMATE;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
