package org.gongkai.extraction.model;

import java.util.List;

/**
 * What the official tables of a report say.
 *
 * @param form code of the form found, or null where the report has none
 * @param cells every printed cell of the tables, verbatim, in order; rows that the form does not
 *     know included
 * @param figures the figures that the cells state, evidence kind {@code TABLE}
 * @param covered the parts of the text that belong to tables, which prose reading and section
 *     finding leave alone; in order and without overlap
 * @param doubts where the reading (not the report) is in question
 */
public record FormReading(
    String form,
    List<FormCell> cells,
    List<Figure> figures,
    List<Span> covered,
    List<Doubt> doubts) {
  public FormReading {
    cells = List.copyOf(cells);
    figures = List.copyOf(figures);
    covered = List.copyOf(covered);
    doubts = List.copyOf(doubts);
  }

  /** Whether the character at an offset of the text belongs to a table. */
  public boolean covers(int offset) {
    int low = 0;
    int high = covered.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (covered.get(middle).end() <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < covered.size() && covered.get(low).contains(offset);
  }

  /** The reading of a document without any form. */
  public static FormReading none() {
    return new FormReading(null, List.of(), List.of(), List.of(), List.of());
  }

  /**
   * A place where the reading is in question.
   *
   * @param rule id in {@code conf/rules.csv}, such as {@code table_incomplete}, {@code
   *     unknown_row}, {@code row_shifted}
   * @param table code of the table within the form
   * @param detail the printed label or what was done, for a person
   * @param span where
   */
  public record Doubt(String rule, String table, String detail, Span span) {}
}
