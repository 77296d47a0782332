package org.gongkai.pipeline.publish;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.warehouse.RowsByKey;
import org.gongkai.pipeline.warehouse.TableReader;

/**
 * What a site is made of: the tables of one snapshot.
 *
 * @param chosen ids of the reports whose rows are read; empty for all
 */
record SnapshotTables(TableReader tables, Optional<Set<String>> chosen) {
  private static final String REPORT_ID = "report_id";

  /** The named columns of a table, report_id among them if only some reports are chosen. */
  Dataset<Row> read(TableSpec table, List<String> columns) {
    Column[] named = columns.stream().map(name -> col(name)).toArray(Column[]::new);
    Dataset<Row> rows = tables.read(table).select(named);
    return chosen.map(ids -> RowsByKey.only(rows, REPORT_ID, ids).select(named)).orElse(rows);
  }
}
