package org.gongkai.extraction.forms;

import java.util.List;
import org.gongkai.extraction.model.Span;

/** A printed page as the aligner sees it. */
final class Printed {
  private Printed() {}

  /**
   * One cell.
   *
   * @param text its text, line breaks inside a grid's cell removed
   * @param span its place in the document
   * @param reading what it says as a value, or null where it is words
   * @param column its grid column, or -1 where no grid says
   * @param core its words as labels are compared, empty for a value
   */
  record Cell(String text, Span span, CellReader.Reading reading, int column, String core) {
    Cell(String text, Span span, CellReader.Reading reading, int column) {
      this(text, span, reading, column, reading == null ? Labels.core(text) : "");
    }

    boolean isValue() {
      return reading != null;
    }

    /** Its whole number; nothing where it states none. */
    long count() {
      return reading == null || reading.value() == null ? 0 : reading.value().longValue();
    }

    boolean isBlank() {
      return reading != null
          && reading.state() == org.gongkai.extraction.model.FormCell.State.BLANK;
    }
  }

  /**
   * One line of text or row of a grid.
   *
   * @param cells its cells in order
   * @param span the whole line
   * @param ruled whether bars or a grid separate its cells
   * @param grid number of its grid, or -1
   */
  record Line(List<Cell> cells, Span span, boolean ruled, int grid) {
    /** Whether it could be the last value of a row of one cell per line, and padding behind it. */
    boolean endsRow() {
      return grid < 0
          && cells.size() > 1
          && cells.get(0).isValue()
          && !cells.get(0).isBlank()
          && cells.stream().skip(1).allMatch(Cell::isBlank);
    }

    /** Whether nothing but a bar stands on it. */
    boolean isBar() {
      return ruled && grid < 0 && cells.size() == 1 && cells.get(0).isBlank();
    }

    Line firstCell() {
      return new Line(cells.subList(0, 1), span, ruled, grid);
    }
  }

  /**
   * Labels and the values that follow them, by whatever lines they are printed on.
   *
   * @param labels words since the values before
   * @param values value cells up to the next words, blanks included
   * @param unit the unit printed between them, or null
   * @param firstLine the first line touched
   * @param lastLine the last line touched
   * @param grid number of the grid, or -1
   */
  record Entry(
      List<Cell> labels, List<Cell> values, String unit, int firstLine, int lastLine, int grid) {
    Span span() {
      int start = labels.isEmpty() ? values.get(0).span().start() : labels.get(0).span().start();
      int end =
          values.isEmpty()
              ? labels.get(labels.size() - 1).span().end()
              : values.get(values.size() - 1).span().end();
      return new Span(start, end);
    }

    /** Whether values, or at least a unit that waits for one, stand behind the labels. */
    boolean isRow() {
      return !values.isEmpty() || unit != null;
    }

    boolean hasNumber() {
      return numbers() > 0;
    }

    int numbers() {
      int numbers = 0;
      for (Cell cell : values) {
        numbers += cell.reading().value() != null ? 1 : 0;
      }
      return numbers;
    }
  }
}
