package org.gongkai.extraction.forms;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.gongkai.extraction.forms.Aligner.Match;
import org.gongkai.extraction.forms.Placement.How;
import org.gongkai.extraction.forms.Placement.Placed;
import org.gongkai.extraction.forms.Printed.Cell;
import org.gongkai.extraction.forms.Printed.Entry;
import org.gongkai.extraction.model.Span;

/** Puts the values of the rows of one table into their columns. */
final class RowPlacer {
  /**
   * A row whose values are not settled.
   *
   * @param ways all ways to place them that its own sums allow
   */
  private record Open(List<Cell> values, List<List<Cell>> ways) {}

  private final FormDefinition form;
  private final String table;
  private final List<Entry> entries;
  private final String text;
  private final List<Constraint> constraints;
  private final Map<List<FormColumn>, Placement> placements = new HashMap<>();

  RowPlacer(FormDefinition form, String table, List<Entry> entries, String text) {
    this.form = form;
    this.table = table;
    this.entries = entries;
    this.text = text;
    constraints = form.constraints().stream().filter(rule -> rule.table().equals(table)).toList();
  }

  /** The cells of each row that has columns of its own, by row. */
  Map<Match, Placed> place(List<Match> rows) {
    Map<Match, Placed> placed = new LinkedHashMap<>();
    Map<List<FormColumn>, Integer> extras = new HashMap<>();
    int firstColumn = firstColumn(rows);
    Map<Match, Open> unsettled = new LinkedHashMap<>();
    boolean glued = rows.stream().anyMatch(row -> Cuts.isGlued(entry(row).values()));
    for (Match row : rows) {
      List<FormColumn> columns = line(row).columns();
      if (columns.size() == 1 && columns.get(0).code() == null) {
        continue;
      }
      int extra = extras.computeIfAbsent(columns, set -> extra(set, rows));
      List<Cell> values =
          Gaps.fill(values(entry(row), firstColumn), columns.size(), gapsOf(row), text);
      Placement placement = placement(columns);
      boolean cut = glued && isShort(values, columns.size());
      List<List<Cell>> cuts = cut ? placement.cuts(values) : List.of();
      Placed own = cut ? settled(cuts, values) : placement.place(values, extra);
      placed.put(row, own);
      if (own.how() == How.UNSETTLED || own.how() == How.PARTLY) {
        unsettled.put(row, new Open(values, cut ? cuts : placement.ways(values)));
      }
    }
    if (!unsettled.isEmpty()) {
      placed.putAll(settled(placed, unsettled));
    } else if (isShifted(placed)) {
      placed.putAll(shiftedBack(placed));
    }
    return placed;
  }

  private static boolean isShort(List<Cell> values, int width) {
    return !values.isEmpty() && values.stream().filter(cell -> !cell.isBlank()).count() < width;
  }

  private static Placed settled(List<List<Cell>> ways, List<Cell> values) {
    return ways.size() == 1 ? Placement.common(ways, values) : new Placed(List.of(), How.UNSETTLED);
  }

  boolean telling(Match row, Placed placed) {
    return placement(line(row).columns()).telling(placed.cells());
  }

  boolean holds(Match row, Placed placed) {
    return placement(line(row).columns()).holds(placed.cells());
  }

  /**
   * Rows that their own sum leaves open, as far as the sums down the columns settle them. A row of
   * the form that is printed without any value counts as nothing.
   */
  private Map<Match, Placed> settled(Map<Match, Placed> placed, Map<Match, Open> unsettled) {
    Map<String, List<List<Cell>>> ways = new HashMap<>();
    if (!hasUnknownRow(placed.keySet())) {
      form.lines().stream()
          .filter(line -> line.table().equals(table) && !line.isTitle())
          .forEach(line -> ways.put(line.code(), List.of(nothing(line))));
    }
    placed.forEach(
        (row, own) -> {
          List<List<Cell>> open =
              unsettled.containsKey(row) ? unsettled.get(row).ways() : List.of(own.cells());
          if (open.isEmpty()) {
            ways.remove(line(row).code());
          } else {
            ways.put(line(row).code(), open);
          }
        });
    Map<String, List<List<Cell>>> narrowed = new ColumnSums(constraints).narrow(ways);
    Map<Match, Placed> settled = new LinkedHashMap<>();
    unsettled.forEach(
        (row, open) -> {
          List<List<Cell>> left = narrowed.getOrDefault(line(row).code(), List.of());
          Placed better = left.isEmpty() ? null : Placement.common(left, open.values());
          if (better != null) {
            settled.put(row, better);
          }
        });
    return settled;
  }

  private static List<Cell> nothing(FormLine line) {
    return Collections.nCopies(line.columns().size(), null);
  }

