package org.gongkai.pipeline.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.Manifest;
import org.gongkai.pipeline.warehouse.TableFiles;
import org.gongkai.pipeline.warehouse.TableReader;

/**
 * The reports whose pages may differ between two snapshots, by the files they share.
 *
 * @param written those that stand in files of the newer snapshot alone
 * @param judged those of which other findings are known
 */
record ChangedReports(Set<String> written, Set<String> judged) {
  private static final List<TableSpec> OF_ONE_RUN =
      Stream.concat(Stream.of(Tables.REPORTS, Tables.SECTIONS), Tables.factTables().stream())
          .toList();

  /** A snapshot with its manifest. */
  record Snapshot(Path path, Manifest manifest) {
    private Set<String> digests(TableSpec table) {
      return files(table).map(Manifest.DataFile::sha256).collect(Collectors.toSet());
    }

    private Stream<Manifest.DataFile> files(TableSpec table) {
      return manifest.tables().get(table.name()).files().stream();
    }

    private Stream<Manifest.DataFile> shared(TableSpec table, Snapshot other) {
      Set<String> digests = other.digests(table);
      return files(table).filter(file -> digests.contains(file.sha256()));
    }

    private TableReader without(SparkSession spark, Stream<Manifest.DataFile> files) {
      return new TableReader(spark, path)
          .without(manifest, files.map(Manifest.DataFile::path).collect(Collectors.toSet()));
    }

    /** The rows of the files that another snapshot does not have. */
    private Dataset<Row> own(SparkSession spark, TableSpec table, Snapshot other) {
      return without(spark, shared(table, other)).read(table);
    }

    /** The tables without the files that another snapshot has too, but for those of some years. */
    TableReader own(SparkSession spark, Snapshot other, Set<Integer> sharedYears) {
      Set<String> kept =
          sharedYears.stream().map(TableFiles::partitionFolder).collect(Collectors.toSet());
      return without(
          spark,
          Stream.concat(OF_ONE_RUN.stream(), Stream.of(Tables.FINDINGS))
              .flatMap(table -> shared(table, other))
              .filter(file -> !kept.contains(file.year())));
    }
  }

  /**
   * Compares two snapshots.
   *
   * @param shown columns of findings that are shown, report_id among them
   */
  static ChangedReports between(
      SparkSession spark, Snapshot older, Snapshot newer, List<String> shown) {
    // The rows of a report in all tables are written together.
    Dataset<Row> written = newer.own(spark, Tables.REPORTS, older);
    // Findings across reports are made anew by every run, and are mostly the same.
    Column[] columns = shown.stream().map(Column::new).toArray(Column[]::new);
    Dataset<Row> judged =
        older
            .own(spark, Tables.FINDINGS, newer)
            .select(columns)
            .withColumn("more", lit(-1))
            .union(
                newer.own(spark, Tables.FINDINGS, older).select(columns).withColumn("more", lit(1)))
            .groupBy(columns)
            .agg(sum("more").as("more"))
            .filter(col("more").notEqual(0));
    return new ChangedReports(ids(written), ids(judged));
  }

  private static Set<String> ids(Dataset<Row> reports) {
    return reports.select("report_id").distinct().collectAsList().stream()
        .map(row -> row.getString(0))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Whether the page of a report may be different. */
  boolean holds(String reportId) {
    return written.contains(reportId) || judged.contains(reportId);
  }

  /** The years whose shared files hold a report that must be written again, null for none known. */
  Set<Integer> sharedYears(Map<String, Integer> reports) {
    return reports.entrySet().stream()
        .filter(report -> !written.contains(report.getKey()))
        .map(Map.Entry::getValue)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
