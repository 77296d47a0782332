package org.gongkai.extraction.reading;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the paragraphs of a document's lists, and gives the numbers that a word processor prints
 * before them although they are no part of the text.
 */
final class ListCounters {
  static final int LEVELS = 9;

  /** Beyond every list of a report. */
  private static final int MOST = 9999;

  private final Map<String, int[]> counts = new HashMap<>();

  /**
   * One level of a list.
   *
   * @param start first number
   * @param numeral how the number is written
   * @param pattern what is printed, in which {@code %1} to {@code %9} are the numbers of the levels
   * @param arabic whether the numbers of the levels above are written in Arabic too
   */
  record Level(int start, ListNumeral numeral, String pattern, boolean arabic) {}

  /** Lets the next paragraph of a level be numbered so, whatever came before. */
  void restart(String list, int level, int number) {
    counts(list)[level] = number - 1;
  }

  /**
   * What is printed before the next paragraph of a list.
   *
   * @param list any name of the list
   * @param level from 0 to 8
   * @param levels the list's levels, at least as many as {@code level} needs
   * @return number and punctuation, empty where nothing or only a bullet is printed
   */
  String next(String list, int level, List<Level> levels) {
    int[] count = counts(list);
    for (int i = 0; i < level; i++) {
      if (count[i] < 0) {
        count[i] = levels.get(i).start();
      }
    }
    count[level] = count[level] < 0 ? levels.get(level).start() : count[level] + 1;
    for (int deeper = level + 1; deeper < LEVELS; deeper++) {
      count[deeper] = -1;
    }
    Level own = levels.get(level);
    return own.numeral() == ListNumeral.NONE ? "" : printed(own, count, levels);
  }

  private int[] counts(String list) {
    return counts.computeIfAbsent(list, key -> new int[] {-1, -1, -1, -1, -1, -1, -1, -1, -1});
  }

  private static String printed(Level own, int[] count, List<Level> levels) {
    String pattern = own.pattern();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      int level = i + 1 < pattern.length() ? pattern.charAt(i + 1) - '1' : -1;
      if (pattern.charAt(i) == '%' && level >= 0 && level < levels.size()) {
        int number = Math.min(MOST, Math.max(1, count[level]));
        ListNumeral numeral = own.arabic() ? ListNumeral.ARABIC : levels.get(level).numeral();
        text.append(numeral.of(number));
        i++;
      } else {
        text.append(pattern.charAt(i));
      }
    }
    String label = Chinese.trim(text);
    boolean wide = !label.isEmpty() && Chinese.isWide(label.codePointBefore(label.length()));
    return label.isEmpty() || wide ? label : label + " ";
  }
}
