package org.gongkai.pipeline.publish;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.gongkai.pipeline.schema.TableSpec;

/**
 * The tables of one snapshot, read with their declared schemas, so that empty ones can be read too.
 *
 * @param snapshot folder of the snapshot
 * @param without reports whose rows are left out
 */
record SnapshotTables(SparkSession spark, Path snapshot, Set<String> without) {
  private static final String REPORT_ID = "report_id";

  SnapshotTables(SparkSession spark, Path snapshot) {
    this(spark, snapshot, Set.of());
  }

  /** The same tables without the rows of some reports. */
  SnapshotTables without(Set<String> reports) {
    return new SnapshotTables(spark, snapshot, reports);
  }

  /** The named columns of a table, report_id among them if reports are left out. */
  Dataset<Row> read(TableSpec table, List<String> columns) {
    Dataset<Row> rows =
        spark
            .read()
            .schema(table.schema())
            .parquet(new Path(snapshot, table.name()).toString())
            .select(columns.stream().map(name -> col(name)).toArray(Column[]::new));
    if (without.isEmpty()) {
      return rows;
    }
    Dataset<Row> ids = spark.createDataset(List.copyOf(without), Encoders.STRING()).toDF(REPORT_ID);
    return rows.join(broadcast(ids), new String[] {REPORT_ID}, "left_anti")
        .select(columns.stream().map(name -> col(name)).toArray(Column[]::new));
  }
}
