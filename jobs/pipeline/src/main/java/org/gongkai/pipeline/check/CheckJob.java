package org.gongkai.pipeline.check;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.pipeline.Settings;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.TableReader;

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
    Comparison comparison = new Comparison(conf, settings.jumps());
    JavaPairRDD<String, Row> reports =
        tables
            .read(Tables.REPORTS)
            .select(
                "publisher_id", "report_id", "report_year", "published_date", "title", "doc_type")
            .toJavaRDD()
            .filter(
                report ->
                    "annual_report".equals(report.getString(5))
                        && !report.isNullAt(0)
                        && !report.isNullAt(2))
            .keyBy(report -> report.getString(0));
    JavaPairRDD<String, Row> figures =
        tables
            .read(Tables.FIGURES)
            .filter(col("key").isin(comparison.watched().toArray()))
            .select("publisher_id", "report_id", "key", "value", "evidence_start", "evidence_end")
            .toJavaRDD()
            .filter(figure -> !figure.isNullAt(0))
            .keyBy(figure -> figure.getString(0));
    return reports
        .cogroup(figures)
        .values()
        .flatMap(organ -> comparison.findings(organ._1(), organ._2()));
  }
}
