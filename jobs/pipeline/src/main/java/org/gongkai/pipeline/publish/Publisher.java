package org.gongkai.pipeline.publish;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.pipeline.Concurrently;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.TableReader;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Makes the site out of a snapshot: pages that open from disk, without a server and without any
 * network. Only the list of reports and one row at a time of the other tables pass through the
 * driver; the reports themselves are written where they are.
 */
public final class Publisher {
  private static final DateTimeFormatter VERSION =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

  private static final List<String> PAGE =
      List.of(
          "style.css",
          "app/core.js",
          "app/words.js",
          "app/data.js",
          "app/parts.js",
          "app/charts.js",
          "app/main.js",
          "app/views/overview.js",
          "app/views/trend.js",
          "app/views/compare.js",
          "app/views/findings.js",
          "app/views/rejects.js",
          "app/views/reports.js",
          "app/views/report.js",
          "app/views/about.js",
          "lib/LICENSE-echarts.txt");

  private static final List<String> FINDING_CELLS =
      List.of("rule", "message_zh", "message_en", "stated", "expected", "difference", "report_id");

  private static final Comparator<Map.Entry<String, Long>> MOST_FIRST =
      Map.Entry.<String, Long>comparingByValue().reversed();

  /** The group of rows without a year. */
  private static final String NO_YEAR = "none";

  private final SparkSession spark;
  private final ConfFiles conf;

  public Publisher(SparkSession spark, ConfFiles conf) {
    this.spark = spark;
    this.conf = conf;
  }

  /**
   * Writes the site and switches to it. A site that stands there is shown until the new one is
   * complete.
   *
   * @param snapshot folder of a complete snapshot, with a folder for each table
   * @param site folder of the site, made if it is not there
   * @return what to open: the site's {@code index.html}
   * @throws IOException if the site could not be begun or shown
   * @throws org.gongkai.pipeline.PipelineException if a part of it could not be written
   */
  public Path publish(Path snapshot, Path site) throws IOException {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    Instant now = Instant.now();
    SiteStore store = new SiteStore(site, VERSION.format(now), hadoop);
    SnapshotTables tables = new SnapshotTables(new TableReader(spark, snapshot), Optional.empty());

    for (String path : PAGE) {
      store.copy("/site/" + path, path);
    }
    store.copy(echarts(), "lib/echarts.min.js");

    Concurrently.run(
        List.of(
            () -> writeIndicators(store, tables),
            () -> {
              List<Row> reports = writePages(store, tables, snapshot, hadoop);
              writeReports(store, reports);
              Findings findings = writeFindings(store, tables, reports);
              writeSite(store, tables, reports, findings, DAY.format(now));
            }));
    FormerRelease.writeOrigin(store, snapshot);
    store.show("/site/index.html");
    return new Path(site, "index.html");
  }

  private static String echarts() throws IOException {
    Properties artifact = new Properties();
    try (InputStream in =
        Publisher.class.getResourceAsStream("/META-INF/maven/org.webjars/echarts/pom.properties")) {
      artifact.load(Objects.requireNonNull(in, "org.webjars:echarts is not on the class path"));
    }
    return "/META-INF/resources/webjars/echarts/"
        + artifact.getProperty("version")
        + "/echarts.min.js";
  }

  /** Writes the pages of reports, and gives their rows of {@link ReportPages#SUMMARY}. */
  private List<Row> writePages(
      SiteStore store, SnapshotTables tables, Path snapshot, Configuration hadoop)
      throws IOException {
    Optional<FormerRelease> former = FormerRelease.find(spark, store, snapshot);
    SnapshotTables changed = former.map(FormerRelease::changed).orElse(tables);
    List<Row> reports =
        new ArrayList<>(
            ReportPages.write(changed, store.release(), new SerializableConfiguration(hadoop))
                .collectAsList());
    if (former.isPresent()) {
      reports.addAll(former.get().takeOver());
    }
    return reports;
  }

  private static void writeReports(SiteStore store, List<Row> reports) throws IOException {
    List<Row> sorted =
        reports.stream().sorted(Comparator.comparing(row -> row.getString(0))).toList();
    try (DataFile file = DataFile.open(store.create("data/reports.js"), "reports")) {
      writeRows(file.json(), sorted.iterator());
    }
  }

