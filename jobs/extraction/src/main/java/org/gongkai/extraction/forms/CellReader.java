package org.gongkai.extraction.forms;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.FormCell.State;

/** Understands what one cell of a table says: a number, a zero, nothing, or something else. */
final class CellReader {
  private static final String WORDS = "forms/words.csv";
  private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:[,' ]\\d{3})+");
  private static final Pattern SEPARATOR = Pattern.compile("[,' ]");
  private static final Pattern NUMBER =
      Pattern.compile("([+-]?)\\s*(\\d{1,15}(?:\\.\\d{1,6})?)\\s*([万亿]?)\\s*([\\p{IsHan}]{0,3})");

  /** More digits than a number has: the numbers of a row without the gaps between them. */
  private static final Pattern GLUED = Pattern.compile("\\d{16,60}");

  private static final Pattern MISREAD = Pattern.compile("[\\dOoQlI]{1,12}");
  private static final String NUMERALS = "零一二三四五六七八九";
  private static final int LONGEST = 60;
  private static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);
  private static final BigDecimal HUNDRED_MILLION = BigDecimal.valueOf(100_000_000);

  private final Map<String, State> states = new HashMap<>();
  private final Map<String, String> signs = new HashMap<>();
  private final Set<String> units;

  /**
   * What a cell says.
   *
   * @param state kind of content
   * @param value the number, null unless the state has one
   * @param unit the unit printed in the cell, or null
   * @param sure whether the digits were plain, not guessed from letters
   */
  record Reading(State state, BigDecimal value, String unit, boolean sure) {
    static final Reading BLANK = new Reading(State.BLANK, null, null, true);
    static final Reading UNREADABLE = new Reading(State.UNREADABLE, null, null, true);
  }

  CellReader(ConfFiles conf, Set<String> units) {
    this.units = Set.copyOf(units);
    for (CSVRecord row : conf.csv(WORDS)) {
      String word = plain(row.get("word"));
      switch (row.get("meaning")) {
        case "dash" -> states.put(word, State.DASH);
        case "not_applicable" -> states.put(word, State.NOT_APPLICABLE);
        case "unreadable" -> states.put(word, State.UNREADABLE);
        case "zero" -> states.put(word, State.WORDED_ZERO);
        case "plus" -> signs.put(word, "");
        case "minus" -> signs.put(word, "-");
        default ->
            throw new ConfException(WORDS, 0, "has the unknown meaning " + row.get("meaning"));
      }
    }
  }

  boolean isUnit(String text) {
    return units.contains(plain(text));
  }

  /** The reading of a cell's text, or null where the text is words and so may be a label. */
  Reading read(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    String cell = plain(text);
    if (cell.isEmpty()) {
      return Reading.BLANK;
    }
    State state = states.get(cell);
    if (state != null) {
      BigDecimal value = state == State.WORDED_ZERO ? BigDecimal.ZERO : null;
      return new Reading(state, value, null, true);
    }
    for (Map.Entry<String, String> sign : signs.entrySet()) {
      if (cell.startsWith(sign.getKey()) && cell.length() > sign.getKey().length()) {
        Reading rest = digits(cell.substring(sign.getKey().length()).strip());
        if (rest != null) {
          return rest.value() == null || sign.getValue().isEmpty()
              ? rest
              : new Reading(rest.state(), rest.value().negate(), rest.unit(), rest.sure());
        }
      }
    }
    return digits(cell);
  }

  private Reading digits(String cell) {
    Matcher grouped = GROUPED.matcher(cell);
    String joined =
        grouped.lookingAt()
            ? SEPARATOR.matcher(grouped.group()).replaceAll("") + cell.substring(grouped.end())
            : cell;
    Matcher number = NUMBER.matcher(joined);
    if (number.matches() && (number.group(4).isEmpty() || unit(number) != null)) {
      return number(number);
    }
    if (GLUED.matcher(cell).matches()) {
      return Reading.UNREADABLE;
    }
    if (MISREAD.matcher(cell).matches()) {
      String mended =
          cell.replace('O', '0')
              .replace('o', '0')
              .replace('Q', '0')
              .replace('l', '1')
              .replace('I', '1');
      return value(new BigDecimal(mended), null, false);
    }
    return numerals(cell);
  }

  private Reading number(Matcher number) {
    BigDecimal value = new BigDecimal(number.group(1).replace("+", "") + number.group(2));
    String unit = unit(number);
    if (!"万元".equals(unit)) {
      value =
          switch (number.group(3)) {
            case "万" -> value.multiply(TEN_THOUSAND);
            case "亿" -> value.multiply(HUNDRED_MILLION);
            default -> value;
          };
    }
    return value(value.stripTrailingZeros(), unit, true);
  }

  private String unit(Matcher number) {
    String whole = number.group(3) + number.group(4);
    if (units.contains(whole)) {
      return whole;
    }
    return units.contains(number.group(4)) ? number.group(4) : null;
  }

  private static Reading value(BigDecimal value, String unit, boolean sure) {
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    return new Reading(plain.signum() == 0 ? State.ZERO : State.NUMBER, plain, unit, sure);
  }

  /** Numerals in words below a hundred million; one numeral alone may be an ordinal and is none. */
  private Reading numerals(String text) {
    String unit = null;
    String cell = text;
    for (int tail = Math.min(2, text.length() - 1); tail > 0 && unit == null; tail--) {
      String end = text.substring(text.length() - tail);
      if (units.contains(end)) {
        unit = end;
        cell = text.substring(0, text.length() - tail);
      }
    }
    if (unit == null && cell.length() < 2) {
      return null;
    }
    long total = 0;
    long section = 0;
    long digit = -1;
    for (char c : cell.replace('两', '二').replace('〇', '零').toCharArray()) {
      int numeral = NUMERALS.indexOf(c);
      long power =
          switch (c) {
            case '十' -> 10;
            case '百' -> 100;
            case '千' -> 1000;
            case '万' -> 10_000;
            default -> 0;
          };
      if (numeral >= 0) {
        if (digit > 0) {
          return null;
        }
        digit = numeral;
      } else if (power == 10_000 && section + Math.max(digit, 0) > 0) {
        total += (section + Math.max(digit, 0)) * power;
        section = 0;
        digit = -1;
      } else if (power > 0 && power < 10_000) {
        section += (digit < 0 ? 1 : digit) * power;
        digit = -1;
      } else {
        return null;
      }
    }
    return value(BigDecimal.valueOf(total + section + Math.max(digit, 0)), unit, true);
  }

  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
  }
}
