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

  /** What two values must have in common to be added up. */
  record Summand(Place place, String indicator, String basis) {}

  /** What it can be added to. */
  Summand summand() {
    return new Summand(place, indicator, basis);
  }

  /** Whether it is a further year of the same line of a chart of the same region. */
  boolean isSameLine(IndicatorValue other) {
    return indicator.equals(other.indicator) && basis.equals(other.basis);
  }

  /** The sum over regions of which only this one's report is there. */
  IndicatorValue asSum(Place above, String newBasis, int expected) {
    return new IndicatorValue(
        above,
        indicator,
        newBasis,
        numerator,
        denominator,
        reportsUsed,
        expected,
        null,
        forms,
        series);
  }

  /** The sum of two sums with the same {@link #summand} over different regions. */
  IndicatorValue plus(IndicatorValue other) {
    TreeSet<String> allForms = forms;
    if (!forms.containsAll(other.forms)) {
      allForms = new TreeSet<>(forms);
      allForms.addAll(other.forms);
    }
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
