package org.gongkai.pipeline;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.pipeline.ingest.IngestJob;
import org.gongkai.pipeline.ingest.InstalledExtraction;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.Manifest;
import org.gongkai.pipeline.warehouse.TableReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the main job makes of the samples, held against what their manifest says of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SamplesTest {
  private static final Path SAMPLES = TestSpark.home().resolve("data/samples");

  private TableReader tables;
  private List<CSVRecord> manifest;

  @BeforeAll
  void run(@TempDir Path folder) throws IOException {
    ConfFiles conf = TestSpark.conf();
    Settings settings = TestSpark.settings(conf, SAMPLES, folder.resolve("warehouse"));
    Pipeline pipeline =
        new Pipeline(
            TestSpark.spark(settings),
            conf,
            settings,
            InstalledExtraction::of,
            new TestSpark.Silent(),
            Clock.systemUTC());
    Manifest made = pipeline.run(IngestJob.Absent.KEEP);
    tables = new TableReader(SparkSession.active(), pipeline.warehouse().path(made.id()));
    try (Reader file = Files.newBufferedReader(SAMPLES.resolve("manifest.csv"))) {
      manifest =
          CSVFormat.DEFAULT
              .builder()
              .setHeader()
              .setSkipHeaderRecord(true)
              .get()
              .parse(file)
              .getRecords();
    }
  }

  private static String file(String sourceUri) {
    return sourceUri.substring(sourceUri.indexOf("data/samples/") + "data/samples/".length());
  }

  private List<CSVRecord> governments() {
    return manifest.stream()
        .filter(line -> line.get("file").contains("-government-"))
        .filter(line -> line.get("key_figures").contains("requests.received="))
        .toList();
  }

  private static int received(CSVRecord line) {
    return Integer.parseInt(
        line.get("key_figures").replaceFirst(".*requests\\.received=(\\d+).*", "$1"));
  }

  private Map<Integer, Row> series(String region, String indicator, String basis) {
    return tables
        .read(Tables.INDICATORS)
        .filter(
            "region_code = '%s' AND indicator = '%s' AND basis = '%s'"
                .formatted(region, indicator, basis))
        .collectAsList()
        .stream()
        .collect(toMap(row -> row.<Integer>getAs("report_year"), row -> row));
  }

  @Test
  void everySampleIsRecognisedAsWhatItIs() {
    Map<String, String> stated = new HashMap<>();
    for (CSVRecord line : manifest) {
      if (!line.get("region_code").isEmpty()) {
        stated.put(
            line.get("file"),
            "%s %s %s %s %s"
                .formatted(
                    line.get("doc_type"),
                    line.get("publisher_name").isEmpty() ? null : line.get("publisher_name"),
                    line.get("region_code"),
                    line.get("report_year"),
                    line.get("form")));
      }
    }
    Map<String, String> read =
        tables.read(Tables.REPORTS).collectAsList().stream()
            .collect(
                toMap(
                    row -> file(row.getAs("source_uri")),
                    row ->
                        "%s %s %s %s %s"
                            .formatted(
                                row.getAs("doc_type"),
                                row.getAs("publisher_name"),
                                row.getAs("region_code"),
                                row.getAs("report_year"),
                                row.getAs("form"))));
    assertThat(stated).hasSizeGreaterThan(50);
    assertThat(read).containsAllEntriesOf(stated);
  }

  @Test
  void requestsOfEveryGovernmentAndYearAreThoseStated() {
    assertThat(governments())
        .hasSizeGreaterThan(40)
        .allSatisfy(
            line -> {
              int year = Integer.parseInt(line.get("report_year"));
              Row row = series(line.get("region_code"), "requests_received", "reported").get(year);
              assertThat(row).describedAs(line.get("file")).isNotNull();
              assertThat(row.<Double>getAs("value"))
                  .describedAs(line.get("file"))
                  .isEqualTo(received(line));
            });
  }

  @Test
  void aProvincesSumCountsTheReportsOfItsPrefecturesAndSaysHowManyAreMissing() {
    Map<Integer, Integer> expected = new HashMap<>();
    governments().stream()
        .filter(line -> line.get("region_code").matches("98[0-9]+00"))
        .filter(line -> !line.get("region_code").equals("980000"))
        .forEach(
            line ->
                expected.merge(
                    Integer.parseInt(line.get("report_year")), received(line), Integer::sum));
    Map<Integer, Row> sums = series("980000", "requests_received", "sum_of_prefectures");

    expected.forEach(
        (year, sum) -> assertThat(sums.get(year).<Double>getAs("value")).isEqualTo((double) sum));
    assertThat(sums).hasSameSizeAs(expected);
    assertThat(sums.get(2024).<Integer>getAs("reports_used")).isEqualTo(2);
    assertThat(sums.get(2024).<Integer>getAs("regions_expected")).isEqualTo(3);
  }

  @Test
  void aRateIsTheQuotientOfFiguresOfTheReport() {
    Row disclosed = series("220105", "disclosure_rate", "reported").get(2022);
    assertThat(disclosed.<BigDecimal>getAs("numerator")).isEqualByComparingTo("67");
    assertThat(disclosed.<BigDecimal>getAs("denominator")).isEqualByComparingTo("177");
    assertThat(disclosed.<Double>getAs("value")).isCloseTo(37.853, within(0.001));
    assertThat(series("220105", "unavailable_share", "reported").get(2022).<Double>getAs("value"))
        .isCloseTo(28.814, within(0.001));
    assertThat(
            series("220105", "natural_person_share", "reported").get(2022).<Double>getAs("value"))
        .isCloseTo(93.370, within(0.001));
    assertThat(series("220105", "lawsuits_per_100", "reported").get(2022).<Double>getAs("value"))
        .isCloseTo(4.972, within(0.001));
  }

  @Test
  void aNewFormBreaksTheSeriesWhoseMeaningItChanges() {
    Map<Integer, Row> rates = series("980100", "disclosure_rate", "reported");
    assertThat(rates.keySet()).contains(2018, 2019, 2020, 2021);
    rates.forEach(
        (year, row) -> {
          assertThat(row.<Boolean>getAs("comparable")).isEqualTo(year >= 2019);
          assertThat(row.<Boolean>getAs("break_before")).isEqualTo(year == 2019);
        });
    assertThat(series("980100", "requests_received", "reported").values())
        .hasSize(14)
        .noneMatch(row -> row.<Boolean>getAs("break_before"));
  }

  @Test
  void whatWasCarriedOverIsHeldAgainstTheYearBefore() {
    assertThat(
            tables
                .read(Tables.FINDINGS)
                .filter("rule = 'carried_over_mismatch'")
                .join(tables.read(Tables.REPORTS).select("report_id", "region_code"), "report_id")
                .select("region_code", "report_year", "stated", "expected")
                .distinct()
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[980102,2024,3.000000,1.000000]");
  }
}
