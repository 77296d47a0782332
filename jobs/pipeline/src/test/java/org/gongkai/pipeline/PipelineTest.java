package org.gongkai.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.pipeline.ingest.IngestJob;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.Draft;
import org.gongkai.pipeline.warehouse.Manifest;
import org.gongkai.pipeline.warehouse.SnapshotDiff;
import org.gongkai.pipeline.warehouse.TableReader;
import org.gongkai.pipeline.warehouse.Warehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way on a few inputs, with the installed extraction and real Spark. */
class PipelineTest {
  @TempDir Path folder;

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve("in").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private void writeReport(String name, int year, int requests) throws IOException {
    TestReports.write(folder.resolve("in").resolve(name), year, requests);
  }

  private Pipeline pipeline() throws IOException {
    return pipeline(TestSpark.conf());
  }

  private Pipeline pipeline(ConfFiles conf) {
    return TestSpark.pipeline(conf, folder.resolve("in"), folder.resolve("warehouse"));
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
      zip.write(TestReports.of(2016, 30).getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("empty.txt"));
      for (int year = 2005; year < 2012; year++) {
        zip.putNextEntry(new ZipEntry(year + ".txt"));
        zip.write(TestReports.of(year, 30).getBytes(StandardCharsets.UTF_8));
      }
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
                RowFactory.create("http://www.yunchuan.gov.cn/7.html", TestReports.of(2018, 31))),
            StructType.fromDDL("url string, html string"))
        .write()
        .parquet(folder.resolve("in").resolve("pages.parquet").toString());

    TableReader tables = tables(pipeline, pipeline.run(IngestJob.Absent.KEEP));

    assertThat(
            tables.read(Tables.REPORTS).select("source_uri", "url").collectAsList().stream()
                .map(row -> name(row.getString(0)) + " " + row.getString(1)))
        .contains("all.zip!/2005.txt null", "all.zip!/2011.txt null")
        .hasSize(9)
        .contains(
            "all.zip!/a/2016.txt null",
            "http://www.yunchuan.gov.cn/7.html http://www.yunchuan.gov.cn/7.html");
    assertThat(rejects(tables))
        .containsEntry("all.zip!/empty.txt", "empty_file")
        .containsEntry("none.zip", "empty_file")
        .hasSize(2);
  }

  /** A folder of one Parquet file. */
  private void writePages(String name, String columns, Row... pages) {
    SparkSession.active()
        .createDataFrame(List.of(pages), StructType.fromDDL(columns))
        .coalesce(1)
        .write()
        .parquet(folder.resolve("in").resolve(name).toString());
  }

  private Path onlyFile(String table) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("in").resolve(table))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }

  /** Changes bytes in the first third of a file, where its columns are. */
  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, bytes.length / 4, bytes.length / 3, (byte) 0x5A);
    Files.write(file, bytes);
  }

  @Test
  void readsWhatIsWholeOfTablesOfPages() throws IOException {
    Pipeline pipeline = pipeline();
    Row first = RowFactory.create("http://a/1", TestReports.of(2016, 30));
    Row again = RowFactory.create("http://a/1", TestReports.of(2017, 31));
    Row unnamed = RowFactory.create(null, TestReports.of(2018, 32));
    Row other = RowFactory.create("http://a/2", TestReports.of(2019, 33));
    writePages("a {1}.parquet", "url string, html string", first, again, unnamed);
    writePages("b.parquet", "uri string, text string", first, other);
    writePages("c.parquet", "url string, title string", first);
    writePages("d.parquet", "url string, html string", other);
    damage(onlyFile("d.parquet"));
    write("e.parquet", "no table");

    TableReader tables = tables(pipeline, pipeline.run(IngestJob.Absent.KEEP));

    assertThat(reports(tables))
        .satisfiesExactlyInAnyOrder(
            source -> assertThat(source).isEqualTo("http://a/1"),
            source -> assertThat(source).matches("http://a/1#[23]"),
            source -> assertThat(source).isEqualTo("http://a/2"),
            source -> assertThat(source).matches("a \\{1}\\.parquet/.*\\.parquet!/3"));
    Map<String, String> rejects = new TreeMap<>();
    rejects(tables)
        .forEach((source, reason) -> rejects.put(source.replaceFirst("[/#].*", ""), reason));
    assertThat(rejects)
        .containsExactly(
            Map.entry("c.parquet", "unsupported_type"),
            Map.entry("d.parquet", "corrupt_file"),
            Map.entry("e.parquet", "corrupt_file"),
            Map.entry("http:", "duplicate"));
    assertThat(pipeline.counters().inputs()).isEqualTo(8);
    assertThat(pipeline.counters().expectedInputs()).isEqualTo(8);
    assertThat(pipeline.counters().share()).isEqualTo(1);
  }

  @Test
  void hasNothingToFindInReportsWithoutMistakes() throws IOException {
    Path flawless = TestSpark.home().resolve("data/samples/province/980000-government-2021.html");
    write("2021.html", Files.readString(flawless));
    Pipeline pipeline = pipeline();
    assertThat(rows(tables(pipeline, pipeline.run(IngestJob.Absent.KEEP)), Tables.FINDINGS))
        .isEmpty();
    assertThat(rows(tables(pipeline, pipeline.check()), Tables.FINDINGS)).isEmpty();
    assertThat(rows(tables(pipeline, pipeline.run(IngestJob.Absent.KEEP)), Tables.FINDINGS))
        .isEmpty();
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
    writeReport("2017.txt", 2017, 40);
    Pipeline first = pipeline();
    String report =
        tables(first, first.run(IngestJob.Absent.KEEP))
            .read(Tables.REPORTS)
            .filter("report_year = 2016")
            .select("report_id")
            .head()
            .getString(0);
    Path conf = copyOfConf();
    String correction =
        """
        corrections:
          - {id: c-1, report: "%s", figure: "requests(received, total)", scope: whole, expected: %d, value: 31,
             reason: miscounted, source: the office, date: 2017-05-02}
        """;
    Files.writeString(conf.resolve("corrections.yaml"), correction.formatted(report, 30));

    Pipeline corrected = pipeline(ConfFiles.load(conf));
    Manifest manifest = corrected.run(IngestJob.Absent.KEEP);
    TableReader tables = tables(corrected, manifest);

    assertThat(corrected.counters().extractions()).isEqualTo(1);
    assertThat(manifest.notes())
        .singleElement()
        .asString()
        .endsWith("only the reports concerned were extracted again: correction c-1");
    assertThat(
            tables
                .read(Tables.fact(FactTable.REQUESTS))
                .filter("measure = 'received' AND report_year = 2016")
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

  private Path copyOfConf() throws IOException {
    Path conf = folder.resolve("conf");
    FileUtils.copyDirectory(TestSpark.home().resolve("conf").toFile(), conf.toFile());
    return conf;
  }

  @Test
  void extractsEverythingAgainWhereAFormChangedAndSaysSo() throws IOException {
    writeReport("2016.txt", 2016, 30);
    writeReport("2017.txt", 2017, 40);
    Path conf = copyOfConf();
    Pipeline first = pipeline(ConfFiles.load(conf));
    assertThat(first.run(IngestJob.Absent.KEEP).notes()).isEmpty();
    Files.writeString(conf.resolve("indicators.csv"), "# a remark\n", StandardOpenOption.APPEND);
    Pipeline unconcerned = pipeline(ConfFiles.load(conf));
    assertThat(unconcerned.run(IngestJob.Absent.KEEP).notes()).isEmpty();
    assertThat(unconcerned.counters().extractions()).isZero();

    Files.writeString(conf.resolve("forms/years.csv"), "# a remark\n", StandardOpenOption.APPEND);
    Pipeline changed = pipeline(ConfFiles.load(conf));
    assertThat(changed.run(IngestJob.Absent.KEEP).notes())
        .singleElement()
        .asString()
        .endsWith("every report was extracted again, because of changes: conf/forms/years.csv");
    assertThat(changed.counters().extractions()).isEqualTo(2);
  }

  private Path oneFileOf(Manifest manifest, String table, int year) throws IOException {
    Path years = folder.resolve("warehouse/snapshots").resolve(manifest.id()).resolve(table);
    try (Stream<Path> files = Files.list(years.resolve("report_year=" + year))) {
      return files.findFirst().orElseThrow();
    }
  }

  private static void cutOff(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"requests", "tokens", "reports"})
  void makesAgainWhatWasCutOff(String table) throws IOException {
    writeReport("2016.txt", 2016, 30);
    writeReport("2017.txt", 2017, 40);
    Pipeline pipeline = pipeline();
    Manifest good = pipeline.run(IngestJob.Absent.KEEP);
    Map<String, List<String>> expected = new TreeMap<>();
    for (TableSpec spec : Tables.all()) {
      expected.put(spec.name(), rows(tables(pipeline, good), spec, "ingested_at"));
    }
    Path file = oneFileOf(good, table, 2016);
    cutOff(file);
    assertThatThrownBy(() -> pipeline().aggregate())
        .hasMessageContaining(good.id() + " is damaged: " + table + "/report_year=2016/")
        .hasMessageContaining("gongkai run makes a whole one");

    Pipeline next = pipeline();
    Manifest mended = next.run(IngestJob.Absent.KEEP);

    assertThat(mended.notes())
        .singleElement()
        .asString()
        .contains("the former snapshot was damaged")
        .contains(file.getFileName().toString());
    assertThat(next.counters().extractions()).describedAs("the other year is whole").isEqualTo(1);
    for (TableSpec spec : Tables.all()) {
      assertThat(rows(tables(next, mended), spec, "ingested_at"))
          .describedAs(spec.name())
          .isEqualTo(expected.get(spec.name()));
    }
    assertThat(next.warehouse().damage(mended)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"requests", "reports"})
  void givesUpDamagedReportsWithoutASourceOnlyWhenTold(String table) throws IOException {
    writeReport("2016.txt", 2016, 30);
    writeReport("2017.txt", 2017, 40);
    Manifest good = pipeline().run(IngestJob.Absent.KEEP);
    cutOff(oneFileOf(good, table, 2016));
    Files.delete(folder.resolve("in/2016.txt"));

    assertThatThrownBy(() -> pipeline().run(IngestJob.Absent.KEEP))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(good.id() + ": " + table + "/report_year=2016/")
        .hasMessageContaining("what it held of 1 reports")
        .hasMessageContaining("--prune");
    Pipeline pruning = pipeline();
    assertThat(reports(tables(pruning, pruning.run(IngestJob.Absent.PRUNE))))
        .containsExactly("2017.txt");
  }

  @Test
  void keepsSnapshotsByNumberAndByAge() throws IOException {
    writeReport("2016.txt", 2016, 30);
    Pipeline pipeline = pipeline();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(pipeline.run(IngestJob.Absent.KEEP).id());
    }
    pipeline.warehouse().rollback(ids.get(0), Duration.ofMinutes(2));
    Warehouse later =
        Warehouse.open(
            folder.resolve("warehouse").toString(),
            new Configuration(),
            Clock.offset(Clock.systemUTC(), Duration.ofDays(40)));

    assertThat(later.retain(0, Duration.ofDays(50))).describedAs("all are young").isEmpty();
    assertThat(later.retain(1, Duration.ofDays(30))).containsExactly(ids.get(1));
    assertThat(later.snapshots())
        .describedAs("the newest, and the current one whatever its age")
        .extracting(Manifest::id)
        .containsExactly(ids.get(2), ids.get(0));
  }

  @Test
  void keepsEveryFormerVersionOfAReportThatGoesBackAndForth() throws IOException {
    Manifest last = null;
    Pipeline pipeline = pipeline();
    for (int requests : new int[] {30, 31, 30, 31}) {
      writeReport("2016.txt", 2016, requests);
      last = pipeline.run(IngestJob.Absent.KEEP);
    }
    String[] key = Tables.REPORT_VERSIONS.key().toArray(String[]::new);
    assertThat(tables(pipeline, last).read(Tables.REPORT_VERSIONS).dropDuplicates(key).count())
        .isEqualTo(3);
    assertThat(reports(tables(pipeline, last))).containsExactly("2016.txt");
  }

  @Test
  void takesOverTheLockOfADeadRun() throws IOException {
    writeReport("2016.txt", 2016, 30);
    Path lock = folder.resolve("warehouse/locks/00000004");
    Files.createDirectories(lock.getParent());
    Files.writeString(lock, "cut off");
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
    writeReport("2017.txt", 2017, 4000);
    Pipeline pipeline = pipeline();
    TableReader one = tables(pipeline, pipeline.run(IngestJob.Absent.KEEP));
    Pipeline again = pipeline();
    TableReader two = tables(again, again.run(IngestJob.Absent.KEEP));

    assertThat(again.counters().extractions()).isZero();
    for (TableSpec table : Tables.all()) {
      assertThat(rows(two, table)).describedAs(table.name()).isEqualTo(rows(one, table));
    }
    assertThat(jumps(two)).describedAs("the jump, said once").hasSize(1);
    TableReader three = tables(again, again.check());
    assertThat(rows(three, Tables.FINDINGS)).isEqualTo(rows(one, Tables.FINDINGS));

    writeReport("2017.txt", 2017, 41);
    Pipeline corrected = pipeline();
    TableReader four = tables(corrected, corrected.run(IngestJob.Absent.KEEP));
    assertThat(jumps(four)).isEmpty();
  }

  private static List<String> jumps(TableReader tables) {
    return rows(tables, Tables.FINDINGS).stream()
        .filter(finding -> finding.contains("implausible_jump"))
        .toList();
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
                      new Draft.Facts("run", "0", Map.of(), "", List.of()),
                      Map.of(Tables.REPORTS.name(), 1L)))
          .hasMessageContaining("reports was not written");
    }
    assertThat(pipeline.warehouse().current()).contains(good);
    assertThat(pipeline.warehouse().snapshots()).containsExactly(good);
    assertThat(Files.readSymbolicLink(folder.resolve("warehouse").resolve("current")))
        .isEqualTo(Path.of("snapshots", good.id()));
  }
}