  private static void writeRows(JsonGenerator json, Iterator<Row> rows) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("rows");
    while (rows.hasNext()) {
      DataFile.row(json, rows.next());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** How many findings there are, by year and by rule. */
  private record Findings(Map<String, Long> byYear, Map<String, Long> byRule) {}

  private Findings writeFindings(SiteStore store, SnapshotTables tables, List<Row> reports)
      throws IOException {
    Map<String, Row> byId =
        reports.stream().collect(Collectors.toMap(row -> row.getString(0), row -> row));
    Findings counts = new Findings(new TreeMap<>(), new TreeMap<>());
    Dataset<Row> rows =
        tables
            .read(
                Tables.FINDINGS,
                List.of(
                    "report_id",
                    "rule",
                    "severity",
                    "message_zh",
                    "message_en",
                    "stated",
                    "expected",
                    "difference",
                    "evidence_start",
                    "evidence_end",
                    "report_year"))
            .coalesce(1)
            .sortWithinPartitions(
                "report_year", "report_id", "evidence_start", "rule", "message_zh");
    try (SpreadsheetCsv csv =
            new SpreadsheetCsv(
                store.create("downloads/findings.csv"),
                Stream.concat(
                        Stream.of("severity", "report_year", "publisher_name", "region_code"),
                        FINDING_CELLS.stream())
                    .toList());
        Parts parts = new Parts(store, "findings")) {
      for (Iterator<Row> all = rows.toLocalIterator(); all.hasNext(); ) {
        Row row = all.next();
        Integer year = row.getAs("report_year");
        String part = year == null ? NO_YEAR : year.toString();
        counts.byYear().merge(part, 1L, Long::sum);
        counts.byRule().merge(row.getAs("rule"), 1L, Long::sum);
        JsonGenerator json = parts.at(part);
        json.writeStartArray();
        for (int i = 0; i < row.size() - 1; i++) {
          DataFile.value(json, row.get(i));
        }
        json.writeEndArray();
        Row report = byId.get(row.<String>getAs("report_id"));
        List<Object> cells = new ArrayList<>();
        cells.add(row.<Object>getAs("severity"));
        cells.add(year);
        cells.add(report == null ? null : report.<Object>getAs("publisher_name"));
        cells.add(report == null ? null : report.<Object>getAs("region_code"));
        for (String column : FINDING_CELLS) {
          cells.add(row.<Object>getAs(column));
        }
        csv.row(cells);
      }
    }
    return counts;
  }

  private void writeIndicators(SiteStore store, SnapshotTables tables) throws IOException {
    List<String> page =
        List.of(
            "region_code",
            "report_year",
            "basis",
            "numerator",
            "denominator",
            "value",
            "reports_used",
            "regions_expected",
            "series",
            "break_before",
            "territory_changed");
    List<String> columns =
        Tables.INDICATORS.columnNames().stream().filter(name -> !name.equals("forms")).toList();
    int[] shown = page.stream().mapToInt(columns::indexOf).toArray();
    int indicator = columns.indexOf("indicator");
    Dataset<Row> rows =
        tables
            .read(Tables.INDICATORS, columns)
            .coalesce(1)
            // Nearly the order of the rows in their files, which takes the least sorting.
            .sortWithinPartitions("region_code", "basis", "indicator", "report_year");
    try (SpreadsheetCsv csv =
            new SpreadsheetCsv(store.create("downloads/indicators.csv"), columns);
        Parts parts = new Parts(store, "indicators")) {
      for (Iterator<Row> all = rows.toLocalIterator(); all.hasNext(); ) {
        Row row = all.next();
        JsonGenerator json = parts.at(row.getString(indicator));
        json.writeStartArray();
        for (int column : shown) {
          DataFile.value(json, row.get(column));
        }
        json.writeEndArray();
        csv.row(CollectionConverters.asJava(row.toSeq()));
      }
      for (var declared : conf.csv("indicators.csv")) {
        parts.at(declared.get("id"));
      }
    }
  }

  private void writeSite(
      SiteStore store, SnapshotTables tables, List<Row> reports, Findings findings, String day)
      throws IOException {
    Set<String> provinces =
        reports.stream()
            .map(row -> row.<String>getAs("region_code"))
            .filter(Objects::nonNull)
            .map(code -> code.substring(0, 2))
            .collect(Collectors.toSet());
    Map<String, Long> rejects = writeRejects(store, tables);
    try (DataFile file = DataFile.open(store.create("data/site.js"), "site")) {
      JsonGenerator json = file.json();
      json.writeStartObject();
      json.writeStringField("generated", day);
      new SiteVocabulary(conf).write(json, provinces);
      writeCounts(json, "rejects", rejects, MOST_FIRST);
      writeCounts(json, "findingYears", findings.byYear(), Map.Entry.comparingByKey());
      writeCounts(json, "findingsByRule", findings.byRule(), MOST_FIRST);
      json.writeEndObject();
    }
  }

  /** Writes which files gave no report, and gives how many there are by reason. */
  private static Map<String, Long> writeRejects(SiteStore store, SnapshotTables tables)
      throws IOException {
    Map<String, Long> byReason = new TreeMap<>();
    Dataset<Row> rows =
        tables
            .read(Tables.REJECTS, List.of("source_uri", "reason_code", "message"))
            .coalesce(1)
            .sortWithinPartitions("reason_code", "source_uri");
    try (DataFile file = DataFile.open(store.create("data/rejects.js"), "rejects")) {
      JsonGenerator json = file.json();
      json.writeStartObject();
      json.writeArrayFieldStart("rows");
      for (Iterator<Row> all = rows.toLocalIterator(); all.hasNext(); ) {
        Row row = all.next();
        byReason.merge(row.getString(1), 1L, Long::sum);
        DataFile.row(json, row);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return byReason;
  }

  private static void writeCounts(
      JsonGenerator json,
      String name,
      Map<String, Long> counts,
      Comparator<Map.Entry<String, Long>> order)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (var entry : counts.entrySet().stream().sorted(order).toList()) {
      json.writeStartArray();
      json.writeString(entry.getKey());
      json.writeNumber(entry.getValue());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  /** A folder of data files, one for each value of a column. */
  private static final class Parts implements AutoCloseable {
    private final SiteStore store;
    private final String folder;
    private final Map<String, DataFile> files = new HashMap<>();

    Parts(SiteStore store, String folder) {
      this.store = store;
      this.folder = folder;
    }

    /** The generator of a part, inside the array of its rows. */
    JsonGenerator at(String part) throws IOException {
      DataFile file = files.get(part);
      if (file == null) {
        String name = folder + "/" + part;
        file = DataFile.open(store.create("data/" + name + ".js"), name);
        files.put(part, file);
        file.json().writeStartObject();
        file.json().writeArrayFieldStart("rows");
      }
      return file.json();
    }

    @Override
    public void close() throws IOException {
      for (DataFile file : files.values()) {
        file.json().writeEndArray();
        file.json().writeEndObject();
        file.close();
      }
    }
  }
}
