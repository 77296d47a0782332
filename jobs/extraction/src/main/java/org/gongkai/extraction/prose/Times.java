package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import java.util.List;
import org.gongkai.extraction.language.NumberExpression;
import org.gongkai.extraction.language.NumberExpression.Kind;
import org.gongkai.extraction.prose.Item.Number;
import org.gongkai.extraction.prose.Item.Word;

/** Finds out which time a number belongs to. */
final class Times {
  /** Time of the report. */
  static final String CURRENT = "current";

  private static final String PREVIOUS = "previous";
  private static final String NEXT = "next";
  private static final String CHANGE = "change";

  /** Time of several years. */
  static final String CUMULATIVE = "cumulative";

  private static final String PLAN = "plan";

  /** A time that began in a year: {@code since_2008}. */
  private static final String SINCE_YEAR = "since_";

  /** A year is told from a month or a day by being later than this. */
  private static final int FIRST_YEAR = 1900;

  /** The year in which a span began stands at most this many words before its end. */
  private static final int MAX_START = 5;

  private final BigDecimal year;

  /**
   * @param year the report's year, or null where it is unknown
   */
  Times(Integer year) {
    this.year = year == null ? null : BigDecimal.valueOf(year);
  }

  /** Whether words name the report's own year. */
  boolean nameCurrent(List<Item> words) {
    return words.stream()
        .anyMatch(item -> item instanceof Number number && CURRENT.equals(ofYear(number)));
  }

  /**
   * The code of the time that the words before a number give it, the nearest first: {@code
   * current}, {@code previous}, {@code next}, {@code other}, {@code cumulative}, {@code plan},
   * {@code rate}, {@code each}, {@code change}; null where they say nothing.
   */
  String of(List<Item> words) {
    boolean reached = false;
    boolean since = false;
    boolean spent = false;
    for (int i = words.size() - 1; i >= 0; i--) {
      String code = null;
      if (words.get(i) instanceof Word word) {
        reached |= word.has("list", "reaches");
        code = word.code("time");
        if (code != null && code.equals(CHANGE) && (reached || spent)) {
          code = null;
        }
      } else if (words.get(i) instanceof Number number) {
        spent |= number.expression().kind() == Kind.PERCENT;
        code = spansYears(words, i) ? CUMULATIVE : ofYear(number);
      }
      if (code == null) {
        continue;
      }
      if (code.startsWith(SINCE_YEAR)) {
        code = isSinceThisYear(code) ? CURRENT : CUMULATIVE;
      }
      if (code.equals(CURRENT) && Meanings.has(words.subList(0, i), "time", PLAN)) {
        return PLAN;
      }
      if (code.equals(CURRENT) && isEndOfSpan(words, i)) {
        return CUMULATIVE;
      }
      if (!code.equals("since")) {
        return since && !code.equals(CURRENT) ? CUMULATIVE : code;
      }
      since = true;
    }
    return since ? CUMULATIVE : null;
  }

  /** 《条例》施行以来 spans several years, except in a report of the year in which it came into force. */
  private boolean isSinceThisYear(String code) {
    return year != null && code.substring(SINCE_YEAR.length()).equals(year.toPlainString());
  }

  /** 《条例》施行以来,截至2014年12月31日: the date only ends what began years before. */
  private boolean isEndOfSpan(List<Item> words, int at) {
    boolean end = at > 0 && words.get(at - 1) instanceof Word word && word.has("list", "asof");
    return end
        && words.subList(0, at).stream()
            .anyMatch(
                item ->
                    item instanceof Word word
                        && word.code("time") != null
                        && word.code("time").startsWith(SINCE_YEAR)
                        && !isSinceThisYear(word.code("time")));
  }

  /** 施行六年来, 2008年至2014年, 自2008年5月至2014年12月. */
  private static boolean spansYears(List<Item> words, int at) {
    NumberExpression last = ((Number) words.get(at)).expression();
    if (last.kind() == Kind.MEASURE) {
      return last.unit().name().equals("年") && last.value().compareTo(BigDecimal.ONE) > 0;
    }
    boolean until =
        (last.kind() == Kind.YEAR || last.kind() == Kind.DATE)
            && last.value() != null
            && at >= 2
            && words.get(at - 1) instanceof Word word
            && word.has("list", "until");
    if (!until) {
      return false;
    }
    for (int i = at - 2; i >= Math.max(0, at - 1 - MAX_START); i--) {
      if (words.get(i) instanceof Number number && isYear(number.expression())) {
        boolean adjacent = i == at - 2 && number.expression().kind() == Kind.YEAR;
        int years = last.value().subtract(number.expression().value()).intValue();
        return adjacent || years > 1;
      }
    }
    return false;
  }

  private static boolean isYear(NumberExpression expression) {
    return (expression.kind() == Kind.YEAR || expression.kind() == Kind.DATE)
        && expression.value() != null
        && expression.value().intValue() > FIRST_YEAR;
  }

  /** The words of a clause without those of a change that has its number: 同比下降11.4%. */
  List<Item> withoutSpent(List<Item> clause) {
    boolean spent =
        clause.stream()
            .anyMatch(
                item ->
                    item instanceof Number number && number.expression().kind() == Kind.PERCENT);
    return spent
        ? clause.stream()
            .filter(
                item ->
                    !(item instanceof Word word
                        && (word.has("time", CHANGE) || word.has("compare"))))
            .toList()
        : clause;
  }

  /** The words of a clause without those of time: 上年无结转 has used its own up. */
  static List<Item> withoutTimes(List<Item> clause) {
    return clause.stream()
        .filter(item -> !(item instanceof Word word && word.has("time")))
        .toList();
  }

  /** Why a number of a time states no figure of the report, or null. */
  static String refusal(String time) {
    if (time == null) {
      return null;
    }
    return switch (time) {
      case PREVIOUS, "other" -> "previous_year";
      case NEXT -> "plan";
      case CUMULATIVE, PLAN, "rate", CHANGE -> time;
      case "each" -> "rate";
      default -> null;
    };
  }

  private String ofYear(Number number) {
    Kind kind = number.expression().kind();
    BigDecimal value = number.expression().value();
    if ((kind != Kind.YEAR && kind != Kind.DATE) || value == null || year == null) {
      return null;
    }
    int difference = value.subtract(year).intValue();
    return switch (difference) {
      case 0 -> CURRENT;
      case -1 -> PREVIOUS;
      case 1 -> NEXT;
      default -> "other";
    };
  }
}
