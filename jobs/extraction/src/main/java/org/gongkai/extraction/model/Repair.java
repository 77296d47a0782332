package org.gongkai.extraction.model;

import java.util.Locale;

/** Kinds of damage to a report's text. */
public enum Repair {
  /** GBK bytes cut between two characters and read one byte off. */
  GBK_SHIFT,
  /** Pinyin in brackets after a character. */
  PINYIN_ANNOTATION,
  /** Traditional characters or Taiwan vocabulary. */
  TRADITIONAL,
  /** Decoded with the wrong charset. */
  CHARSET,
  /** Full-width, half-width and compatibility forms, invisible characters. */
  WIDTH;

  /** The code used in the {@code repairs} column. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
