package org.gongkai.pipeline.check;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.findings.Rule;
import org.gongkai.extraction.findings.Rules;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.Finding;
import org.gongkai.pipeline.LastPublished;
import org.gongkai.pipeline.ReportFigures;
import org.gongkai.pipeline.Settings;
import org.gongkai.pipeline.ingest.CitedRows;

/** Compares the annual reports of one organ, year by year. One is shared by all tasks. */
final class Comparison implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String CARRIED_OVER = "carried_over_mismatch";
  private static final String JUMP = "implausible_jump";
  private static final String TWICE = "same_year_twice";
  private static final int SCALE = 6;

  private static final Comparator<Report> LAST_PUBLISHED_FIRST =
      LastPublished.first(Report::published, Report::id);

  private final ConfFiles conf;
  private final Settings.Jumps jumps;
  private final transient Rules rules;
  private final transient Codebook codebook;

  /**
   * Reads the rules.
   *
   * @throws ConfException if a figure to watch is none of the vocabulary
   */
  Comparison(ConfFiles conf, Settings.Jumps jumps) {
    this.conf = conf;
    this.jumps = jumps;
    codebook = Codebook.load(conf);
    rules = Rules.load(conf);
    for (String figure : jumps.figures()) {
      try {
        codebook.check(FigureKey.parse(figure));
      } catch (IllegalArgumentException e) {
        throw new ConfException(Settings.PATH, 0, "check.jump-figures: " + e.getMessage(), e);
      }
    }
  }

  /** The rules are read again where they arrive. */
  private Object readResolve() {
    return new Comparison(conf, jumps);
  }

  /** The figures that are compared, as keys. */
  List<String> watched() {
    List<String> keys = new ArrayList<>(jumps.figures());
    carriedPairs()
        .forEach(
            (in, out) -> {
              keys.add(in.toString());
              keys.add(out.toString());
            });
    return keys.stream().distinct().toList();
  }

  /** What is carried in, with what the year before must have carried out. */
  private Map<FigureKey, FigureKey> carriedPairs() {
    Map<FigureKey, FigureKey> pairs = new LinkedHashMap<>();
    for (Codebook.Code applicant : codebook.codes(FactTable.REQUESTS, "applicant")) {
      pairs.put(
          FigureKey.of(FactTable.REQUESTS, "carried_in", applicant.code()),
          FigureKey.of(FactTable.REQUESTS, "carried_out", applicant.code()));
    }
    return pairs;
  }

  /** One report of the organ; when it was published may be null. */
  record Report(String id, int year, Date published, String title) implements Serializable {}

  /** One report with the figures that are compared, by key. */
  private record Stating(Report report, Map<String, ReportFigures.Figure> figures) {}

  /** The findings about the reports of one organ. */
  Iterator<Row> findings(List<Report> reports, List<ReportFigures> figures) {
    NavigableMap<Integer, List<Stating>> years = years(reports, figures);
    List<Row> findings = new ArrayList<>();
    for (List<Stating> ofYear : years.values()) {
      if (ofYear.size() > 1) {
        addSameYear(ofYear.stream().map(Stating::report).toList(), findings);
      }
      Stating one = ofYear.get(0);
      List<Stating> before = years.get(one.report().year() - 1);
      if (before != null) {
        addCarriedOver(one, before.get(0), findings);
        addJumps(one, before.get(0), findings);
      }
    }
    return findings.iterator();
  }

  /** The reports by year; of several in one year, the one published last comes first. */
  private static NavigableMap<Integer, List<Stating>> years(
      List<Report> reports, List<ReportFigures> figures) {
    List<Stating> all = new ArrayList<>();
    Map<String, Stating> byId = new HashMap<>();
    for (Report report : reports) {
      Stating stating = new Stating(report, new HashMap<>());
      all.add(stating);
      byId.put(report.id(), stating);
    }
    for (ReportFigures part : figures) {
      Stating stating = byId.get(part.reportId());
      if (stating != null) {
        part.figures().forEach(figure -> stating.figures().put(figure.key(), figure));
      }
    }
    all.sort(Comparator.comparing(Stating::report, LAST_PUBLISHED_FIRST));
    return all.stream()
        .collect(
            Collectors.groupingBy(
                stating -> stating.report().year(), TreeMap::new, Collectors.toList()));
  }

  private void addSameYear(List<Report> reports, List<Row> findings) {
    List<String> titles = reports.stream().map(r -> r.title() + " (" + r.id() + ")").toList();
    Map<String, String> detail = Map.of("detail", String.join("; ", titles));
    for (Report report : reports) {
      findings.add(row(report, rules.named(TWICE), detail, detail, List.of(), 0, 0));
    }
  }

  private void addCarriedOver(Stating now, Stating before, List<Row> findings) {
    carriedPairs()
        .forEach(
            (in, out) -> {
              ReportFigures.Figure stated = now.figures().get(in.toString());
              ReportFigures.Figure expected = before.figures().get(out.toString());
              if (stated != null
                  && expected != null
                  && stated.value().compareTo(expected.value()) != 0) {
                findings.add(row(now.report(), rules.named(CARRIED_OVER), stated, expected));
              }
            });
  }

  private void addJumps(Stating now, Stating before, List<Row> findings) {
    for (String key : jumps.figures()) {
      ReportFigures.Figure stated = now.figures().get(key);
      ReportFigures.Figure then = before.figures().get(key);
      if (stated != null && then != null && isJump(stated.value(), then.value())) {
        findings.add(row(now.report(), rules.named(JUMP), stated, then));
      }
    }
  }

  private boolean isJump(BigDecimal now, BigDecimal then) {
    double larger = now.max(then).doubleValue();
    double smaller = now.min(then).doubleValue();
    return larger >= jumps.minimum() && larger > jumps.factor() * Math.max(1, smaller);
  }

  /** A finding about a figure that another report lets expect to be different. */
  private Row row(
      Report report, Rule rule, ReportFigures.Figure stated, ReportFigures.Figure expected) {
    FigureKey key = FigureKey.parse(stated.key());
    Map<String, String> zh = new HashMap<>();
    zh.put("stated", plain(stated.value()));
    zh.put("expected", plain(expected.value()));
    Map<String, String> en = new HashMap<>(zh);
    zh.put("what", codebook.zh(key));
    en.put("what", codebook.en(key));
    List<Finding.Cited> cited =
        List.of(
            new Finding.Cited(key, stated.value()),
            new Finding.Cited(FigureKey.parse(expected.key()), expected.value()));
    return row(report, rule, zh, en, cited, stated.start(), stated.end());
  }

  /**
   * A row of {@code findings}.
   *
   * @param cited the figure that is stated and the one it is held against, or none
   */
  private static Row row(
      Report report,
      Rule rule,
      Map<String, String> zh,
      Map<String, String> en,
      List<Finding.Cited> cited,
      int start,
      int end) {
    BigDecimal stated = cited.isEmpty() ? null : cited.get(0).value();
    BigDecimal expected = cited.isEmpty() ? null : cited.get(1).value();
    return RowFactory.create(
        report.id(),
        report.year(),
        rule.id(),
        rule.severity().code(),
        rule.messageZh(zh),
        rule.messageEn(en),
        stated,
        expected,
        stated == null ? null : stated.subtract(expected).setScale(SCALE, RoundingMode.UNNECESSARY),
        cited.stream().map(CitedRows::of).toArray(),
        start,
        end);
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
