package org.gongkai.extraction.reading;

/** How Chinese text joins where a source breaks a line that means nothing. */
final class Chinese {
  private Chinese() {}

  /** Whether a character is written without spaces around it: Han, or Chinese punctuation. */
  static boolean isWide(int character) {
    return (character >= 0x2E80 && character <= 0x9FFF)
        || (character >= 0xF900 && character <= 0xFAFF)
        || (character >= 0xFF00 && character <= 0xFFEF)
        || (character >= 0x20000 && character <= 0x3FFFF)
        || "“”‘’…—·".indexOf(character) >= 0;
  }

  /** White space for a reader, the kinds that {@link String#strip} leaves included. */
  static boolean isBlank(char character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == '\u200B'
        || character == '\uFEFF';
  }

  /** The text without blanks at its ends. */
  static String trim(CharSequence text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.subSequence(start, end).toString();
  }

  /**
   * One line of several: a line break becomes nothing between Chinese characters, else one space.
   */
  static String joinLines(String text) {
    StringBuilder joined = new StringBuilder(text.length());
    for (String part : text.split("\n", -1)) {
      String line = trim(part);
      if (line.isEmpty()) {
        continue;
      }
      if (!joined.isEmpty()
          && !(isWide(joined.codePointBefore(joined.length())) && isWide(line.codePointAt(0)))) {
        joined.append(' ');
      }
      joined.append(line);
    }
    return joined.toString();
  }
}
