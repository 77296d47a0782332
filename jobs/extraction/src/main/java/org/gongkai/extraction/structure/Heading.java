package org.gongkai.extraction.structure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that begins like a heading.
 *
 * @param style how it is numbered
 * @param bare its words without numeral and closing punctuation
 * @param printed the heading as printed, without the text that may follow on its line
 * @param start offset of the line in the text
 */
record Heading(Style style, String bare, String printed, int start) {
  /**
   * Longest heading, in characters; what is longer is a sentence of which the first part counts.
   */
  private static final int LONGEST = 45;

  private static final String CHINESE = "[一二三四五六七八九十]{1,3}";

  /**
   * Ways of numbering, from the highest level to the lowest; a report's first level is the highest
   * it uses.
   */
  enum Style {
    PART("第" + CHINESE + "(?:部分|章)[、：:.．\\s]*"),
    CHINESE_COMMA(CHINESE + "\\s*[、.．,，:：]\\s*"),
    BRACKETED("(?:[（(]\\s*" + CHINESE + "\\s*[）)]|[㈠-㈩])[、.．]?\\s*"),
    ARABIC("\\d{1,2}\\s*(?:[、．]|\\.(?!\\d))\\s*"),
    NONE("");

    private final Pattern pattern;

    Style(String regex) {
      pattern = Pattern.compile(regex);
    }
  }

  /** Reads a line as a heading of a numbered style. */
  static Optional<Heading> numbered(Line line) {
    for (Style style : Style.values()) {
      Matcher numeral = style.pattern.matcher(line.text());
      if (style != Style.NONE && numeral.lookingAt() && numeral.end() < line.text().length()) {
        return Optional.of(of(style, line, numeral.end()));
      }
    }
    return Optional.empty();
  }

  /** Reads a line as a heading without a numeral. */
  static Heading plain(Line line) {
    return of(Style.NONE, line, 0);
  }

  private static Heading of(Style style, Line line, int from) {
    String text = line.text();
    int end = from;
    while (end < text.length() && "。：:；;|\t".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (end - from > LONGEST) {
      int comma = firstOf(text, from, "，,");
      end = comma > 0 && comma - from <= LONGEST ? comma : from + LONGEST;
    }
    String bare = text.substring(from, end).strip();
    return new Heading(
        style, bare.replaceAll("\\s+", ""), text.substring(0, end).strip(), line.start());
  }

  private static int firstOf(String text, int from, String marks) {
    for (int i = from; i < text.length(); i++) {
      if (marks.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }
}
