package org.gongkai.pipeline.warehouse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** The files to read of tables of which not all are read. */
  private final Map<String, List<String>> chosen;

  /**
   * A reader of one snapshot.
   *
   * @param snapshot its folder
   */
  public TableReader(SparkSession spark, Path snapshot) {
    this(spark, snapshot, Map.of());
  }

  private TableReader(SparkSession spark, Path snapshot, Map<String, List<String>> chosen) {
    this.spark = spark;
    this.snapshot = snapshot;
    this.chosen = chosen;
  }

  /**
   * A reader that leaves some files out.
   *
   * @param manifest the snapshot's manifest
   * @param files their paths below the snapshot's folder
   */
  public TableReader without(Manifest manifest, Set<String> files) {
    Map<String, List<String>> left = new HashMap<>();
    manifest
        .tables()
        .forEach(
            (table, all) -> {
              List<String> paths = all.files().stream().map(Manifest.DataFile::path).toList();
              if (paths.stream().anyMatch(files::contains)) {
                left.put(
                    table,
                    paths.stream()
                        .filter(path -> !files.contains(path))
                        .map(path -> new Path(snapshot, path).toString())
                        .toList());
              }
            });
    return new TableReader(spark, snapshot, left);
  }

  /** All rows of a table. */
  public Dataset<Row> read(TableSpec table) {
    String folder = new Path(snapshot, table.name()).toString();
    List<String> paths = chosen.getOrDefault(table.name(), List.of(folder));
    if (paths.isEmpty()) {
      return spark.createDataFrame(List.of(), table.schema());
    }
    return spark
        .read()
        .schema(table.schema())
        .option("basePath", folder)
        .parquet(paths.toArray(String[]::new))
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
