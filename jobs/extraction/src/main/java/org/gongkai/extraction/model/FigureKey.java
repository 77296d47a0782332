package org.gongkai.extraction.model;

import java.util.List;

/**
 * What a figure counts: a fact table and one code for each of its code columns. Written {@code
 * table(code, code)} in {@code conf/}, for example {@code requests(received, total)}.
 */
public record FigureKey(FactTable table, List<String> codes) {
  public FigureKey {
    codes = List.copyOf(codes);
    if (codes.size() != table.codeColumns().size()) {
      throw new IllegalArgumentException(
          table.tableName() + " takes " + table.codeColumns() + ", not " + codes);
    }
  }

  public static FigureKey of(FactTable table, String... codes) {
    return new FigureKey(table, List.of(codes));
  }

  /**
   * Reads the notation of {@link #toString()}.
   *
   * @throws IllegalArgumentException if it is not {@code table(code[, code])}
   */
  public static FigureKey parse(String notation) {
    int open = notation.indexOf('(');
    if (open < 0 || !notation.endsWith(")")) {
      throw new IllegalArgumentException(
          "not a figure key, expected table(code, code): " + notation);
    }
    FactTable table = FactTable.named(notation.substring(0, open).strip());
    String[] codes =
        notation.substring(open + 1, notation.length() - 1).strip().split("\\s*,\\s*", -1);
    return of(table, codes);
  }

  /** The value of the named code column. */
  public String code(String column) {
    return codes.get(table.codeColumns().indexOf(column));
  }

  @Override
  public String toString() {
    return table.tableName() + "(" + String.join(", ", codes) + ")";
  }
}
