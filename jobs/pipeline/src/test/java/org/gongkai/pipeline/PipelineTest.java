package org.gongkai.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.pipeline.ingest.IngestJob;
import org.gongkai.pipeline.ingest.InstalledExtraction;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.Draft;
import org.gongkai.pipeline.warehouse.Manifest;
import org.gongkai.pipeline.warehouse.SnapshotDiff;
import org.gongkai.pipeline.warehouse.TableReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way on a few inputs, with the installed extraction and real Spark. */
class PipelineTest {
  private static final String REPORT =
      """
      云川市人民政府%d年政府信息公开工作年度报告
      本报告所列数据的统计期限从%d年1月1日起至%d年12月31日止。
      一、概述
      全年政府信息公开工作平稳有序。
      二、主动公开政府信息情况
      全年主动公开政府信息%d条。
      三、依申请公开政府信息办理情况
      全年共收到政府信息公开申请%d件，均已答复。
      """;

  @TempDir Path folder;

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve("in").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private void writeReport(String name, int year, int requests) throws IOException {
    write(name, REPORT.formatted(year, year, year, 500 + requests, requests));
  }

  private Pipeline pipeline() throws IOException {
    return pipeline(TestSpark.conf());
  }

  private Pipeline pipeline(ConfFiles conf) {
    Settings settings = TestSpark.settings(conf, folder.resolve("in"), folder.resolve("warehouse"));
    return new Pipeline(
        TestSpark.spark(settings),
        conf,
        settings,
        InstalledExtraction::of,
        new TestSpark.Silent(),
        Clock.systemUTC());
  }

  private static TableReader tables(Pipeline pipeline, Manifest manifest) {
    return new TableReader(SparkSession.active(), pipeline.warehouse().path(manifest.id()));
  }

  private static List<String> rows(TableReader tables, TableSpec table, String... without) {
    return tables.read(table).drop(without).toJSON().collectAsList().stream().sorted().toList();
  }

  private static Map<String, String> rejects(TableReader tables) {
    return tables.read(Tables.REJECTS).select("source_uri", "reason_code").collectAsList().stream()
        .collect(Collectors.toMap(row -> name(row.getString(0)), row -> row.getString(1)));
  }

  private static List<String> reports(TableReader tables) {
    return tables.read(Tables.REPORTS).select("source_uri").collectAsList().stream()
        .map(row -> name(row.getString(0)))
        .toList();
  }

  private static String name(String uri) {
    return uri.replaceFirst("^/.*/in/", "");
  }

  @Test
  void accountsForEveryInput() throws IOException {
    writeReport("2016.txt", 2016, 30);
    writeReport("again.txt", 2016, 30);
    write("empty.txt", "");
    byte[] noise = new byte[5_000];
    new Random(7).nextBytes(noise);
    Files.write(folder.resolve("in").resolve("noise.bin"), noise);
    Files.createDirectories(folder.resolve("in").resolve("nothing here"));
    write("large.txt", "今天天气很好，我们去公园散步。\n".repeat(220_000));

    Pipeline pipeline = pipeline();
    Manifest manifest = pipeline.run(IngestJob.Absent.KEEP);

    TableReader tables = tables(pipeline, manifest);
    Map<String, String> rejects = rejects(tables);
    assertThat(rejects)
        .containsEntry("again.txt", "duplicate")
        .containsEntry("empty.txt", "empty_file")
        .containsEntry("noise.bin", "binary_noise");
    List<String> inputs = new ArrayList<>(reports(tables));
    inputs.addAll(rejects.keySet());
    assertThat(inputs)
        .containsExactlyInAnyOrder("2016.txt", "again.txt", "empty.txt", "noise.bin", "large.txt");
    assertThat(pipeline.counters().extractions())
        .describedAs("one extraction per document, whatever the number of tables")
        .isEqualTo(5);
    assertThat(pipeline.warehouse().damage(manifest)).isEmpty();
  }

  @Test
  void rejectsAFileThatMayNotBeRead() throws IOException {
    writeReport("2016.txt", 2016, 30);
    writeReport("locked.txt", 2017, 40);
    Path locked = folder.resolve("in").resolve("locked.txt");
    Files.setPosixFilePermissions(locked, Set.of());
    assumeThat(Files.isReadable(locked)).describedAs("the superuser reads everything").isFalse();

    Pipeline pipeline = pipeline();
    TableReader tables = tables(pipeline, pipeline.run(IngestJob.Absent.KEEP));

    assertThat(rejects(tables)).containsExactly(Map.entry("locked.txt", "unreadable"));
    assertThat(reports(tables)).containsExactly("2016.txt");
  }

