package org.gongkai.pipeline.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.gongkai.extraction.ExtractedReport;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.identity.PublisherId;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.Finding;
import org.gongkai.extraction.model.FormCell;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.Repair;
import org.gongkai.extraction.model.ReportId;
import org.gongkai.extraction.model.Section;
import org.gongkai.extraction.model.SourceDocument;
import org.gongkai.extraction.model.Token;
import org.gongkai.pipeline.schema.ColumnType;

/** Turns what extraction says into the rows of {@link Staging}. */
final class StagedRows {
  private static final int SCALE = 6;
  private static final BigDecimal LIMIT = BigDecimal.TEN.pow(18);

  private final Codebook codebook;
  private final Extraction extraction;
  private final Instant ingestedAt;
  private final String version;

  StagedRows(Codebook codebook, Extraction extraction, Instant ingestedAt, String version) {
    this.codebook = codebook;
    this.extraction = extraction;
    this.ingestedAt = ingestedAt;
    this.version = version;
  }

  /** The row of an input that the warehouse holds already. */
  static Row carried(String uri, String sha256) {
    return row(uri, sha256, Staging.Status.CARRIED, null, null, null);
  }

  /** The row of an input that became no report. */
  static Row reject(String uri, String sha256, String stage, String reason, String message) {
    return row(
        uri, sha256, Staging.Status.REJECT, RowFactory.create(stage, reason, message), null, null);
  }

  /** The row of an input that became a report. */
  Row report(String uri, String sha256, ExtractedReport report) {
    List<List<Row>> nested = new ArrayList<>();
    Map<FactTable, List<Row>> facts = new EnumMap<>(FactTable.class);
    for (Figure figure : report.figures()) {
      facts
          .computeIfAbsent(figure.key().table(), table -> new ArrayList<>())
          .add(fact(figure, report.text()));
    }
    for (FactTable table : FactTable.values()) {
      nested.add(facts.getOrDefault(table, List.of()));
    }
    nested.add(report.forms().cells().stream().map(StagedRows::cell).toList());
    nested.add(report.structure().sections().stream().map(StagedRows::section).toList());
    addWords(report, nested);
    nested.add(report.findings().stream().map(StagedRows::finding).toList());
    return row(uri, sha256, Staging.Status.REPORT, null, reportRow(uri, sha256, report), nested);
  }

  private static Row row(
      String uri,
      String sha256,
      Staging.Status status,
      Row reject,
      Row report,
      List<List<Row>> nested) {
    List<Object> values = new ArrayList<>();
    values.add(uri);
    values.add(sha256);
    values.add(status.name());
    values.add(reject);
    values.add(report);
    for (int i = 0; i < Staging.nested().size(); i++) {
      values.add(nested == null ? null : nested.get(i).toArray());
    }
    return RowFactory.create(values.toArray());
  }

  private Row reportRow(String uri, String sha256, ExtractedReport report) {
    Identity identity = report.identity();
    SourceDocument document = report.document().document();
    return RowFactory.create(
        ReportId.of(sha256),
        uri,
        sha256,
        document.mediaType(),
        document.charset(),
        document.url(),
        identity.title(),
        identity.docType().code(),
        identity.docTypeReason(),
        PublisherId.of(identity),
        identity.publisherName(),
        identity.organKind() == null ? null : identity.organKind().code(),
        identity.regionCode(),
        identity.regionName(),
        identity.regionLevel() == null ? null : identity.regionLevel().code(),
        identity.provinceCode(),
        identity.prefectureCode(),
        identity.reportYear(),
        date(identity.periodStart()),
        date(identity.periodEnd()),
        report.form(),
        date(identity.publishedDate()),
        identity.documentNumber(),
        identity.indexNumber(),
        report.document().repairs().stream().sorted().map(Repair::code).toArray(String[]::new),
        report.structure().body().start(),
        report.structure().body().end(),
        report.text(),
        report.text().length(),
        Timestamp.from(ingestedAt),
        version);
  }

  private Row fact(Figure figure, String text) {
    List<Object> values = new ArrayList<>(figure.key().codes());
    if (figure.key().table() == FactTable.OUTCOMES) {
      values.add(codebook.outcomeGroup(figure.key()));
    }
    values.add(figure.scope().code());
    values.add(decimal(figure.value()));
    values.add(figure.unit());
    values.add(figure.precision().code());
    values.add(figure.evidenceKind().code());
    values.add(figure.evidence().of(text));
    values.add(figure.evidence().start());
    values.add(figure.evidence().end());
    values.add(figure.confidence());
    values.add(null);
    values.add(null);
    return RowFactory.create(values.toArray());
  }

  private static Row cell(FormCell cell) {
    return RowFactory.create(
        cell.form(),
        cell.table(),
        cell.rowLabel(),
        cell.rowCode(),
        cell.columnLabel(),
        cell.columnCode(),
        cell.verbatim(),
        cell.state().code(),
        decimal(cell.value()),
        cell.span().start(),
        cell.span().end(),
        null);
  }

  private static Row section(Section section) {
    return RowFactory.create(
        section.ordinal(),
        section.kind().code(),
        section.heading(),
        section.span().start(),
        section.span().end());
  }

  private void addWords(ExtractedReport report, List<List<Row>> nested) {
    List<Row> tokens = new ArrayList<>();
    Map<Term, Integer> terms = new TreeMap<>();
    for (Section section : report.structure().sections()) {
      int position = 0;
      for (Token token : extraction.tokens(section.span().of(report.text()))) {
        tokens.add(
            RowFactory.create(
                section.ordinal(),
                position++,
                token.text(),
                token.pos(),
                section.span().start() + token.start()));
        if (!extraction.isStopWord(token)) {
          terms.merge(new Term(section.kind().code(), token.text(), token.pos()), 1, Integer::sum);
        }
      }
    }
    nested.add(tokens);
    nested.add(
        terms.entrySet().stream()
            .map(
                term ->
                    RowFactory.create(
                        term.getKey().sectionKind(),
                        term.getKey().word(),
                        term.getKey().pos(),
                        term.getValue()))
            .toList());
  }

  private record Term(String sectionKind, String word, String pos) implements Comparable<Term> {
    @Override
    public int compareTo(Term other) {
      int bySection = sectionKind.compareTo(other.sectionKind);
      int byWord = bySection != 0 ? bySection : word.compareTo(other.word);
      return byWord != 0 ? byWord : pos.compareTo(other.pos);
    }
  }

  private static Row finding(Finding finding) {
    return RowFactory.create(
        finding.rule(),
        finding.severity().code(),
        finding.messageZh(),
        finding.messageEn(),
        decimal(finding.stated()),
        decimal(finding.expected()),
        decimal(finding.difference()),
        finding.figures().stream().map(CitedRows::of).toArray(),
        finding.evidence().start(),
        finding.evidence().end());
  }

  private static Date date(LocalDate date) {
    return date == null ? null : Date.valueOf(date);
  }

  /**
   * The number as the warehouse holds it.
   *
   * @throws IllegalArgumentException if it has no place in {@link ColumnType#DECIMAL}
   */
  static BigDecimal decimal(BigDecimal value) {
    if (value == null) {
      return null;
    }
    if (value.abs().compareTo(LIMIT) >= 0) {
      throw new IllegalArgumentException("figure too large for decimal(24,6): " + value);
    }
    return value.setScale(SCALE, RoundingMode.HALF_UP);
  }
}
