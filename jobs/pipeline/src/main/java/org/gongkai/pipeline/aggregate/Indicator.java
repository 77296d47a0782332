package org.gongkai.pipeline.aggregate;

import java.util.List;

/**
 * An indicator, one line of {@code conf/indicators.csv}.
 *
 * @param id its name in the table
 * @param zh name in Chinese
 * @param en name in English
 * @param unit unit of the value, such as {@code %} or 件
 * @param factor what the quotient is multiplied by, 100 for percentages
 * @param numerator the numerator, or the count itself
 * @param denominator the denominator, or null for a count
 * @param summable whether numerator and denominator may be summed over regions
 * @param comparableSince first year of the current series
 * @param series groups of forms whose figures compare with one another, the current group last
 */
public record Indicator(
    String id,
    String zh,
    String en,
    String unit,
    int factor,
    Formula numerator,
    Formula denominator,
    boolean summable,
    int comparableSince,
    List<List<String>> series) {
  public Indicator {
    series = List.copyOf(series);
  }

  /** Name of the series that a form's figures belong to, or null where they belong to none. */
  String seriesOf(String form) {
    return series.stream()
        .filter(forms -> forms.contains(form))
        .map(forms -> String.join("+", forms))
        .findFirst()
        .orElse(null);
  }

  /** Name of the series in use today. */
  String currentSeries() {
    return String.join("+", series.get(series.size() - 1));
  }
}
