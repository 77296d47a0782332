package org.gongkai.pipeline.publish;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
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
 * @param chosen the reports whose rows are read, with their years, which may be null; empty for all
 */
record SnapshotTables(SparkSession spark, Path snapshot, Optional<Map<String, Integer>> chosen) {
  private static final String REPORT_ID = "report_id";
  private static final String YEAR = TableSpec.PARTITION;

  SnapshotTables(SparkSession spark, Path snapshot) {
    this(spark, snapshot, Optional.empty());
  }

  /** The rows of some reports. */
  SnapshotTables only(Map<String, Integer> reports) {
    return new SnapshotTables(spark, snapshot, Optional.of(reports));
  }

  /** The named columns of a table, report_id among them if only some reports are chosen. */
  Dataset<Row> read(TableSpec table, List<String> columns) {
    Column[] named = columns.stream().map(name -> col(name)).toArray(Column[]::new);
    Dataset<Row> rows =
        spark.read().schema(table.schema()).parquet(new Path(snapshot, table.name()).toString());
    if (chosen.isEmpty()) {
      return rows.select(named);
    }
    return rows.filter(inYears())
        .select(named)
        .join(broadcast(ids()), new String[] {REPORT_ID}, "left_semi")
        .select(named);
  }

  /** Only the folders of these years are opened. */
  private Column inYears() {
    HashSet<Integer> years = new HashSet<>(chosen.orElseThrow().values());
    Column known = col(YEAR).isin(years.stream().filter(Objects::nonNull).toArray());
    return years.contains(null) ? known.or(col(YEAR).isNull()) : known;
  }

  /** As an RDD: every rule of the optimizer would walk over a list. */
  private Dataset<Row> ids() {
    return spark
        .createDataset(
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(List.copyOf(chosen.orElseThrow().keySet()), 1)
                .rdd(),
            Encoders.STRING())
        .toDF(REPORT_ID);
  }
}
