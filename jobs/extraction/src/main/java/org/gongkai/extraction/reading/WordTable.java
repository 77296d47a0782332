package org.gongkai.extraction.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gongkai.extraction.model.RejectedException;

/**
 * A table of a word processor while it is read: rows of cells with widths in grid columns, where a
 * cell may go on from the one above.
 */
final class WordTable {
  /** Text of the open cell. */
  final StringBuilder cell = new StringBuilder();

  /** Width of the open cell in grid columns. */
  int columnSpan = 1;

  /** Whether the open cell is the lower part of the one above. */
  boolean goesOnFromAbove;

  private final List<Grid.Cell> cells = new ArrayList<>();
  private final Map<Integer, Integer> lastInColumn = new HashMap<>();
  private final ReadingLimits limits;
  private int row = -1;
  private int column;

  WordTable(ReadingLimits limits) {
    this.limits = limits;
  }

  void startRow() {
    row++;
    column = 0;
  }

  void skipColumns(int columns) {
    column += columns;
  }

  /** Ends a cell and makes ready for the next. */
  void endCell() throws RejectedException {
    if (cells.size() >= limits.cells() || column > limits.cells()) {
      throw RejectReason.TOO_MANY_PARTS.because(
          "a table has more than " + limits.cells() + " cells; split the document");
    }
    Watchdog.check();
    int span = Math.max(1, columnSpan);
    if (!(goesOnFromAbove && extendAbove(span))) {
      lastInColumn.put(column, cells.size());
      cells.add(new Grid.Cell(Math.max(0, row), column, 1, span, cell.toString()));
    }
    column += span;
    cell.setLength(0);
    columnSpan = 1;
    goesOnFromAbove = false;
  }

  private boolean extendAbove(int span) {
    Integer last = lastInColumn.get(column);
    Grid.Cell above = last == null ? null : cells.get(last);
    if (above == null || above.row() + above.rowSpan() != row) {
      return false;
    }
    String text = cell.isEmpty() ? above.text() : above.text() + "\n" + cell;
    cells.set(
        last,
        new Grid.Cell(
            above.row(), column, above.rowSpan() + 1, Math.max(span, above.columnSpan()), text));
    return true;
  }

  Grid grid() {
    return Grid.of(cells);
  }
}
