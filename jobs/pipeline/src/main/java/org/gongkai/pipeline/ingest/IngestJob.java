package org.gongkai.pipeline.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.pipeline.Concurrently;
import org.gongkai.pipeline.PipelineException;
import org.gongkai.pipeline.Settings;
import org.gongkai.pipeline.ingest.StagedInput.Outcome;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.Draft;
import org.gongkai.pipeline.warehouse.Manifest;
import org.gongkai.pipeline.warehouse.PartitionKey;
import org.gongkai.pipeline.warehouse.TableFiles;
import org.gongkai.pipeline.warehouse.Warehouse;
import scala.Tuple2;
import scala.math.BigInt;

/**
 * Reads the inputs and writes every table but the aggregates. Each report is extracted once, into
 * one {@link StagedInput} that holds the rows of every table; these are kept by Spark, brought
 * together by year, and written to all tables in one pass.
 */
public final class IngestJob {
  private static final List<String> PAGE_URI = List.of("source_uri", "uri", "url", "id");
  private static final List<String> PAGE_CONTENT = List.of("content", "html", "body", "text");

  private static final byte[][] NO_ROWS = {};

  private final SparkSession spark;
  private final ConfFiles conf;
  private final Settings settings;
  private final Extraction.Factory extraction;
  private final Clock clock;

  /**
   * Prepares the job.
   *
   * @param extraction makes the extraction on each executor
   */
  public IngestJob(
      SparkSession spark,
      ConfFiles conf,
      Settings settings,
      Extraction.Factory extraction,
      Clock clock) {
    this.spark = spark;
    this.conf = conf;
    this.settings = settings;
    this.extraction = extraction;
    this.clock = clock;
  }

  /** Which sources of the warehouse that are not among the inputs stay. */
  public enum Absent {
    KEEP,
    PRUNE
  }

  /**
   * What ingest did.
   *
   * @param inputs number of inputs, members of archives counted one by one
   * @param carried number of inputs that were unchanged and not read again
   * @param rows the rows that each table must have
   * @param inputFingerprint digest of all sources and contents, whatever their order
   * @param notes what a person should know, such as why reports were read again
   */
  public record Result(
      long inputs,
      long carried,
      Map<String, Long> rows,
      String inputFingerprint,
      List<String> notes) {}

  /**
   * Fills a draft.
   *
   * @param listing the inputs
   * @param warehouse where earlier snapshots are
   * @param draft the snapshot to write
   * @param fingerprint {@link ProgramFingerprint} of this run
   * @param absent what to do with sources that are gone
   * @param counters counts for showing progress
   * @throws PipelineException if the tables cannot be written
   */
  public Result run(
      InputListing listing,
      Warehouse warehouse,
      Draft draft,
      ProgramFingerprint fingerprint,
      Absent absent,
      IngestCounters counters)
      throws IOException {
    // A mistake in conf/ is told here, in one line, rather than by every task of the stage.
    extraction.open(conf);
    Corrections.load(conf, Codebook.load(conf));
    Optional<Former> former = Former.of(spark, warehouse);
    Optional<Reuse> reuse =
        former.map(one -> Reuse.of(one.manifest().extractedWith(), fingerprint.parts()));
    KnownInputs known =
        former.map(one -> one.known(reuse.orElseThrow())).orElse(KnownInputs.none());
    List<Row> heldReports = former.map(Former::reports).orElse(List.of());
    List<Row> heldRejects = former.map(Former::rejects).orElse(List.of());

    // On disk: kept in memory first, some thousand reports exhausted the heap before Spark moved
    // any.
    JavaRDD<StagedInput> staged =
        stage(listing, known, fingerprint, counters).persist(StorageLevel.DISK_ONLY());
    try {
      List<Outcome> inputs = once(staged.map(StagedInput::outcome).collect());
      inputs.stream()
          .flatMap(input -> input.problems().stream())
          .findFirst()
          .ifPresent(
              problem -> {
                throw new PipelineException(problem);
              });
      InputPlan plan =
          InputPlan.of(
              inputs.stream().map(IngestJob::seen).toList(),
              heldReports.stream().map(IngestJob::held).toList(),
              heldRejects.stream().map(row -> row.getString(0)).toList(),
              switch (absent) {
                case KEEP -> InputPlan.Absent.KEEP;
                case PRUNE -> InputPlan.Absent.PRUNE;
              });
      requireUnique(inputs, plan, heldReports);
      if (absent == Absent.KEEP && former.isPresent()) {
        former.get().requireReplaced(plan, inputs);
      }
      Tally tally = new Tally(draft, former, plan, inputs);
      write(staged, tally);
      tally.requireAllAccountedFor(heldReports);
      List<String> notes = new ArrayList<>();
      former.map(Former::notes).ifPresent(notes::addAll);
      reuse.map(Reuse::notes).ifPresent(notes::addAll);
      return new Result(
          inputs.size(),
          inputs.stream().filter(input -> input.status() == StagedInput.Status.CARRIED).count(),
          tally.rows,
          inputFingerprint(inputs),
          notes);
    } finally {
      staged.unpersist(false);
    }
  }

