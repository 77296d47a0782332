package org.gongkai.extraction.language;

/**
 * One meaning of a word of the lexicon.
 *
 * @param type class of meaning, such as {@code topic} or {@code outcome}
 * @param code the meaning within its class, such as {@code request} or {@code granted}
 */
public record Sense(String type, String code) {
  @Override
  public String toString() {
    return type + ":" + code;
  }
}
