package org.gongkai.pipeline.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.gongkai.pipeline.PipelineException;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.Manifest;
import org.gongkai.pipeline.warehouse.TableFiles;
import org.gongkai.pipeline.warehouse.TableReader;
import org.gongkai.pipeline.warehouse.Warehouse;

/**
 * The current snapshot, as far as its files are whole. Years of which a file is missing or cut off
 * count for nothing: their reports are extracted again.
 *
 * @param manifest its manifest
 * @param damage what is wrong with its files, by path
 * @param tables the rows in whole files, without those made of all reports together
 * @param reports source, digest, id, year and publisher of its reports
 * @param rejects source, digest and reason of its rejects
 */
record Former(
    Manifest manifest,
    Map<String, String> damage,
    TableReader tables,
    List<Row> reports,
    List<Row> rejects) {
  private static final Set<String> PASSING_REASONS =
      Set.of("duplicate", "timeout", "internal_error", "unreadable");

  /** The current snapshot, or none where there is none with today's tables. */
  static Optional<Former> of(SparkSession spark, Warehouse warehouse) throws IOException {
    Optional<Manifest> current =
        warehouse.current().filter(one -> one.schemaVersion() == Tables.SCHEMA_VERSION);
    if (current.isEmpty()) {
      return Optional.empty();
    }
    Manifest manifest = current.get();
    Map<String, String> damage = new TreeMap<>(warehouse.visibleDamage(manifest));
    Set<String> across =
        manifest.tables().values().stream()
            .flatMap(table -> table.files().stream())
            .filter(Manifest.DataFile::comesFromAll)
            .map(Manifest.DataFile::path)
            .collect(Collectors.toSet());
    damage.keySet().removeAll(across);
    Set<String> unread = new HashSet<>(across);
    unread.addAll(damage.keySet());
    TableReader tables =
        new TableReader(spark, warehouse.path(manifest.id())).without(manifest, unread);
    return Optional.of(
        new Former(
            manifest,
            damage,
            tables,
            tables
                .read(Tables.REPORTS)
                .select("source_uri", "source_sha256", "report_id", "report_year", "publisher_id")
                .collectAsList(),
            tables
                .read(Tables.REJECTS)
                .select("source_uri", "source_sha256", "reason_code")
                .collectAsList()));
  }

  private static TableSpec table(String path) {
    return Tables.named(path.substring(0, path.indexOf('/')));
  }

  /** The inputs whose results hold. */
  KnownInputs known(Reuse reuse) {
    if (reuse.everything()) {
      return KnownInputs.none();
    }
    Set<String> again = damagedYears(Tables.extracted());
    List<Row> known = new ArrayList<>();
    for (Row report : reports) {
      if (!again.contains(TableFiles.partitionFolder(year(report)))
          && reuse.holds(report.getString(2), report.getString(4), year(report))) {
        known.add(report);
      }
    }
    rejects.stream()
        .filter(row -> row.getString(1) != null && !PASSING_REASONS.contains(row.getString(2)))
        .forEach(known::add);
    return KnownInputs.of(known);
  }

  static Integer year(Row report) {
    return report.isNullAt(3) ? null : report.getInt(3);
  }

  /** The folders of years of which a file of one of the tables is damaged. */
  Set<String> damagedYears(List<TableSpec> among) {
    return damage.keySet().stream()
        .filter(path -> among.contains(table(path)))
        .map(path -> path.split("/", -1)[1])
        .collect(Collectors.toSet());
  }

  /** Whether a file is damaged, or holds reports of a year of which another is. */
  boolean isSpoilt(Manifest.DataFile file) {
    return damage.containsKey(file.path())
        || (Tables.extracted().contains(table(file.path()))
            && damagedYears(Tables.extracted()).contains(file.year()));
  }

  /** What to say of the damage, empty if there is none. */
  List<String> notes() {
    return damage.isEmpty()
        ? List.of()
        : List.of(
            "上一快照有损坏，所涉年度已重新提取 the former snapshot was damaged, the years concerned were extracted"
                + " again: "
                + described());
  }

  private String described() {
    Map.Entry<String, String> first = damage.entrySet().iterator().next();
    return "%s: %s %s%s"
        .formatted(
            manifest.id(),
            first.getKey(),
            first.getValue(),
            damage.size() > 1 ? ", " + (damage.size() - 1) + " more" : "");
  }

  /**
   * Makes sure that the inputs give again all that was damaged.
   *
   * @throws PipelineException if they do not
   */
  void requireReplaced(InputPlan plan, List<StagedInput.Outcome> inputs) {
    Set<String> years = damagedYears(Tables.extracted());
    List<String> gone =
        reports.stream()
            .filter(report -> years.contains(TableFiles.partitionFolder(year(report))))
            .filter(report -> !plan.replaced().containsKey(report.getString(2)))
            .map(report -> report.getString(0))
            .sorted()
            .toList();
    long unknown = Math.max(0, damagedRows(Tables.REPORTS) - recovered(inputs));
    long versions = damagedRows(Tables.REPORT_VERSIONS);
    if (gone.size() + unknown + versions > 0) {
      throw new PipelineException(
          "the current snapshot is damaged ("
              + described()
              + "), and what it held of "
              + (gone.size() + unknown)
              + " reports"
              + (gone.isEmpty() ? "" : " (one is " + gone.get(0) + ")")
              + " and "
              + versions
              + " former versions cannot be made again from the inputs; add their sources, go back"
              + " with gongkai snapshots rollback, or give them up with --prune");
    }
  }

  private long damagedRows(TableSpec table) {
    Manifest.Table files = manifest.tables().get(table.name());
    return files == null
        ? 0
        : files.files().stream()
            .filter(file -> damage.containsKey(file.path()))
            .mapToLong(Manifest.DataFile::rows)
            .sum();
  }

  /** New reports of the years whose list of reports is damaged. */
  private long recovered(List<StagedInput.Outcome> inputs) {
    Set<String> years = damagedYears(List.of(Tables.REPORTS));
    Set<String> held = new HashSet<>();
    reports.forEach(report -> held.add(report.getString(0)));
    return inputs.stream()
        .filter(input -> input.status() == StagedInput.Status.REPORT)
        .filter(input -> years.contains(TableFiles.partitionFolder(input.year())))
        .filter(input -> !held.contains(input.uri()))
        .count();
  }
}
