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

  /** A region in a year. */
  record Place(String code, String name, String level, int year) implements Serializable {}

  /** What a sum over the regions below is formed for; level is that of the regions below. */
  record SumKey(Place place, String indicator, String level) implements Serializable {}

  /** What the years of one line of a chart have in common. */
  record SeriesKey(String code, String indicator, String basis) implements Serializable {}

  SeriesKey seriesKey() {
    return new SeriesKey(place.code(), indicator, basis);
  }
}
