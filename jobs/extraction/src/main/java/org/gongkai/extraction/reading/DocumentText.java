package org.gongkai.extraction.reading;

import java.util.ArrayList;
import java.util.List;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.model.Span;
import org.gongkai.extraction.model.Table;

/**
 * Writes the one linear text of a document and records where the cells of its tables come to stand.
 */
final class DocumentText {
  /** A cell over the whole width with this many characters is a paragraph, not a caption. */
  private static final int LONG_CELL = 120;

  private static final String SEPARATOR = " | ";

  private final StringBuilder text = new StringBuilder();
  private final List<Table> tables = new ArrayList<>();
  private final ReadingLimits limits;
  private int cells;

  DocumentText(ReadingLimits limits) {
    this.limits = limits;
  }

  /** Adds lines, each a paragraph; blank ones are left out. */
  void paragraphs(String lines) throws RejectedException {
    for (String line : lines.split("\n", -1)) {
      String trimmed = Chinese.trim(line);
      if (!trimmed.isEmpty()) {
        text.append(trimmed).append('\n');
        checkLength();
      }
    }
  }

  /**
   * Adds a table. A long text over the whole width is a paragraph between two tables: some offices
   * lay a whole report out in one.
   */
  void table(Grid grid) throws RejectedException {
    List<Grid.Cell> pending = new ArrayList<>();
    for (Grid.Cell cell : grid.cells()) {
      if (cell.columnSpan() >= grid.columns() && cell.text().length() >= LONG_CELL) {
        write(pending, grid.columns());
        pending.clear();
        paragraphs(cell.text());
      } else {
        pending.add(cell);
      }
    }
    write(pending, grid.columns());
  }

  private void write(List<Grid.Cell> printed, int columns) throws RejectedException {
    if (printed.isEmpty()) {
      return;
    }
    int firstRow = printed.get(0).row();
    int start = text.length();
    int lastRow = firstRow;
    int endRow = firstRow;
    List<Table.Cell> written = new ArrayList<>(printed.size());
    for (Grid.Cell cell : printed) {
      if (!written.isEmpty()) {
        text.append(cell.row() == lastRow ? SEPARATOR : "\n");
      }
      lastRow = cell.row();
      endRow = Math.max(endRow, cell.row() + cell.rowSpan());
      int from = text.length();
      text.append(Chinese.joinLines(cell.text()));
      written.add(
          new Table.Cell(
              cell.row() - firstRow,
              cell.column(),
              cell.rowSpan(),
              cell.columnSpan(),
              new Span(from, text.length())));
      checkLength();
    }
    cells += written.size();
    if (cells > limits.cells()) {
      throw RejectReason.TOO_MANY_PARTS.because(
          "more than " + limits.cells() + " table cells; split the document");
    }
    tables.add(
        new Table(
            Table.Origin.GRID,
            endRow - firstRow,
            columns,
            written,
            new Span(start, text.length())));
    text.append('\n');
  }

  private void checkLength() throws RejectedException {
    Watchdog.check();
    if (text.length() > limits.textChars()) {
      throw RejectReason.TOO_LARGE.because(
          "more than "
              + limits.textChars()
              + " characters of text; split the document or raise text_chars in conf/reading/limits.csv");
    }
  }

  String text() {
    return text.toString();
  }

  List<Table> tables() {
    return List.copyOf(tables);
  }
}