  /** What several tasks say of the archive that they share, said once. */
  private static List<Outcome> once(List<Outcome> outcomes) {
    Set<String> unread = new HashSet<>();
    return outcomes.stream()
        .filter(outcome -> outcome.sha256() != null || unread.add(outcome.uri()))
        .toList();
  }

  /**
   * The keys of rejects and reports; those of the other tables begin with the report's id.
   *
   * @throws PipelineException if one comes twice
   */
  private static void requireUnique(List<Outcome> inputs, InputPlan plan, List<Row> heldReports) {
    Set<String> sources = new HashSet<>();
    Set<String> ids = new HashSet<>();
    Set<String> removed = plan.removed();
    heldReports.stream()
        .map(report -> report.getString(2))
        .filter(id -> !removed.contains(id))
        .forEach(ids::add);
    for (Outcome input : inputs) {
      if (!sources.add(input.uri())) {
        throw new PipelineException(
            input.uri() + " was listed twice; name each input once, or give its members own names");
      }
      boolean written =
          input.status() == StagedInput.Status.REPORT
              && !plan.duplicates().containsKey(input.uri());
      if (written && !ids.add(input.reportId())) {
        throw new PipelineException(
            "two reports have the id " + input.reportId() + ", one of them " + input.uri());
      }
    }
  }

  private static InputPlan.Seen seen(Outcome input) {
    return new InputPlan.Seen(input.uri(), input.sha256(), input.status(), input.reportId());
  }

  private static InputPlan.Held held(Row report) {
    return new InputPlan.Held(
        report.getString(0), report.getString(1), report.getString(2), Former.year(report));
  }

  private JavaRDD<StagedInput> stage(
      InputListing listing,
      KnownInputs known,
      ProgramFingerprint fingerprint,
      IngestCounters counters) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<ConfFiles> conf = context.broadcast(this.conf);
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(
            new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    ExtractTask task =
        new ExtractTask(
            extraction,
            conf,
            hadoop,
            context.broadcast(known),
            counters,
            settings.timeoutPerFile(),
            clock.instant(),
            fingerprint.version());
    JavaRDD<StagedInput> rows = context.emptyRDD();
    List<List<InputSlice>> bins =
        listing.bins(bytesPerTask(listing), settings.filesPerTask(), settings.tasksPerArchive());
    if (!bins.isEmpty()) {
      rows = context.parallelize(bins, bins.size()).flatMap(task::files);
    }
    for (String table : listing.pageTables()) {
      Dataset<Row> pages = pages(table);
      rows =
          rows.union(
              pages
                  .repartition(tasks(pages))
                  .toJavaRDD()
                  .mapPartitions(p -> task.pages(rawInputs(p))));
    }
    return rows;
  }

  /** A block of a Parquet file holds far more pages than a task should extract. */
  private int tasks(Dataset<Row> pages) {
    BigInt bytes = pages.queryExecution().optimizedPlan().stats().sizeInBytes();
    return Math.max(
        4 * spark.sparkContext().defaultParallelism(),
        (int) (bytes.toLong() / settings.bytesPerTask()));
  }

  /** Small inputs are spread over all cores, with some tasks to each for progress to show. */
  private long bytesPerTask(InputListing listing) {
    long tasks = 4L * spark.sparkContext().defaultParallelism();
    return Math.max(1, Math.min(settings.bytesPerTask(), listing.bytes() / tasks));
  }

  private Dataset<Row> pages(String table) {
    Dataset<Row> pages = spark.read().parquet(table);
    String uri = column(pages.schema(), PAGE_URI, table);
    String content = column(pages.schema(), PAGE_CONTENT, table);
    List<String> names = Arrays.asList(pages.schema().fieldNames());
    return pages.select(
        coalesce(col(uri).cast(DataTypes.StringType), lit(table + "!/")).as("uri"),
        coalesce(col(content).cast(DataTypes.BinaryType), lit(new byte[0])).as("content"),
        (names.contains("url") ? col("url") : lit(null)).cast(DataTypes.StringType).as("url"));
  }

  private static String column(StructType schema, List<String> names, String table) {
    return names.stream()
        .filter(Arrays.asList(schema.fieldNames())::contains)
        .findFirst()
        .orElseThrow(
            () ->
                new PipelineException(
                    table
                        + " has none of the columns "
                        + names
                        + "; it needs an address and a text"));
  }

