package org.gongkai.extraction.reading;

import java.util.Locale;
import java.util.Map;

/** How a word processor writes the number of a list's paragraph. */
enum ListNumeral {
  ARABIC {
    @Override
    String of(int number) {
      return Integer.toString(number);
    }
  },
  ARABIC_TWO_DIGITS {
    @Override
    String of(int number) {
      return String.format(Locale.ROOT, "%02d", number);
    }
  },
  ARABIC_WIDE {
    @Override
    String of(int number) {
      StringBuilder wide = new StringBuilder();
      Integer.toString(number).chars().forEach(c -> wide.append((char) (c - '0' + '０')));
      return wide.toString();
    }
  },
  CIRCLED {
    @Override
    String of(int number) {
      return enclosed(number, '①');
    }
  },
  IN_PARENTHESES {
    @Override
    String of(int number) {
      return enclosed(number, '⑴');
    }
  },
  WITH_STOP {
    @Override
    String of(int number) {
      return enclosed(number, '⒈');
    }
  },
  HAN_IN_PARENTHESES {
    @Override
    String of(int number) {
      return number <= 10 ? Character.toString('㈠' + number - 1) : "（" + HAN.of(number) + "）";
    }
  },
  HAN {
    @Override
    String of(int number) {
      return number < 100 ? tens(number, HAN_DIGITS, '十') : HAN_SEQUENCE.of(number);
    }
  },
  HAN_SEQUENCE {
    @Override
    String of(int number) {
      return digits(number, HAN_DIGITS);
    }
  },
  HAN_LEGAL {
    @Override
    String of(int number) {
      return number < 100 ? tens(number, LEGAL_DIGITS, '拾') : digits(number, LEGAL_DIGITS);
    }
  },
  HEAVENLY_STEMS {
    @Override
    String of(int number) {
      return Character.toString("甲乙丙丁戊己庚辛壬癸".charAt((number - 1) % 10));
    }
  },
  EARTHLY_BRANCHES {
    @Override
    String of(int number) {
      return Character.toString("子丑寅卯辰巳午未申酉戌亥".charAt((number - 1) % 12));
    }
  },
  CAPITALS {
    @Override
    String of(int number) {
      return Character.toString('A' + (number - 1) % 26).repeat((number - 1) / 26 + 1);
    }
  },
  SMALL_LETTERS {
    @Override
    String of(int number) {
      return CAPITALS.of(number).toLowerCase(Locale.ROOT);
    }
  },
  ROMAN {
    @Override
    String of(int number) {
      StringBuilder roman = new StringBuilder();
      int rest = number;
      for (int i = 0; i < ROMAN_VALUES.length; i++) {
        for (; rest >= ROMAN_VALUES[i]; rest -= ROMAN_VALUES[i]) {
          roman.append(ROMAN_SIGNS[i]);
        }
      }
      return roman.toString();
    }
  },
  SMALL_ROMAN {
    @Override
    String of(int number) {
      return ROMAN.of(number).toLowerCase(Locale.ROOT);
    }
  },
  /** A mark that is the same before every paragraph, or nothing at all. */
  NONE {
    @Override
    String of(int number) {
      return "";
    }
  };

  private static final String HAN_DIGITS = "〇一二三四五六七八九";
  private static final String LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖";
  private static final int LAST_ENCLOSED = 20;
  private static final int[] ROMAN_VALUES = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
  private static final String[] ROMAN_SIGNS = {
    "M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"
  };

