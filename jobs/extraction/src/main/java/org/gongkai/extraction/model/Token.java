package org.gongkai.extraction.model;

/**
 * One word of a text.
 *
 * @param text the word
 * @param pos HanLP's part-of-speech tag
 * @param start offset of its first character in the text that was tokenised
 */
public record Token(String text, String pos, int start) {
  public int end() {
    return start + text.length();
  }
}
