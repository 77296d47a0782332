package org.gongkai.pipeline.publish;

import java.util.HashSet;
import java.util.List;
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
import org.gongkai.pipeline.warehouse.TableReader;

/** Finds the reports whose pages may differ between two snapshots, by the files they share. */
final class ChangedReports {
  private static final List<TableSpec> OF_ONE_RUN =
      Stream.concat(Stream.of(Tables.REPORTS, Tables.SECTIONS), Tables.factTables().stream())
          .toList();

  private ChangedReports() {}

  /** A snapshot with its manifest. */
  record Snapshot(Path path, Manifest manifest) {
    private Set<String> digests(TableSpec table) {
      return files(table).map(Manifest.DataFile::sha256).collect(Collectors.toSet());
    }

    private Stream<Manifest.DataFile> files(TableSpec table) {
      return manifest.tables().get(table.name()).files().stream();
    }

    /** The rows of the files that another snapshot does not have. */
    private Dataset<Row> own(SparkSession spark, TableSpec table, Snapshot other) {
      Set<String> shared = other.digests(table);
      Set<String> left =
          files(table)
              .filter(file -> shared.contains(file.sha256()))
              .map(Manifest.DataFile::path)
              .collect(Collectors.toSet());
      return new TableReader(spark, path).without(manifest, left).read(table);
    }
  }

  /**
   * Ids of the newer snapshot's reports that are new, or of which something shown may have changed.
   *
   * @param shown columns of findings that are shown, report_id among them
   */
  static Set<String> between(
      SparkSession spark, Snapshot older, Snapshot newer, List<String> shown) {
    Dataset<Row> ids =
        OF_ONE_RUN.stream()
            .map(table -> newer.own(spark, table, older).select("report_id"))
            .reduce(Dataset::union)
            .orElseThrow();
    Column[] columns = shown.stream().map(Column::new).toArray(Column[]::new);
    // Findings across reports are made anew by every run, and are mostly the same.
    Dataset<Row> before = older.own(spark, Tables.FINDINGS, newer).select(columns);
    Dataset<Row> after = newer.own(spark, Tables.FINDINGS, older).select(columns);
    Dataset<Row> findings = before.exceptAll(after).union(after.exceptAll(before));
    return new HashSet<>(
        ids.union(findings.select("report_id")).distinct().collectAsList().stream()
            .map(row -> row.getString(0))
            .toList());
  }
}
