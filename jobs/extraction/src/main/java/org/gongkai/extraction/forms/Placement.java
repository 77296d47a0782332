package org.gongkai.extraction.forms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gongkai.extraction.forms.Printed.Cell;

/**
 * Puts the values of a row into the columns of its line. What position does not settle is settled
 * by the arithmetic between the columns, or not at all.
 */
final class Placement {
  private static final int MOST_WAYS = 20_000;

  private final List<FormColumn> columns;
  private final List<Sum> sums;

  /**
   * Cells in the order of the columns.
   *
   * @param cells one per column, null where nothing is known to stand there
   * @param how what it took
   */
  record Placed(List<Cell> cells, How how) {}

  /** How values found their columns. */
  enum How {
    /** As many values as columns. */
    POSITION,
    /** Blank padding or a column of local make left out. */
    TRIMMED,
    /** Fewer or more values, or the gaps between them lost; only one way satisfies the sums. */
    ARITHMETIC,
    /**
     * Fewer values; all ways that satisfy the sums agree on some columns, the rest stay unknown.
     */
    PARTLY,
    /** Digits of one number stood in several cells. */
    REJOINED,
    /** Values stood in wrong columns; only one way satisfies all sums. */
    SHIFTED,
    /** Cannot be told. */
    UNSETTLED
  }

  private record Sum(int total, int[] parts) {
    int last() {
      return Math.max(total, Arrays.stream(parts).max().orElse(total));
    }
  }

