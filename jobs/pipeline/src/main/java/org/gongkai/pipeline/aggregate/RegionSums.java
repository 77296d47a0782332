package org.gongkai.pipeline.aggregate;

import java.io.Serializable;
import java.util.Iterator;
import java.util.TreeMap;

/** Sums over the regions below one, in one year, by indicator. */
final class RegionSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<String, IndicatorValue> values = new TreeMap<>();

  /**
   * Which regions are summed over.
   *
   * @param code the region above them
   * @param basis see {@code region_year_indicators}
   */
  record Key(String code, int year, String basis) implements Serializable {}

  /** Adds a sum over other regions. */
  void add(IndicatorValue sum) {
    values.merge(sum.indicator(), sum, IndicatorValue::plus);
  }

  /** Adds sums over other regions. */
  RegionSums add(RegionSums others) {
    others.values.values().forEach(this::add);
    return this;
  }

  Iterator<IndicatorValue> values() {
    return values.values().iterator();
  }
}
