package org.gongkai.pipeline.schema;

import static org.gongkai.pipeline.schema.ColumnType.BOOLEAN;
import static org.gongkai.pipeline.schema.ColumnType.CITED;
import static org.gongkai.pipeline.schema.ColumnType.DATE;
import static org.gongkai.pipeline.schema.ColumnType.DECIMAL;
import static org.gongkai.pipeline.schema.ColumnType.DOUBLE;
import static org.gongkai.pipeline.schema.ColumnType.INT;
import static org.gongkai.pipeline.schema.ColumnType.STRING;
import static org.gongkai.pipeline.schema.ColumnType.STRINGS;
import static org.gongkai.pipeline.schema.ColumnType.TIMESTAMP;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gongkai.extraction.model.FactTable;

/** Every table of the warehouse. */
public final class Tables {
  /** Raised whenever a column changes its meaning, name or type, or leaves a table. */
  public static final int SCHEMA_VERSION = 1;

  private static final Column REPORT_ID =
      new Column("report_id", STRING, "报告编号", "id of the report version in reports");
  private static final Column REPORT_YEAR =
      new Column("report_year", INT, "数据所属年度", "year that the figures describe; partition column");
  private static final Column PUBLISHER_ID =
      new Column(
          "publisher_id",
          STRING,
          "发布机关的稳定编号（区划代码:机关）",
          "stable id of the issuing organ across years: region code, colon, organ");
  private static final Column REGION_CODE =
      new Column(
          "region_code",
          STRING,
          "当年有效的六位行政区划代码",
          "six-digit GB/T 2260 code of the region, as in force in report_year");
  private static final Column PERIOD_START =
      new Column("period_start", DATE, "统计期首日", "first day that the figures cover");
  private static final Column PERIOD_END =
      new Column(
          "period_end",
          DATE,
          "统计期末日，未写明则为空",
          "last day that the figures cover, null where the report leaves it open");
  private static final Column FORM =
      new Column(
          "form",
          STRING,
          "报表格式：prose、form_2014、form_2019、form_2021 或地方格式",
          "prose, form_2014, form_2019, form_2021 or the code of a local form");
  private static final Column EVIDENCE_START =
      new Column(
          "evidence_start",
          INT,
          "依据在 reports.text 中的起点（UTF-16）",
          "first character of the evidence in reports.text, in UTF-16 units");
  private static final Column EVIDENCE_END =
      new Column(
          "evidence_end",
          INT,
          "依据的终点（不含）",
          "one past the last character of the evidence in reports.text");

  /** One row per report version. */
  public static final TableSpec REPORTS = reports("reports", List.of());

  /** Former versions of reports that were replaced by a corrected one. */
  public static final TableSpec REPORT_VERSIONS =
      reports(
          "report_versions",
          List.of(
              new Column(
                  "superseded_by",
                  STRING,
                  "取代它的报告编号；来源消失则为空",
                  "id of the report that took its place, null where its source was pruned"),
              new Column("superseded_at", TIMESTAMP, "取代时间", "when it was replaced")));

  /** Printed cells of official forms, verbatim. */
  public static final TableSpec CELLS =
      new TableSpec(
          "cells",
          "报表中的一个单元格，原样保留",
          "one printed cell of an official form, verbatim",
          List.of(
              REPORT_ID,
              REPORT_YEAR,
              FORM,
              new Column("table", STRING, "格式中的表", "table within the form"),
              new Column("row_label", STRING, "行名（原文）", "the row's label as printed"),
              new Column("row_code", STRING, "行代码，格式不认识的行为空", "line code, null for unknown rows"),
              new Column("column_label", STRING, "列名", "the column's label"),
              new Column("column_code", STRING, "列代码，不认识则为空", "column code, null where unknown"),
              new Column("verbatim", STRING, "单元格原文", "the cell as printed"),
              new Column(
                  "state",
                  STRING,
                  "number 数字、zero 零、blank 空白、dash 短横、worded_zero 文字零、not_applicable 不适用、unreadable 无法识别",
                  "number, zero, blank, dash, worded_zero, not_applicable or unreadable"),
              new Column("value", DECIMAL, "数值", "the number, null where none is stated"),
              new Column(
                  "char_start", INT, "在 reports.text 中的起点", "first character in reports.text"),
              new Column("char_end", INT, "终点（不含）", "one past the last character in reports.text"),
              new Column(
                  "correction",
                  STRING,
                  "人工更正编号（conf/corrections.yaml）",
                  "id of a guarded correction in conf/corrections.yaml, or null")),
          List.of("report_id", "table", "char_start", "char_end", "row_label", "column_label"),
          true);

