package org.gongkai.pipeline;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.Manifest;
import org.gongkai.pipeline.warehouse.TableReader;
import scala.Tuple2;

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

  /** Rejects of one reason, with the first of them. */
  public record Rejects(String reason, long count, String example, String message)
      implements Serializable {
    private Rejects with(Rejects other) {
      Rejects first = example.compareTo(other.example) <= 0 ? this : other;
      return new Rejects(reason, count + other.count, first.example, first.message);
    }
  }

  /** Reads the tables of a snapshot. */
  public static RunSummary of(Manifest manifest, TableReader tables) {
    Map<Row, Long> reports =
        tables.read(Tables.REPORTS).select("form", "report_year").toJavaRDD().countByValue();
    Map<Row, Long> findings =
        tables.read(Tables.FINDINGS).select("severity").toJavaRDD().countByValue();
    Map<String, Rejects> rejects =
        tables
            .read(Tables.REJECTS)
            .select("reason_code", "source_uri", "message")
            .toJavaRDD()
            .mapToPair(
                row ->
                    new Tuple2<>(
                        row.getString(0),
                        new Rejects(row.getString(0), 1, row.getString(1), row.getString(2))))
            .reduceByKey(Rejects::with)
            .collectAsMap();
    return new RunSummary(
        reports.entrySet().stream()
            .map(
                entry ->
                    new Reports(
                        entry.getKey().getString(0),
                        (Integer) entry.getKey().get(1),
                        entry.getValue()))
            .sorted(
                Comparator.comparing(Reports::form)
                    .thenComparing(Reports::year, Comparator.nullsFirst(Comparator.naturalOrder())))
            .toList(),
        rejects.values().stream().sorted(Comparator.comparing(Rejects::example)).toList(),
        findings.entrySet().stream()
            .collect(Collectors.toMap(entry -> entry.getKey().getString(0), Map.Entry::getValue)),
        Tables.factTables().stream()
            .map(TableSpec::name)
            .mapToLong(name -> manifest.tables().get(name).rows())
            .sum());
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
