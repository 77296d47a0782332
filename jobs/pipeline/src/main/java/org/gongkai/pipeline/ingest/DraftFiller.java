package org.gongkai.pipeline.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.current_timestamp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.gongkai.pipeline.Concurrently;
import org.gongkai.pipeline.PipelineException;
import org.gongkai.pipeline.ingest.StagedInput.Outcome;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.Draft;
import org.gongkai.pipeline.warehouse.Manifest;
import org.gongkai.pipeline.warehouse.PartitionKey;
import org.gongkai.pipeline.warehouse.RowsByKey;
import org.gongkai.pipeline.warehouse.TableFiles;
import scala.Tuple2;

/**
 * Fills a draft with what stays of the former snapshot and what is new, and counts the rows that
 * each table must have.
 */
final class DraftFiller {
  private static final byte[][] NO_ROWS = {};

  private final SparkSession spark;
  private final Draft draft;
  private final Optional<Former> former;
  private final InputPlan plan;
  private final List<Outcome> inputs;
  private final Map<String, Long> added = new HashMap<>();
  private final List<Integer> years = new ArrayList<>();
  private final Map<String, Long> rows = new ConcurrentHashMap<>();

  DraftFiller(
      SparkSession spark,
      Draft draft,
      Optional<Former> former,
      InputPlan plan,
      List<Outcome> inputs) {
    this.spark = spark;
    this.draft = draft;
    this.former = former;
    this.plan = plan;
    this.inputs = inputs;
    for (Outcome input : inputs) {
      if (input.status() == StagedInput.Status.REPORT
          && !plan.duplicates().containsKey(input.uri())) {
        input.counts().forEach((table, count) -> added.merge(table, (long) count, Long::sum));
        years.add(input.year());
      }
    }
  }

  /**
   * Writes every table that ingest fills.
   *
   * @param heldReports reports of the former snapshot
   * @return the rows that each table must have
   * @throws PipelineException if a source would be lost
   */
  Map<String, Long> fill(JavaRDD<StagedInput> staged, List<Row> heldReports) throws IOException {
    TableFiles.Target target = TableFiles.Target.of(draft, spark);
    writeReports(staged, target);
    List<Concurrently.Step> steps = new ArrayList<>();
    for (TableSpec table : Tables.extracted()) {
      steps.add(() -> carryOver(target, table));
    }
    steps.add(() -> addVersions(target));
    Concurrently.run(steps);
    addRejects(target);
    for (TableSpec table : Tables.ingested()) {
      draft.addEmptyWhereLacking(table, target);
    }
    requireAllAccountedFor(heldReports);
    return rows;
  }

