package org.gongkai.pipeline.publish;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.gongkai.pipeline.schema.TableSpec;

/**
 * The tables of one snapshot, read with their declared schemas, so that empty ones can be read too.
 */
record SnapshotTables(SparkSession spark, Path snapshot) {
  /** The named columns of a table. */
  Dataset<Row> read(TableSpec table, List<String> columns) {
    return spark
        .read()
        .schema(table.schema())
        .parquet(new Path(snapshot, table.name()).toString())
        .select(columns.stream().map(name -> col(name)).toArray(Column[]::new));
  }
}
