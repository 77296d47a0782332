package org.gongkai.extraction.language;

import java.math.BigDecimal;

/** Chinese numerals: 二十三, 一百零五, 二〇一四. */
final class HanNumerals {
  private static final String DIGITS = "零一二三四五六七八九";
  private static final String VARIANTS = "〇壹贰叁肆伍陆柒捌玖";
  private static final long MYRIAD = 10_000;

  private HanNumerals() {}

  static boolean isNumeral(char c) {
    return digit(c) >= 0 || power(c) > 0;
  }

  /** Whether a numeral is a plain sequence of digits such as 二〇一四. */
  static boolean isDigitSequence(String numeral) {
    return numeral.chars().allMatch(c -> digit((char) c) >= 0);
  }

  static BigDecimal digitSequence(String numeral) {
    StringBuilder digits = new StringBuilder();
    numeral.chars().forEach(c -> digits.append(digit((char) c)));
    return new BigDecimal(digits.toString());
  }

  /** The value, or null where the characters are no well-formed numeral. */
  static BigDecimal value(String numeral) {
    if (numeral.isEmpty() || numeral.length() > 15) {
      return null;
    }
    if (isDigitSequence(numeral)) {
      return numeral.length() == 2 ? null : digitSequence(numeral);
    }
    long total = 0;
    long section = 0;
    long digit = -1;
    long lastPower = Long.MAX_VALUE;
    for (int i = 0; i < numeral.length(); i++) {
      char c = numeral.charAt(i);
      int value = digit(c);
      if (value >= 0) {
        if (digit > 0) {
          return null;
        }
        digit = value;
        continue;
      }
      long power = power(c);
      if (power >= MYRIAD) {
        section += Math.max(digit, 0);
        if (section == 0) {
          return null;
        }
        total = power > MYRIAD ? (total + section) * power : total + section * power;
        section = 0;
        lastPower = Long.MAX_VALUE;
      } else {
        boolean bareTen = digit < 0 && power == 10 && section == 0;
        if (power >= lastPower || (digit <= 0 && !bareTen)) {
          return null;
        }
        section += (bareTen ? 1 : digit) * power;
        lastPower = power;
      }
      digit = -1;
    }
    return BigDecimal.valueOf(total + section + Math.max(digit, 0));
  }

  private static int digit(char c) {
    if (c == '两') {
      return 2;
    }
    if (c == '○') {
      return 0;
    }
    int plain = DIGITS.indexOf(c);
    return plain >= 0 ? plain : VARIANTS.indexOf(c);
  }

  private static long power(char c) {
    return switch (c) {
      case '十', '拾' -> 10;
      case '百', '佰' -> 100;
      case '千', '仟' -> 1_000;
      case '万' -> MYRIAD;
      case '亿' -> 100_000_000;
      default -> 0;
    };
  }
}
