package org.gongkai.pipeline.warehouse;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Chooses rows by what one of their columns holds. */
public final class RowsByKey {
  /** More values than these are joined instead of listed. */
  private static final int MOST_LISTED = 100;

  private RowsByKey() {}

  /** The rows whose column holds one of the values. */
  public static Dataset<Row> only(Dataset<Row> rows, String column, Set<String> values) {
    return join(rows, column, values, "left_semi");
  }

  /** The rows whose column holds none of the values. */
  public static Dataset<Row> without(Dataset<Row> rows, String column, Set<String> values) {
    if (values.isEmpty()) {
      return rows;
    }
    return values.size() <= MOST_LISTED
        ? rows.filter(not(col(column).isin(values.toArray())))
        : join(rows, column, values, "left_anti");
  }

  private static Dataset<Row> join(
      Dataset<Row> rows, String column, Set<String> values, String type) {
    SparkSession spark = rows.sparkSession();
    // As an RDD: every rule of the optimizer would walk over a list.
    Dataset<Row> keys =
        spark
            .createDataset(
                JavaSparkContext.fromSparkContext(spark.sparkContext())
                    .parallelize(List.copyOf(values), 1)
                    .rdd(),
                Encoders.STRING())
            .toDF(column);
    return rows.join(broadcast(keys), new String[] {column}, type);
  }
}
