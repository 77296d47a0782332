package org.gongkai.pipeline.aggregate;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.pipeline.ReportFigures;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;

/** Works out the indicators of regions. One is shared by all tasks of an executor. */
final class Evaluator implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SCALE = 6;
  private static final int YEAR = Tables.INDICATORS.columnNames().indexOf(TableSpec.PARTITION);
  private static final Comparator<IndicatorValue> BY_LINE_AND_YEAR =
      Comparator.comparing(IndicatorValue::indicator)
          .thenComparing(IndicatorValue::basis)
          .thenComparing(value -> value.place().year());

  private final ConfFiles conf;
  private final Regions regions;
  private final transient Map<String, Indicator> indicators;
  private final transient Map<String, FigureKey> figures;

  private Evaluator(ConfFiles conf, Regions regions) {
    this.conf = conf;
    this.regions = regions;
    Indicators loaded = Indicators.load(conf);
    indicators =
        loaded.all().stream()
            .collect(Collectors.toMap(Indicator::id, one -> one, (a, b) -> a, TreeMap::new));
    figures =
        loaded.figures().stream()
            .collect(Collectors.toMap(FigureKey::toString, key -> key, (a, b) -> a));
  }

  /**
   * Reads the indicators and the regions.
   *
   * @throws org.gongkai.extraction.config.ConfException naming the line that is wrong
   */
  static Evaluator load(ConfFiles conf) {
    return new Evaluator(conf, Regions.load(conf));
  }

  /** The indicators are read again where they arrive. */
  private Object readResolve() {
    return new Evaluator(conf, regions);
  }

  /** The keys of all figures that an indicator looks at. */
  Set<String> figures() {
    return figures.keySet();
  }

  /** The indicators of one region that the reports of its government give, in all years. */
  List<IndicatorValue> reported(List<GovernmentReport> reports, List<ReportFigures> figures) {
    Map<Integer, GovernmentReport> byYear = new TreeMap<>();
    for (GovernmentReport report : reports) {
      byYear.merge(
          report.year(), report, BinaryOperator.minBy(GovernmentReport.LAST_PUBLISHED_FIRST));
    }
    Map<String, Map<FigureKey, BigDecimal>> byReport = new HashMap<>();
    byYear.values().forEach(report -> byReport.put(report.id(), new HashMap<>()));
    for (ReportFigures part : figures) {
      Map<FigureKey, BigDecimal> ofReport = byReport.get(part.reportId());
      if (ofReport != null) {
        part.figures().forEach(one -> ofReport.put(this.figures.get(one.key()), one.value()));
      }
    }
    return byYear.values().stream()
        .flatMap(
            report ->
                indicators.values().stream()
                    .flatMap(
                        indicator -> value(indicator, report, byReport.get(report.id())).stream()))
        .toList();
  }

  private static Optional<IndicatorValue> value(
      Indicator indicator, GovernmentReport report, Map<FigureKey, BigDecimal> figures) {
    String series = indicator.seriesOf(report.form());
    Optional<BigDecimal> numerator = indicator.numerator().value(figures);
    Optional<BigDecimal> denominator =
        Optional.ofNullable(indicator.denominator()).flatMap(formula -> formula.value(figures));
    boolean complete = indicator.denominator() == null || denominator.isPresent();
    if (series == null || numerator.isEmpty() || !complete) {
      return Optional.empty();
    }
    return Optional.of(
        new IndicatorValue(
            report.place(),
            indicator.id(),
            "reported",
            numerator.get(),
            denominator.orElse(null),
            1,
            1,
            report.id(),
            new TreeSet<>(List.of(report.form())),
            series));
  }

  /**
   * What the reported values of one region give to the sums over the regions below another, as sums
   * of one. Indicators that may not be summed give nothing.
   */
  List<IndicatorValue> shares(List<IndicatorValue> values) {
    Map<IndicatorValue.Place, List<IndicatorValue>> years =
        values.stream()
            .filter(value -> indicators.get(value.indicator()).summable())
            .collect(Collectors.groupingBy(IndicatorValue::place));
    return years.entrySet().stream()
        .flatMap(year -> shares(year.getKey(), year.getValue()))
        .toList();
  }

  private Stream<IndicatorValue> shares(IndicatorValue.Place place, List<IndicatorValue> values) {
    Optional<Regions.Region> found = regions.above(place.year(), place.code());
    if (found.isEmpty()) {
      return Stream.empty();
    }
    Regions.Region region = found.get();
    IndicatorValue.Place above =
        new IndicatorValue.Place(region.code(), region.name(), region.level(), place.year());
    String basis = place.level().equals("county") ? "sum_of_counties" : "sum_of_prefectures";
    int expected = regions.countBelow(place.year(), region.code(), place.level());
    return values.stream().map(value -> value.asSum(above, basis, expected));
  }

  /**
   * The rows of a region's lines of a chart, year by year, with what must not be compared marked.
   */
  Iterator<Row> rows(Collection<IndicatorValue> values) {
    List<Row> rows = new ArrayList<>();
    IndicatorValue before = null;
    for (IndicatorValue value : values.stream().sorted(BY_LINE_AND_YEAR).toList()) {
      boolean goesOn = before != null && before.isSameLine(value);
      rows.add(row(value, goesOn ? before.series() : null));
      before = value;
    }
    rows.sort(Comparator.comparingInt(row -> row.getInt(YEAR)));
    return rows.iterator();
  }

  private Row row(IndicatorValue value, String before) {
    Indicator indicator = indicators.get(value.indicator());
    IndicatorValue.Place place = value.place();
    return RowFactory.create(
        place.code(),
        place.name(),
        place.level(),
        place.year(),
        value.indicator(),
        value.basis(),
        scaled(value.numerator()),
        value.denominator() == null ? null : scaled(value.denominator()),
        quotient(value, indicator.factor()),
        value.reportsUsed(),
        value.regionsExpected(),
        value.reportId(),
        value.forms().toArray(String[]::new),
        value.series(),
        value.series().equals(indicator.currentSeries())
            && place.year() >= indicator.comparableSince(),
        before != null && !before.equals(value.series()),
        regions.changedIn(place.year(), place.code()));
  }

  private static Double quotient(IndicatorValue value, int factor) {
    double numerator = value.numerator().doubleValue();
    if (value.denominator() == null) {
      return factor * numerator;
    }
    return value.denominator().signum() > 0
        ? (Double) (factor * (numerator / value.denominator().doubleValue()))
        : null;
  }

  private static BigDecimal scaled(BigDecimal value) {
    return value.setScale(SCALE, RoundingMode.HALF_UP);
  }
}
