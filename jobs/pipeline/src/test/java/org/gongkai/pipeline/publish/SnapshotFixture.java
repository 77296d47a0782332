package org.gongkai.pipeline.publish;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;

/**
 * A small snapshot of a fictional province with what the page has to cope with: every form, a
 * change of meaning, regions without data, findings of each severity, and texts that try to be
 * HTML, script or spreadsheet formula.
 */
final class SnapshotFixture {
  static final String REQUEST_SENTENCE = "全年共收到政府信息公开申请169件";
  static final String HOSTILE = "<img src=x onerror=\"window.broken=1\"></script>\u2028';--";

  private record Place(String code, String name, String level, int first, int last) {}

  private static final List<Place> PLACES =
      List.of(
          new Place("980000", "示范省", "province", 2012, 2023),
          new Place("980100", "云川市", "prefecture", 2012, 2023),
          new Place("980200", "临桥市", "prefecture", 2014, 2022),
          new Place("980121", "松坪县", "county", 2013, 2022),
          new Place("980122", "白石县", "county", 2019, 2022),
          new Place("980221", "长渡县", "county", 2016, 2021));

  private final Map<TableSpec, List<Row>> rows = new LinkedHashMap<>();

  private SnapshotFixture() {
    Tables.all().forEach(table -> rows.put(table, new ArrayList<>()));
    for (Place place : PLACES) {
      for (int year = place.first(); year <= place.last(); year++) {
        report(place, year);
      }
    }
    add(
        Tables.REJECTS,
        Map.of(
            "source_uri", "file:/a/空.txt",
            "stage", "reading",
            "reason_code", "empty_file",
            "message", "the file is empty"));
    add(
        Tables.REJECTS,
        Map.of(
            "source_uri", "file:/a/扫描.pdf",
            "stage", "reading",
            "reason_code", "needs_ocr",
            "message", "the pages are pictures"));
  }

  /** Writes the snapshot's tables as Parquet. */
  static void write(SparkSession spark, Path snapshot) {
    for (var table : new SnapshotFixture().rows.entrySet()) {
      var writer =
          spark
              .createDataFrame(table.getValue(), table.getKey().schema())
              .coalesce(1)
              .write()
              .mode(SaveMode.Overwrite);
      // One table in the layout of the warehouse is enough; the others are quicker to write
      // without.
      if (table.getKey().equals(Tables.REPORTS)) {
        writer = writer.partitionBy(TableSpec.PARTITION);
      }
      writer.parquet(snapshot.resolve(table.getKey().name()).toUri().toString());
    }
  }

  /** Writes a snapshot in which no report could be read. */
  static void writeEmpty(SparkSession spark, Path snapshot) {
    for (TableSpec table : Tables.all()) {
      spark
          .createDataFrame(List.of(), table.schema())
          .write()
          .parquet(snapshot.resolve(table.name()).toUri().toString());
    }
  }

  /** The project's vocabulary with the divisions of the fictional province. */
  static ConfFiles conf(Path folder) throws IOException {
    Path home = Path.of(System.getProperty("gongkai.home"), "conf");
    Files.createDirectories(folder.resolve("forms"));
    Files.createDirectories(folder.resolve("divisions"));
    for (String name : List.of("codes.csv", "rules.csv", "indicators.csv")) {
      Files.copy(home.resolve(name), folder.resolve(name));
    }
    Files.writeString(
        folder.resolve("forms/years.csv"),
        "year,form\n2014,form_2014\n2018,form_2014\n2019,form_2019\n2020,form_2019\n2021,form_2021\n");
    for (String year : List.of("2014", "2019", "2021")) {
      Files.writeString(
          folder.resolve("forms/form_" + year + ".csv"),
          "kind,code,label\nform,form_" + year + ",年度报告格式（" + year + "）\n");
    }
    StringBuilder divisions =
        new StringBuilder("code,name,level,parent,valid_from,valid_to,successors,aliases,phones\n");
    for (Place place : PLACES) {
      divisions.append(place.code() + "," + place.name() + "," + place.level() + ",");
      divisions.append(parent(place) + ",2008,,,,\n");
    }
    divisions.append("980123,云雾县,county,980100,2008,,,,\n");
    Files.writeString(folder.resolve("divisions/divisions.csv"), divisions);
    Files.writeString(
        folder.resolve("divisions/supplement.csv"),
        "code,name,level,parent,valid_from,valid_to\n980100,云川开发区,zone,980000,2008,\n");
    return ConfFiles.load(folder);
  }

