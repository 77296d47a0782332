package org.gongkai.extraction.reading;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * Puts together the lines of a text that was broken at a fixed width, counted in characters or in
 * columns of a screen, within words and numbers as it happened.
 */
final class FixedWidth {
  /** No line is as wide as a page. */
  private static final int NONE = 0;

  private static final int NARROWEST = 24;
  private static final int WIDEST = 160;

  /** Fewer lines of the full width come about by chance. */
  private static final int LEAST_FULL = 8;

  /** One line in so many has the full width. */
  private static final int LEAST_SHARE = 5;

  /** So many are enough where no line is wider. */
  private static final int FEW_FULL = 5;

  private static final int FEW_SHARE = 12;

  /** For each line that is wider, so many have the width. */
  private static final int MOST_WIDER = 6;

  private static final Pattern INDENT = Pattern.compile("^(?:\\s{2}|[\\t\\u3000])");
  private static final Pattern PAGE_NUMBER =
      Pattern.compile("\\s*(?:[-—–─－~]+\\s*\\d{1,4}\\s*[-—–─－~]+|第\\s*\\d{1,4}\\s*页.{0,20})\\s*");
  private static final Pattern END = Pattern.compile("[。；：！？;:]$");

  private FixedWidth() {}

  /** The text with its broken lines joined; a text whose lines vary in width as it is. */
  static String unwrap(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    for (Measure measure : Measure.values()) {
      int width = measure.commonest(lines);
      if (width == NONE) {
        continue;
      }
      long filled = lines.stream().filter(line -> !line.isBlank()).count();
      long full = lines.stream().filter(line -> measure.isFull(line, width)).count();
      long wider = lines.stream().filter(line -> measure.width.applyAsInt(line) > width).count();
      long broken =
          lines.stream()
              .filter(line -> measure.isFull(line, width) && !END.matcher(line).find())
              .count();
      boolean often = full >= LEAST_FULL && full * LEAST_SHARE >= filled;
      boolean neverWider = wider == 0 && full >= FEW_FULL && full * FEW_SHARE >= filled;
      if ((often || neverWider) && full >= wider * MOST_WIDER && 3 * broken >= 2 * full) {
        return joined(lines, measure, width);
      }
    }
    return text;
  }

  private static String joined(List<String> lines, Measure measure, int width) {
    StringBuilder joined = new StringBuilder(lines.get(0));
    for (int i = 1; i < lines.size(); i++) {
      String above = lines.get(i - 1);
      String line = lines.get(i);
      boolean goesOn =
          measure.isFull(above, width)
              && !line.isBlank()
              && !INDENT.matcher(line).find()
              && !PAGE_NUMBER.matcher(line).matches()
              && !END.matcher(above).find();
      joined.append(goesOn ? "" : "\n").append(line);
    }
    return joined.toString();
  }

  private enum Measure {
    CHARACTERS(String::length, 0),
    COLUMNS(FixedWidth::columns, 1);

    private final ToIntFunction<String> width;

    /** What may be left at the end of a line, where the next character is a wide one. */
    private final int slack;

    Measure(ToIntFunction<String> width, int slack) {
      this.width = width;
      this.slack = slack;
    }

    boolean isFull(String line, int full) {
      int length = width.applyAsInt(line);
      return length <= full && length >= full - slack;
    }

    /** The width that most lines have, of those as wide as a page. */
    int commonest(List<String> lines) {
      Map<Integer, Integer> counts = new TreeMap<>();
      for (String line : lines) {
        int length = width.applyAsInt(line);
        if (length >= NARROWEST && length <= WIDEST) {
          counts.merge(length, 1, Integer::sum);
        }
      }
      return counts.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey)
          .orElse(NONE);
    }
  }

  private static int columns(String line) {
    return line.length() + (int) line.chars().filter(c -> c >= '\u2e80').count();
  }
}
