package org.gongkai.extraction.forms;

import java.util.ArrayList;
import java.util.List;
import org.gongkai.extraction.forms.Printed.Cell;
import org.gongkai.extraction.model.Span;

/**
 * Finds blank cells in flattened text of one cell per line, where they are nothing but more empty
 * lines than usual between two values.
 */
final class Gaps {
  private Gaps() {}

  /**
   * The values with the blanks that the empty lines between them show, or unchanged where the empty
   * lines do not account for exactly the missing ones.
   *
   * @param width number of columns
   * @param row from the end of the label to the words after the values
   */
  static List<Cell> fill(List<Cell> values, int width, Span row, String text) {
    int missing = width - values.size();
    if (missing <= 0
        || values.isEmpty()
        || values.stream().anyMatch(cell -> cell.column() >= 0 || cell.isBlank())) {
      return values;
    }
    int[] breaks = new int[values.size() + 1];
    int usual = Integer.MAX_VALUE;
    int total = 0;
    int from = row.start();
    for (int i = 0; i <= values.size(); i++) {
      int to = i < values.size() ? values.get(i).span().start() : row.end();
      breaks[i] =
          (int) text.substring(from, Math.max(from, to)).chars().filter(c -> c == '\n').count();
      from = i < values.size() ? values.get(i).span().end() : to;
      usual = i > 0 && i < values.size() ? Math.min(usual, breaks[i]) : usual;
      total += breaks[i];
    }
    usual = Math.min(usual, Math.min(breaks[0], breaks[values.size()]));
    int more = total - usual * breaks.length;
    if (usual == 0 || more == 0 || more % missing != 0) {
      return values;
    }
    int perBlank = more / missing;
    List<Cell> filled = new ArrayList<>();
    for (int i = 0; i <= values.size(); i++) {
      if ((breaks[i] - usual) % perBlank != 0) {
        return values;
      }
      int at = i == 0 ? row.start() : values.get(i - 1).span().end();
      Cell blank = new Cell("", new Span(at, at), CellReader.Reading.BLANK, -1);
      for (int b = 0; b < (breaks[i] - usual) / perBlank; b++) {
        filled.add(blank);
      }
      if (i < values.size()) {
        filled.add(values.get(i));
      }
    }
    return filled;
  }
}
