package org.gongkai.extraction.language;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.language.NumberExpression.Kind;
import org.gongkai.extraction.model.Precision;
import org.gongkai.extraction.model.Span;

/**
 * Finds the numbers of a text whose full-width forms are folded: digits with separators, decimals
 * and 万, Chinese numerals, with unit and precision, and the numbers that count nothing (dates,
 * document numbers, telephone numbers, ordinals). One pass, no regular expressions. Units come from
 * {@code conf/lexicon/units.csv}.
 */
public final class NumberParser {
  private static final String UNITS = "lexicon/units.csv";
  private static final String HAN_DIGITS = "零一二三四五六七八九";
  private static final int MAX_DIGITS = 12;
  private static final int LONGEST_MARK = 3;

  /** So many single digits with spaces between them are one number, fewer may be several. */
  private static final int FEWEST_APART = 3;

  private static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);
  private static final BigDecimal HUNDRED_MILLION = BigDecimal.valueOf(100_000_000);

  private final Map<String, Unit> units = new HashMap<>();
  private final Set<String> measures = new HashSet<>();
  private final Set<String> dates = new HashSet<>();
  private final int longestUnit;

  /**
   * Reads the units.
   *
   * @throws ConfException if the file is wrong
   */
  public NumberParser(ConfFiles conf) {
    int longest = 1;
    for (CSVRecord line : conf.csv(UNITS)) {
      String printed = line.get("printed");
      Set<String> classes = Set.of(line.get("classes").split("\\s+"));
      longest = Math.max(longest, printed.length());
      if (classes.contains("measure")) {
        measures.add(printed);
      } else if (classes.contains("date")) {
        dates.add(printed);
      } else {
        units.put(printed, new Unit(line.get("unit"), classes, factor(line)));
      }
    }
    longestUnit = longest;
  }

  private static BigDecimal factor(CSVRecord line) {
    try {
      return new BigDecimal(line.get("factor"));
    } catch (NumberFormatException e) {
      throw new ConfException(
          UNITS, line.getRecordNumber(), "factor is not a number: " + line.get("factor"), e);
    }
  }

  /** The numbers of a text in order; they do not overlap. */
  public List<NumberExpression> find(String text) {
    List<NumberExpression> found = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int next = i + 1;
      char c = text.charAt(i);
      if (isAsciiLetter(c)) {
        next = skipCode(text, i);
        addCodeDigits(text, i, next, found);
      } else if (isDigit(c)) {
        next = add(digits(text, i), found);
      } else if (isHanNumeral(c)) {
        NumberExpression number = hanNumber(text, i);
        next = number == null ? skipHan(text, i) : add(number, found);
      }
      i = Math.max(next, i + 1);
    }
    return found;
  }

  private static int add(NumberExpression number, List<NumberExpression> found) {
    found.add(number);
    return number.span().end();
  }

  private static void addCodeDigits(String text, int start, int end, List<NumberExpression> found) {
    int from = start;
    while (from < end && !isDigit(text.charAt(from))) {
      from++;
    }
    if (from < end) {
      found.add(plain(Kind.CODE, from, end));
    }
  }

  /** Words of Latin letters with what is glued to them: addresses, A4, QQ. */
  private static int skipCode(String text, int start) {
    int i = start;
    while (i < text.length() && isCodeCharacter(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private NumberExpression digits(String text, int start) {
    int end = apart(text, start);
    if (end > start) {
      return quantity(text, start, end, value(text.substring(start, end)));
    }
    end = digitsEnd(text, start);
    char before = start > 0 ? text.charAt(start - 1) : '\n';
    char after = end < text.length() ? text.charAt(end) : '\n';
    if (before == '第') {
      return plain(Kind.ORDINAL, start, end);
    }
    if (before == '〔' || before == '[' || before == '〕' || before == ']') {
      return plain(Kind.CODE, start, end);
    }
    if (isEnumerator(text, start, end)) {
      return plain(Kind.ORDINAL, start, end);
    }
    if (isJoiner(after) && end + 1 < text.length() && isDigit(text.charAt(end + 1))) {
      return joined(text, start, end);
    }
    if (after == '%' || after == '‰') {
      return new NumberExpression(
          Kind.PERCENT,
          value(text.substring(start, end)),
          Unit.NONE,
          Precision.EXACT,
          new Span(start, end),
          new Span(start, end + 1));
    }
    String digits = text.substring(start, end);
    if (digits.length() == 4
        && after == '年'
        && (digits.startsWith("19") || digits.startsWith("20"))) {
      return year(text, start, end, Integer.parseInt(digits));
    }
    if (digits.length() > MAX_DIGITS
        || (digits.length() > 1 && digits.startsWith("0") && !digits.contains("."))) {
      return plain(Kind.CODE, start, end);
    }
    return quantity(text, start, end, value(digits));
  }

  /** Numbers with a hyphen or another sign between them: dates, telephones, ranges, 7*24. */
  private NumberExpression joined(String text, int start, int end) {
    int stop = end;
    int parts = 1;
    while (stop + 1 < text.length()
        && isJoiner(text.charAt(stop))
        && isDigit(text.charAt(stop + 1))) {
      stop = digitsEnd(text, stop + 1);
      parts++;
    }
    String first = text.substring(start, end);
    char joiner = text.charAt(end);
    boolean dash =
        joiner == '-' || joiner == '~' || joiner == '—' || joiner == '－' || joiner == '–';
    if (parts == 3 && first.length() == 4) {
      return plain(Kind.DATE, start, stop);
    }
    if (parts > 2 || !dash || first.startsWith("0") || stop - end > 6) {
      return plain(Kind.CODE, start, stop);
    }
    String unit = unitText(text, stop);
    return plain(
        dates.contains(unit) || unit.equals("年") ? Kind.DATE : Kind.RANGE,
        start,
        stop + unit.length());
  }

  /**
   * End of a number whose digits stand apart, before a unit: 2 6 4 7条; {@code start} if it is none.
   */
  private int apart(String text, int start) {
    int end = start + 1;
    while (end + 1 < text.length()
        && text.charAt(end) == ' '
        && isDigit(text.charAt(end + 1))
        && !(end + 2 < text.length() && isDigit(text.charAt(end + 2)))) {
      end += 2;
    }
    boolean spaced = end - start >= 2 * FEWEST_APART - 1;
    int unit = end < text.length() && text.charAt(end) == ' ' ? end + 1 : end;
    return spaced && !unitText(text, unit).isEmpty() ? end : start;
  }

  private NumberExpression quantity(String text, int start, int end, BigDecimal digits) {
    BigDecimal value = digits;
    int at = end;
    boolean more = false;
    int power = at < text.length() ? "十百千万亿".indexOf(text.charAt(at)) : -1;
    boolean overTenThousandYuan = text.startsWith("万余元", at) || text.startsWith("万多元", at);
    boolean tenThousandYuan =
        overTenThousandYuan
            || text.startsWith("万元", at)
            || text.startsWith("多万元", at)
            || text.startsWith("余万元", at);
    if (!tenThousandYuan
        && at < text.length()
        && isMore(text.charAt(at))
        && at + 1 < text.length()
        && text.charAt(at + 1) == '万') {
      more = true;
      at++;
      power = 3;
    }
    if (power >= 0 && !tenThousandYuan && !text.startsWith("亿元", at)) {
      value = value.multiply(power(power));
      at++;
      if (text.startsWith("亿", at)) {
        value = value.multiply(HUNDRED_MILLION);
        at++;
      }
    }
    return withUnit(text, start, at, value, more || overTenThousandYuan);
  }

  private static BigDecimal power(int index) {
    return switch (index) {
      case 0 -> BigDecimal.TEN;
      case 1 -> BigDecimal.valueOf(100);
      case 2 -> BigDecimal.valueOf(1_000);
      case 3 -> TEN_THOUSAND;
      default -> HUNDRED_MILLION;
    };
  }

  /** Reads marks of precision and the unit behind a number that ends at {@code end}. */
  private NumberExpression withUnit(
      String text, int start, int end, BigDecimal value, boolean already) {
    int at = end;
    boolean more = already;
    if (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    if (at < text.length() && isMore(text.charAt(at))) {
      more = true;
      at++;
    }
    if (at < text.length() && text.charAt(at) == '(' && text.startsWith(")", at + 2)) {
      at++;
    }
    String printed = unitText(text, at);
    if (printed.isEmpty() && !more) {
      at = end;
    }
    if (measures.contains(printed)) {
      return plain(Kind.MEASURE, start, at + printed.length());
    }
    if (dates.contains(printed)) {
      return plain(Kind.DATE, start, at + printed.length());
    }
    Unit unit = units.getOrDefault(printed, Unit.NONE);
    at += printed.length();
    if (!printed.isEmpty()
        && !more
        && at < text.length()
        && (text.charAt(at) == '余' || text.charAt(at) == '多')
        && !text.startsWith("多次", at)) {
      more = true;
      at++;
    }
    Precision precision = more ? Precision.AT_LEAST : Precision.EXACT;
    if (text.startsWith("以上", at)) {
      precision = Precision.AT_LEAST;
      at += 2;
    } else if (text.startsWith("左右", at) || text.startsWith("上下", at)) {
      precision = Precision.APPROXIMATE;
      at += 2;
    }
    precision = precisionBefore(text, start, precision);
    return new NumberExpression(
        Kind.COUNT,
        plain(value.multiply(unit.factor())),
        unit,
        precision,
        new Span(start, end),
        new Span(start, at));
  }

  private static Precision precisionBefore(String text, int start, Precision otherwise) {
    String before = text.substring(Math.max(0, start - LONGEST_MARK), start);
    if (before.endsWith("超过")
        || before.endsWith("逾")
        || before.endsWith("突破")
        || before.endsWith("超")
        || before.endsWith("至少")) {
      return Precision.AT_LEAST;
    }
    if (before.endsWith("约")
        || before.endsWith("近")
        || before.endsWith("接近")
        || before.endsWith("大约")) {
      return Precision.APPROXIMATE;
    }
    return otherwise;
  }

  /** Whether a text goes on with a unit at a place. */
  public boolean hasUnit(String text, int at) {
    return !unitText(text, at).isEmpty();
  }

  private String unitText(String text, int at) {
    for (int length = Math.min(longestUnit, text.length() - at); length > 0; length--) {
      String candidate = text.substring(at, at + length);
      if (units.containsKey(candidate)
          || measures.contains(candidate)
          || dates.contains(candidate)) {
        return candidate;
      }
    }
    return "";
  }

  private NumberExpression hanNumber(String text, int start) {
    int end = hanEnd(text, start);
    char before = start > 0 ? text.charAt(start - 1) : '\n';
    String numeral = text.substring(start, end);
    char after = end < text.length() ? text.charAt(end) : '\n';
    if (before == '第') {
      return plain(Kind.ORDINAL, start, end);
    }
    if (after == '、' && (before == '\n' || before == '。') || before == '(' && after == ')') {
      return plain(Kind.ORDINAL, start, end);
    }
    if (numeral.length() == 4 && after == '年' && HanNumerals.isDigitSequence(numeral)) {
      return year(text, start, end, HanNumerals.digitSequence(numeral).intValue());
    }
    if (text.startsWith("百分之", start)) {
      int from = start + 3;
      int stop =
          from < text.length() && isDigit(text.charAt(from))
              ? digitsEnd(text, from)
              : hanEnd(text, from);
      BigDecimal value =
          stop == from
              ? null
              : from < text.length() && isDigit(text.charAt(from))
                  ? value(text.substring(from, stop))
                  : HanNumerals.value(text.substring(from, stop));
      return value == null
          ? null
          : new NumberExpression(
              Kind.PERCENT,
              value,
              Unit.NONE,
              Precision.EXACT,
              new Span(start, stop),
              new Span(start, stop));
    }
    BigDecimal value = HanNumerals.value(numeral);
    if (value == null
        || before == '每'
        || before == '数'
        || before == '几'
        || before == '同'
        || before == '统'
        || before == '唯') {
      return null;
    }
    int at = end < text.length() && isMore(after) ? end + 1 : end;
    boolean zero = value.signum() == 0 && (before == '为' || before == '是');
    if (unitText(text, at).isEmpty()) {
      return zero ? withUnit(text, start, end, value, false) : null;
    }
    return withUnit(text, start, end, value, false);
  }

  private NumberExpression year(String text, int start, int end, int year) {
    int at = end + 1;
    while (at < text.length() && (isDigit(text.charAt(at)) || isHanNumeral(text.charAt(at)))) {
      int stop = isDigit(text.charAt(at)) ? digitsEnd(text, at) : hanEnd(text, at);
      String unit = unitText(text, stop);
      if (!dates.contains(unit)) {
        break;
      }
      at = stop + unit.length();
    }
    return new NumberExpression(
        at == end + 1 ? Kind.YEAR : Kind.DATE,
        BigDecimal.valueOf(year),
        Unit.NONE,
        Precision.EXACT,
        new Span(start, end),
        new Span(start, at));
  }

  /** Without zeros behind the point, never with an exponent. */
  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static NumberExpression plain(Kind kind, int start, int end) {
    Span span = new Span(start, end);
    return new NumberExpression(kind, null, Unit.NONE, Precision.EXACT, span, span);
  }

  /** A number that opens an item of a list: 1、 1. (1) at the start of a paragraph or sentence. */
  private static boolean isEnumerator(String text, int start, int end) {
    if (end - start > 2 || end >= text.length()) {
      return false;
    }
    char before = start > 0 ? text.charAt(start - 1) : '\n';
    char after = text.charAt(end);
    boolean opens = before == '\n' || before == '。' || before == ';' || before == ':';
    if (before == '(' && after == ')') {
      return true;
    }
    boolean stop = after == '、' || after == '.' || after == ')' || after == '．';
    return opens && stop && !(end + 1 < text.length() && isDigit(text.charAt(end + 1)));
  }

  /** End of the digits at {@code start}, with separators of thousands and a decimal part. */
  private static int digitsEnd(String text, int start) {
    int end = plainEnd(text, start);
    if (end - start <= 3) {
      int grouped = end;
      while (grouped < text.length()
          && isSeparator(text.charAt(grouped))
          && plainEnd(text, grouped + 1) - grouped == 4) {
        grouped += 4;
      }
      end = grouped;
    }
    if (end + 1 < text.length() && text.charAt(end) == '.' && isDigit(text.charAt(end + 1))) {
      end = plainEnd(text, end + 1);
    }
    return end;
  }

  private static int plainEnd(String text, int start) {
    int i = start;
    while (i < text.length() && isDigit(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static BigDecimal value(String digits) {
    StringBuilder plain = new StringBuilder(digits.length());
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (isDigit(c) || c == '.') {
        plain.append(c);
      }
    }
    return new BigDecimal(plain.toString());
  }

  private static int hanEnd(String text, int start) {
    int i = start;
    while (i < text.length() && isHanNumeral(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static int skipHan(String text, int start) {
    return hanEnd(text, start);
  }

  private static boolean isMore(char c) {
    return c == '余' || c == '多' || c == '来';
  }

  private static boolean isSeparator(char c) {
    return c == ',' || c == ' ' || c == '\'' || c == '’';
  }

  private static boolean isJoiner(char c) {
    return c == '-' || c == '—' || c == '－' || c == '–' || c == '~' || c == '*' || c == '+'
        || c == '/' || c == ':' || c == '至' || c == '.';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isAsciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isCodeCharacter(char c) {
    return isAsciiLetter(c) || isDigit(c) || "./:_-?&=%@#~".indexOf(c) >= 0;
  }

  private static boolean isHanNumeral(char c) {
    return HAN_DIGITS.indexOf(c) >= 0 || HanNumerals.isNumeral(c);
  }
}
