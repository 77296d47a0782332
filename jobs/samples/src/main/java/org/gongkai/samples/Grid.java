package org.gongkai.samples;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of a form and the ways in which it is printed.
 *
 * @param width number of grid columns
 * @param rows the rows from above
 */
record Grid(int width, List<List<Cell>> rows) {

  /** A cell with its extent. */
  record Cell(String text, int columns, int rows) {
    static Cell of(String text) {
      return new Cell(text, 1, 1);
    }

    static Cell wide(String text, int columns) {
      return new Cell(text, columns, 1);
    }
  }

  /** As HTML with spans. */
  String html() {
    StringBuilder html = new StringBuilder("<table border=\"1\">\n");
    for (List<Cell> row : rows) {
      html.append("<tr>");
      for (Cell cell : row) {
        html.append("<td");
        if (cell.columns() > 1) {
          html.append(" colspan=\"").append(cell.columns()).append('"');
        }
        if (cell.rows() > 1) {
          html.append(" rowspan=\"").append(cell.rows()).append('"');
        }
        html.append('>').append(cell.text()).append("</td>");
      }
      html.append("</tr>\n");
    }
    return html.append("</table>\n").toString();
  }

  /** One cell a line, and a line of bars for the cells that spans swallowed. */
  String cellLines() {
    StringBuilder lines = new StringBuilder();
    for (List<Cell> row : rows) {
      row.forEach(cell -> lines.append(cell.text()).append(" |\n"));
      if (row.size() < width) {
        lines.append("|".repeat(width - row.size())).append('\n');
      }
    }
    return lines.toString();
  }

  /** One row a line, the swallowed cells as bars at its end. */
  String rowLines() {
    StringBuilder lines = new StringBuilder();
    for (List<Cell> row : rows) {
      List<String> texts = new ArrayList<>();
      row.forEach(cell -> texts.add(cell.text()));
      lines.append(String.join(" | ", texts)).append(" | ");
      lines.append("|".repeat(width + 1 - row.size())).append('\n');
    }
    return lines.toString();
  }
}
