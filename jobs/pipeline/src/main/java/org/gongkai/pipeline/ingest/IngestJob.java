package org.gongkai.pipeline.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.pipeline.PipelineException;
import org.gongkai.pipeline.Settings;
import org.gongkai.pipeline.ingest.StagedInput.Outcome;
import org.gongkai.pipeline.warehouse.Draft;
import org.gongkai.pipeline.warehouse.Warehouse;

/**
 * Reads the inputs and writes every table but the aggregates. Each report is extracted once, into
 * one {@link StagedInput} that holds the rows of every table; these are kept by Spark, brought
 * together by year, and written to all tables in one pass.
 */
public final class IngestJob {
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

    PageTables pages = PageTables.of(spark, listing.pages());
    counters.expect(
        listing.files().size() + pages.rows() + pages.rejects().size(),
        pages.rows() == 0 ? listing.bytes() : 0);
    pages.rejects().forEach(file -> counters.rejectUnread());

    // On disk: kept in memory first, some thousand reports exhausted the heap before Spark moved
    // any.
    JavaRDD<StagedInput> staged =
        new Staging(spark, settings, conf, extraction)
            .stage(listing, pages, known, counters, clock.instant(), fingerprint.version())
            .persist(StorageLevel.DISK_ONLY());
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
      Map<String, Long> rows =
          new DraftFiller(spark, draft, former, plan, inputs).fill(staged, heldReports);
      List<String> notes = new ArrayList<>();
      former.map(Former::notes).ifPresent(notes::addAll);
      reuse.map(Reuse::notes).ifPresent(notes::addAll);
      if (inputs.isEmpty()) {
        notes.add("输入中没有文件，请检查 --input 或 conf/gongkai.conf there is no file in the input");
      }
      return new Result(
          inputs.size(),
          inputs.stream().filter(input -> input.status() == StagedInput.Status.CARRIED).count(),
          rows,
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

  private static String inputFingerprint(List<Outcome> inputs) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    inputs.stream()
        .map(input -> input.uri() + '\n' + input.sha256() + '\n')
        .sorted()
        .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }
}
