package org.gongkai.cli;

import java.math.BigDecimal;

/** Text laid out for a terminal, where a Chinese character takes two columns. */
final class Layout {
  private Layout() {}

  /** Number of terminal columns. */
  static int width(String text) {
    return text.codePoints().map(Layout::width).sum();
  }

  private static int width(int character) {
    boolean wide =
        character >= 0x1100
            && (character <= 0x115f
                || (character >= 0x2e80 && character <= 0xa4cf)
                || (character >= 0xac00 && character <= 0xd7a3)
                || (character >= 0xf900 && character <= 0xfaff)
                || (character >= 0xfe30 && character <= 0xfe6f)
                || (character >= 0xff00 && character <= 0xff60)
                || (character >= 0x20000 && character <= 0x3fffd)
                || character == '“'
                || character == '”');
    return wide ? 2 : 1;
  }

  static String padRight(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  static String padLeft(String text, int columns) {
    return " ".repeat(Math.max(0, columns - width(text))) + text;
  }

  /** One line of at most the given width, without control characters, cut with an ellipsis. */
  static String oneLine(String text, int columns) {
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (int character : text.codePoints().toArray()) {
      int shown = Character.isISOControl(character) ? ' ' : character;
      if (used + width(shown) > columns - 1) {
        return line.append('…').toString();
      }
      line.appendCodePoint(shown);
      used += width(shown);
    }
    return line.toString();
  }

  static String number(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
