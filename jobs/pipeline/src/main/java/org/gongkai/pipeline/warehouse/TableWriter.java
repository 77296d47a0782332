package org.gongkai.pipeline.warehouse;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.gongkai.pipeline.schema.Column;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;

/** Writes rows into the tables of a draft, with the declared types, comments and partitions. */
public final class TableWriter {
  /** Below this, one task writes a table faster than a shuffle starts. */
  private static final long SMALL_BYTES = 64L << 20;

  private final SparkSession spark;
  private final Draft draft;
  private final boolean small;

  /**
   * Prepares for one run.
   *
   * @param inputBytes length of what the tables are made from
   */
  public TableWriter(SparkSession spark, Draft draft, long inputBytes) {
    this.spark = spark;
    this.draft = draft;
    this.small = inputBytes < SMALL_BYTES;
  }

  /** Adds rows to a table; columns are found by their names. */
  public void write(TableSpec table, Dataset<Row> rows) {
    Dataset<Row> declared =
        rows.select(
            table.columns().stream()
                .map(TableWriter::declared)
                .toArray(org.apache.spark.sql.Column[]::new));
    Dataset<Row> sorted =
        spread(declared, table)
            .sortWithinPartitions(
                order(table).stream()
                    .map(name -> col(name))
                    .toArray(org.apache.spark.sql.Column[]::new));
    var writer = sorted.write().mode(SaveMode.Append);
    if (table.partitioned()) {
      writer = writer.partitionBy(TableSpec.PARTITION);
    }
    writer.parquet(draft.path(table).toString());
  }

  private static org.apache.spark.sql.Column declared(Column column) {
    return col(column.name())
        .cast(column.type().spark())
        .as(column.name(), column.field().metadata());
  }

  private Dataset<Row> spread(Dataset<Row> rows, TableSpec table) {
    if (small) {
      return rows.coalesce(1);
    }
    return table.partitioned()
        ? rows.hint("rebalance", TableSpec.PARTITION)
        : rows.hint("rebalance");
  }

  private static List<String> order(TableSpec table) {
    List<String> order = new ArrayList<>();
    if (table.partitioned()) {
      order.add(TableSpec.PARTITION);
    }
    if (!table.key().isEmpty()) {
      order.addAll(table.key());
    } else if (Tables.factTables().contains(table) || table.equals(Tables.FINDINGS)) {
      order.addAll(List.of("report_id", "evidence_start", "evidence_end"));
    }
    return order;
  }
}
