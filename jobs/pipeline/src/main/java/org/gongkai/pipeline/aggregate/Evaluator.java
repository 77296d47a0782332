package org.gongkai.pipeline.aggregate;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.FigureKey;

/** Works out the indicators of regions. */
final class Evaluator implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SCALE = 6;
  private static final String MIXED = "mixed";

  /** Of several reports of a region and year the one published last counts. */
  private static final Comparator<Row> LAST_PUBLISHED_FIRST =
      Comparator.comparing(
              (Row report) -> (Date) report.get(3),
              Comparator.nullsLast(Comparator.<Date>reverseOrder()))
          .thenComparing(report -> report.getString(1));

  private final ConfFiles conf;
  private final Regions regions;
  private transient Map<String, Indicator> indicators;

  Evaluator(ConfFiles conf) {
    this.conf = conf;
    regions = Regions.load(conf);
    indicators();
  }

  private Map<String, Indicator> indicators() {
    if (indicators == null) {
      indicators =
          Indicators.load(conf).all().stream()
              .collect(Collectors.toMap(Indicator::id, one -> one, (a, b) -> a, TreeMap::new));
    }
    return indicators;
  }

  /**
   * The indicators that the reports of one region's government give.
   *
   * @param reports region_code, report_id, report_year, published_date, region_name, region_level,
   *     form
   * @param figures region_code, report_id, key, value
   */
  Iterator<IndicatorValue> reported(Iterable<Row> reports, Iterable<Row> figures) {
    Map<Integer, Row> byYear = new TreeMap<>();
    for (Row report : reports) {
      byYear.merge(
          report.getInt(2), report, (a, b) -> LAST_PUBLISHED_FIRST.compare(a, b) <= 0 ? a : b);
    }
    Map<String, Map<FigureKey, BigDecimal>> byReport = new HashMap<>();
    byYear.values().forEach(report -> byReport.put(report.getString(1), new HashMap<>()));
    for (Row figure : figures) {
      Map<FigureKey, BigDecimal> ofReport = byReport.get(figure.getString(1));
      if (ofReport != null) {
        ofReport.put(FigureKey.parse(figure.getString(2)), figure.getDecimal(3));
      }
    }
    return byYear.values().stream()
        .flatMap(
            report ->
                indicators().values().stream()
                    .flatMap(
                        indicator ->
                            value(indicator, report, byReport.get(report.getString(1))).stream()))
        .iterator();
  }

  private static Optional<IndicatorValue> value(
      Indicator indicator, Row report, Map<FigureKey, BigDecimal> figures) {
    String form = report.getString(6);
    String series = indicator.seriesOf(form);
    Optional<BigDecimal> numerator = indicator.numerator().value(figures);
    Optional<BigDecimal> denominator =
        Optional.ofNullable(indicator.denominator()).flatMap(formula -> formula.value(figures));
    boolean complete = indicator.denominator() == null || denominator.isPresent();
    if (series == null || numerator.isEmpty() || !complete) {
      return Optional.empty();
    }
    return Optional.of(
        new IndicatorValue(
            new IndicatorValue.Place(
                report.getString(0), report.getString(4), report.getString(5), report.getInt(2)),
            indicator.id(),
            "reported",
            numerator.get(),
            denominator.orElse(null),
            1,
            1,
            report.getString(1),
            new TreeSet<>(List.of(form)),
            series));
  }

  /** The sum that a reported value is part of, if its indicator may be summed. */
  Optional<IndicatorValue.SumKey> sumKey(IndicatorValue value) {
    if (!indicators().get(value.indicator()).summable()) {
      return Optional.empty();
    }
    int year = value.place().year();
    return regions
        .above(year, value.place().code())
        .map(
            above ->
                new IndicatorValue.SumKey(
                    new IndicatorValue.Place(above.code(), above.name(), above.level(), year),
                    value.indicator(),
                    value.place().level()));
  }

  /** The sum over the governments one level below. */
  IndicatorValue sum(IndicatorValue.SumKey key, Iterable<IndicatorValue> values) {
    BigDecimal numerator = BigDecimal.ZERO;
    BigDecimal denominator = null;
    TreeSet<String> forms = new TreeSet<>();
    TreeSet<String> series = new TreeSet<>();
    int used = 0;
    for (IndicatorValue value : values) {
      numerator = numerator.add(value.numerator());
      if (value.denominator() != null) {
        denominator = value.denominator().add(denominator == null ? BigDecimal.ZERO : denominator);
      }
      forms.addAll(value.forms());
      series.add(value.series());
      used++;
    }
    return new IndicatorValue(
        key.place(),
        key.indicator(),
        key.level().equals("county") ? "sum_of_counties" : "sum_of_prefectures",
        numerator,
        denominator,
        used,
        regions.countBelow(key.place().year(), key.place().code(), key.level()),
        null,
        forms,
        series.size() == 1 ? series.first() : MIXED);
  }

  /** The rows of one line of a chart, with what must not be compared marked. */
  Iterator<Row> rows(Iterable<IndicatorValue> years) {
    List<Row> rows = new ArrayList<>();
    String before = null;
    for (IndicatorValue value :
        StreamSupport.stream(years.spliterator(), false)
            .sorted(Comparator.comparingInt(one -> one.place().year()))
            .toList()) {
      rows.add(row(value, before));
      before = value.series();
    }
    return rows.iterator();
  }

  private Row row(IndicatorValue value, String before) {
    Indicator indicator = indicators().get(value.indicator());
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
