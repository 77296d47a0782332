package org.gongkai.pipeline.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.pipeline.schema.Tables;

/**
 * One data file per report: what it says of itself, its sections, figures, findings and text. The
 * executors write them, because the texts of a province need not fit on one machine.
 */
final class ReportPages {
  private static final List<String> REPORT =
      List.of(
          "report_id",
          "title",
          "doc_type",
          "publisher_name",
          "organ_kind",
          "region_code",
          "region_name",
          "region_level",
          "report_year",
          "period_start",
          "period_end",
          "form",
          "published_date",
          "document_number",
          "index_number",
          "source_uri",
          "source_sha256",
          "url",
          "repairs",
          "body_start",
          "body_end",
          "text");

  private static final List<String> SECTION = List.of("kind", "heading", "text_start", "text_end");

  private static final List<String> FINDING =
      List.of(
          "rule",
          "severity",
          "message_zh",
          "message_en",
          "stated",
          "expected",
          "difference",
          "evidence_start",
          "evidence_end");

  /** The columns of findings that a page depends on. */
  static final List<String> FINDINGS_SHOWN = withId(FINDING);

  private static final List<String> FIGURE =
      List.of(
          "scope",
          "value",
          "unit",
          "precision",
          "evidence_kind",
          "evidence_start",
          "evidence_end",
          "confidence");

  /** What the list of reports shows of each, in the order in which the page reads it. */
  static final StructType SUMMARY =
      StructType.fromDDL(
          "report_id string, report_year int, form string, region_code string,"
              + " region_level string, doc_type string, organ_kind string, publisher_name string,"
              + " figures int, errors int, warnings int, infos int, repairs array<string>");

  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,120}");

  private static final String[] KEY = {"report_id"};

  private ReportPages() {}

  /**
   * Writes the file of each report once the result is used, and gives a row of {@link #SUMMARY} for
   * each.
   */
  static Dataset<Row> write(SnapshotTables tables, Path release, SerializableConfiguration hadoop) {
    Dataset<Row> reports =
        tables
            .read(Tables.REPORTS, REPORT)
            .select(col("report_id"), struct(columns(REPORT)).as("report"));
    Dataset<Row> sections =
        lists(tables.read(Tables.SECTIONS, withId(SECTION)), SECTION, "sections");
    Dataset<Row> findings =
        lists(tables.read(Tables.FINDINGS, withId(FINDING)), FINDING, "findings");
    String folder = release.toString();
    return reports
        .join(sections, KEY, "left")
        .join(figures(tables), KEY, "left")
        .join(findings, KEY, "left")
        .map(
            (MapFunction<Row, Row>) row -> writeOne(row, new Path(folder), hadoop),
            Encoders.row(SUMMARY));
  }

  private static Dataset<Row> figures(SnapshotTables tables) {
    return Arrays.stream(FactTable.values())
        .map(
            table -> {
              List<String> codes = table.codeColumns();
              List<String> needed = Stream.of(codes, FIGURE).flatMap(Collection::stream).toList();
              Column first = col(codes.get(0));
              Column second = codes.size() > 1 ? col(codes.get(1)) : lit(null).cast("string");
              Column[] figure =
                  Stream.concat(
                          Stream.of(
                              lit(table.tableName()).as("table"),
                              first.as("first"),
                              second.as("second")),
                          FIGURE.stream().map(name -> col(name)))
                      .toArray(Column[]::new);
              return tables
                  .read(Tables.fact(table), withId(needed))
                  .select(col("report_id"), struct(figure).as("figure"));
            })
        .reduce(Dataset::union)
        .orElseThrow()
        .groupBy("report_id")
        .agg(collect_list("figure").as("figures"));
  }

  private static Dataset<Row> lists(Dataset<Row> rows, List<String> columns, String name) {
    return rows.groupBy("report_id").agg(collect_list(struct(columns(columns))).as(name));
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(Column[]::new);
  }

  private static List<String> withId(List<String> names) {
    return Stream.concat(Stream.of("report_id"), names.stream()).toList();
  }

  /** Path of a report's file below {@code data/}, without {@code .js}. */
  static String name(String id) {
    return "reports/" + id.substring(0, Math.min(2, id.length())) + "/" + id;
  }

  private static Row writeOne(Row row, Path release, SerializableConfiguration hadoop)
      throws IOException {
    Row report = row.getStruct(row.fieldIndex("report"));
    String id = report.getString(0);
    if (!FILE_NAME.matcher(id).matches()) {
      throw new IllegalStateException(
          "report_id must be usable as a file name, but is \""
              + id
              + "\": ingest the report again");
    }
    List<Row> sections = sorted(row, "sections", "text_start");
    List<Row> figures = sorted(row, "figures", "evidence_start");
    List<Row> findings = sorted(row, "findings", "evidence_start");
    String name = name(id);
    Path file = new Path(release, "data/" + name + ".js");
    try (OutputStream out = SiteStore.create(file, hadoop.value());
        DataFile data = DataFile.open(out, name)) {
      JsonGenerator json = data.json();
      json.writeStartObject();
      json.writeObjectFieldStart("report");
      for (String column : REPORT) {
        json.writeFieldName(column);
        DataFile.value(json, report.getAs(column));
      }
      json.writeEndObject();
      writeRows(json, "sections", sections);
      writeRows(json, "figures", figures);
      writeRows(json, "findings", findings);
      json.writeEndObject();
    }
    ToIntFunction<String> count =
        severity ->
            (int) findings.stream().filter(one -> severity.equals(one.getAs("severity"))).count();
    return RowFactory.create(
        id,
        report.getAs("report_year"),
        report.getAs("form"),
        report.getAs("region_code"),
        report.getAs("region_level"),
        report.getAs("doc_type"),
        report.getAs("organ_kind"),
        report.getAs("publisher_name"),
        figures.size(),
        count.applyAsInt("error"),
        count.applyAsInt("warning"),
        count.applyAsInt("info"),
        report.getAs("repairs"));
  }

  /** The rows of a collected list by their place in the text; Spark collects them in any order. */
  private static List<Row> sorted(Row row, String list, String place) {
    int index = row.fieldIndex(list);
    if (row.isNullAt(index)) {
      return List.of();
    }
    List<Row> rows = row.getList(index);
    return rows.stream()
        .sorted(
            Comparator.comparing(
                    (Row one) -> one.<Integer>getAs(place),
                    Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Row::toString))
        .toList();
  }

  private static void writeRows(JsonGenerator json, String name, List<Row> rows)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Row row : rows) {
      DataFile.row(json, row);
    }
    json.writeEndArray();
  }
}
