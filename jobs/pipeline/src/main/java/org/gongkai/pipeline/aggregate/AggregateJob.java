package org.gongkai.pipeline.aggregate;

import static org.apache.spark.sql.functions.col;

import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.TableReader;
import scala.Tuple2;

/**
 * Builds {@code region_year_indicators}. A region's own value comes from the annual report of its
 * government, which already contains the bodies below; reports of departments and towns are never
 * added to it. Beside it stands the sum over the governments one level below.
 */
public final class AggregateJob {
  private static final Set<String> LEVELS = Set.of("province", "prefecture", "county");

  private final ConfFiles conf;

  public AggregateJob(ConfFiles conf) {
    this.conf = conf;
  }

  /** The indicators of a snapshot, in the shape of {@link Tables#INDICATORS}. */
  public JavaRDD<Row> indicators(TableReader tables) {
    Evaluator evaluator = new Evaluator(conf);
    // Most figures are parts of the table of outcomes, which no indicator looks at.
    Object[] used =
        Indicators.load(conf).figures().stream().map(FigureKey::toString).distinct().toArray();
    JavaPairRDD<String, Row> reports =
        tables
            .read(Tables.REPORTS)
            .select(
                "region_code",
                "report_id",
                "report_year",
                "published_date",
                "region_name",
                "region_level",
                "form",
                "doc_type",
                "organ_kind")
            .toJavaRDD()
            .filter(
                report ->
                    "annual_report".equals(report.getString(7))
                        && "government".equals(report.getString(8))
                        && report.getString(5) != null
                        && LEVELS.contains(report.getString(5))
                        && !report.isNullAt(0)
                        && !report.isNullAt(2))
            .keyBy(report -> report.getString(0));
    JavaPairRDD<String, Row> figures =
        tables
            .read(Tables.FIGURES)
            .filter(col("key").isin(used))
            .select("region_code", "report_id", "key", "value")
            .toJavaRDD()
            .filter(figure -> !figure.isNullAt(0))
            .keyBy(figure -> figure.getString(0));
    JavaRDD<IndicatorValue> reported =
        reports
            .cogroup(figures)
            .values()
            .flatMap(region -> evaluator.reported(region._1(), region._2()))
            .cache();
    JavaRDD<IndicatorValue> summed =
        reported
            .flatMapToPair(
                value ->
                    evaluator.sumKey(value).map(key -> new Tuple2<>(key, value)).stream()
                        .iterator())
            .groupByKey()
            .map(group -> evaluator.sum(group._1(), group._2()));
    return reported
        .union(summed)
        .groupBy(IndicatorValue::seriesKey)
        .values()
        .flatMap(evaluator::rows);
  }
}
