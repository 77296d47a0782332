package org.gongkai.samples;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one organ did in one year: values by line code of the form of that year, for tables by
 * applicant as {@code code/applicant}.
 */
final class YearFigures {
  private final int year;
  private final Map<String, String> values = new LinkedHashMap<>();

  YearFigures(int year) {
    this.year = year;
  }

  int year() {
    return year;
  }

  void put(String code, int value) {
    values.put(code, String.valueOf(value));
  }

  void put(String code, String printed) {
    values.put(code, printed);
  }

  void add(String code, int value) {
    put(code, number(code) + value);
  }

  /** What is printed for a code; 0 where nothing happened. */
  String printed(String code) {
    return values.getOrDefault(code, "0");
  }

  int number(String code) {
    return Integer.parseInt(printed(code));
  }

  boolean has(String code) {
    return values.containsKey(code);
  }
}
