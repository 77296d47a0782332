package org.gongkai.pipeline.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.gongkai.extraction.model.FactTable;

/** The figures of all fact tables in one shape, for steps that compare across tables. */
public final class Figures {
  private Figures() {}

  /**
   * One row per figure that a report states for everything it covers, the best where it is stated
   * twice: report_id, publisher_id, region_code, report_year, form, key (in the notation of {@link
   * org.gongkai.extraction.model.FigureKey#toString()}), value, evidence_start, evidence_end.
   */
  public static Dataset<Row> whole(TableReader tables) {
    Dataset<Row> all = null;
    for (FactTable table : FactTable.values()) {
      Dataset<Row> figures = of(table, tables);
      all = all == null ? figures : all.unionByName(figures);
    }
    return all;
  }

  private static Dataset<Row> of(FactTable table, TableReader tables) {
    org.apache.spark.sql.Column[] codes =
        table.codeColumns().stream()
            .map(name -> col(name))
            .toArray(org.apache.spark.sql.Column[]::new);
    return tables
        .best(table)
        .filter(col("scope").equalTo("whole"))
        .select(
            col("report_id"),
            col("publisher_id"),
            col("region_code"),
            col("report_year"),
            col("form"),
            concat(lit(table.tableName() + "("), concat_ws(", ", codes), lit(")")).as("key"),
            col("value"),
            col("evidence_start"),
            col("evidence_end"));
  }
}
