package org.gongkai.pipeline;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.pipeline.aggregate.AggregateJob;
import org.gongkai.pipeline.check.CheckJob;
import org.gongkai.pipeline.ingest.Extraction;
import org.gongkai.pipeline.ingest.IngestCounters;
import org.gongkai.pipeline.ingest.IngestJob;
import org.gongkai.pipeline.ingest.InputListing;
import org.gongkai.pipeline.ingest.ProgramFingerprint;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.Draft;
import org.gongkai.pipeline.warehouse.Manifest;
import org.gongkai.pipeline.warehouse.TableFiles;
import org.gongkai.pipeline.warehouse.TableReader;
import org.gongkai.pipeline.warehouse.Warehouse;

/**
 * The steps of the main job. Each call makes one new snapshot beside the old ones, verifies it and
 * switches to it; a call that fails leaves the warehouse as it was.
 */
public final class Pipeline {
  private static final long PROGRESS_MILLIS = 200;

  private final SparkSession spark;
  private final ConfFiles conf;
  private final Settings settings;
  private final Extraction.Factory extraction;
  private final RunListener listener;
  private final Clock clock;
  private final Warehouse warehouse;
  private final IngestCounters counters;

  /**
   * Prepares a run.
   *
   * @param extraction makes the extraction on each executor
   * @param listener hears of progress
   */
  public Pipeline(
      SparkSession spark,
      ConfFiles conf,
      Settings settings,
      Extraction.Factory extraction,
      RunListener listener,
      Clock clock) {
    this.spark = spark;
    this.conf = conf;
    this.settings = settings;
    this.extraction = extraction;
    this.listener = listener;
    this.clock = clock;
    warehouse =
        Warehouse.open(settings.warehouse(), spark.sparkContext().hadoopConfiguration(), clock);
    counters = new IngestCounters(spark.sparkContext());
  }

  /** The warehouse of the run. */
  public Warehouse warehouse() {
    return warehouse;
  }

  /** How often extraction was called, and what came of it, in this run. */
  public IngestCounters counters() {
    return counters;
  }

  /**
   * Ingests, checks and aggregates into one new snapshot.
   *
   * @param absent what to do with sources of the warehouse that are not among the inputs
   * @throws PipelineException if a step fails
   */
  public Manifest run(IngestJob.Absent absent) throws IOException {
    return make("run", absent, Set.of(Part.INGEST, Part.CHECK, Part.AGGREGATE));
  }

  /** Ingests into a new snapshot, without the findings across years and the indicators. */
  public Manifest ingest(IngestJob.Absent absent) throws IOException {
    return make("ingest", absent, Set.of(Part.INGEST));
  }

  /** Checks the current snapshot anew. */
  public Manifest check() throws IOException {
    return make("check", IngestJob.Absent.KEEP, Set.of(Part.CHECK));
  }

  /** Builds the indicators of the current snapshot anew. */
  public Manifest aggregate() throws IOException {
    return make("aggregate", IngestJob.Absent.KEEP, Set.of(Part.AGGREGATE));
  }

  private enum Part {
    INGEST,
    CHECK,
    AGGREGATE
  }

  private Manifest make(String command, IngestJob.Absent absent, Set<Part> parts)
      throws IOException {
    ProgramFingerprint fingerprint = ProgramFingerprint.of(conf);
    InputListing listing =
        parts.contains(Part.INGEST)
            ? InputListing.of(settings.inputs(), spark.sparkContext().hadoopConfiguration())
            : new InputListing(List.of(), List.of());
    Manifest former = parts.contains(Part.INGEST) ? null : warehouse.requireCurrent();
    try (Draft draft = warehouse.begin(settings.lockExpiresAfter())) {
      Map<String, Long> rows = new HashMap<>();
      Draft.Facts facts;
      if (former == null) {
        IngestJob.Result result = ingest(listing, draft, fingerprint, absent);
        rows.putAll(result.rows());
        draft.dropOthers();
        facts =
            new Draft.Facts(
                command,
                fingerprint.version(),
                fingerprint.parts(),
                result.inputFingerprint(),
                result.notes());
      } else {
        warehouse.requireWhole(former);
        carry(former, draft, parts, rows);
        facts =
            new Draft.Facts(
                command,
                fingerprint.version(),
                former.extractedWith(),
                former.inputFingerprint(),
                List.of());
      }
      compare(draft, parts, rows);
      listener.begins(RunListener.Step.VERIFY);
      Manifest manifest = draft.commit(facts, rows);
      warehouse.retain(settings.keepSnapshots(), settings.keepFor());
      return manifest;
    } catch (Exception e) {
      // Spark throws checked exceptions that its methods do not declare.
      throw Failures.explained(e);
    }
  }