  /** Parts of the body. */
  public static final TableSpec SECTIONS =
      new TableSpec(
          "sections",
          "正文的一节",
          "one part of the body under a heading of the first level",
          List.of(
              REPORT_ID,
              REPORT_YEAR,
              new Column("ordinal", INT, "序号，从 0 起", "zero-based position"),
              new Column(
                  "kind",
                  STRING,
                  "主题：overview、disclosure、requests、appeals、problems、plans、fees、staffing、other",
                  "overview, disclosure, requests, appeals, problems, plans, fees, staffing, other"),
              new Column("heading", STRING, "标题（原文）", "the heading as printed"),
              new Column("text_start", INT, "起点", "first character in reports.text"),
              new Column("text_end", INT, "终点（不含）", "one past the last character")),
          List.of("report_id", "ordinal"),
          true);

  /** Words of the body. */
  public static final TableSpec TOKENS =
      new TableSpec(
          "tokens",
          "正文的一个词（HanLP 分词）",
          "one word of the body, as cut by HanLP",
          List.of(
              REPORT_ID,
              REPORT_YEAR,
              new Column("section_ordinal", INT, "所在节", "section it stands in"),
              new Column("position", INT, "节内位置，从 0 起", "zero-based position in the section"),
              new Column("token", STRING, "词", "the word"),
              new Column("pos", STRING, "词性（HanLP 标记）", "part of speech, HanLP's tag"),
              new Column("char_start", INT, "起点", "first character in reports.text")),
          List.of("report_id", "section_ordinal", "position"),
          true);

  /** Counted words. */
  public static final TableSpec TERMS =
      new TableSpec(
          "terms",
          "报告某类章节中一个词的次数（去停用词）",
          "how often a word stands in the sections of one kind, stop words dropped",
          List.of(
              REPORT_ID,
              REPORT_YEAR,
              new Column("section_kind", STRING, "章节主题", "topic of the sections"),
              new Column("term", STRING, "词", "the word"),
              new Column("pos", STRING, "词性", "part of speech, HanLP's tag"),
              new Column("count", INT, "次数", "number of occurrences")),
          List.of("report_id", "section_kind", "term", "pos"),
          true);

  /** The figures of all topics in one shape. */
  public static final TableSpec FIGURES =
      new TableSpec(
          "figures",
          "报告就其全部范围写明的一项数据，各主题同表，多处写明时取最佳一处",
          "one figure that a report states for everything it covers, all topics in one shape, the"
              + " best statement where there are several",
          List.of(
              REPORT_ID,
              PUBLISHER_ID,
              REGION_CODE,
              REPORT_YEAR,
              FORM,
              new Column(
                  "key",
                  STRING,
                  "数据项：事实表名（代码, 代码）",
                  "what it counts: name of the fact table and its codes, as table(code, code)"),
              new Column("value", DECIMAL, "数值，以 unit 计", "the figure in unit"),
              new Column("unit", STRING, "单位", "unit as printed, normalised"),
              EVIDENCE_START,
              EVIDENCE_END),
          List.of("report_id", "key"),
          true);

  /** Inconsistencies. */
  public static final TableSpec FINDINGS =
      new TableSpec(
          "findings",
          "应退回发布机关核对的问题",
          "something a checker would send back to the issuing organ",
          List.of(
              REPORT_ID,
              REPORT_YEAR,
              new Column("rule", STRING, "规则编号（conf/rules.csv）", "id in conf/rules.csv"),
              new Column("severity", STRING, "error、warning 或 info", "error, warning or info"),
              new Column("message_zh", STRING, "说明（中文）", "message in Chinese"),
              new Column("message_en", STRING, "说明（英文）", "message in English"),
              new Column("stated", DECIMAL, "报告所写", "the number printed"),
              new Column("expected", DECIMAL, "其他数字所要求", "the number that other figures require"),
              new Column("difference", DECIMAL, "相差", "stated minus expected"),
              new Column("cells", CITED, "涉及的数字", "the figures concerned"),
              EVIDENCE_START,
              EVIDENCE_END),
          List.of(),
          true);

  /** Inputs that became no report. */
  public static final TableSpec REJECTS =
      new TableSpec(
          "rejects",
          "没有成为报告的输入及原因",
          "one input that became no report, and why",
          List.of(
              new Column("source_uri", STRING, "来源", "path or URI of the input"),
              new Column(
                  "source_sha256", STRING, "内容摘要，读不到则为空", "digest of the bytes, null if unread"),
              new Column("stage", STRING, "在哪一步被拒", "the step that gave up"),
              new Column("reason_code", STRING, "原因代码", "stable code of the reason"),
              new Column("message", STRING, "说明与办法", "what is wrong and the way out")),
          List.of("source_uri"),
          false);

