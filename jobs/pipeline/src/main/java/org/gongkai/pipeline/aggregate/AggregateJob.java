package org.gongkai.pipeline.aggregate;

import static org.apache.spark.sql.functions.col;

import java.util.Set;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.pipeline.ReportFigures;
import org.gongkai.pipeline.Together;
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
    Dataset<Row> governments =
        tables
            .read(Tables.REPORTS)
            .filter(
                col("doc_type")
                    .equalTo("annual_report")
                    .and(col("organ_kind").equalTo("government"))
                    .and(col("region_level").isin(LEVELS.toArray()))
                    .and(col("region_code").isNotNull())
                    .and(col("report_year").isNotNull()));
    Evaluator loaded = Evaluator.load(conf);
    Broadcast<Evaluator> evaluator =
        JavaSparkContext.fromSparkContext(governments.sparkSession().sparkContext())
            .broadcast(loaded);
    JavaPairRDD<String, GovernmentReport> reports =
        governments
            .select(GovernmentReport.COLUMNS)
            .toJavaRDD()
            .mapToPair(row -> new Tuple2<>(row.getString(0), GovernmentReport.of(row)));
    // Most figures are parts of the table of outcomes, which no indicator looks at.
    JavaPairRDD<String, ReportFigures> figures =
        ReportFigures.by("region_code", loaded.figures(), tables);
    return Together.of(reports, figures, ByProvince::new)
        .mapPartitions(regions -> new RegionRows(evaluator.value(), regions));
  }

  /**
   * Brings the regions of a province together, so that one task forms all sums over them. There are
   * some thousand reports of governments to a province, however many others there are.
   */
  private static final class ByProvince extends Partitioner {
    private static final long serialVersionUID = 1L;
    private static final int DIGITS = 2;

    private final int tasks;

    ByProvince(int tasks) {
      this.tasks = Math.max(1, tasks);
    }

    @Override
    public int numPartitions() {
      return tasks;
    }

    @Override
    public int getPartition(Object code) {
      String region = (String) code;
      return Math.floorMod(
          region.substring(0, Math.min(DIGITS, region.length())).hashCode(), tasks);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByProvince same && same.tasks == tasks;
    }

    @Override
    public int hashCode() {
      return tasks;
    }
  }
}