  /** Names of ST_NumberFormat, ISO/IEC 29500-1 section 17.18.59. */
  private static final Map<String, ListNumeral> BY_NAME =
      Map.ofEntries(
          Map.entry("decimalZero", ARABIC_TWO_DIGITS),
          Map.entry("decimalFullWidth", ARABIC_WIDE),
          Map.entry("decimalFullWidth2", ARABIC_WIDE),
          Map.entry("decimalEnclosedCircle", CIRCLED),
          Map.entry("decimalEnclosedCircleChinese", CIRCLED),
          Map.entry("decimalEnclosedParen", IN_PARENTHESES),
          Map.entry("decimalEnclosedFullstop", WITH_STOP),
          Map.entry("ideographEnclosedCircle", HAN_IN_PARENTHESES),
          Map.entry("chineseCounting", HAN),
          Map.entry("chineseCountingThousand", HAN),
          Map.entry("japaneseCounting", HAN),
          Map.entry("taiwaneseCounting", HAN),
          Map.entry("taiwaneseCountingThousand", HAN),
          Map.entry("ideographDigital", HAN_SEQUENCE),
          Map.entry("taiwaneseDigital", HAN_SEQUENCE),
          Map.entry("japaneseDigitalTenThousand", HAN_SEQUENCE),
          Map.entry("chineseLegalSimplified", HAN_LEGAL),
          Map.entry("ideographLegalTraditional", HAN_LEGAL),
          Map.entry("ideographTraditional", HEAVENLY_STEMS),
          Map.entry("ideographZodiac", EARTHLY_BRANCHES),
          Map.entry("upperLetter", CAPITALS),
          Map.entry("lowerLetter", SMALL_LETTERS),
          Map.entry("upperRoman", ROMAN),
          Map.entry("lowerRoman", SMALL_ROMAN),
          Map.entry("bullet", NONE),
          Map.entry("none", NONE));

  /** Codes of MSONFC, [MS-OSHARED] section 2.2.1.3. */
  private static final Map<Integer, ListNumeral> BY_CODE =
      Map.ofEntries(
          Map.entry(1, ROMAN),
          Map.entry(2, SMALL_ROMAN),
          Map.entry(3, CAPITALS),
          Map.entry(4, SMALL_LETTERS),
          Map.entry(10, HAN_SEQUENCE),
          Map.entry(11, HAN),
          Map.entry(14, ARABIC_WIDE),
          Map.entry(18, CIRCLED),
          Map.entry(22, ARABIC_TWO_DIGITS),
          Map.entry(23, NONE),
          Map.entry(26, WITH_STOP),
          Map.entry(27, IN_PARENTHESES),
          Map.entry(28, CIRCLED),
          Map.entry(29, HAN_IN_PARENTHESES),
          Map.entry(30, HEAVENLY_STEMS),
          Map.entry(31, EARTHLY_BRANCHES),
          Map.entry(33, HAN),
          Map.entry(34, HAN_LEGAL),
          Map.entry(35, HAN),
          Map.entry(36, HAN_SEQUENCE),
          Map.entry(37, HAN),
          Map.entry(38, HAN_LEGAL),
          Map.entry(39, HAN),
          Map.entry(40, HAN_SEQUENCE),
          Map.entry(255, NONE));

  /** The numeral as printed; the number is at least 1. */
  abstract String of(int number);

  /** The numerals that DOCX names so; what has no Chinese or Latin form counts as Arabic. */
  static ListNumeral named(String name) {
    return name == null ? ARABIC : BY_NAME.getOrDefault(name, ARABIC);
  }

  /** The numerals that DOC codes so. */
  static ListNumeral coded(int code) {
    return BY_CODE.getOrDefault(code, ARABIC);
  }

  private static String enclosed(int number, char first) {
    return number <= LAST_ENCLOSED
        ? Character.toString(first + number - 1)
        : Integer.toString(number);
  }

  /** A number below 100 with the sign for ten. */
  private static String tens(int number, String digits, char ten) {
    StringBuilder han = new StringBuilder();
    if (number >= 20) {
      han.append(digits.charAt(number / 10));
    }
    if (number >= 10) {
      han.append(ten);
    }
    if (number % 10 > 0) {
      han.append(digits.charAt(number % 10));
    }
    return han.toString();
  }

  private static String digits(int number, String digits) {
    StringBuilder han = new StringBuilder();
    Integer.toString(number).chars().forEach(c -> han.append(digits.charAt(c - '0')));
    return han.toString();
  }
}
