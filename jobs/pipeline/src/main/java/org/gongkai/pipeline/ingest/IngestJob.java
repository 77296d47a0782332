package org.gongkai.pipeline.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.pipeline.Concurrently;
import org.gongkai.pipeline.PipelineException;
import org.gongkai.pipeline.Settings;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.Draft;
import org.gongkai.pipeline.warehouse.Manifest;
import org.gongkai.pipeline.warehouse.TableReader;
import org.gongkai.pipeline.warehouse.TableWriter;
import org.gongkai.pipeline.warehouse.Warehouse;

/**
 * Reads the inputs and writes every table but the aggregates. Each report is extracted once, into
 * one row that holds all that was found; the rows are written to a work folder, and every table is
 * cut from there.
 */
public final class IngestJob {
  private static final Set<String> PASSING_REASONS =
      Set.of("duplicate", "timeout", "internal_error", "unreadable");
  private static final List<String> PAGE_URI = List.of("source_uri", "uri", "url", "id");
  private static final List<String> PAGE_CONTENT = List.of("content", "html", "body", "text");

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
   */
  public record Result(
      long inputs, long carried, Map<String, Long> rows, String inputFingerprint) {}

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
    Optional<Manifest> former =
        warehouse.current().filter(m -> m.schemaVersion() == Tables.SCHEMA_VERSION);
    Optional<TableReader> formerTables =
        former.map(manifest -> new TableReader(spark, warehouse.path(manifest.id())));
    List<Row> heldReports =
        formerTables
            .map(
                tables ->
                    tables
                        .read(Tables.REPORTS)
                        .select("source_uri", "source_sha256", "report_id", "report_year")
                        .collectAsList())
            .orElse(List.of());
    List<Row> heldRejects =
        formerTables
            .map(
                tables ->
                    tables
                        .read(Tables.REJECTS)
                        .select("source_uri", "source_sha256", "reason_code")
                        .collectAsList())
            .orElse(List.of());
    boolean sameProgram =
        former.isPresent() && former.get().extractionFingerprint().equals(fingerprint.value());
    KnownInputs known =
        sameProgram ? KnownInputs.of(known(heldReports, heldRejects)) : KnownInputs.none();