  private IngestJob.Result ingest(
      InputListing listing, Draft draft, ProgramFingerprint fingerprint, IngestJob.Absent absent)
      throws IOException {
    listener.begins(RunListener.Step.INGEST);
    ScheduledExecutorService ticker =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "progress");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        ticker.scheduleAtFixedRate(
            this::report, PROGRESS_MILLIS, PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
    try {
      return new IngestJob(spark, conf, settings, extraction, clock)
          .run(listing, warehouse, draft, fingerprint, absent, counters);
    } finally {
      ticker.shutdownNow();
      report();
    }
  }

  private void report() {
    if (counters.expectedInputs() >= 0) {
      listener.reads(
          counters.inputs(),
          counters.expectedInputs(),
          counters.share(),
          counters.reports(),
          counters.rejects(),
          counters.figures());
    }
  }

  private static void carry(Manifest former, Draft draft, Set<Part> parts, Map<String, Long> rows)
      throws IOException {
    for (TableSpec table : Tables.all()) {
      boolean remade =
          (table.equals(Tables.FINDINGS) && parts.contains(Part.CHECK))
              || (table.equals(Tables.INDICATORS) && parts.contains(Part.AGGREGATE));
      if (former.tables().containsKey(table.name())) {
        rows.put(table.name(), draft.carry(former, table, file -> remade && file.comesFromAll()));
      }
    }
  }

  /** The steps that look at all reports together. */
  private void compare(Draft draft, Set<Part> parts, Map<String, Long> rows) throws IOException {
    TableReader tables = new TableReader(spark, draft.path());
    TableFiles.Target target = TableFiles.Target.of(draft, spark);
    List<Concurrently.Step> steps = new ArrayList<>();
    if (parts.contains(Part.CHECK)) {
      listener.begins(RunListener.Step.CHECK);
      steps.add(() -> check(tables, target, draft, rows));
    }
    if (parts.contains(Part.AGGREGATE)) {
      listener.begins(RunListener.Step.AGGREGATE);
      steps.add(() -> aggregate(tables, target, draft, rows));
    }
    Concurrently.run(steps);
  }

  private void check(
      TableReader tables, TableFiles.Target target, Draft draft, Map<String, Long> rows) {
    add(
        Tables.FINDINGS,
        new CheckJob(conf, settings).findings(tables),
        row -> row.getString(0) + row.getString(2),
        target,
        draft,
        rows);
  }

  private void aggregate(
      TableReader tables, TableFiles.Target target, Draft draft, Map<String, Long> rows) {
    add(
        Tables.INDICATORS,
        new AggregateJob(conf).indicators(tables),
        row -> row.getString(0) + " " + row.getString(5),
        target,
        draft,
        rows);
  }

  private void add(
      TableSpec table,
      JavaRDD<Row> rows,
      TableFiles.SerializableFunction<Row, String> place,
      TableFiles.Target target,
      Draft draft,
      Map<String, Long> counts) {
    List<TableFiles.Written> written =
        TableFiles.write(
            target,
            table,
            rows,
            place,
            Manifest.ACROSS + draft.id(),
            0,
            spark.sparkContext().defaultParallelism());
    draft.add(written);
    long added = written.stream().mapToLong(TableFiles.Written::rows).sum();
    synchronized (counts) {
      counts.merge(table.name(), added, Long::sum);
    }
    draft.addEmptyWhereLacking(table, target);
  }
}
