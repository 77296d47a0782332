package org.gongkai.pipeline.aggregate;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.gongkai.pipeline.ReportFigures;
import org.gongkai.pipeline.Together;

/**
 * The rows of the regions of one task, region by region as they are asked for, and at last those of
 * the sums over them.
 */
final class RegionRows implements Iterator<Row> {
  private final Evaluator evaluator;
  private final Iterator<Together> regions;

  /** The sums over all regions seen so far, by the code of the region above them. */
  private final TreeMap<String, Map<IndicatorValue.Summand, IndicatorValue>> sums = new TreeMap<>();

  private Iterator<Row> current = Collections.emptyIterator();

  RegionRows(Evaluator evaluator, Iterator<Together> regions) {
    this.evaluator = evaluator;
    this.regions = regions;
  }

  @Override
  public boolean hasNext() {
    while (!current.hasNext()) {
      if (regions.hasNext()) {
        current = reported(regions.next());
      } else if (!sums.isEmpty()) {
        current = evaluator.rows(sums.pollFirstEntry().getValue().values());
      } else {
        return false;
      }
    }
    return true;
  }

  private Iterator<Row> reported(Together region) {
    List<IndicatorValue> values =
        evaluator.reported(region.all(GovernmentReport.class), region.all(ReportFigures.class));
    for (IndicatorValue share : evaluator.shares(values)) {
      sums.computeIfAbsent(share.place().code(), code -> new HashMap<>())
          .merge(share.summand(), share, IndicatorValue::plus);
    }
    return evaluator.rows(values);
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return current.next();
  }
}
