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

  /** A year in a title, which may lack 年 and may be a school year. */
  static final Pattern TITLE_YEAR =
      Pattern.compile(
          "20\\d\\d\\s*[-－—–~至]{1,2}\\s*20\\d\\d学?年?(?:度)?|"
              + YEAR.pattern()
              + "|(?<!\\d)20\\d\\d(?=(?:年?度)?[\\u4e00-\\u9fff])");

  private static final Pattern BARE_YEAR =
      Pattern.compile("(?<!\\d)20\\d\\d(?=(?:年?度)?[\\u4e00-\\u9fff])");

  private static final Pattern DAY = Pattern.compile("20\\d\\d年\\s*\\d{1,2}月\\s*\\d{1,2}日?");

  private static final Pattern UP_TO = Pattern.compile("截[至止]到?\\s*20\\d\\d年");

  private static final int FIRST_SENTENCES = 300;

  private static final Pattern SCHOOL_YEAR =
      Pattern.compile("(20\\d\\d)\\s*(?:年?\\s*[-－—–~至]{1,2}\\s*20\\d\\d)?学年");

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

  private static final String MONTH = "(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])";

  private static final String TO = "\\s*(?:至|到|、|[-－—–~～]{1,2})\\s*";

  private static final Pattern PART =
      Pattern.compile(
          "(?<half>[上下]?半年)"
              + "|(?:前|(?:第?(?<firstQuarter>[一二三四1-4])(?:季度)?"
              + TO
              + "第?))(?<lastQuarter>[一二三四1-4])个?季度"
              + "|(?<quarter>[一二三四1-4])季度"
              + "|(?<!\\d)(?:(?<firstMonth>"
              + MONTH
              + ")月?份?"
              + TO
              + "|(?:前|截[至止]|截止到|截至到))"
              + "(?<lastMonth>"
              + MONTH
              + ")个?月"
              + "|(?<!\\d)(?<month>"
              + MONTH
              + ")月(?:份|政府|政务|信息|工作|公开)");

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

  /** The year of a title, which may lack 年; of a school year the first. */
  static Optional<Integer> titleYear(String title) {
    Optional<Period> school = schoolYear(title);
    if (school.isPresent()) {
      return Optional.of(school.get().year());
    }
    Matcher bare = BARE_YEAR.matcher(title);
    return year(title).or(() -> bare.find() ? year(bare.group() + "年") : Optional.empty());
  }

  /**
   * The year that an opening is about: the first that is no part of a date, or the year of the day
   * up to which it counts.
   */
  static Optional<Integer> openingYear(String opening) {
    String first = opening.substring(0, Math.min(FIRST_SENTENCES, opening.length()));
    Matcher upTo = UP_TO.matcher(first);
    return year(DAY.matcher(first).replaceAll(""))
        .or(() -> upTo.find() ? year(upTo.group()) : Optional.empty())
        .or(() -> year(DAY.matcher(opening).replaceAll("")))
        .or(() -> year(opening));
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

  /** The school year that a text names, from September to August; or empty. */
  static Optional<Period> schoolYear(String text) {
    Matcher matcher = SCHOOL_YEAR.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    int year = Integer.parseInt(matcher.group(1));
    return Optional.of(new Period(LocalDate.of(year, 9, 1), LocalDate.of(year + 1, 8, 31)));
  }

  private static boolean isSpan(LocalDate start, LocalDate end) {
    return start.isBefore(end) && end.isBefore(start.plusDays(800));
  }

  /**
   * The part of a year that words such as 上半年, 第三季度, 1—9月 or 二月份 name, the first of them; the whole
   * year without them.
   */
  static Period ofWords(String text, int year) {
    Matcher part = PART.matcher(text);
    while (part.find()) {
      int first = 1;
      int last = 0;
      if (part.group("half") != null) {
        first = part.group("half").startsWith("下") ? 7 : 1;
        last = first + 5;
      } else if (part.group("lastQuarter") != null) {
        last = 3 * chineseNumber(part.group("lastQuarter"));
        first =
            part.group("firstQuarter") == null
                ? 1
                : 3 * chineseNumber(part.group("firstQuarter")) - 2;
      } else if (part.group("quarter") != null) {
        last = 3 * chineseNumber(part.group("quarter"));
        first = last - 2;
      } else if (part.group("lastMonth") != null) {
        last = chineseNumber(part.group("lastMonth"));
        first = part.group("firstMonth") == null ? 1 : chineseNumber(part.group("firstMonth"));
      } else {
        last = chineseNumber(part.group("month"));
        first = last;
      }
      if (first >= 1 && first <= last && last <= 12) {
        return months(year, first, last);
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

  /** Reads 一 to 三十一, and digits. */
  private static int chineseNumber(String text) {
    int ten = text.indexOf('十');
    if (ten < 0) {
      return number(text);
    }
    int tens = ten == 0 ? 1 : number(text.substring(0, ten));
    return 10 * tens + number(text.substring(ten + 1));
  }
}
