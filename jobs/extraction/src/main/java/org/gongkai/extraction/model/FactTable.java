package org.gongkai.extraction.model;

import java.util.List;
import java.util.Locale;

/** The fact tables and the names of their code columns. */
public enum FactTable {
  REQUESTS("measure", "applicant"),
  OUTCOMES("outcome", "applicant"),
  CHANNELS("activity", "channel"),
  STAFFING("item"),
  DISCLOSURES("item", "measure"),
  APPEALS("venue", "result"),
  FEES("measure");

  private final List<String> codeColumns;

  FactTable(String... codeColumns) {
    this.codeColumns = List.of(codeColumns);
  }

  /** The code columns in the order in which {@link FigureKey#codes()} holds their values. */
  public List<String> codeColumns() {
    return codeColumns;
  }

  /** The table's name in the warehouse and in JSON. */
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The table with the given name. */
  public static FactTable named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
