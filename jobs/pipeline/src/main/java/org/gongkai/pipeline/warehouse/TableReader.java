package org.gongkai.pipeline.warehouse;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;

/** Reads the tables of a snapshot with their declared schemas. */
public final class TableReader {
  private final SparkSession spark;
  private final Path snapshot;

  /**
   * A reader of one snapshot.
   *
   * @param snapshot its folder
   */
  public TableReader(SparkSession spark, Path snapshot) {
    this.spark = spark;
    this.snapshot = snapshot;
  }

  /** All rows of a table. */
  public Dataset<Row> read(TableSpec table) {
    return spark
        .read()
        .schema(table.schema())
        .parquet(new Path(snapshot, table.name()).toString())
        .select(
            table.columnNames().stream()
                .map(org.apache.spark.sql.functions::col)
                .toArray(org.apache.spark.sql.Column[]::new));
  }

  /** One row per figure of a fact table; see {@link Views#best}. */
  public Dataset<Row> best(FactTable table) {
    TableSpec spec = Tables.fact(table);
    String view = "all_" + spec.name();
    read(spec).createOrReplaceTempView(view);
    return spark.sql(Views.best(table, view));
  }

  /** Makes every table and every {@code best_*} view known to Spark SQL under its name. */
  public void register() {
    for (TableSpec table : List.copyOf(Tables.all())) {
      read(table).createOrReplaceTempView(table.name());
    }
    for (FactTable table : FactTable.values()) {
      spark.sql(Views.best(table, table.tableName())).createOrReplaceTempView(Views.name(table));
    }
  }
}
