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
import org.gongkai.pipeline.Settings;
import org.gongkai.pipeline.ingest.CitedRows;

/** Compares the annual reports of one organ, year by year. */
final class Comparison implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String CARRIED_OVER = "carried_over_mismatch";
  private static final String JUMP = "implausible_jump";
  private static final String TWICE = "same_year_twice";
  private static final int SCALE = 6;

  private final ConfFiles conf;
  private final double factor;
  private final double minimum;
  private final ArrayList<String> jumpFigures;
  private transient Rules rules;
  private transient Codebook codebook;

  Comparison(ConfFiles conf, Settings.Jumps jumps) {
    this.conf = conf;
    factor = jumps.factor();
    minimum = jumps.minimum();
    jumpFigures = new ArrayList<>(jumps.figures());
    open();
    for (String figure : jumpFigures) {
      try {
        codebook.check(FigureKey.parse(figure));
      } catch (IllegalArgumentException e) {
        throw new ConfException(Settings.PATH, 0, "check.jump-figures: " + e.getMessage(), e);
      }
    }
  }

  private void open() {
    if (rules == null) {
      codebook = Codebook.load(conf);
      rules = Rules.load(conf);
    }
  }

  /** The figures that are compared, as keys. */
  List<String> watched() {
    List<String> keys = new ArrayList<>(jumpFigures);
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
    open();
    Map<FigureKey, FigureKey> pairs = new LinkedHashMap<>();
    for (Codebook.Code applicant : codebook.codes(FactTable.REQUESTS, "applicant")) {
      pairs.put(
          FigureKey.of(FactTable.REQUESTS, "carried_in", applicant.code()),
          FigureKey.of(FactTable.REQUESTS, "carried_out", applicant.code()));
    }
    return pairs;
  }

  /** One stated figure. */
  private record Stated(BigDecimal value, int start, int end) {}

  /** One report with the figures that are compared. */
  private record Report(
      String id, int year, Date published, String title, Map<String, Stated> figures) {}

  /**
   * The findings about the reports of one organ.
   *
   * @param reports publisher_id, report_id, report_year, published_date, title
   * @param figures publisher_id, report_id, key, value, evidence_start, evidence_end
   */
  Iterator<Row> findings(Iterable<Row> reports, Iterable<Row> figures) {
    open();
    NavigableMap<Integer, List<Report>> years = years(reports, figures);
    List<Row> findings = new ArrayList<>();
    for (List<Report> ofYear : years.values()) {
      if (ofYear.size() > 1) {
        addSameYear(ofYear, findings);
      }
      Report report = ofYear.get(0);
      List<Report> before = years.get(report.year() - 1);
      if (before != null) {
        addCarriedOver(report, before.get(0), findings);
        addJumps(report, before.get(0), findings);
      }
    }
    return findings.iterator();
  }

  /** The reports by year; of several in one year, the one published last comes first. */
  private static NavigableMap<Integer, List<Report>> years(
      Iterable<Row> reports, Iterable<Row> figures) {
    Map<String, Report> byId = new TreeMap<>();
    for (Row row : reports) {
      String id = row.getString(1);
      byId.put(
          id, new Report(id, row.getInt(2), row.getDate(3), row.getString(4), new HashMap<>()));
    }
    for (Row row : figures) {
      Report report = byId.get(row.getString(1));
      if (report != null) {
        report
            .figures()
            .put(row.getString(2), new Stated(row.getDecimal(3), row.getInt(4), row.getInt(5)));
      }
    }
    TreeMap<Integer, List<Report>> years = new TreeMap<>();
    byId.values().forEach(r -> years.computeIfAbsent(r.year(), year -> new ArrayList<>()).add(r));
    years
        .values()
        .forEach(
            ofYear ->
                ofYear.sort(
                    Comparator.comparing(
                            Report::published, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .reversed()
                        .thenComparing(Report::id)));
    return years;
  }

  private void addSameYear(List<Report> reports, List<Row> findings) {
    List<String> titles = reports.stream().map(r -> r.title() + " (" + r.id() + ")").toList();
    for (Report report : reports) {
      findings.add(
          row(
              report,
              rules.named(TWICE),
              Map.of("detail", String.join("; ", titles)),
              null,
              null,
              List.of(),
              new Stated(null, 0, 0)));
    }
  }

  private void addCarriedOver(Report report, Report before, List<Row> findings) {
    carriedPairs()
        .forEach(
            (in, out) -> {
              Stated stated = report.figures().get(in.toString());
              Stated expected = before.figures().get(out.toString());
              if (stated != null
                  && expected != null
                  && stated.value().compareTo(expected.value()) != 0) {
                add(rules.named(CARRIED_OVER), report, in, stated, out, expected, findings);
              }
            });
  }

  private void addJumps(Report report, Report before, List<Row> findings) {
    for (String figure : jumpFigures) {
      Stated now = report.figures().get(figure);
      Stated then = before.figures().get(figure);
      if (now != null && then != null && isJump(now.value(), then.value())) {
        FigureKey key = FigureKey.parse(figure);
        add(rules.named(JUMP), report, key, now, key, then, findings);
      }
    }
  }

  private boolean isJump(BigDecimal now, BigDecimal then) {
    double larger = now.max(then).doubleValue();
    double smaller = now.min(then).doubleValue();
    return larger >= minimum && larger > factor * Math.max(1, smaller);
  }

  private void add(
      Rule rule,
      Report report,
      FigureKey statedKey,
      Stated stated,
      FigureKey expectedKey,
      Stated expected,
      List<Row> findings) {
    findings.add(
        row(
            report,
            rule,
            Map.of(
                "stated", plain(stated.value()),
                "expected", plain(expected.value())),
            stated,
            expected,
            List.of(
                new Finding.Cited(statedKey, stated.value()),
                new Finding.Cited(expectedKey, expected.value())),
            stated));
  }

  private Row row(
      Report report,
      Rule rule,
      Map<String, String> values,
      Stated stated,
      Stated expected,
      List<Finding.Cited> cited,
      Stated evidence) {
    Map<String, String> zh = new HashMap<>(values);
    Map<String, String> en = new HashMap<>(values);
    if (!cited.isEmpty()) {
      zh.put("what", codebook.zh(cited.get(0).key()));
      en.put("what", codebook.en(cited.get(0).key()));
    }
    BigDecimal difference = stated == null ? null : stated.value().subtract(expected.value());
    return RowFactory.create(
        report.id(),
        report.year(),
        rule.id(),
        rule.severity().code(),
        rule.messageZh(zh),
        rule.messageEn(en),
        stated == null ? null : stated.value(),
        expected == null ? null : expected.value(),
        difference == null ? null : difference.setScale(SCALE, RoundingMode.UNNECESSARY),
        cited.stream().map(CitedRows::of).toArray(),
        evidence.start(),
        evidence.end());
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
