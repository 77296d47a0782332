package org.gongkai.pipeline.check;

import static org.apache.spark.sql.functions.col;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.findings.Rule;
import org.gongkai.extraction.findings.Rules;
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

  /** Ids of the rules that this job checks. */
  public static Set<String> rules(ConfFiles conf) {
    Set<String> ids = new HashSet<>();
    Rules.load(conf).of(Rule.Kind.ACROSS).forEach(rule -> ids.add(rule.id()));
    return ids;
  }

  /**
   * The findings across reports, in the shape of {@link Tables#FINDINGS}.
   *
   * @param tables the snapshot's tables
   * @param figures {@link org.gongkai.pipeline.warehouse.Figures#whole}
   */
  public Dataset<Row> findings(TableReader tables, Dataset<Row> figures) {
    Comparison comparison = new Comparison(conf, settings.jumps());
    Dataset<Row> reports =
        tables
            .read(Tables.REPORTS)
            .filter(
                col("doc_type")
                    .equalTo("annual_report")
                    .and(col("publisher_id").isNotNull())
                    .and(col("report_year").isNotNull()))
            .select("publisher_id", "report_id", "report_year", "published_date", "title");
    Dataset<Row> watched = figures.filter(col("key").isin(comparison.watched().toArray()));
    Dataset<Row> lines =
        reports
            .join(
                watched.select("report_id", "key", "value", "evidence_start", "evidence_end"),
                "report_id",
                "left")
            .select(
                "publisher_id",
                "report_id",
                "report_year",
                "published_date",
                "title",
                "key",
                "value",
                "evidence_start",
                "evidence_end");
    return lines
        .groupByKey((MapFunction<Row, String>) row -> row.getString(0), Encoders.STRING())
        .flatMapGroups(
            (FlatMapGroupsFunction<String, Row, Row>)
                (publisher, rows) -> comparison.findings(rows),
            Encoders.row(Tables.FINDINGS.schema()));
  }
}