  private static String parent(Place place) {
    return switch (place.level()) {
      case "province" -> "";
      case "prefecture" -> "980000";
      default -> place.code().substring(0, 4) + "00";
    };
  }

  static String id(String region, int year) {
    return "r" + region + year;
  }

  private static String form(int year) {
    return year < 2014
        ? "prose"
        : year < 2019 ? "form_2014" : year < 2021 ? "form_2019" : "form_2021";
  }

  private void report(Place place, int year) {
    boolean hostile = place.code().equals("980221") && year == 2021;
    String publisher = place.name() + "人民政府";
    int received =
        place.code().equals("980100") && year == 2022
            ? 169
            : 40 + (year - 2012) * 17 + place.code().charAt(3) * 7 + (year % 3) * 11;
    String sentence =
        place.code().equals("980100") && year == 2022
            ? REQUEST_SENTENCE
            : "全年共收到政府信息公开申请" + received + "件";
    String row = "予以公开 | " + received / 2 + " | 3 | 0 | 0 | 0 | 0 | " + (received / 2 + 3);
    String text =
        String.join(
            "\n",
            "首页 > 政务公开 > 年度报告",
            hostile ? HOSTILE : publisher + year + "年政府信息公开工作年度报告",
            "一、总体情况",
            "本机关主动公开各类政府信息" + (900 + received) + "条。从事政府信息公开工作的人员20人，其中专职6人。",
            "二、收到和处理政府信息公开申请情况",
            sentence + "，比上年有所变化。其中自然人" + (received - 12) + "件。",
            "办理结果 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计",
            row,
            "三、存在的主要问题及改进情况",
            "少数单位公开不够及时。下一年将加强培训。",
            "版权所有 扫一扫在手机打开当前页");
    int body = text.indexOf('\n') + 1;
    String id = id(place.code(), year);
    Map<String, Object> report = new TreeMap<>();
    report.put("report_id", id);
    report.put("source_uri", "file:/reports/" + year + "/" + place.name() + ".html");
    report.put("url", hostile ? "javascript:window.broken=1" : "http://www.example.gov.cn/" + id);
    report.put("title", hostile ? HOSTILE : publisher + year + "年政府信息公开工作年度报告");
    report.put("doc_type", "annual_report");
    report.put("publisher_id", place.code() + "/government");
    report.put("publisher_name", hostile ? "=HYPERLINK(\"http://x\")" : publisher);
    report.put("organ_kind", "government");
    report.put("region_code", place.code());
    report.put("region_name", place.name());
    report.put("region_level", place.level());
    report.put("report_year", year);
    report.put("period_start", java.sql.Date.valueOf(year + "-01-01"));
    report.put("period_end", java.sql.Date.valueOf(year + "-12-31"));
    report.put("form", form(year));
    report.put("published_date", java.sql.Date.valueOf((year + 1) + "-01-25"));
    report.put("repairs", year == 2018 ? List.of("gbk_shift", "width") : List.of());
    report.put("body_start", body);
    report.put("body_end", text.lastIndexOf('\n'));
    report.put("text", text);
    add(Tables.REPORTS, report);

    section(id, year, text, 0, "overview", "一、总体情况", "二、");
    section(id, year, text, 1, "requests", "二、收到和处理政府信息公开申请情况", "三、");
    section(id, year, text, 2, "problems", "三、存在的主要问题及改进情况", "版权");

    figure(
        "requests",
        id,
        year,
        text,
        sentence,
        received,
        "件",
        "prose",
        0.98,
        "measure",
        "received",
        "applicant",
        "total");
    figure(
        "requests",
        id,
        year,
        text,
        "其中自然人" + (received - 12) + "件",
        received - 12,
        "件",
        "prose",
        0.93,
        "measure",
        "received",
        "applicant",
        "natural_person");
    figure(
        "outcomes",
        id,
        year,
        text,
        row,
        received / 2 + 3,
        "件",
        "table",
        0.99,
        "outcome",
        "granted",
        "applicant",
        "total");
    figure(
        "disclosures",
        id,
        year,
        text,
        "主动公开各类政府信息" + (900 + received) + "条",
        900 + received,
        "条",
        "prose",
        0.95,
        "item",
        "all_information",
        "measure",
        "published");
    figure(
        "staffing",
        id,
        year,
        text,
        "从事政府信息公开工作的人员20人",
        20,
        "人",
        "prose",
        0.62,
        "item",
        "staff_total");

    if (year % 4 == 2 || hostile) {
      finding(
          id,
          year,
          text,
          sentence,
          "applicants_sum",
          "error",
          hostile
              ? "=cmd|' /C calc'!A0"
              : "新收申请各类申请人之和与总计不符：总计填报" + received + "，各列相加为" + (received - 1) + "。",
          "Applicants do not add up for received: the total says " + received + ".",
          received,
          received - 1);
    }
    if (year % 3 == 0) {
      finding(
          id,
          year,
          text,
          row,
          "text_differs_from_table",
          "warning",
          "正文与统计表不一致（予以公开）。",
          "The text differs from the table (granted).",
          received / 2,
          received / 2 + 3);
    }
    if (year % 5 == 0) {
      finding(
          id,
          year,
          text,
          row,
          "unknown_row",
          "info",
          "统计表中有官方格式以外的行：其他。",
          "The table has a row that the official form does not know: other.",
          null,
          null);
    }

    for (var indicator :
        Map.of("requests_received", (double) received, "disclosure_rate", 30 + received % 41 + 0.5)
            .entrySet()) {
      Map<String, Object> value = new TreeMap<>();
      value.put("region_code", place.code());
      value.put("region_name", place.name());
      value.put("region_level", place.level());
      value.put("report_year", year);
      value.put("indicator", indicator.getKey());
      value.put("basis", "reported");
      value.put("numerator", BigDecimal.valueOf(received / 2));
      value.put("denominator", BigDecimal.valueOf(received));
      value.put("value", indicator.getValue());
      value.put("reports_used", 1);
      value.put("regions_expected", 1);
      value.put("report_id", id);
      value.put("forms", List.of(form(year)));
      value.put("series", year < 2019 ? "before_2019" : "since_2019");
      value.put("comparable", year >= 2019);
      value.put("break_before", year == 2019 && place.first() < 2019);
      value.put("territory_changed", false);
      add(Tables.INDICATORS, value);
    }
  }