  Placement(List<FormColumn> columns, List<Constraint> constraints) {
    this.columns = columns;
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      index.put(columns.get(i).code(), i);
    }
    this.sums = new ArrayList<>();
    for (Constraint rule : constraints) {
      if (rule.axis() == Constraint.Axis.COLUMNS
          && rule.relation() == Constraint.Relation.EQUAL
          && rule.left().size() == 1
          && index.keySet().containsAll(rule.terms())) {
        sums.add(
            new Sum(
                index.get(rule.left().get(0)),
                rule.right().stream().mapToInt(index::get).toArray()));
      }
    }
  }

  /**
   * Places the values of one row.
   *
   * @param extra position of a value column that the form does not know, or -1
   */
  Placed place(List<Cell> printed, int extra) {
    List<Cell> values = new ArrayList<>(printed);
    int width = columns.size();
    if (values.size() == width) {
      return new Placed(values, How.POSITION);
    }
    trim(values);
    if (values.size() == width) {
      return new Placed(values, How.TRIMMED);
    }
    List<Cell> filled = values.stream().filter(cell -> !cell.isBlank()).toList();
    if (values.size() > width && filled.size() == width) {
      return new Placed(filled, How.TRIMMED);
    }
    if (extra >= 0 && values.size() == width + 1) {
      values.remove(extra);
      return new Placed(values, How.TRIMMED);
    }
    Placed settled = telling(values) ? common(ways(values), values) : null;
    return settled == null ? new Placed(List.of(), How.UNSETTLED) : settled;
  }

  /**
   * Drops blank cells beyond the columns: those that pad the label in front if it is padded by as
   * many as there are too many and the sums agree, else those at the end.
   */
  private void trim(List<Cell> values) {
    int tooMany = values.size() - columns.size();
    if (tooMany <= 0) {
      return;
    }
    boolean padsLabel = values.subList(0, tooMany).stream().allMatch(Cell::isBlank);
    List<Cell> rest = values.subList(tooMany, values.size());
    boolean padsEnd =
        values.subList(columns.size(), values.size()).stream().allMatch(Cell::isBlank);
    if (padsLabel && (!padsEnd || (telling(rest) && holds(rest)))) {
      values.subList(0, tooMany).clear();
      return;
    }
    while (values.size() > columns.size() && values.get(values.size() - 1).isBlank()) {
      values.remove(values.size() - 1);
    }
  }

  /** Whether every sum that can be tested holds. */
  boolean holds(List<Cell> cells) {
    return sums.stream().allMatch(sum -> holds(sum, cells));
  }

  /** Whether there is arithmetic to test and the row is not all zeros. */
  boolean telling(List<Cell> cells) {
    return !sums.isEmpty() && cells.stream().anyMatch(cell -> value(cell).signum() != 0);
  }

  private static boolean holds(Sum sum, List<Cell> cells) {
    BigDecimal parts = BigDecimal.ZERO;
    for (int part : sum.parts()) {
      parts = parts.add(value(cells.get(part)));
    }
    return parts.compareTo(value(cells.get(sum.total()))) == 0;
  }

  private static BigDecimal value(Cell cell) {
    return cell == null || cell.reading().value() == null
        ? BigDecimal.ZERO
        : cell.reading().value();
  }

  /**
   * Every way of putting values into the columns in their order that satisfies the sums, each with
   * a cell or null for every column: blanks were lost, or digits of one number stand in several
   * cells. None where there are too many.
   */
  List<List<Cell>> ways(List<Cell> values) {
    int width = columns.size();
    if (values.size() == width) {
      return List.of(values);
    }
    boolean spread = values.size() < width;
    int[] at = new int[spread ? values.size() : values.size() - width];
    if (sums.isEmpty() || at.length > width) {
      return List.of();
    }
    for (int i = 0; i < at.length; i++) {
      at[i] = i;
    }
    List<List<Cell>> ways = new ArrayList<>();
    int tried = 0;
    do {
      List<Cell> cells = spread ? spread(values, at) : joined(values, at);
      if (cells != null && holds(cells)) {
        ways.add(cells);
      }
    } while (++tried < MOST_WAYS && next(at, spread ? width : values.size() - 1));
    return tried == MOST_WAYS ? List.of() : ways;
  }

  /** Every way of cutting digits into one number for each column that satisfies the sums. */
  List<List<Cell>> cuts(List<Cell> values) {
    List<Cell> filled = values.stream().filter(cell -> !cell.isBlank()).toList();
    return Cuts.of(filled, columns.size(), this::holdsAtEnd);
  }

  /** Whether the sums hold whose columns end with the last of the cells. */
  private boolean holdsAtEnd(List<Cell> first) {
    return sums.stream().allMatch(sum -> sum.last() != first.size() - 1 || holds(sum, first));
  }

  private List<Cell> spread(List<Cell> values, int[] at) {
    Cell[] cells = new Cell[columns.size()];
    for (int i = 0; i < at.length; i++) {
      cells[at[i]] = values.get(i);
    }
    return Arrays.asList(cells);
  }

  /**
   * What all ways of placing the same values agree on, or null where that is nothing or where they
   * join digits differently.
   */
  static Placed common(List<List<Cell>> ways, List<Cell> values) {
    boolean rejoined = !ways.isEmpty() && values.size() > ways.get(0).size();
    if (ways.isEmpty() || (rejoined && ways.size() > 1)) {
      return null;
    }
    if (rejoined) {
      return new Placed(ways.get(0), How.REJOINED);
    }
    Cell[] both = ways.get(0).toArray(new Cell[0]);
    for (List<Cell> way : ways) {
      for (int i = 0; i < both.length; i++) {
        both[i] = Objects.equals(both[i], way.get(i)) ? both[i] : null;
      }
    }
    return Arrays.stream(both).allMatch(Objects::isNull)
        ? null
        : new Placed(Arrays.asList(both), ways.size() == 1 ? How.ARITHMETIC : How.PARTLY);
  }

  /** The values with the gaps of the given numbers closed, or null where that makes no number. */
  private static List<Cell> joined(List<Cell> values, int[] gaps) {
    List<Cell> cells = new ArrayList<>();
    int gap = 0;
    for (int i = 0; i < values.size(); i++) {
      Cell cell = values.get(i);
      boolean close = gap < gaps.length && gaps[gap] == i - 1;
      if (!close) {
        cells.add(cell);
        continue;
      }
      gap++;
      Cell left = cells.remove(cells.size() - 1);
      Cell both = join(left, cell);
      if (both == null) {
        return null;
      }
      cells.add(both);
    }
    return cells;
  }

  private static Cell join(Cell left, Cell right) {
    BigDecimal high = left.reading().value();
    if (high == null || high.signum() == 0 || right.reading().value() == null) {
      return null;
    }
    String digits = left.text().strip() + right.text().strip();
    if (!digits.chars().allMatch(c -> c >= '0' && c <= '9') || digits.length() > 12) {
      return null;
    }
    CellReader.Reading reading =
        new CellReader.Reading(left.reading().state(), new BigDecimal(digits), null, true);
    return new Cell(
        digits,
        new org.gongkai.extraction.model.Span(left.span().start(), right.span().end()),
        reading,
        left.column());
  }

  /** The next ascending choice of positions below {@code size}, or false after the last. */
  private static boolean next(int[] at, int size) {
    for (int i = at.length - 1; i >= 0; i--) {
      if (at[i] < size - at.length + i) {
        at[i]++;
        for (int j = i + 1; j < at.length; j++) {
          at[j] = at[j - 1] + 1;
        }
        return true;
      }
    }
    return false;
  }
}
