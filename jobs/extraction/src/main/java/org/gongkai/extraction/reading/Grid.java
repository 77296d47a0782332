package org.gongkai.extraction.reading;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.gongkai.extraction.model.RejectedException;

/**
 * A table while it is read: positions and the text of each cell, in which {@code \n} is a line
 * break of the source.
 */
record Grid(int rows, int columns, List<Cell> cells) {
  Grid {
    cells = List.copyOf(cells);
  }

  /** One cell; row and column are zero-based, the spans at least 1. */
  record Cell(int row, int column, int rowSpan, int columnSpan, String text) {
    boolean isBlank() {
      return Chinese.trim(text).isEmpty();
    }
  }

  /**
   * A grid of placed cells without the rows and columns in which no cell begins: they are traces of
   * how the table was drawn.
   */
  static Grid of(List<Cell> placed) {
    BitSet usedRows = new BitSet();
    BitSet usedColumns = new BitSet();
    for (Cell cell : placed) {
      usedRows.set(cell.row());
      usedColumns.set(cell.column());
    }
    int[] rowOf = ranks(usedRows);
    int[] columnOf = ranks(usedColumns);
    List<Cell> cells = new ArrayList<>(placed.size());
    for (Cell cell : placed) {
      int row = rowOf[cell.row()];
      int column = columnOf[cell.column()];
      int rowEnd = rowOf[Math.min(cell.row() + cell.rowSpan(), rowOf.length - 1)];
      int columnEnd = columnOf[Math.min(cell.column() + cell.columnSpan(), columnOf.length - 1)];
      cells.add(
          new Cell(
              row,
              column,
              Math.max(1, rowEnd - row),
              Math.max(1, columnEnd - column),
              cell.text()));
    }
    cells.sort(Comparator.comparingInt(Cell::row).thenComparingInt(Cell::column));
    return new Grid(usedRows.cardinality(), usedColumns.cardinality(), cells);
  }

  /** For each position the number of used ones before it, one more than the last included. */
  private static int[] ranks(BitSet used) {
    int[] ranks = new int[used.length() + 1];
    for (int i = 1; i < ranks.length; i++) {
      ranks[i] = ranks[i - 1] + (used.get(i - 1) ? 1 : 0);
    }
    return ranks;
  }

  /** Whether it is worth being a table: two rows or columns at least, and text in two cells. */
  boolean isTable() {
    return columns > 1 && cells.stream().filter(cell -> !cell.isBlank()).limit(2).count() > 1;
  }

  /** Places cells row by row, as HTML and word processors do, around those that span rows. */
  static final class Builder {
    /** Beyond every real table; the widest official one has 15 columns. */
    private static final int MOST_COLUMNS = 1000;

    private final List<Cell> cells = new ArrayList<>();
    private final int[] busyUntil = new int[MOST_COLUMNS];
    private final int mostCells;
    private int row = -1;
    private int column;

    Builder(int mostCells) {
      this.mostCells = mostCells;
    }

    void startRow() {
      row++;
      column = 0;
    }

    /**
     * Adds a cell at the next free position of the row.
     *
     * @throws RejectedException if the table has more cells than allowed
     */
    void add(int rowSpan, int columnSpan, String text) throws RejectedException {
      while (column < MOST_COLUMNS && busyUntil[column] > row) {
        column++;
      }
      if (column >= MOST_COLUMNS || cells.size() >= mostCells) {
        throw RejectReason.TOO_MANY_PARTS.because(
            "a table has more cells than allowed; raise the limit cells in conf/reading/limits.csv"
                + " if this is a report");
      }
      int width = Math.min(Math.max(1, columnSpan), MOST_COLUMNS - column);
      int height = Math.min(Math.max(1, rowSpan), mostCells);
      for (int i = column; i < column + width; i++) {
        busyUntil[i] = Math.max(busyUntil[i], row + height);
      }
      cells.add(new Cell(row, column, height, width, text));
      column += width;
    }

    /** The grid; spans end with its last row and column. */
    Grid build() {
      int rows = row + 1;
      List<Cell> cut = new ArrayList<>(cells.size());
      for (Cell cell : cells) {
        int height = Math.min(cell.rowSpan(), rows - cell.row());
        cut.add(new Cell(cell.row(), cell.column(), height, cell.columnSpan(), cell.text()));
      }
      return Grid.of(cut);
    }
  }
}