  /** Indicators of regions by year. */
  public static final TableSpec INDICATORS =
      new TableSpec(
          "region_year_indicators",
          "某地区某年的一项指标",
          "one indicator of one region and year",
          List.of(
              REGION_CODE,
              new Column("region_name", STRING, "地区名称", "name of the region"),
              new Column(
                  "region_level",
                  STRING,
                  "province 省、prefecture 市、county 县",
                  "province, prefecture or county"),
              REPORT_YEAR,
              new Column(
                  "indicator", STRING, "指标编号（conf/indicators.csv）", "id in conf/indicators.csv"),
              new Column(
                  "basis",
                  STRING,
                  "reported 本级政府报告；sum_of_prefectures、sum_of_counties 下级报告汇总",
                  "reported by the region's own government, or summed over the reports of the regions"
                      + " below: sum_of_prefectures, sum_of_counties"),
              new Column("numerator", DECIMAL, "分子", "numerator"),
              new Column("denominator", DECIMAL, "分母，绝对数为空", "denominator, null for a count"),
              new Column("value", DOUBLE, "指标值", "value in the indicator's unit"),
              new Column("reports_used", INT, "所用报告数", "number of reports it is built on"),
              new Column(
                  "regions_expected",
                  INT,
                  "应有报告数（汇总时为下级地区数）",
                  "number of reports it would take: 1, or the number of regions below"),
              new Column(
                  "report_id", STRING, "所用报告，汇总时为空", "the report, null where several are summed"),
              new Column("forms", STRINGS, "所用报表格式", "forms of the reports used"),
              new Column(
                  "series", STRING, "可比系列；同一系列内才可比较", "figures compare only within one series"),
              new Column(
                  "comparable",
                  BOOLEAN,
                  "是否属于现行口径",
                  "whether it belongs to the current series of the indicator"),
              new Column(
                  "break_before",
                  BOOLEAN,
                  "与上一个有值年度口径不同",
                  "whether the series changed since the last year with a value"),
              new Column(
                  "territory_changed",
                  BOOLEAN,
                  "当年行政区划有变动",
                  "whether the region's territory changed with this year")),
          List.of("region_code", "report_year", "indicator", "basis"),
          true);

  private static final Map<FactTable, List<String>> FACT_ROWS =
      new EnumMap<>(
          Map.of(
              FactTable.REQUESTS, List.of("申请的收到与办理", "requests received and handled"),
              FactTable.OUTCOMES, List.of("申请的办理结果", "how requests ended"),
              FactTable.CHANNELS, List.of("申请、公开、回应、咨询的渠道", "by which channels"),
              FactTable.STAFFING, List.of("机构、人员、经费、会议和培训", "staff, offices, budget, training"),
              FactTable.DISCLOSURES, List.of("主动公开的内容", "what was published proactively"),
              FactTable.APPEALS, List.of("行政复议、行政诉讼与投诉", "reconsiderations, lawsuits, complaints"),
              FactTable.FEES, List.of("收费与减免", "fees charged and waived")));

  private static final Map<FactTable, TableSpec> FACTS = facts();

  private Tables() {}

  /** The declaration of a fact table. */
  public static TableSpec fact(FactTable table) {
    return FACTS.get(table);
  }

  /** The seven fact tables in the contract's order. */
  public static List<TableSpec> factTables() {
    return List.copyOf(FACTS.values());
  }

  /** The tables that ingest writes. */
  public static List<TableSpec> ingested() {
    return Stream.of(
            List.of(REPORTS),
            factTables(),
            List.of(FIGURES, CELLS, SECTIONS, TOKENS, TERMS, FINDINGS, REJECTS, REPORT_VERSIONS))
        .flatMap(List::stream)
        .toList();
  }

  /** The tables whose rows come out of the extraction of a report. */
  public static List<TableSpec> extracted() {
    return ingested().stream()
        .filter(table -> !table.equals(REJECTS) && !table.equals(REPORT_VERSIONS))
        .toList();
  }

  /** Every table of a complete snapshot. */
  public static List<TableSpec> all() {
    List<TableSpec> tables = new ArrayList<>(ingested());
    tables.add(INDICATORS);
    return List.copyOf(tables);
  }

