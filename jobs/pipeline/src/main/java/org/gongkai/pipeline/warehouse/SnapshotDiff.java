package org.gongkai.pipeline.warehouse;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.gongkai.pipeline.schema.Tables;

/** Compares the figures of two snapshots. */
public final class SnapshotDiff {
  private static final List<String> FIGURE =
      List.of("publisher", "region", "year", "key", "occurrence");

  private SnapshotDiff() {}

  /**
   * The figures of one region and year that differ.
   *
   * @param regionCode the region, or null where unknown
   * @param year the year, or null where unknown
   * @param added figures only in the newer snapshot
   * @param removed figures only in the older one
   * @param changed figures in both with different values
   */
  public record Line(String regionCode, Integer year, long added, long removed, long changed) {}

  /** The regions and years whose figures differ, in order. */
  public static List<Line> between(SparkSession spark, Path older, Path newer) {
    Dataset<Row> before = figures(spark, older).withColumnRenamed("value", "before");
    Dataset<Row> after = figures(spark, newer).withColumnRenamed("value", "after");
    return before
        .join(after, scala.jdk.javaapi.CollectionConverters.asScala(FIGURE).toSeq(), "full_outer")
        .filter(org.apache.spark.sql.functions.not(col("before").eqNullSafe(col("after"))))
        .groupBy("region", "year")
        .agg(
            count(when(col("before").isNull(), 1)).as("added"),
            count(when(col("after").isNull(), 1)).as("removed"),
            count(when(col("before").isNotNull().and(col("after").isNotNull()), 1)).as("changed"))
        .orderBy("region", "year")
        .collectAsList()
        .stream()
        .map(
            row ->
                new Line(
                    row.getString(0),
                    row.getInt(1) == 0 ? null : row.getInt(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4)))
        .toList();
  }

  private static Dataset<Row> figures(SparkSession spark, Path snapshot) {
    Dataset<Row> figures =
        new TableReader(spark, snapshot)
            .read(Tables.FIGURES)
            .select(
                coalesce(col("publisher_id"), col("report_id")).as("publisher"),
                coalesce(col("region_code"), lit("")).as("region"),
                coalesce(col("report_year"), lit(0)).as("year"),
                col("key"),
                col("value"));
    return figures.withColumn(
        "occurrence",
        row_number()
            .over(Window.partitionBy("publisher", "region", "year", "key").orderBy("value")));
  }
}
