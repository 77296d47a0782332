package org.gongkai.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.gongkai.extraction.ExtractedReport;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.identity.PublisherId;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.Finding;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.model.Repair;
import org.gongkai.extraction.model.ReportId;
import org.gongkai.extraction.model.Section;
import org.gongkai.extraction.model.SourceDocument;

/** One JSON object per file and line; the names are those of the tables' columns. */
final class JsonLineWriter implements ResultWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private final Codebook codebook;

  JsonLineWriter(Codebook codebook) {
    this.codebook = codebook;
  }

  @Override
  public void write(String source, ExtractedReport report, PrintWriter out) throws IOException {
    StringWriter line = new StringWriter(1 << 16);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("source", source);
      json.writeObjectFieldStart("report");
      writeReport(report, json);
      json.writeEndObject();
      json.writeArrayFieldStart("sections");
      for (Section section : report.structure().sections()) {
        writeSection(section, json);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("facts");
      for (Figure figure : report.figures()) {
        writeFact(report, figure, json);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("findings");
      for (Finding finding : report.findings()) {
        writeFinding(finding, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.println(line);
  }

  @Override
  public void write(String source, RejectedException rejection, PrintWriter out)
      throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("source", source);
      json.writeObjectFieldStart("reject");
      json.writeStringField("stage", rejection.stage());
      json.writeStringField("reason_code", rejection.reasonCode());
      json.writeStringField("message", rejection.getMessage());
      json.writeEndObject();
      json.writeEndObject();
    }
    out.println(line);
  }

  private static void writeReport(ExtractedReport report, JsonGenerator json) throws IOException {
    SourceDocument document = report.document().document();
    Identity identity = report.identity();
    json.writeStringField("report_id", ReportId.of(document.sha256()));
    json.writeStringField("source_uri", document.source());
    json.writeStringField("source_sha256", document.sha256());
    json.writeStringField("media_type", document.mediaType());
    json.writeStringField("charset", document.charset());
    json.writeStringField("url", document.url());
    json.writeStringField("title", identity.title());
    json.writeStringField("doc_type", identity.docType().code());
    json.writeStringField("publisher_id", PublisherId.of(identity));
    json.writeStringField("publisher_name", identity.publisherName());
    json.writeStringField(
        "organ_kind", identity.organKind() == null ? null : identity.organKind().code());
    json.writeStringField("region_code", identity.regionCode());
    json.writeStringField("region_name", identity.regionName());
    json.writeStringField(
        "region_level", identity.regionLevel() == null ? null : identity.regionLevel().code());
    json.writeStringField("province_code", identity.provinceCode());
    json.writeStringField("prefecture_code", identity.prefectureCode());
    if (identity.reportYear() == null) {
      json.writeNullField("report_year");
    } else {
      json.writeNumberField("report_year", identity.reportYear());
    }
    writeDate("period_start", identity.periodStart(), json);
    writeDate("period_end", identity.periodEnd(), json);
    json.writeStringField("form", report.form());
    writeDate("published_date", identity.publishedDate(), json);
    json.writeStringField("document_number", identity.documentNumber());
    json.writeStringField("index_number", identity.indexNumber());
    json.writeArrayFieldStart("repairs");
    for (Repair repair : report.document().repairs().stream().sorted().toList()) {
      json.writeString(repair.code());
    }
    json.writeEndArray();
    json.writeNumberField("char_count", report.text().length());
    json.writeStringField("text", report.text());
  }

  private static void writeDate(String name, java.time.LocalDate date, JsonGenerator json)
      throws IOException {
    json.writeStringField(name, date == null ? null : date.toString());
  }

  private static void writeSection(Section section, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("ordinal", section.ordinal());
    json.writeStringField("kind", section.kind().code());
    json.writeStringField("heading", section.heading());
    json.writeNumberField("text_start", section.span().start());
    json.writeNumberField("text_end", section.span().end());
    json.writeEndObject();
  }

  private void writeFact(ExtractedReport report, Figure figure, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    FactTable table = figure.key().table();
    json.writeStringField("table", table.tableName());
    List<String> columns = table.codeColumns();
    for (int i = 0; i < columns.size(); i++) {
      json.writeStringField(columns.get(i), figure.key().codes().get(i));
    }
    if (table == FactTable.OUTCOMES) {
      json.writeStringField("outcome_group", codebook.outcomeGroup(figure.key()));
    }
    json.writeStringField("scope", figure.scope().code());
    writeNumber("value", figure.value(), json);
    json.writeStringField("unit", figure.unit());
    json.writeStringField("precision", figure.precision().code());
    json.writeStringField("evidence_kind", figure.evidenceKind().code());
    json.writeStringField("evidence_text", figure.evidence().of(report.text()));
    json.writeNumberField("evidence_start", figure.evidence().start());
    json.writeNumberField("evidence_end", figure.evidence().end());
    json.writeNumberField(
        "confidence", BigDecimal.valueOf(figure.confidence()).setScale(3, RoundingMode.HALF_UP));
    json.writeEndObject();
  }

  private static void writeFinding(Finding finding, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("rule", finding.rule());
    json.writeStringField("severity", finding.severity().code());
    json.writeStringField("message_zh", finding.messageZh());
    json.writeStringField("message_en", finding.messageEn());
    writeNumber("stated", finding.stated(), json);
    writeNumber("expected", finding.expected(), json);
    writeNumber("difference", finding.difference(), json);
    json.writeArrayFieldStart("cells");
    for (Finding.Cited cited : finding.figures()) {
      FactTable table = cited.key().table();
      json.writeStartObject();
      json.writeStringField("table", table.tableName());
      json.writeStringField("code", cited.key().codes().get(0));
      int applicant = table.codeColumns().indexOf("applicant");
      json.writeStringField("applicant", applicant < 0 ? null : cited.key().codes().get(applicant));
      writeNumber("value", cited.value(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("evidence_start", finding.evidence().start());
    json.writeNumberField("evidence_end", finding.evidence().end());
    json.writeEndObject();
  }

  private static void writeNumber(String name, BigDecimal value, JsonGenerator json)
      throws IOException {
    if (value == null) {
      json.writeNullField(name);
      return;
    }
    BigDecimal shortest = value.stripTrailingZeros();
    json.writeNumberField(name, shortest.scale() < 0 ? shortest.setScale(0) : shortest);
  }
}