  private void section(
      String id, int year, String text, int ordinal, String kind, String heading, String next) {
    Map<String, Object> row = new TreeMap<>();
    row.put("report_id", id);
    row.put("report_year", year);
    row.put("ordinal", ordinal);
    row.put("kind", kind);
    row.put("heading", heading);
    row.put("text_start", text.indexOf(heading));
    row.put("text_end", text.indexOf(next));
    add(Tables.SECTIONS, row);
  }

  private void figure(
      String table,
      String id,
      int year,
      String text,
      String evidence,
      int value,
      String unit,
      String kind,
      double confidence,
      String... codes) {
    Map<String, Object> row = new TreeMap<>();
    row.put("report_id", id);
    row.put("report_year", year);
    row.put("scope", "whole");
    row.put("value", BigDecimal.valueOf(value));
    row.put("unit", unit);
    row.put("precision", "exact");
    row.put("evidence_kind", kind);
    row.put("evidence_text", evidence);
    row.put("evidence_start", text.indexOf(evidence));
    row.put("evidence_end", text.indexOf(evidence) + evidence.length());
    row.put("confidence", confidence);
    for (int i = 0; i < codes.length; i += 2) {
      row.put(codes[i], codes[i + 1]);
    }
    add(Tables.named(table), row);
  }

  private void finding(
      String id,
      int year,
      String text,
      String evidence,
      String rule,
      String severity,
      String zh,
      String en,
      Integer stated,
      Integer expected) {
    Map<String, Object> row = new TreeMap<>();
    row.put("report_id", id);
    row.put("report_year", year);
    row.put("rule", rule);
    row.put("severity", severity);
    row.put("message_zh", zh);
    row.put("message_en", en);
    if (stated != null) {
      row.put("stated", BigDecimal.valueOf(stated));
      row.put("expected", BigDecimal.valueOf(expected));
      row.put("difference", BigDecimal.valueOf(stated - expected));
    }
    row.put("evidence_start", text.indexOf(evidence));
    row.put("evidence_end", text.indexOf(evidence) + evidence.length());
    add(Tables.FINDINGS, row);
  }

  private void add(TableSpec table, Map<String, ?> values) {
    if (!table.columnNames().containsAll(values.keySet())) {
      throw new IllegalArgumentException(table.name() + " has no such columns: " + values.keySet());
    }
    rows.get(table)
        .add(
            RowFactory.create(
                java.util.Arrays.stream(table.schema().fields())
                    .map(field -> scaled(field, values.get(field.name())))
                    .toArray()));
  }

  private static Object scaled(StructField field, Object value) {
    return value instanceof BigDecimal decimal && field.dataType() instanceof DecimalType type
        ? decimal.setScale(type.scale())
        : value;
  }
}
