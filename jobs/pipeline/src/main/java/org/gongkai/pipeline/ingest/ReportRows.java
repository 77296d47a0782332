package org.gongkai.pipeline.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.gongkai.extraction.ExtractedReport;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.identity.PublisherId;
import org.gongkai.extraction.model.EvidenceKind;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.Finding;
import org.gongkai.extraction.model.FormCell;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.Repair;
import org.gongkai.extraction.model.ReportId;
import org.gongkai.extraction.model.Scope;
import org.gongkai.extraction.model.Section;
import org.gongkai.extraction.model.SourceDocument;
import org.gongkai.extraction.model.Token;
import org.gongkai.pipeline.schema.ColumnType;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.RowPacker;

/** Turns what extraction says of a report into the rows of every table. Not thread-safe. */
final class ReportRows {
  private static final int SCALE = 6;
  private static final BigDecimal LIMIT = BigDecimal.TEN.pow(18);
  private static final Comparator<Figure> BY_PLACE =
      Comparator.comparingInt((Figure figure) -> figure.evidence().start())
          .thenComparingInt(figure -> figure.evidence().end());

  /** The order of the view {@code best_*}; see {@link org.gongkai.pipeline.warehouse.Views}. */
  private static final Comparator<Figure> BEST_FIRST =
      Comparator.comparing((Figure figure) -> figure.evidenceKind() != EvidenceKind.TABLE)
          .thenComparing(Comparator.comparingDouble(Figure::confidence).reversed())
          .thenComparingInt(figure -> figure.evidence().start())
          .thenComparing(Figure::value);

  private final Codebook codebook;
  private final Corrections corrections;
  private final Extraction extraction;
  private final Instant ingestedAt;
  private final String version;
  private final Map<String, RowPacker> packers = new HashMap<>();

  ReportRows(ConfFiles conf, Extraction extraction, Instant ingestedAt, String version) {
    codebook = Codebook.load(conf);
    corrections = Corrections.load(conf, codebook);
    this.extraction = extraction;
    this.ingestedAt = ingestedAt;
    this.version = version;
    Tables.extracted().forEach(table -> packers.put(table.name(), new RowPacker(table)));
  }

  /**
   * The rows of an input that became a report.
   *
   * @throws IllegalStateException if two rows of a table have the same key
   */
  StagedInput of(String uri, String sha256, ExtractedReport report) {
    Row own = reportRow(uri, sha256, report);
    String id = own.getString(0);
    Identity identity = report.identity();
    Integer year = identity.reportYear();
    List<Corrections.Correction> corrected = corrections.of(id, PublisherId.of(identity), year);
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    rows.put(Tables.REPORTS.name(), List.of(own));
    List<Object> ofFacts =
        Arrays.asList(
            id,
            PublisherId.of(identity),
            identity.regionCode(),
            year,
            date(identity.periodStart()),
            date(identity.periodEnd()),
            report.form());
    List<Object> ofAll = Arrays.asList(id, year);
    for (FactTable table : FactTable.values()) {
      rows.put(
          table.tableName(),
          report.figures().stream()
              .filter(figure -> figure.key().table() == table)
              .sorted(BY_PLACE)
              .map(figure -> row(ofFacts, fact(figure, report.text(), corrected)))
              .toList());
    }
    rows.put(Tables.FIGURES.name(), figures(id, report, corrected));
    rows.put(
        Tables.CELLS.name(), rows(ofAll, report.forms().cells(), cell -> cell(cell, corrected)));
    rows.put(
        Tables.SECTIONS.name(), rows(ofAll, report.structure().sections(), ReportRows::section));
    addWords(ofAll, report, rows);
    rows.put(
        Tables.FINDINGS.name(),
        rows(
            ofAll,
            report.findings().stream()
                .sorted(Comparator.comparing(Finding::evidence).thenComparing(Finding::rule))
                .toList(),
            ReportRows::finding));
    return StagedInput.report(
        uri,
        sha256,
        id,
        year,
        packed(rows),
        Corrections.problems(corrected, report.figures(), uri));
  }

  private Map<String, List<byte[]>> packed(Map<String, List<Row>> rows) {
    Map<String, List<byte[]>> packed = new LinkedHashMap<>();
    rows.forEach(
        (table, list) -> {
          RowPacker packer = packers.get(table);
          requireUnique(Tables.named(table), list);
          packed.put(table, list.stream().map(packer::pack).toList());
        });
    return packed;
  }

  /** Every key begins with the report's id, so within one report is enough. */
  private static void requireUnique(TableSpec table, List<Row> rows) {
    int[] places = table.key().stream().mapToInt(table.columnNames()::indexOf).toArray();
    if (places.length > 0) {
      Set<List<Object>> seen = new HashSet<>();
      for (Row row : rows) {
        List<Object> key = Arrays.stream(places).mapToObj(row::get).toList();
        if (!seen.add(key)) {
          throw new IllegalStateException(table.name() + " has two rows " + key);
        }
      }
    }
  }

