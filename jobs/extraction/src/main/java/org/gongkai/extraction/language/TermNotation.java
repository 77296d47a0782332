package org.gongkai.extraction.language;

import java.util.ArrayList;
import java.util.List;

/** The notation of {@code conf/lexicon}: {@code [x]} may be missing, {@code <a|b>} is a or b. */
final class TermNotation {
  private static final int MAX_WORDS = 4_000;

  private TermNotation() {}

  /**
   * All words that a notation stands for.
   *
   * @throws IllegalArgumentException if brackets do not match or it stands for too many words
   */
  static List<String> expand(String notation) {
    int open = firstOpen(notation);
    if (open < 0) {
      return List.of(notation);
    }
    boolean optional = notation.charAt(open) == '[';
    int close = matching(notation, open);
    List<String> choices = alternatives(notation.substring(open + 1, close));
    if (optional) {
      choices.add("");
    }
    List<String> words = new ArrayList<>();
    List<String> tails = expand(notation.substring(close + 1));
    for (String choice : choices) {
      for (String middle : expand(choice)) {
        for (String tail : tails) {
          words.add(notation.substring(0, open) + middle + tail);
        }
      }
    }
    if (words.size() > MAX_WORDS) {
      throw new IllegalArgumentException(
          notation + " stands for more than " + MAX_WORDS + " words");
    }
    return words;
  }

  private static int firstOpen(String notation) {
    for (int i = 0; i < notation.length(); i++) {
      if (notation.charAt(i) == '[' || notation.charAt(i) == '<') {
        return i;
      }
    }
    return -1;
  }

  private static int matching(String notation, int open) {
    int depth = 0;
    for (int i = open; i < notation.length(); i++) {
      char c = notation.charAt(i);
      if (c == '[' || c == '<') {
        depth++;
      } else if (c == ']' || c == '>') {
        depth--;
        if (depth == 0) {
          return i;
        }
      }
    }
    throw new IllegalArgumentException("bracket is not closed: " + notation);
  }

  private static List<String> alternatives(String inner) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c == '[' || c == '<') {
        depth++;
      } else if (c == ']' || c == '>') {
        depth--;
      } else if (c == '|' && depth == 0) {
        parts.add(inner.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(inner.substring(from));
    return parts;
  }
}
