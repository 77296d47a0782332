package org.gongkai.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.Manifest;
import org.gongkai.pipeline.warehouse.TableReader;

/**
 * What a snapshot holds, for a person.
 *
 * @param reports number of reports by form and year
 * @param rejects number of rejects by reason, with an example
 * @param findings number of findings by severity
 * @param figures number of figures
 */
public record RunSummary(
    List<Reports> reports, List<Rejects> rejects, Map<String, Long> findings, long figures) {
  public RunSummary {
    reports = List.copyOf(reports);
    rejects = List.copyOf(rejects);
    findings = Map.copyOf(findings);
  }

  /** Reports of one form and year; the year is null where none is known. */
  public record Reports(String form, Integer year, long count) {}

  /** Rejects of one reason. */
  public record Rejects(String reason, long count, String example, String message) {}

  /** Reads the tables of a snapshot. */
  public static RunSummary of(Manifest manifest, TableReader tables) {
    Dataset<Row> reports =
        tables
            .read(Tables.REPORTS)
            .groupBy(col("form").as("a"), col("report_year").cast("string").as("b"))
            .agg(count(lit(1)).as("n"), first(lit("")).as("c"), first(lit("reports")).as("kind"));
    Dataset<Row> rejects =
        tables
            .read(Tables.REJECTS)
            .groupBy(col("reason_code").as("a"))
            .agg(
                org.apache.spark.sql.functions.min("source_uri").as("b"),
                count(lit(1)).as("n"),
                first("message").as("c"),
                first(lit("rejects")).as("kind"));
    Dataset<Row> findings =
        tables
            .read(Tables.FINDINGS)
            .groupBy(col("severity").as("a"))
            .agg(
                first(lit("")).as("b"),
                count(lit(1)).as("n"),
                first(lit("")).as("c"),
                first(lit("findings")).as("kind"));
    List<Row> rows =
        reports
            .unionByName(rejects)
            .unionByName(findings)
            .orderBy("kind", "b", "a")
            .collectAsList();
    return new RunSummary(
        of("reports", rows).stream()
            .map(
                row ->
                    new Reports(
                        row.getString(0),
                        row.isNullAt(1) ? null : Integer.valueOf(row.getString(1)),
                        row.getLong(2)))
            .toList(),
        of("rejects", rows).stream()
            .map(
                row ->
                    new Rejects(
                        row.getString(0), row.getLong(2), row.getString(1), row.getString(3)))
            .toList(),
        of("findings", rows).stream()
            .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(2))),
        Tables.factTables().stream()
            .map(TableSpec::name)
            .mapToLong(name -> manifest.tables().get(name).rows())
            .sum());
  }

  private static List<Row> of(String kind, List<Row> rows) {
    return rows.stream().filter(row -> row.getString(4).equals(kind)).toList();
  }

  /** Number of reports of all forms and years. */
  public long reportCount() {
    return reports.stream().mapToLong(Reports::count).sum();
  }

  /** Number of rejects of all reasons. */
  public long rejectCount() {
    return rejects.stream().mapToLong(Rejects::count).sum();
  }
}
