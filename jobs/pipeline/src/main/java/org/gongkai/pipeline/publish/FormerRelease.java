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
import java.util.Set;
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
  private final Map<String, Integer> changed;

  /** Takes over the summaries that are given of the reports that the new snapshot has. */
  private FormerRelease(SiteStore store, Map<String, Row> unchanged, Map<String, Integer> reports) {
    this.store = store;
    this.unchanged = unchanged;
    unchanged.keySet().retainAll(reports.keySet());
    changed = new HashMap<>(reports);
    changed.keySet().removeAll(unchanged.keySet());
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
    Set<String> changed =
        ChangedReports.between(
            spark,
            new ChangedReports.Snapshot(former, older.get()),
            new ChangedReports.Snapshot(snapshot, newer.get()),
            ReportPages.FINDINGS_SHOWN);
    Map<String, Row> unchanged = summaries(store);
    unchanged.keySet().removeAll(changed);
    return Optional.of(
        new FormerRelease(store, unchanged, reports(new SnapshotTables(spark, snapshot))));
  }

  private static Map<String, Integer> reports(SnapshotTables tables) {
    Map<String, Integer> years = new HashMap<>();
    tables
        .read(Tables.REPORTS, List.of("report_id", "report_year"))
        .collectAsList()
        .forEach(row -> years.put(row.getString(0), row.<Integer>getAs(1)));
    return years;
  }

  /** The reports whose pages must be written, with their years, which may be null. */
  Map<String, Integer> changed() {
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
