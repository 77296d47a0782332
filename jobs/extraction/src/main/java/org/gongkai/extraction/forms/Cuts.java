package org.gongkai.extraction.forms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.gongkai.extraction.forms.Printed.Cell;
import org.gongkai.extraction.model.FormCell.State;
import org.gongkai.extraction.model.Span;

/** Cuts digits from which the gaps between the numbers are gone into the numbers of a row. */
final class Cuts {
  private static final Pattern DIGITS = Pattern.compile("\\d{1,60}");

  /** No number begins so, or is so long. */
  private static final Pattern GLUED = Pattern.compile("0\\d{1,59}|\\d{10,60}");

  private static final int LONGEST_NUMBER = 9;
  private static final int MOST_TRIED = 5_000;
  private static final int MOST_WAYS = 200;

  private final int width;
  private final Predicate<List<Cell>> fits;
  private final List<List<Cell>> ways = new ArrayList<>();
  private int tried;

  private Cuts(int width, Predicate<List<Cell>> fits) {
    this.width = width;
    this.fits = fits;
  }

  /** Whether the digits of a value can only be those of several numbers. */
  static boolean isGlued(List<Cell> values) {
    return values.stream().anyMatch(cell -> GLUED.matcher(cell.text()).matches());
  }

  /**
   * All ways to cut the values into as many numbers; none where there are too many.
   *
   * @param fits whether the first numbers of a way may stand together
   */
  static List<List<Cell>> of(List<Cell> values, int width, Predicate<List<Cell>> fits) {
    Cuts cuts = new Cuts(width, fits);
    cuts.cut(values, 0, 0, new ArrayList<>());
    return cuts.tried < MOST_TRIED && cuts.ways.size() < MOST_WAYS ? cuts.ways : List.of();
  }

  private void cut(List<Cell> values, int value, int from, List<Cell> way) {
    if (++tried >= MOST_TRIED || ways.size() >= MOST_WAYS) {
      return;
    }
    if (value == values.size()) {
      if (way.size() == width) {
        ways.add(List.copyOf(way));
      }
      return;
    }
    Cell cell = values.get(value);
    int length = cell.text().length();
    if (!DIGITS.matcher(cell.text()).matches()) {
      step(values, value + 1, 0, way, cell);
      return;
    }
    int longest = cell.text().charAt(from) == '0' ? 1 : LONGEST_NUMBER;
    for (int to = from + 1; to <= Math.min(length, from + longest); to++) {
      boolean whole = to == length;
      step(values, whole ? value + 1 : value, whole ? 0 : to, way, part(cell, from, to));
    }
  }

  private void step(List<Cell> values, int value, int from, List<Cell> way, Cell next) {
    way.add(next);
    int most = way.size() - from;
    for (int v = value; v < values.size(); v++) {
      most += values.get(v).text().length();
    }
    if (way.size() <= width && most >= width && fits.test(way)) {
      cut(values, value, from, way);
    }
    way.remove(way.size() - 1);
  }

  private static Cell part(Cell cell, int from, int to) {
    if (to - from == cell.text().length()) {
      return cell;
    }
    String digits = cell.text().substring(from, to);
    BigDecimal number = new BigDecimal(digits);
    State state = number.signum() == 0 ? State.ZERO : State.NUMBER;
    int start = cell.span().start();
    return new Cell(
        digits,
        new Span(start + from, start + to),
        new CellReader.Reading(state, number, null, true),
        cell.column());
  }
}