  private static <T> List<Row> rows(
      List<Object> first, List<T> things, Function<T, List<Object>> values) {
    return things.stream().map(thing -> row(first, values.apply(thing))).toList();
  }

  private static Row row(List<Object> first, List<Object> further) {
    Object[] values = new Object[first.size() + further.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < first.size() ? first.get(i) : further.get(i - first.size());
    }
    return RowFactory.create(values);
  }

  /** The best statement of each figure of the whole. */
  private static List<Row> figures(
      String id, ExtractedReport report, List<Corrections.Correction> corrected) {
    Map<FigureKey, Figure> best = new TreeMap<>(Comparator.comparing(FigureKey::toString));
    report.figures().stream()
        .filter(figure -> figure.scope() == Scope.WHOLE)
        .forEach(figure -> best.merge(figure.key(), figure, BinaryOperator.minBy(BEST_FIRST)));
    Identity identity = report.identity();
    return best.values().stream()
        .map(
            figure ->
                RowFactory.create(
                    id,
                    PublisherId.of(identity),
                    identity.regionCode(),
                    identity.reportYear(),
                    report.form(),
                    figure.key().toString(),
                    decimal(value(figure, corrected)),
                    figure.unit(),
                    figure.evidence().start(),
                    figure.evidence().end()))
        .toList();
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

  private List<Object> fact(Figure figure, String text, List<Corrections.Correction> corrected) {
    List<Object> values = new ArrayList<>(figure.key().codes());
    if (figure.key().table() == FactTable.OUTCOMES) {
      values.add(codebook.outcomeGroup(figure.key()));
    }
    values.add(figure.scope().code());
    values.add(decimal(value(figure, corrected)));
    values.add(figure.unit());
    values.add(figure.precision().code());
    values.add(figure.evidenceKind().code());
    values.add(figure.evidence().of(text));
    values.add(figure.evidence().start());
    values.add(figure.evidence().end());
    values.add(figure.confidence());
    Optional<Corrections.Correction> correction = Corrections.of(figure, corrected);
    values.add(correction.map(Corrections.Correction::id).orElse(null));
    values.add(correction.map(one -> decimal(figure.value())).orElse(null));
    return values;
  }

  private static BigDecimal value(Figure figure, List<Corrections.Correction> corrected) {
    return Corrections.of(figure, corrected)
        .map(Corrections.Correction::value)
        .orElse(figure.value());
  }

  /** The correction of the figure that a cell states; the cell itself stays as printed. */
  private static String correction(FormCell cell, List<Corrections.Correction> corrected) {
    return corrected.stream()
        .filter(one -> one.figure().equals(cell.key()) && cell.value() != null)
        .filter(one -> one.scope().equals(cell.scope().code()))
        .filter(one -> one.expected().compareTo(cell.value()) == 0)
        .map(Corrections.Correction::id)
        .findFirst()
        .orElse(null);
  }

  private static List<Object> cell(FormCell cell, List<Corrections.Correction> corrected) {
    return Arrays.asList(
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
        correction(cell, corrected));
  }

  private static List<Object> section(Section section) {
    return Arrays.asList(
        section.ordinal(),
        section.kind().code(),
        section.heading(),
        section.span().start(),
        section.span().end());
  }

  private void addWords(List<Object> first, ExtractedReport report, Map<String, List<Row>> rows) {
    List<Row> tokens = new ArrayList<>();
    Map<Term, Integer> terms = new TreeMap<>();
    for (Section section : report.structure().sections()) {
      int position = 0;
      for (Token token : extraction.tokens(section.span().of(report.text()))) {
        tokens.add(
            row(
                first,
                List.of(
                    section.ordinal(),
                    position++,
                    token.text(),
                    token.pos(),
                    section.span().start() + token.start())));
        if (!extraction.isStopWord(token)) {
          terms.merge(new Term(section.kind().code(), token.text(), token.pos()), 1, Integer::sum);
        }
      }
    }
    rows.put(Tables.TOKENS.name(), tokens);
    rows.put(
        Tables.TERMS.name(),
        rows(
            first,
            List.copyOf(terms.entrySet()),
            term ->
                List.of(
                    term.getKey().sectionKind(),
                    term.getKey().word(),
                    term.getKey().pos(),
                    term.getValue())));
  }

  private record Term(String sectionKind, String word, String pos) implements Comparable<Term> {
    @Override
    public int compareTo(Term other) {
      int bySection = sectionKind.compareTo(other.sectionKind);
      int byWord = bySection != 0 ? bySection : word.compareTo(other.word);
      return byWord != 0 ? byWord : pos.compareTo(other.pos);
    }
  }

  private static List<Object> finding(Finding finding) {
    return Arrays.asList(
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
