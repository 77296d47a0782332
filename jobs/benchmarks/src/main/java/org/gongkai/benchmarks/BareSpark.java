package org.gongkai.benchmarks;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * The least that a Spark program can do: start a session, write one small Parquet table, aggregate
 * it.
 */
public final class BareSpark {
  private BareSpark() {}

  /**
   * Runs it.
   *
   * @param arguments the folder to write to
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("usage: BareSpark FOLDER");
      System.exit(2);
    }
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .appName("bare")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      Dataset<Row> numbers =
          spark
              .range(5_000)
              .selectExpr("id", "cast(2012 + id % 13 as int) as report_year", "id * 2 as value");
      numbers.write().mode(SaveMode.Overwrite).parquet(arguments[0]);
      spark
          .read()
          .parquet(arguments[0])
          .groupBy(col("report_year"))
          .agg(count("*"), sum(col("value")))
          .collectAsList();
    }
  }
}