  /** Whether numbers stand between the rows that no row of the form owns. */
  private boolean hasUnknownRow(Collection<Match> rows) {
    Set<Integer> known = new HashSet<>();
    rows.forEach(row -> known.add(row.entry()));
    return IntStream.rangeClosed(Collections.min(known), Collections.max(known))
        .anyMatch(entry -> !known.contains(entry) && entries.get(entry).hasNumber());
  }

  /** Whether a row that is not added up right has blank cells in which its values could stand. */
  private boolean isShifted(Map<Match, Placed> placed) {
    return placed.entrySet().stream().anyMatch(row -> isShifted(row.getKey(), row.getValue()));
  }

  private boolean isShifted(Match row, Placed placed) {
    return placed.cells().stream().anyMatch(cell -> cell != null && cell.isBlank())
        && telling(row, placed)
        && !holds(row, placed);
  }

  /**
   * Rows whose values stand in wrong columns: they neither add up across nor down, and there is one
   * way only to move them over blank cells so that all sums hold.
   */
  private Map<Match, Placed> shiftedBack(Map<Match, Placed> placed) {
    Map<String, List<List<Cell>>> printed = new HashMap<>();
    Map<String, List<List<Cell>>> moved = new HashMap<>();
    placed.forEach(
        (row, own) -> {
          String code = line(row).code();
          printed.put(code, List.of(own.cells()));
          List<Cell> filled =
              own.cells().stream().filter(cell -> cell != null && !cell.isBlank()).toList();
          moved.put(
              code,
              isShifted(row, own)
                  ? placement(line(row).columns()).ways(filled)
                  : List.of(own.cells()));
        });
    ColumnSums sums = new ColumnSums(constraints);
    Map<Match, Placed> back = new LinkedHashMap<>();
    if (moved.values().stream().anyMatch(List::isEmpty) || !sums.narrow(printed).isEmpty()) {
      return back;
    }
    Map<String, List<List<Cell>>> narrowed = sums.narrow(moved);
    if (narrowed.values().stream().allMatch(left -> left.size() == 1)) {
      placed.forEach(
          (row, own) -> {
            if (isShifted(row, own) && narrowed.containsKey(line(row).code())) {
              back.put(row, new Placed(narrowed.get(line(row).code()).get(0), How.SHIFTED));
            }
          });
    }
    return back;
  }

  private FormLine line(Match match) {
    return form.lines().get(match.line());
  }

  private Entry entry(Match match) {
    return entries.get(match.entry());
  }

  private Placement placement(List<FormColumn> columns) {
    return placements.computeIfAbsent(columns, set -> new Placement(set, constraints));
  }

  /** From the end of the label to the words after the values. */
  private Span gapsOf(Match match) {
    Entry entry = entry(match);
    List<Cell> labels = entry.labels();
    int start =
        labels.isEmpty() ? entry.span().start() : labels.get(labels.size() - 1).span().end();
    int next = match.entry() + 1;
    int end = next < entries.size() ? entries.get(next).span().start() : entry.span().end();
    return new Span(start, Math.max(end, entry.span().end()));
  }

  /** The cells of an entry without those that lie left of the value columns. */
  private static List<Cell> values(Entry entry, int firstColumn) {
    return entry.values().stream()
        .filter(cell -> cell.column() < 0 || !cell.isBlank() || cell.column() >= firstColumn)
        .toList();
  }

  /** The grid column of the first values: the rightmost in which two rows begin. */
  private int firstColumn(List<Match> rows) {
    Map<Integer, Integer> starts = new HashMap<>();
    for (Match row : rows) {
      List<Cell> values = entry(row).values();
      if (!values.isEmpty()) {
        starts.merge(values.get(0).column(), 1, Integer::sum);
      }
    }
    return starts.entrySet().stream()
        .filter(start -> start.getValue() > 1)
        .mapToInt(Map.Entry::getKey)
        .max()
        .orElse(-1);
  }

  /** Where a table has one value column more than the form, which one the sums leave out. */
  private int extra(List<FormColumn> columns, List<Match> rows) {
    Placement placement = placement(columns);
    int width = columns.size();
    int[] votes = new int[width + 1];
    int telling = 0;
    for (Match row : rows) {
      List<Cell> values = entry(row).values();
      if (line(row).columns().equals(columns)
          && values.size() > width
          && values.subList(width + 1, values.size()).stream().allMatch(Cell::isBlank)
          && !values.get(width).isBlank()) {
        List<Cell> wide = values.subList(0, width + 1);
        telling += placement.telling(wide) ? 1 : 0;
        for (int i = 0; i <= width; i++) {
          List<Cell> without = new ArrayList<>(wide);
          without.remove(i);
          votes[i] += placement.telling(without) && placement.holds(without) ? 1 : 0;
        }
      }
    }
    int most = 0;
    for (int i = 1; i <= width; i++) {
      most = votes[i] > votes[most] ? i : most;
    }
    return telling > 1 && votes[most] * 3 >= telling * 2 ? most : -1;
  }
}
