package org.gongkai.extraction.structure;

import java.util.ArrayList;
import java.util.List;
import org.gongkai.extraction.model.Span;

/**
 * One line of a text without the white space around it.
 *
 * @param text the trimmed line
 * @param start offset of its first character in the whole text
 */
record Line(String text, int start) {
  int end() {
    return start + text.length();
  }

  Span span() {
    return new Span(start, end());
  }

  /** The lines that are not blank. */
  static List<Line> of(String text) {
    List<Line> lines = new ArrayList<>();
    int from = 0;
    while (from <= text.length()) {
      int newline = text.indexOf('\n', from);
      int to = newline < 0 ? text.length() : newline;
      int start = from;
      int end = to;
      while (start < end && isBlank(text.charAt(start))) {
        start++;
      }
      while (end > start && isBlank(text.charAt(end - 1))) {
        end--;
      }
      if (start < end) {
        lines.add(new Line(text.substring(start, end), start));
      }
      from = to + 1;
    }
    return lines;
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
