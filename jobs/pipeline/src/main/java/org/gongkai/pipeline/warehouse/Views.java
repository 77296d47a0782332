package org.gongkai.pipeline.warehouse;

import java.util.ArrayList;
import java.util.List;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;

/** The views over the tables, in the SQL that Spark and DuckDB share. */
public final class Views {
  private Views() {}

  /** Name of the view with one row per figure. */
  public static String name(FactTable table) {
    return "best_" + table.tableName();
  }

  /**
   * Selects one row per figure: a table before a sentence, then the more certain, then the earlier
   * one. Figures of several bodies below share all codes, so there the value tells them apart.
   *
   * @param from name of the table or view with all rows
   */
  public static String best(FactTable table, String from) {
    List<String> figure = new ArrayList<>(List.of("report_id"));
    figure.addAll(table.codeColumns());
    figure.add("scope");
    String columns = String.join(", ", Tables.fact(table).columnNames());
    return "SELECT "
        + columns
        + " FROM (SELECT *, row_number() OVER (PARTITION BY "
        + String.join(", ", figure)
        + ", CASE WHEN scope IN ('subordinate', 'grassroots') THEN value END"
        + " ORDER BY CASE evidence_kind WHEN 'table' THEN 0 ELSE 1 END, confidence DESC,"
        + " evidence_start, value) AS choice FROM "
        + from
        + ") AS ranked WHERE choice = 1";
  }

  /**
   * The statements that give DuckDB every table and view.
   *
   * @param snapshot path of a snapshot
   */
  public static String duckDb(String snapshot) {
    StringBuilder sql = new StringBuilder();
    sql.append(
        "-- duckdb -init this-file: every table of one snapshot, and best_* with one row per figure.\n");
    for (TableSpec table : Tables.all()) {
      String files =
          snapshot + "/" + table.name() + (table.partitioned() ? "/*/*.parquet" : "/*.parquet");
      sql.append("CREATE OR REPLACE VIEW ")
          .append(table.name())
          .append(" AS SELECT * FROM read_parquet('")
          .append(files.replace("'", "''"))
          .append(
              table.partitioned()
                  ? "', hive_partitioning = true, hive_types = {'report_year': INTEGER});\n"
                  : "');\n");
    }
    for (FactTable table : FactTable.values()) {
      sql.append("CREATE OR REPLACE VIEW ")
          .append(name(table))
          .append(" AS ")
          .append(best(table, table.tableName()))
          .append(";\n");
    }
    return sql.toString();
  }
}
