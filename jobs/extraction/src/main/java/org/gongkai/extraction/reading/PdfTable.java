package org.gongkai.extraction.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table on a page: the positions of its column edges, and cells whose columns count between them.
 *
 * @param edges x of the column edges, from left to right, in points
 * @param rows number of rows
 * @param cells the cells
 */
record PdfTable(List<Double> edges, int rows, List<Grid.Cell> cells) {
  /** Edges of the same column differ by no more than this between pages, in points. */
  private static final double SAME_EDGE = 6;

  PdfTable {
    edges = List.copyOf(edges);
    cells = List.copyOf(cells);
  }

  Grid grid() {
    return Grid.of(cells);
  }

  /**
   * Whether a table on the next page goes on with this one: it is as wide and stands as far left.
   */
  boolean isContinuedBy(PdfTable next) {
    return Math.abs(edges.get(0) - next.edges.get(0)) <= SAME_EDGE
        && Math.abs(edges.get(edges.size() - 1) - next.edges.get(next.edges.size() - 1))
            <= SAME_EDGE;
  }

  /** This table and its continuation, whose repeated header rows are dropped. */
  PdfTable join(PdfTable next) {
    List<Double> common = Clusters.of(concat(edges, next.edges), SAME_EDGE);
    List<Grid.Cell> joined = new ArrayList<>(placed(common));
    int repeated = repeatedRows(next);
    List<Grid.Cell> rest = new ArrayList<>();
    for (Grid.Cell cell : next.placed(common)) {
      if (cell.row() >= repeated) {
        rest.add(moved(cell, rows - repeated));
      }
    }
    for (Grid.Cell cell : rest) {
      if (cell.row() != rows || !absorb(joined, cell, rest)) {
        joined.add(cell);
      }
    }
    return new PdfTable(common, rows + next.rows - repeated, joined);
  }

  /**
   * Lets a cell above the page break take in the part of it below: an empty part beside a label, or
   * the end of a bracket.
   */
  private boolean absorb(List<Grid.Cell> above, Grid.Cell below, List<Grid.Cell> rest) {
    for (int i = 0; i < above.size(); i++) {
      Grid.Cell cell = above.get(i);
      boolean adjoins =
          cell.row() + cell.rowSpan() == rows
              && cell.column() == below.column()
              && cell.columnSpan() == below.columnSpan();
      if (!adjoins || cell.isBlank()) {
        continue;
      }
      boolean spansOn =
          below.isBlank()
              && cell.rowSpan() > 1
              && rest.stream()
                  .anyMatch(
                      other ->
                          other.row() == below.row()
                              && other.column() > below.column()
                              && other.text().chars().anyMatch(Character::isLetter));
      if (spansOn) {
        above.set(i, with(cell, cell.rowSpan() + below.rowSpan(), cell.text()));
        return true;
      }
      boolean endsBracket = !below.isBlank() && depth(cell.text()) > 0 && depth(below.text()) < 0;
      if (endsBracket) {
        above.set(i, with(cell, cell.rowSpan(), cell.text() + "\n" + below.text()));
        return true;
      }
    }
    return false;
  }

  private static int depth(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '（' || character == '(') {
        depth++;
      } else if (character == '）' || character == ')') {
        depth--;
      }
    }
    return depth;
  }

  private int repeatedRows(PdfTable next) {
    Map<Integer, String> first = rowTexts();
    Map<Integer, String> second = next.rowTexts();
    int same = 0;
    while (same < Math.min(rows, next.rows)
        && !first.getOrDefault(same, "").isEmpty()
        && first.get(same).equals(second.get(same))
        && !first.get(same).matches(".*\\d.*")) {
      same++;
    }
    return same;
  }

  private Map<Integer, String> rowTexts() {
    Map<Integer, String> texts = new HashMap<>();
    for (Grid.Cell cell : cells) {
      texts.merge(cell.row(), Chinese.joinLines(cell.text()), String::concat);
    }
    return texts;
  }

  private List<Grid.Cell> placed(List<Double> common) {
    List<Grid.Cell> placed = new ArrayList<>(cells.size());
    for (Grid.Cell cell : cells) {
      int from = Clusters.nearest(common, edges.get(cell.column()));
      int to = Clusters.nearest(common, edges.get(cell.column() + cell.columnSpan()));
      placed.add(
          new Grid.Cell(cell.row(), from, cell.rowSpan(), Math.max(1, to - from), cell.text()));
    }
    return placed;
  }

  private static Grid.Cell moved(Grid.Cell cell, int rows) {
    return new Grid.Cell(
        cell.row() + rows, cell.column(), cell.rowSpan(), cell.columnSpan(), cell.text());
  }

  private static Grid.Cell with(Grid.Cell cell, int rowSpan, String text) {
    return new Grid.Cell(cell.row(), cell.column(), rowSpan, cell.columnSpan(), text);
  }

  private static List<Double> concat(List<Double> a, List<Double> b) {
    List<Double> both = new ArrayList<>(a);
    both.addAll(b);
    return both;
  }
}
