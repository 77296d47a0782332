package org.gongkai.extraction.language;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds the longest word of a list that begins at a place of a text. Words of one character are not
 * found. Made in one pass over the list: a trie of the lexicon's words takes as long to make as all
 * else that a tokenizer needs.
 */
final class WordIndex {
  /** The longest word, in characters: its length is a bit of a {@code long}. */
  static final int LONGEST = Long.SIZE - 1;

  private final Set<String> words;

  /** The lengths of the words that begin with a pair of characters, a bit for each. */
  private final Map<Integer, Long> lengths = new HashMap<>();

  WordIndex(Set<String> words) {
    this.words = words;
    for (String word : words) {
      if (word.length() > 1) {
        lengths.merge(pair(word, 0), 1L << word.length(), (some, more) -> some | more);
      }
    }
  }

  /** The end of the longest word that begins at an offset, or -1. */
  int endOfWordAt(String text, int offset) {
    if (offset + 1 >= text.length()) {
      return -1;
    }
    long left = lengths.getOrDefault(pair(text, offset), 0L);
    while (left != 0) {
      int length = Long.SIZE - 1 - Long.numberOfLeadingZeros(left);
      int end = offset + length;
      if (end <= text.length() && words.contains(text.substring(offset, end))) {
        return end;
      }
      left &= ~(1L << length);
    }
    return -1;
  }

  private static int pair(String text, int offset) {
    return text.charAt(offset) << Character.SIZE | text.charAt(offset + 1);
  }
}
