package org.gongkai.extraction.model;

import java.util.List;

/**
 * A grid of cells of a document. The text of a cell is the document's text at its span, so a repair
 * of the text moves the spans and nothing else.
 *
 * @param origin whether the grid was in the source or was rebuilt from flattened lines
 * @param rows number of grid rows
 * @param columns number of grid columns
 * @param cells the cells in reading order; a cell that spans several positions stands once, at its
 *     first
 * @param span everything from the first to the last cell
 */
public record Table(Origin origin, int rows, int columns, List<Cell> cells, Span span) {
  public Table {
    cells = List.copyOf(cells);
  }

  /**
   * Where a grid came from. In a flattened one, grid positions right of the labels are not to be
   * trusted.
   */
  public enum Origin {
    GRID,
    FLATTENED
  }

  /**
   * One cell.
   *
   * @param row zero-based grid row of its first position
   * @param column zero-based grid column of its first position
   * @param rowSpan number of rows it covers, at least 1
   * @param columnSpan number of columns it covers, at least 1
   * @param span its trimmed text in the document's text; empty for a blank cell
   */
  public record Cell(int row, int column, int rowSpan, int columnSpan, Span span) {}
}
