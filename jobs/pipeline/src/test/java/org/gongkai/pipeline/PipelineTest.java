package org.gongkai.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.pipeline.ingest.IngestJob;
import org.gongkai.pipeline.ingest.InstalledExtraction;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.Draft;
import org.gongkai.pipeline.warehouse.Manifest;
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
    ConfFiles conf = TestSpark.conf();
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

  @Test
  void accountsForEveryInput() throws IOException {
    writeReport("2016.txt", 2016, 30);
    writeReport("again.txt", 2016, 30);
    write("empty.txt", "");
    byte[] noise = new byte[5_000];
    new Random(7).nextBytes(noise);
    Files.write(folder.resolve("in").resolve("noise.bin"), noise);
    Files.createDirectories(folder.resolve("in").resolve("nothing here"));
    Files.writeString(
        folder.resolve("in").resolve("large.txt"),
        "今天天气很好，我们去公园散步。\n".repeat(30_000),
        StandardCharsets.UTF_8);

    Pipeline pipeline = pipeline();
    Manifest manifest = pipeline.run(IngestJob.Absent.KEEP);

    TableReader tables = tables(pipeline, manifest);
    List<String> sources =
        tables.read(Tables.REPORTS).select("source_uri").collectAsList().stream()
            .map(row -> Path.of(row.getString(0)).getFileName().toString())
            .collect(Collectors.toList());
    Map<String, String> rejects =
        tables.read(Tables.REJECTS).select("source_uri", "reason_code").collectAsList().stream()
            .collect(
                Collectors.toMap(
                    row -> Path.of(row.getString(0)).getFileName().toString(),
                    row -> row.getString(1)));
    assertThat(rejects).containsEntry("again.txt", "duplicate").containsKey("empty.txt");
    sources.addAll(rejects.keySet());
    assertThat(sources)
        .containsExactlyInAnyOrder("2016.txt", "again.txt", "empty.txt", "noise.bin", "large.txt");
    assertThat(pipeline.counters().extractions())
        .describedAs("one extraction per input, whatever the number of tables")
        .isEqualTo(5);
    assertThat(pipeline.warehouse().damage(manifest)).isEmpty();
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