  /** Brings the reports of a year together and writes all their tables side by side. */
  private void writeReports(JavaRDD<StagedInput> staged, TableFiles.Target target)
      throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<Set<String>> duplicates = context.broadcast(Set.copyOf(plan.duplicates().keySet()));
    Broadcast<TableFiles.Target> to = context.broadcast(target);
    String snapshot = draft.id();
    List<TableFiles.Written> written =
        staged
            .filter(
                input ->
                    input.outcome().status() == StagedInput.Status.REPORT
                        && !duplicates.value().contains(input.outcome().uri()))
            .mapToPair(
                input ->
                    new Tuple2<>(
                        new PartitionKey(input.outcome().year(), input.outcome().reportId()),
                        input))
            .repartitionAndSortWithinPartitions(
                PartitionKey.partitioner(
                    largestYear(years.stream()), spark.sparkContext().defaultParallelism()))
            .mapPartitions(reports -> written(reports, to.value(), snapshot).iterator())
            .collect();
    draft.add(written);
  }

  private static List<TableFiles.Written> written(
      Iterator<Tuple2<PartitionKey, StagedInput>> reports,
      TableFiles.Target target,
      String snapshot) {
    TaskContext task = TaskContext.get();
    String label = "part-%05d-%d-%s".formatted(task.partitionId(), task.taskAttemptId(), snapshot);
    try (TableFiles files = new TableFiles(target, label)) {
      while (reports.hasNext()) {
        StagedInput report = reports.next()._2();
        for (TableSpec table : Tables.extracted()) {
          for (byte[] row : report.rows().getOrDefault(table.name(), NO_ROWS)) {
            files.add(table, report.outcome().year(), row);
          }
        }
      }
      return files.finish();
    }
  }

  /**
   * The sum that the contract demands: every source is one row of reports or of rejects.
   *
   * @throws PipelineException if it is not
   */
  private void requireAllAccountedFor(List<Row> heldReports) {
    Set<String> sources = new HashSet<>(plan.keptRejects());
    Set<String> removed = plan.removed();
    heldReports.stream()
        .filter(report -> !removed.contains(report.getString(2)))
        .forEach(report -> sources.add(report.getString(0)));
    inputs.forEach(input -> sources.add(input.uri()));
    long reports = rows.get(Tables.REPORTS.name());
    long rejects = rows.get(Tables.REJECTS.name());
    if (reports + rejects != sources.size()) {
      throw new PipelineException(
          "%d sources became %d reports and %d rejects; nothing was changed, please report this"
              .formatted(sources.size(), reports, rejects));
    }
  }

  /** Carries over the partitions and rows of reports that stay. */
  private void carryOver(TableFiles.Target target, TableSpec table) throws IOException {
    rows.put(table.name(), added.getOrDefault(table.name(), 0L) + carry(target, table));
  }

  private long carry(TableFiles.Target target, TableSpec table) throws IOException {
    if (former.isEmpty() || !former.get().manifest().tables().containsKey(table.name())) {
      return 0;
    }
    Former before = former.get();
    Set<String> touched = plan.removedPartitions();
    long carried =
        draft.carry(
            before.manifest(),
            table,
            file -> touched.contains(file.year()) || before.isSpoilt(file) || file.comesFromAll());
    List<Manifest.DataFile> rewritten =
        before.manifest().tables().get(table.name()).files().stream()
            .filter(file -> touched.contains(file.year()))
            .filter(file -> !before.isSpoilt(file) && !file.comesFromAll())
            .toList();
    if (rewritten.stream().mapToLong(Manifest.DataFile::rows).sum() == 0) {
      return carried;
    }
    Set<String> years = rewritten.stream().map(Manifest.DataFile::year).collect(Collectors.toSet());
    Dataset<Row> kept =
        RowsByKey.without(
            before.tables().read(table).filter(inPartitions(years)), "report_id", plan.removed());
    long reports = largestYear(before.reports().stream().map(Former::year));
    return carried + write(target, table, kept, "kept-", reports);
  }

  private long write(
      TableFiles.Target target, TableSpec table, Dataset<Row> kept, String label, long reports) {
    int id = table.columnNames().indexOf("report_id");
    List<TableFiles.Written> written =
        TableFiles.write(
            target,
            table,
            kept.toJavaRDD(),
            row -> row.getString(id),
            label + draft.id(),
            reports,
            spark.sparkContext().defaultParallelism());
    draft.add(written);
    return written.stream().mapToLong(TableFiles.Written::rows).sum();
  }

  private static Column inPartitions(Set<String> partitions) {
    Object[] years =
        partitions.stream()
            .map(name -> name.substring(name.indexOf('=') + 1))
            .filter(year -> !year.startsWith("_"))
            .map(Integer::valueOf)
            .toArray();
    Column named = col(TableSpec.PARTITION).isin(years);
    return years.length == partitions.size() ? named : named.or(col(TableSpec.PARTITION).isNull());
  }

  private void addRejects(TableFiles.Target target) {
    List<Row> all = new ArrayList<>();
    for (Outcome input : inputs) {
      if (input.status() == StagedInput.Status.REJECT) {
        StagedInput.Reject reject = input.reject();
        all.add(
            RowFactory.create(
                input.uri(),
                input.sha256(),
                reject.stage(),
                reject.reasonCode(),
                reject.message()));
      } else if (plan.duplicates().containsKey(input.uri())) {
        all.add(
            RowFactory.create(
                input.uri(),
                input.sha256(),
                "ingest",
                "duplicate",
                "has the same bytes as "
                    + plan.duplicates().get(input.uri())
                    + "; that one is used"));
      }
    }
    if (!plan.keptRejects().isEmpty()) {
      all.addAll(
          RowsByKey.only(
                  former.get().tables().read(Tables.REJECTS), "source_uri", plan.keptRejects())
              .collectAsList());
    }
    all.sort(Comparator.comparing(row -> row.getString(0)));
    draft.add(TableFiles.write(target, Tables.REJECTS, all, draft.id()));
    rows.put(Tables.REJECTS.name(), (long) all.size());
  }

  private void addVersions(TableFiles.Target target) throws IOException {
    long versions =
        former.isEmpty()
            ? 0
            : draft.carry(former.get().manifest(), Tables.REPORT_VERSIONS, former.get()::isSpoilt);
    if (!plan.supersededBy().isEmpty()) {
      List<Row> successors =
          plan.supersededBy().entrySet().stream()
              .map(entry -> RowFactory.create(entry.getKey(), entry.getValue()))
              .toList();
      Dataset<Row> superseded =
          former
              .get()
              .tables()
              .read(Tables.REPORTS)
              .join(
                  broadcast(
                      spark.createDataFrame(
                          successors,
                          DataTypes.createStructType(
                              List.of(
                                  DataTypes.createStructField(
                                      "report_id", DataTypes.StringType, false),
                                  DataTypes.createStructField(
                                      "superseded_by", DataTypes.StringType, true))))),
                  "report_id")
              .withColumn("superseded_at", current_timestamp());
      write(
          target,
          Tables.REPORT_VERSIONS,
          superseded.select(
              Tables.REPORT_VERSIONS.columnNames().stream()
                  .map(name -> col(name))
                  .toArray(Column[]::new)),
          "superseded-",
          0);
    }
    rows.put(Tables.REPORT_VERSIONS.name(), versions + plan.supersededBy().size());
  }

  /** Number of reports of the year that has most. */
  private static long largestYear(Stream<Integer> yearsOfReports) {
    return yearsOfReports
        .collect(Collectors.groupingBy(String::valueOf, Collectors.counting()))
        .values()
        .stream()
        .mapToLong(count -> count)
        .max()
        .orElse(0);
  }
}
