package org.gongkai.extraction.identity;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads years, dates and periods, in Arabic and in Chinese numerals. */
final class PeriodReader {
  /** Years that a report may describe. */
  private static final int FIRST = 2003;

  private static final int LAST = 2035;

  /** What stands between the two ends of a period, such as 日《条例》施行之日起至. */
  private static final String DASH = "[^。；\\n0-9]{0,16}?(?:至|到|[-－—–~～]{1,2})\\s*";

  static final Pattern YEAR =
      Pattern.compile("((?:20|２０)[0-9０-９]{2}|二[〇○ОOo零0Ｏ][〇○ОOo零0Ｏ一二三][〇○ОOo零0Ｏ一二三四五六七八九])\\s*年");

  private static final Pattern RANGE =
      Pattern.compile(
          "(20\\d\\d)[年./-]\\s*(\\d{1,2})[月./-]\\s*(\\d{1,2})"
              + DASH
              + "(?:(20\\d\\d)[年./-]\\s*)?(\\d{1,2})[月./-]\\s*(\\d{1,2})");

  private static final Pattern MONTHS =
      Pattern.compile("(20\\d\\d)年(?:度)?\\s*(\\d{1,2})月?" + DASH + "(\\d{1,2})月");

  private static final Pattern DATE =
      Pattern.compile("(20\\d\\d)[年./-]\\s*(\\d{1,2})[月./-]\\s*(\\d{1,2})");

  private static final Pattern CHINESE_DATE =
      Pattern.compile(
          "(二[〇○ОOo零0Ｏ][〇○ОOo零0Ｏ一二三][〇○ОOo零0Ｏ一二三四五六七八九])年"
              + "([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日");

  private static final Pattern TO_MONTH =
      Pattern.compile("(?:^|[^0-9])1月?\\s*(?:至|到|[-－—–~～]{1,2})\\s*(\\d{1,2})月");

  /** Days covered; the end is null while it is open. */
  record Period(LocalDate start, LocalDate end) {
    /** The year that most of the days are in. */
    int year() {
      return end == null || start.getYear() == end.getYear() || start.getMonthValue() <= 6
          ? start.getYear()
          : end.getYear();
    }

    static Period ofYear(int year) {
      return new Period(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    }
  }

  private PeriodReader() {}

  /** The first year of a text, or empty. */
  static Optional<Integer> year(String text) {
    Matcher matcher = YEAR.matcher(text);
    while (matcher.find()) {
      int year = number(matcher.group(1));
      if (year >= FIRST && year <= LAST) {
        return Optional.of(year);
      }
    }
    return Optional.empty();
  }

  /** The period that a sentence on the statistics states: two dates, or two months of a year. */
  static Optional<Period> stated(String text) {
    Matcher range = RANGE.matcher(text);
    while (range.find()) {
      int year = Integer.parseInt(range.group(1));
      int endYear = range.group(4) == null ? year : Integer.parseInt(range.group(4));
      Optional<LocalDate> start = date(year, range.group(2), range.group(3));
      Optional<LocalDate> end = date(endYear, range.group(5), range.group(6));
      if (start.isPresent() && end.isPresent() && isSpan(start.get(), end.get())) {
        return Optional.of(new Period(start.get(), end.get()));
      }
    }
    Matcher months = MONTHS.matcher(text);
    while (months.find()) {
      int year = Integer.parseInt(months.group(1));
      Optional<LocalDate> start = date(year, months.group(2), "1");
      Optional<LocalDate> last = date(year, months.group(3), "1");
      if (start.isPresent() && last.isPresent() && isSpan(start.get(), last.get().plusDays(27))) {
        return Optional.of(new Period(start.get(), YearMonth.from(last.get()).atEndOfMonth()));
      }
    }
    return Optional.empty();
  }

  private static boolean isSpan(LocalDate start, LocalDate end) {
    return start.isBefore(end) && end.isBefore(start.plusDays(800));
  }

  /** The part of a year that words such as 上半年 or 第三季度 name; the whole year without them. */
  static Period ofWords(String text, int year) {
    String[] quarters = {"一", "二", "三", "四"};
    if (text.contains("上半年") || text.contains("半年") && !text.contains("下半年")) {
      return months(year, 1, 6);
    }
    if (text.contains("下半年")) {
      return months(year, 7, 12);
    }
    if (text.contains("前三季度")) {
      return months(year, 1, 9);
    }
    for (int i = 0; i < quarters.length; i++) {
      if (text.contains(quarters[i] + "季度") || text.contains((i + 1) + "季度")) {
        return months(year, 3 * i + 1, 3 * i + 3);
      }
    }
    Matcher month = TO_MONTH.matcher(text);
    if (month.find()) {
      int last = Integer.parseInt(month.group(1));
      if (last >= 1 && last <= 12) {
        return months(year, 1, last);
      }
    }
    return Period.ofYear(year);
  }

  private static Period months(int year, int first, int last) {
    return new Period(LocalDate.of(year, first, 1), YearMonth.of(year, last).atEndOfMonth());
  }

  /** The first date of a text, or null. */
  static LocalDate firstDate(String text) {
    Matcher matcher = DATE.matcher(text);
    if (matcher.find()) {
      return date(Integer.parseInt(matcher.group(1)), matcher.group(2), matcher.group(3))
          .orElse(null);
    }
    Matcher chinese = CHINESE_DATE.matcher(text);
    if (chinese.find()) {
      return date(
              number(chinese.group(1)),
              Integer.toString(chineseNumber(chinese.group(2))),
              Integer.toString(chineseNumber(chinese.group(3))))
          .orElse(null);
    }
    return null;
  }

  private static Optional<LocalDate> date(int year, String month, String day) {
    try {
      return Optional.of(LocalDate.of(year, Integer.parseInt(month), Integer.parseInt(day)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Reads four digits, whichever way they are written. */
  private static int number(String digits) {
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int value = "一二三四五六七八九".indexOf(c) + 1;
      number = 10 * number + (Character.isDigit(c) ? Character.digit(c, 10) : value);
    }
    return number;
  }

  /** Reads 一 to 三十一. */
  private static int chineseNumber(String text) {
    int ten = text.indexOf('十');
    if (ten < 0) {
      return number(text);
    }
    int tens = ten == 0 ? 1 : number(text.substring(0, ten));
    return 10 * tens + number(text.substring(ten + 1));
  }
}
