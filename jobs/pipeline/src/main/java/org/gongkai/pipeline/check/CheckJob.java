package org.gongkai.pipeline.check;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.pipeline.ReportFigures;
import org.gongkai.pipeline.Settings;
import org.gongkai.pipeline.Together;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.TableReader;
import scala.Tuple2;

/** Finds what does not fit between the annual reports of one organ. */
public final class CheckJob {
  private final ConfFiles conf;
  private final Settings settings;

  public CheckJob(ConfFiles conf, Settings settings) {
    this.conf = conf;
    this.settings = settings;
  }

  /** The findings across reports of a snapshot, in the shape of {@link Tables#FINDINGS}. */
  public JavaRDD<Row> findings(TableReader tables) {
    Dataset<Row> annual =
        tables
            .read(Tables.REPORTS)
            .filter(
                col("doc_type")
                    .equalTo("annual_report")
                    .and(col("publisher_id").isNotNull())
                    .and(col("report_year").isNotNull()));
    Comparison loaded = new Comparison(conf, settings.jumps());
    Broadcast<Comparison> comparison =
        JavaSparkContext.fromSparkContext(annual.sparkSession().sparkContext()).broadcast(loaded);
    JavaPairRDD<String, Comparison.Report> reports =
        annual
            .select("publisher_id", "report_id", "report_year", "published_date", "title")
            .toJavaRDD()
            .mapToPair(
                row ->
                    new Tuple2<>(
                        row.getString(0),
                        new Comparison.Report(
                            row.getString(1), row.getInt(2), row.getDate(3), row.getString(4))));
    JavaPairRDD<String, ReportFigures> figures =
        ReportFigures.by("publisher_id", loaded.watched(), tables);
    return Together.of(reports, figures, HashPartitioner::new)
        .flatMap(
            organ ->
                comparison
                    .value()
                    .findings(organ.all(Comparison.Report.class), organ.all(ReportFigures.class)));
  }
}