  /**
   * The table of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TableSpec named(String name) {
    return all().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such table: " + name));
  }

  private static Map<FactTable, TableSpec> facts() {
    Map<FactTable, TableSpec> tables = new EnumMap<>(FactTable.class);
    Arrays.stream(FactTable.values()).forEach(table -> tables.put(table, declare(table)));
    return tables;
  }

  private static TableSpec declare(FactTable table) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                REPORT_ID, PUBLISHER_ID, REGION_CODE, REPORT_YEAR, PERIOD_START, PERIOD_END, FORM));
    for (String code : table.codeColumns()) {
      columns.add(new Column(code, STRING, "代码，见下表", "code, see the vocabulary below the table"));
    }
    if (table == FactTable.OUTCOMES) {
      columns.add(
          new Column(
              "outcome_group",
              STRING,
              "结果大类：granted、partly_granted、denied、unavailable、unprocessed、other、total",
              "granted, partly_granted, denied, unavailable, unprocessed, other or total"));
    }
    columns.addAll(
        List.of(
            new Column(
                "scope",
                STRING,
                "whole 全部、own 本级、subordinate 下级、grassroots 乡镇街道",
                "whose figure: whole, own, subordinate or grassroots"),
            new Column("value", DECIMAL, "数值，以 unit 计", "the figure in unit"),
            new Column("unit", STRING, "单位", "unit as printed, normalised"),
            new Column(
                "precision",
                STRING,
                "exact 确数、at_least 至少、approximate 约数",
                "exact, at_least or approximate"),
            new Column(
                "evidence_kind",
                STRING,
                "table 表格、prose 文字、derived 间接说明",
                "table, prose or derived (stated indirectly)"),
            new Column(
                "evidence_text",
                STRING,
                "写明该数的行或句子",
                "the row or clause that states it, as in the repaired text"),
            EVIDENCE_START,
            EVIDENCE_END,
            new Column(
                "confidence",
                DOUBLE,
                "可信度 0 到 1",
                "probability, 0 to 1, that codes, scope and value are right"),
            new Column(
                "correction",
                STRING,
                "人工更正编号",
                "id of a guarded correction in conf/corrections.yaml, or null"),
            new Column(
                "uncorrected_value",
                DECIMAL,
                "更正前的数值",
                "the figure as the report states it, null unless corrected")));
    return new TableSpec(
        table.tableName(),
        FACT_ROWS.get(table).get(0),
        FACT_ROWS.get(table).get(1),
        columns,
        List.of(),
        true);
  }

  private static TableSpec reports(String name, List<Column> further) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                REPORT_ID,
                new Column("source_uri", STRING, "来源", "path or URI it was read from"),
                new Column("source_sha256", STRING, "原始字节的摘要", "SHA-256 of the original bytes"),
                new Column("media_type", STRING, "文件类型", "media type as detected"),
                new Column("charset", STRING, "字符集", "charset, null for binary formats"),
                new Column("url", STRING, "网址", "address it was fetched from, where known"),
                new Column("title", STRING, "标题", "the document's title line"),
                new Column(
                    "doc_type",
                    STRING,
                    "annual_report 年度报告、self_assessment 自查报告、interim_summary 半年或季度总结、other 其他",
                    "annual_report, self_assessment, interim_summary or other"),
                new Column("doc_type_reason", STRING, "判定文种的依据", "why it was taken for that kind"),
                PUBLISHER_ID,
                new Column("publisher_name", STRING, "发布机关", "the issuing organ, simplified"),
                new Column(
                    "organ_kind",
                    STRING,
                    "government 政府、government_office 政府办、department 部门、township 乡镇街道、other 其他",
                    "government, government_office, department, township or other"),
                REGION_CODE,
                new Column("region_name", STRING, "地区名称", "name of the region in that year"),
                new Column(
                    "region_level",
                    STRING,
                    "national、province、prefecture、county、township",
                    "national, province, prefecture, county or township"),
                new Column("province_code", STRING, "所属省级代码", "code of the province above"),
                new Column("prefecture_code", STRING, "所属地级代码", "code of the prefecture above"),
                REPORT_YEAR,
                PERIOD_START,
                PERIOD_END,
                FORM,
                new Column("published_date", DATE, "落款或发布日期", "date of signature or publication"),
                new Column("document_number", STRING, "发文字号", "document number"),
                new Column("index_number", STRING, "索引号", "index number"),
                new Column(
                    "repairs",
                    STRINGS,
                    "修复了哪些文本损坏：gbk_shift、pinyin_annotation、traditional、charset、width",
                    "damage mended: gbk_shift, pinyin_annotation, traditional, charset, width"),
                new Column("body_start", INT, "正文起点", "first character of the report proper"),
                new Column("body_end", INT, "正文终点（不含）", "one past its last character"),
                new Column("text", STRING, "修复后的全文", "the repaired text"),
                new Column("char_count", INT, "全文长度", "length of text in UTF-16 units"),
                new Column("ingested_at", TIMESTAMP, "入库时间", "when it was ingested"),
                new Column("pipeline_version", STRING, "程序版本", "version of the program")));
    columns.addAll(further);
    return new TableSpec(
        name,
        further.isEmpty() ? "一份报告（一个版本）" : "已被取代的报告版本",
        further.isEmpty() ? "one ingested report version" : "a report version that was replaced",
        columns,
        further.isEmpty() ? List.of("report_id") : List.of("report_id", "superseded_at"),
        true);
  }
}
