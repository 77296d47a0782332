package org.gongkai.pipeline.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.Manifest;
import org.gongkai.pipeline.warehouse.TableReader;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The publication that is shown until the new one is complete. On a local disk the pages of reports
 * that did not change are taken over from it; elsewhere all executors write all pages, which takes
 * no longer than copying them.
 */
final class FormerRelease {
  private static final String ORIGIN = "data/origin.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SiteStore store;
  private final Map<String, Row> unchanged;
  private final SnapshotTables changed;

  private FormerRelease(SiteStore store, Map<String, Row> unchanged, SnapshotTables changed) {
    this.store = store;
    this.unchanged = unchanged;
    this.changed = changed;
  }

  /**
   * What a release was made from.
   *
   * @param snapshot folder of the snapshot
   * @param program digest of the classes that write the pages of reports
   */
  private record Origin(String snapshot, String program) {}

  /** Notes in the new release what it is made from, for the next one. */
  static void writeOrigin(SiteStore store, Path snapshot) throws IOException {
    try (OutputStream out = store.create(ORIGIN)) {
      JSON.writeValue(out, new Origin(snapshot.toString(), program()));
    }
  }

  /** The release shown now with its unchanged reports, or none where none can be taken over. */
  static Optional<FormerRelease> find(SparkSession spark, SiteStore store, Path snapshot)
      throws IOException {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    Optional<Manifest> newer = Manifest.of(snapshot, hadoop);
    if (!store.isLocal() || newer.isEmpty() || !store.isShown(ORIGIN)) {
      return Optional.empty();
    }
    Origin origin;
    try (InputStream in = store.openShown(ORIGIN)) {
      origin = JSON.readValue(in, Origin.class);
    }
    Path former = new Path(origin.snapshot());
    Optional<Manifest> older = Manifest.of(former, hadoop);
    if (older.isEmpty() || !origin.program().equals(program())) {
      return Optional.empty();
    }
    ChangedReports.Snapshot before = new ChangedReports.Snapshot(former, older.get());
    ChangedReports.Snapshot now = new ChangedReports.Snapshot(snapshot, newer.get());
    ChangedReports changed = ChangedReports.between(spark, before, now, ReportPages.FINDINGS_SHOWN);
    Map<String, Integer> reports = reports(new TableReader(spark, snapshot));
    Map<String, Row> unchanged = summaries(store);
    unchanged.keySet().removeIf(id -> changed.holds(id) || !reports.containsKey(id));
    reports.keySet().removeAll(unchanged.keySet());
    return Optional.of(
        new FormerRelease(
            store,
            unchanged,
            new SnapshotTables(
                now.own(spark, before, changed.sharedYears(reports)),
                Optional.of(reports.keySet()))));
  }

  private static Map<String, Integer> reports(TableReader tables) {
    Map<String, Integer> years = new HashMap<>();
    tables
        .read(Tables.REPORTS)
        .select("report_id", "report_year")
        .collectAsList()
        .forEach(row -> years.put(row.getString(0), row.<Integer>getAs(1)));
    return years;
  }

  /** The rows of the reports whose pages must be written. */
  SnapshotTables changed() {
    return changed;
  }

  /** Takes the pages over and gives their rows of {@link ReportPages#SUMMARY}. */
  List<Row> takeOver() throws IOException {
    for (String id : unchanged.keySet()) {
      store.takeOver("data/" + ReportPages.name(id) + ".js");
    }
    return List.copyOf(unchanged.values());
  }

  private static Map<String, Row> summaries(SiteStore store) throws IOException {
    String file;
    try (InputStream in = store.openShown("data/reports.js")) {
      file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Map<String, Row> rows = new HashMap<>();
    JsonNode content = JSON.readTree(file.substring(file.indexOf('{'), file.lastIndexOf(')')));
    for (JsonNode values : content.get("rows")) {
      rows.put(values.get(0).asText(), row(values));
    }
    return rows;
  }

  private static Row row(JsonNode values) {
    StructField[] fields = ReportPages.SUMMARY.fields();
    Object[] row = new Object[fields.length];
    for (int i = 0; i < row.length; i++) {
      JsonNode value = values.get(i);
      if (value.isNull()) {
        row[i] = null;
      } else if (value.isArray()) {
        List<String> texts = new ArrayList<>();
        value.forEach(text -> texts.add(text.asText()));
        row[i] = CollectionConverters.asScala(texts).toSeq();
      } else if (fields[i].dataType().equals(DataTypes.IntegerType)) {
        row[i] = value.asInt();
      } else {
        row[i] = value.asText();
      }
    }
    return new GenericRowWithSchema(row, ReportPages.SUMMARY);
  }

  private static String program() throws IOException {
    StringBuilder digests = new StringBuilder();
    for (Class<?> type : List.of(ReportPages.class, DataFile.class)) {
      try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
        digests.append(DigestUtils.sha256Hex(Objects.requireNonNull(in, type.getName())));
      }
    }
    return DigestUtils.sha256Hex(digests.toString());
  }
}