    Dataset<Row> staged = stage(listing, draft, known, fingerprint, counters);
    List<Row> inputs = inputs(staged);
    InputPlan plan =
        InputPlan.of(
            inputs.stream().map(IngestJob::seen).toList(),
            heldReports.stream().map(IngestJob::held).toList(),
            heldRejects.stream().map(row -> row.getString(0)).toList(),
            switch (absent) {
              case KEEP -> InputPlan.Absent.KEEP;
              case PRUNE -> InputPlan.Absent.PRUNE;
            });
    Tally tally = new Tally(draft, former, formerTables, plan, inputs);
    write(staged, tally, listing);
    return new Result(
        inputs.size(),
        inputs.stream()
            .filter(row -> Staging.Status.CARRIED.name().equals(row.getString(2)))
            .count(),
        tally.rows,
        inputFingerprint(staged));
  }

  private static List<Row> known(List<Row> reports, List<Row> rejects) {
    List<Row> known = new ArrayList<>(reports);
    rejects.stream()
        .filter(row -> row.getString(1) != null && !PASSING_REASONS.contains(row.getString(2)))
        .forEach(known::add);
    return known;
  }

  private static InputPlan.Seen seen(Row input) {
    return new InputPlan.Seen(
        input.getString(0),
        input.getString(1),
        Staging.Status.valueOf(input.getString(2)),
        input.getString(3));
  }

  private static InputPlan.Held held(Row report) {
    return new InputPlan.Held(
        report.getString(0),
        report.getString(1),
        report.getString(2),
        report.isNullAt(3) ? null : report.getInt(3));
  }

  private Dataset<Row> stage(
      InputListing listing,
      Draft draft,
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
            settings.largestFile(),
            clock.instant(),
            fingerprint.version());
    JavaRDD<Row> rows = context.emptyRDD();
    List<List<InputFile>> bins = listing.bins(bytesPerTask(listing), settings.filesPerTask());
    if (!bins.isEmpty()) {
      rows = context.parallelize(bins, bins.size()).flatMap(task::files);
    }
    for (String table : listing.pageTables()) {
      rows = rows.union(pages(table).toJavaRDD().mapPartitions(p -> task.pages(rawInputs(p))));
    }
    String work = new Path(draft.work(), "staged").toString();
    spark.createDataFrame(rows, Staging.schema()).write().mode(SaveMode.Overwrite).parquet(work);
    return spark.read().schema(Staging.schema()).parquet(work);
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

  private static java.util.Iterator<RawInput> rawInputs(java.util.Iterator<Row> pages) {
    return new java.util.Iterator<>() {
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

  /** One row per input: source, digest, status, report id, and the length of each nested table. */
  private static List<Row> inputs(Dataset<Row> staged) {
    List<org.apache.spark.sql.Column> columns = new ArrayList<>();
    columns.add(col(Staging.URI));
    columns.add(col(Staging.SHA));
    columns.add(col(Staging.STATUS));
    columns.add(col(Staging.REPORT + ".report_id"));
    for (TableSpec table : Staging.nested()) {
      columns.add(coalesce(size(col(table.name())), lit(0)));
    }
    return staged.select(columns.toArray(org.apache.spark.sql.Column[]::new)).collectAsList();
  }

  private static String inputFingerprint(Dataset<Row> staged) {
    Row digest =
        staged
            .select(sum(xxhash64(col(Staging.URI), col(Staging.SHA)).cast("decimal(38,0)")))
            .head();
    return digest.isNullAt(0) ? "empty" : digest.getDecimal(0).toPlainString();
  }

  private void write(Dataset<Row> staged, Tally tally, InputListing listing) throws IOException {
    TableWriter writer = new TableWriter(spark, tally.draft, listing.bytes());
    Set<String> duplicates = tally.plan.duplicates().keySet();
    Dataset<Row> reports =
        without(
            staged.filter(col(Staging.STATUS).equalTo(Staging.Status.REPORT.name())),
            Staging.URI,
            duplicates);
    List<Callable<Void>> steps = new ArrayList<>();
    steps.add(() -> tally.add(writer, Tables.TOKENS, nested(reports, Tables.TOKENS)));
    for (TableSpec table : Staging.nested()) {
      if (table != Tables.TOKENS) {
        steps.add(() -> tally.add(writer, table, nested(reports, table)));
      }
    }
    steps.add(() -> tally.add(writer, Tables.REPORTS, reports.select(Staging.REPORT + ".*")));
    steps.add(() -> tally.addRejects(writer, staged));
    steps.add(() -> tally.addVersions(writer));
    Concurrently.run(steps);
    for (TableSpec table : Tables.ingested()) {
      writer.closeEmpty(table);
    }
  }

  private static Dataset<Row> nested(Dataset<Row> reports, TableSpec table) {
    List<org.apache.spark.sql.Column> columns = new ArrayList<>();
    for (String name : Staging.inherited(table)) {
      columns.add(col(Staging.REPORT + "." + name).as(name));
    }
    columns.add(explode(col(table.name())).as("row"));
    Dataset<Row> exploded = reports.select(columns.toArray(org.apache.spark.sql.Column[]::new));
    return exploded.select(
        table.columns().stream()
            .map(
                column ->
                    Staging.inherited(table).contains(column.name())
                        ? col(column.name())
                        : col("row." + column.name()).as(column.name()))
            .toArray(org.apache.spark.sql.Column[]::new));
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
    private final Optional<Manifest> former;
    private final Optional<TableReader> formerTables;
    private final InputPlan plan;
    private final Map<String, Long> added = new HashMap<>();
    private final Map<String, String> digests = new HashMap<>();
    private final Map<String, Long> rows = new java.util.concurrent.ConcurrentHashMap<>();

    Tally(
        Draft draft,
        Optional<Manifest> former,
        Optional<TableReader> formerTables,
        InputPlan plan,
        List<Row> inputs) {
      this.draft = draft;
      this.former = former;
      this.formerTables = formerTables;
      this.plan = plan;
      for (Row input : inputs) {
        digests.put(input.getString(0), input.getString(1));
        if (seen(input).status() == Staging.Status.REPORT
            && !plan.duplicates().containsKey(input.getString(0))) {
          added.merge(Tables.REPORTS.name(), 1L, Long::sum);
          for (int i = 0; i < Staging.nested().size(); i++) {
            added.merge(Staging.nested().get(i).name(), (long) input.getInt(4 + i), Long::sum);
          }
        }
      }
    }

    /** Writes new rows and carries over the partitions and rows of reports that stay. */
    Void add(TableWriter writer, TableSpec table, Dataset<Row> fresh) throws IOException {
      long count = added.getOrDefault(table.name(), 0L);
      if (count > 0) {
        writer.write(table, fresh);
      }
      rows.put(table.name(), count + carry(writer, table));
      return null;
    }

    private long carry(TableWriter writer, TableSpec table) throws IOException {
      if (former.isEmpty() || !former.get().tables().containsKey(table.name())) {
        return 0;
      }
      Set<String> touched = plan.removedPartitions();
      draft.carry(former.get(), table, touched);
      long carried = 0;
      long concerned = 0;
      for (Manifest.DataFile file : former.get().tables().get(table.name()).files()) {
        if (touched.contains(new Path(file.path()).getParent().getName())) {
          concerned += file.rows();
        } else {
          carried += file.rows();
        }
      }
      if (concerned == 0) {
        return carried;
      }
      Dataset<Row> all = formerTables.get().read(table);
      Dataset<Row> kept = without(all.filter(inPartitions(touched)), "report_id", plan.removed());
      long keptRows = kept.count();
      if (keptRows > 0) {
        writer.write(table, kept);
      }
      return carried + keptRows;
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

    Void addRejects(TableWriter writer, Dataset<Row> staged) {
      Dataset<Row> fresh =
          staged
              .filter(col(Staging.STATUS).equalTo(Staging.Status.REJECT.name()))
              .select(col(Staging.URI), col(Staging.SHA), col(Staging.REJECT + ".*"));
      List<Row> known =
          plan.duplicates().entrySet().stream()
              .map(
                  duplicate ->
                      RowFactory.create(
                          duplicate.getKey(),
                          digests.get(duplicate.getKey()),
                          "ingest",
                          "duplicate",
                          "has the same bytes as " + duplicate.getValue() + "; that one is used"))
              .toList();
      Dataset<Row> all = fresh.unionByName(spark.createDataFrame(known, Tables.REJECTS.schema()));
      if (!plan.keptRejects().isEmpty()) {
        all =
            all.unionByName(
                only(formerTables.get().read(Tables.REJECTS), "source_uri", plan.keptRejects()));
      }
      writer.write(Tables.REJECTS, all);
      return null;
    }

    Void addVersions(TableWriter writer) throws IOException {
      long carried = 0;
      if (former.isPresent() && former.get().tables().containsKey(Tables.REPORT_VERSIONS.name())) {
        draft.carry(former.get(), Tables.REPORT_VERSIONS, Set.of());
        carried = former.get().tables().get(Tables.REPORT_VERSIONS.name()).rows();
      }
      if (!plan.supersededBy().isEmpty()) {
        List<Row> successors =
            plan.supersededBy().entrySet().stream()
                .map(entry -> RowFactory.create(entry.getKey(), entry.getValue()))
                .toList();
        Dataset<Row> superseded =
            formerTables
                .get()
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
        writer.write(Tables.REPORT_VERSIONS, superseded);
      }
      rows.put(Tables.REPORT_VERSIONS.name(), carried + plan.supersededBy().size());
      return null;
    }
  }
}
