package org.gongkai.pipeline.aggregate;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.TreeSet;

/**
 * One indicator of one region and year, before its quotient is formed; see {@code
 * region_year_indicators}.
 */
record IndicatorValue(
    Place place,
    String indicator,
    String basis,
    BigDecimal numerator,
    BigDecimal denominator,
    int reportsUsed,
    int regionsExpected,
    String reportId,
    TreeSet<String> forms,
    String series)
    implements Serializable {
  private static final String MIXED = "mixed";

  /** A region in a year. */
  record Place(String code, String name, String level, int year) implements Serializable {}

  /** What a sum over the regions below is formed for. */
  record SumKey(String code, int year, String indicator, String basis) implements Serializable {}

  /** What the years of one line of a chart have in common. */
  record SeriesKey(String code, String indicator, String basis) implements Serializable {}

  SeriesKey seriesKey() {
    return new SeriesKey(place.code(), indicator, basis);
  }

  SumKey sumKey() {
    return new SumKey(place.code(), place.year(), indicator, basis);
  }

  /** The sum of two sums for the same key over different regions. */
  IndicatorValue plus(IndicatorValue other) {
    TreeSet<String> allForms = new TreeSet<>(forms);
    allForms.addAll(other.forms);
    return new IndicatorValue(
        place,
        indicator,
        basis,
        numerator.add(other.numerator),
        denominator == null || other.denominator == null
            ? null
            : denominator.add(other.denominator),
        reportsUsed + other.reportsUsed,
        regionsExpected,
        null,
        allForms,
        series.equals(other.series) ? series : MIXED);
  }
}
