package org.gongkai.pipeline.aggregate;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.FigureKey;

/** Works out all indicators of one report. */
final class Evaluator implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SCALE = 6;

  private final ConfFiles conf;
  private transient Indicators indicators;

  Evaluator(ConfFiles conf) {
    this.conf = conf;
  }

  /**
   * The indicators that a report gives.
   *
   * @param figures one row per figure: report_id, region_code, region_name, region_level,
   *     report_year, form, key, value
   * @return one row per indicator: report_id, region_code, region_name, region_level, report_year,
   *     form, indicator, series, numerator, denominator
   */
  Iterator<Row> indicators(Iterator<Row> figures) {
    if (indicators == null) {
      indicators = Indicators.load(conf);
    }
    Map<FigureKey, BigDecimal> values = new HashMap<>();
    Row report = null;
    while (figures.hasNext()) {
      report = figures.next();
      values.put(FigureKey.parse(report.getString(6)), report.getDecimal(7));
    }
    List<Row> rows = new ArrayList<>();
    for (Indicator indicator : indicators.all()) {
      String series = indicator.seriesOf(report.getString(5));
      Optional<BigDecimal> numerator = indicator.numerator().value(values);
      Optional<BigDecimal> denominator =
          indicator.denominator() == null
              ? Optional.empty()
              : indicator.denominator().value(values);
      boolean complete = indicator.denominator() == null || denominator.isPresent();
      if (series != null && numerator.isPresent() && complete) {
        rows.add(
            RowFactory.create(
                report.getString(0),
                report.getString(1),
                report.getString(2),
                report.getString(3),
                report.getInt(4),
                report.getString(5),
                indicator.id(),
                series,
                scaled(numerator.get()),
                denominator.map(Evaluator::scaled).orElse(null)));
      }
    }
    return rows.iterator();
  }

  private static BigDecimal scaled(BigDecimal value) {
    return value.setScale(SCALE, RoundingMode.HALF_UP);
  }
}
