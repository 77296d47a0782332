package org.gongkai.extraction.identity;

import java.util.regex.Pattern;

/** Puts together the lines that a narrow page or a copied layout broke within a sentence. */
final class Flow {
  /** A figure on a line of its own, as copies of some pages leave it between two pieces of text. */
  private static final Pattern FIGURE = Pattern.compile("[\\d.%-]{1,8}");

  /** Narrower pages are not made; what is shorter ended by itself. */
  private static final int NARROWEST = 24;

  private static final String STOPS = "。；：！？;:!?";

  private static final Pattern NEW_ITEM =
      Pattern.compile("(?:[（(]?[一二三四五六七八九十\\d]{1,3}[）)、.．]|第[一二三四五六七八九十]).*");

  private Flow() {}

  /** The text with its broken lines joined; lines are stripped, empty ones are kept. */
  static String of(String text) {
    StringBuilder joined = new StringBuilder(text.length());
    String above = "";
    for (String line : (Iterable<String>) text.lines().map(String::strip)::iterator) {
      joined.append(goesOn(above, line) ? "" : "\n").append(line);
      above = line;
    }
    return joined.isEmpty() ? "" : joined.substring(1);
  }

  private static boolean goesOn(String above, String line) {
    if (above.isEmpty() || line.isEmpty() || NEW_ITEM.matcher(line).matches()) {
      return false;
    }
    return FIGURE.matcher(above).matches() != FIGURE.matcher(line).matches() || isBroken(above);
  }

  /** Whether a line is the upper one of two that a page's width broke. */
  private static boolean isBroken(String line) {
    int last = line.length() - 1;
    if (last + 1 < NARROWEST
        || STOPS.indexOf(line.charAt(last)) >= 0
        || line.indexOf('>') >= 0
        || line.indexOf('|') >= 0) {
      return false;
    }
    return line.substring(0, last).chars().anyMatch(c -> "，,。；".indexOf(c) >= 0);
  }
}
