package org.gongkai.pipeline.publish;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.gongkai.pipeline.schema.TableSpec;
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
    return chosen
        .map(
            ids ->
                rows.join(
                        broadcast(asColumn(ids, rows.sparkSession())),
                        new String[] {REPORT_ID},
                        "left_semi")
                    .select(named))
        .orElse(rows);
  }

  /** As an RDD: every rule of the optimizer would walk over a list. */
  private static Dataset<Row> asColumn(Set<String> ids, SparkSession spark) {
    return spark
        .createDataset(
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(List.copyOf(ids), 1)
                .rdd(),
            Encoders.STRING())
        .toDF(REPORT_ID);
  }
}
