package org.gongkai.pipeline.aggregate;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.sql.Date;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.gongkai.pipeline.LastPublished;

/**
 * The annual report of a region's government.
 *
 * @param published when it was published, or null
 */
record GovernmentReport(
    String regionCode,
    String regionName,
    String regionLevel,
    int year,
    String id,
    String form,
    Date published)
    implements Serializable {
  /** The columns of {@code reports} that {@link #of} takes. */
  static final Column[] COLUMNS =
      Stream.of(
              "region_code",
              "region_name",
              "region_level",
              "report_year",
              "report_id",
              "form",
              "published_date")
          .map(name -> col(name))
          .toArray(Column[]::new);

  /** Of several reports of a region and year the one published last counts. */
  static final Comparator<GovernmentReport> LAST_PUBLISHED_FIRST =
      LastPublished.first(GovernmentReport::published, GovernmentReport::id);

  static GovernmentReport of(Row row) {
    return new GovernmentReport(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getInt(3),
        row.getString(4),
        row.getString(5),
        row.getDate(6));
  }

  IndicatorValue.Place place() {
    return new IndicatorValue.Place(regionCode, regionName, regionLevel, year);
  }
}