  private static Iterator<RawInput> rawInputs(Iterator<Row> pages) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pages.hasNext();
      }

      @Override
      public RawInput next() {
        Row page = pages.next();
        return new RawInput(page.getString(0), page.getAs(1), page.getString(2));
      }
    };
  }

  private static String inputFingerprint(List<Outcome> inputs) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    inputs.stream()
        .map(input -> input.uri() + '\n' + input.sha256() + '\n')
        .sorted()
        .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  private void write(JavaRDD<StagedInput> staged, Tally tally) throws IOException {
    TableFiles.Target target = TableFiles.Target.of(tally.draft, spark);
    writeReports(staged, tally, target);
    List<Callable<Void>> steps = new ArrayList<>();
    for (TableSpec table : Tables.extracted()) {
      steps.add(() -> tally.carryOver(target, table));
    }
    steps.add(() -> tally.addVersions(target));
    Concurrently.run(steps);
    tally.addRejects(target);
    for (TableSpec table : Tables.ingested()) {
      if (tally.draft.lacks(table)) {
        tally.draft.add(TableFiles.write(target, table, List.of(), "empty-" + tally.draft.id()));
      }
    }
  }

  /** Brings the reports of a year together and writes all their tables side by side. */
  private void writeReports(JavaRDD<StagedInput> staged, Tally tally, TableFiles.Target target)
      throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<Set<String>> duplicates =
        context.broadcast(Set.copyOf(tally.plan.duplicates().keySet()));
    Broadcast<TableFiles.Target> to = context.broadcast(target);
    String snapshot = tally.draft.id();
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
                    largestYear(tally.years.stream()), spark.sparkContext().defaultParallelism()))
            .mapPartitions(reports -> written(reports, to.value(), snapshot).iterator())
            .collect();
    tally.draft.add(written);
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

  /** The rows whose column holds none of the values; a join where they are too many for a list. */
  private Dataset<Row> without(Dataset<Row> rows, String column, Set<String> values) {
    if (values.isEmpty()) {
      return rows;
    }
    if (values.size() <= 100) {
      return rows.filter(org.apache.spark.sql.functions.not(col(column).isin(values.toArray())));
    }
    return rows.join(broadcast(keys(column, values)), column, "left_anti");
  }

  private Dataset<Row> only(Dataset<Row> rows, String column, Set<String> values) {
    return rows.join(broadcast(keys(column, values)), column, "left_semi");
  }

  private Dataset<Row> keys(String column, Set<String> values) {
    return spark.createDataFrame(
        values.stream().map(value -> RowFactory.create(value)).toList(),
        DataTypes.createStructType(
            List.of(DataTypes.createStructField(column, DataTypes.StringType, false))));
  }

  /** Puts together what stays of the former snapshot and what is new, and counts the rows. */
  private final class Tally {
    private final Draft draft;
    private final Optional<Former> former;
    private final InputPlan plan;
    private final List<Outcome> inputs;
    private final Map<String, Long> added = new HashMap<>();
    private final List<Integer> years = new ArrayList<>();
    private final Map<String, Long> rows = new ConcurrentHashMap<>();

    Tally(Draft draft, Optional<Former> former, InputPlan plan, List<Outcome> inputs) {
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
     * The sum that the contract demands: every source is one row of reports or of rejects.
     *
     * @throws PipelineException if it is not
     */
    void requireAllAccountedFor(List<Row> heldReports) {
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
    Void carryOver(TableFiles.Target target, TableSpec table) throws IOException {
      rows.put(table.name(), added.getOrDefault(table.name(), 0L) + carry(target, table));
      return null;
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
              file -> touched.contains(file.year()) || before.isSpoilt(file));
      List<Manifest.DataFile> rewritten =
          before.manifest().tables().get(table.name()).files().stream()
              .filter(file -> touched.contains(file.year()) && !before.isSpoilt(file))
              .toList();
      if (rewritten.stream().mapToLong(Manifest.DataFile::rows).sum() == 0) {
        return carried;
      }
      Set<String> years =
          rewritten.stream().map(Manifest.DataFile::year).collect(Collectors.toSet());
      Dataset<Row> kept =
          without(
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

    private static org.apache.spark.sql.Column inPartitions(Set<String> partitions) {
      Object[] years =
          partitions.stream()
              .map(name -> name.substring(name.indexOf('=') + 1))
              .filter(year -> !year.startsWith("_"))
              .map(Integer::valueOf)
              .toArray();
      org.apache.spark.sql.Column named = col(TableSpec.PARTITION).isin(years);
      return years.length == partitions.size()
          ? named
          : named.or(col(TableSpec.PARTITION).isNull());
    }

    void addRejects(TableFiles.Target target) {
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
            only(former.get().tables().read(Tables.REJECTS), "source_uri", plan.keptRejects())
                .collectAsList());
      }
      all.sort(Comparator.comparing(row -> row.getString(0)));
      draft.add(TableFiles.write(target, Tables.REJECTS, all, draft.id()));
      rows.put(Tables.REJECTS.name(), (long) all.size());
    }

    Void addVersions(TableFiles.Target target) throws IOException {
      long versions =
          former.isEmpty()
              ? 0
              : draft.carry(
                  former.get().manifest(), Tables.REPORT_VERSIONS, former.get()::isSpoilt);
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
                    .toArray(org.apache.spark.sql.Column[]::new)),
            "superseded-",
            0);
      }
      rows.put(Tables.REPORT_VERSIONS.name(), versions + plan.supersededBy().size());
      return null;
    }
  }
}