  @Test
  void readsMembersOfArchivesAndPagesOfTables() throws IOException {
    Path archive = folder.resolve("in").resolve("all.zip");
    Files.createDirectories(archive.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("a/2016.txt"));
      zip.write(REPORT.formatted(2016, 2016, 2016, 530, 30).getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("empty.txt"));
    }
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("in").resolve("none.zip")))) {
      zip.putNextEntry(new ZipEntry("folder/"));
    }
    Pipeline pipeline = pipeline();
    SparkSession spark = SparkSession.active();
    spark
        .createDataFrame(
            List.of(
                RowFactory.create(
                    "http://www.yunchuan.gov.cn/7.html",
                    REPORT.formatted(2018, 2018, 2018, 531, 31))),
            StructType.fromDDL("url string, html string"))
        .write()
        .parquet(folder.resolve("in").resolve("pages.parquet").toString());

    TableReader tables = tables(pipeline, pipeline.run(IngestJob.Absent.KEEP));

    assertThat(
            tables.read(Tables.REPORTS).select("source_uri", "url").collectAsList().stream()
                .map(row -> name(row.getString(0)) + " " + row.getString(1)))
        .containsExactlyInAnyOrder(
            "all.zip!/a/2016.txt null",
            "http://www.yunchuan.gov.cn/7.html http://www.yunchuan.gov.cn/7.html");
    assertThat(rejects(tables))
        .containsEntry("all.zip!/empty.txt", "empty_file")
        .containsEntry("none.zip", "empty_file")
        .hasSize(2);
  }

  @Test
  void writesTheDeclaredTables() throws IOException {
    writeReport("2016.txt", 2016, 30);
    writeReport("2017.txt", 2017, 40);
    Pipeline pipeline = pipeline();
    Manifest manifest = pipeline.run(IngestJob.Absent.KEEP);

    TableReader tables = tables(pipeline, manifest);
    for (TableSpec table : Tables.all()) {
      Path files = Path.of(pipeline.warehouse().path(manifest.id()).toUri()).resolve(table.name());
      StructType stored = SparkSession.active().read().parquet(files.toString()).schema();
      for (StructField field : table.fileSchema().fields()) {
        StructField found = stored.apply(field.name());
        assertThat(found.dataType())
            .describedAs(table.name() + "." + field.name())
            .isEqualTo(field.dataType());
        assertThat(found.getComment()).isEqualTo(field.getComment());
      }
      assertThat(tables.read(table).count()).isEqualTo(manifest.tables().get(table.name()).rows());
      if (!table.key().isEmpty()) {
        assertThat(tables.read(table).dropDuplicates(table.key().toArray(String[]::new)).count())
            .describedAs("keys of " + table.name())
            .isEqualTo(manifest.tables().get(table.name()).rows());
      }
    }
    assertThat(folder.resolve("warehouse/current/requests/report_year=2017")).isDirectory();
    assertThat(
            tables
                .read(Tables.INDICATORS)
                .filter("indicator = 'requests_received' AND basis = 'reported'")
                .select("report_year", "value", "comparable", "break_before")
                .orderBy("report_year")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[2016,30.0,true,false]", "[2017,40.0,true,false]");
  }

  @Test
  void forgetsReportsWhoseSourceIsGoneOnlyWhenTold() throws IOException {
    writeReport("2016.txt", 2016, 30);
    writeReport("2017.txt", 2017, 40);
    Pipeline pipeline = pipeline();
    Manifest first = pipeline.run(IngestJob.Absent.KEEP);
    Files.delete(folder.resolve("in").resolve("2017.txt"));

    Pipeline again = pipeline();
    assertThat(reports(tables(again, again.run(IngestJob.Absent.KEEP)))).hasSize(2);
    Pipeline pruning = pipeline();
    Manifest pruned = pruning.run(IngestJob.Absent.PRUNE);
    assertThat(reports(tables(pruning, pruned))).containsExactly("2016.txt");

    assertThat(
            SnapshotDiff.between(
                SparkSession.active(),
                pruning.warehouse().path(first.id()),
                pruning.warehouse().path(pruned.id())))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.year()).isEqualTo(2017);
              assertThat(line.removed()).isPositive();
              assertThat(line.added() + line.changed()).isZero();
            });
    pruning.warehouse().rollback(first.id(), Duration.ofMinutes(2));
    assertThat(pruning.warehouse().requireCurrent()).isEqualTo(first);
  }

  @Test
  void correctsVisiblyAndOnlyWhatIsStillStated() throws IOException {
    writeReport("2016.txt", 2016, 30);
    Pipeline first = pipeline();
    String report =
        tables(first, first.run(IngestJob.Absent.KEEP))
            .read(Tables.REPORTS)
            .select("report_id")
            .head()
            .getString(0);
    Path conf = folder.resolve("conf");
    FileUtils.copyDirectory(TestSpark.home().resolve("conf").toFile(), conf.toFile());
    String correction =
        """
        corrections:
          - {id: c-1, report: "%s", figure: "requests(received, total)", scope: whole, expected: %d, value: 31,
             reason: miscounted, source: the office, date: 2017-05-02}
        """;
    Files.writeString(conf.resolve("corrections.yaml"), correction.formatted(report, 30));

    Pipeline corrected = pipeline(ConfFiles.load(conf));
    TableReader tables = tables(corrected, corrected.run(IngestJob.Absent.KEEP));

    assertThat(
            tables
                .read(Tables.fact(FactTable.REQUESTS))
                .filter("measure = 'received'")
                .select("value", "uncorrected_value", "correction")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[31.000000,30.000000,c-1]");
    Files.writeString(conf.resolve("corrections.yaml"), correction.formatted(report, 29));
    ConfFiles outdated = ConfFiles.load(conf);
    assertThatThrownBy(() -> pipeline(outdated).run(IngestJob.Absent.KEEP))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("correction c-1 expects requests(received, total) to be 29")
        .hasMessageContaining("conf/corrections.yaml");
  }

  @Test
  void takesOverTheLockOfADeadRun() throws IOException {
    writeReport("2016.txt", 2016, 30);
    Path lock = folder.resolve("warehouse").resolve("lock");
    Files.createDirectories(lock.getParent());
    Files.writeString(lock, "host elsewhere, process 1, since yesterday, token x");
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofHours(1))));

    assertThat(pipeline().run(IngestJob.Absent.KEEP).tables()).isNotEmpty();
    assertThat(lock).doesNotExist();
  }

  @Test
  void readsOnlyWhatChanged() throws IOException {
    writeReport("2016.txt", 2016, 30);
    writeReport("2017.txt", 2017, 40);
    Pipeline first = pipeline();
    Manifest one = first.run(IngestJob.Absent.KEEP);
    writeReport("2017.txt", 2017, 41);
    Pipeline second = pipeline();
    Manifest two = second.run(IngestJob.Absent.KEEP);

    assertThat(second.counters().extractions()).isEqualTo(1);
    TableReader tables = tables(second, two);
    assertThat(
            tables.read(Tables.REPORTS).select("report_year").collectAsList().stream()
                .map(row -> row.getInt(0)))
        .containsExactlyInAnyOrder(2016, 2017);
    assertThat(tables.read(Tables.REPORT_VERSIONS).select("superseded_by").collectAsList())
        .hasSize(1)
        .extracting((Row row) -> row.getString(0))
        .doesNotContainNull();
    assertThat(first.warehouse().damage(one)).describedAs("the old snapshot stays").isEmpty();
  }

  @Test
  void givesTheSameRowsAgain() throws IOException {
    writeReport("2016.txt", 2016, 30);
    Pipeline pipeline = pipeline();
    TableReader one = tables(pipeline, pipeline.run(IngestJob.Absent.KEEP));
    Pipeline again = pipeline();
    TableReader two = tables(again, again.run(IngestJob.Absent.KEEP));

    assertThat(again.counters().extractions()).isZero();
    for (TableSpec table : Tables.all()) {
      assertThat(rows(two, table)).describedAs(table.name()).isEqualTo(rows(one, table));
    }
  }

  @Test
  void keepsSecondRunOutAndLeavesNothingOfAFailedOne() throws IOException {
    writeReport("2016.txt", 2016, 30);
    Pipeline pipeline = pipeline();
    Manifest good = pipeline.run(IngestJob.Absent.KEEP);
    Settings settings =
        TestSpark.settings(TestSpark.conf(), folder.resolve("in"), folder.resolve("warehouse"));
    try (Draft draft = pipeline.warehouse().begin(settings.lockExpiresAfter())) {
      assertThatThrownBy(() -> pipeline().run(IngestJob.Absent.KEEP))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("another run is writing");
      assertThatThrownBy(
              () ->
                  draft.commit(
                      new Draft.Facts("run", "0", "", ""), Map.of(Tables.REPORTS.name(), 1L)))
          .hasMessageContaining("reports was not written");
    }
    assertThat(pipeline.warehouse().current()).contains(good);
    assertThat(pipeline.warehouse().snapshots()).containsExactly(good);
    assertThat(Files.readSymbolicLink(folder.resolve("warehouse").resolve("current")))
        .isEqualTo(Path.of("snapshots", good.id()));
  }
}
