package org.gongkai.pipeline.aggregate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.desc_nulls_last;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.TableReader;

/**
 * Builds {@code region_year_indicators}. A region's own value comes from the annual report of its
 * government, which already contains the bodies below; reports of departments and towns are never
 * added to it. Beside it stands the sum over the governments one level below.
 */
public final class AggregateJob {
  private static final StructType EVALUATED =
      new StructType()
          .add("report_id", DataTypes.StringType)
          .add("region_code", DataTypes.StringType)
          .add("region_name", DataTypes.StringType)
          .add("region_level", DataTypes.StringType)
          .add("report_year", DataTypes.IntegerType)
          .add("form", DataTypes.StringType)
          .add("indicator", DataTypes.StringType)
          .add("series", DataTypes.StringType)
          .add("numerator", DataTypes.createDecimalType(24, 6))
          .add("denominator", DataTypes.createDecimalType(24, 6));

  private final SparkSession spark;
  private final ConfFiles conf;

  public AggregateJob(SparkSession spark, ConfFiles conf) {
    this.spark = spark;
    this.conf = conf;
  }

  /**
   * The indicators, in the shape of {@link Tables#INDICATORS}.
   *
   * @param tables the snapshot's tables
   * @param figures {@link org.gongkai.pipeline.warehouse.Figures#whole}
   */
  public Dataset<Row> indicators(TableReader tables, Dataset<Row> figures) {
    Regions regions = new Regions(spark, conf);
    Dataset<Row> divisions = regions.divisions();
    Dataset<Row> reported = reported(tables, figures);
    Dataset<Row> formulas = formulas();
    Dataset<Row> summed =
        summed(reported.join(broadcast(formulas), "indicator").filter(col("summable")), divisions);
    return marked(
        reported
            .select(
                col("region_code"),
                col("region_name"),
                col("region_level"),
                col("report_year"),
                col("indicator"),
                lit("reported").as("basis"),
                col("numerator"),
                col("denominator"),
                lit(1).as("reports_used"),
                lit(1).as("regions_expected"),
                col("report_id"),
                array(col("form")).as("forms"),
                col("series"))
            .unionByName(summed),
        formulas,
        regions.changes());
  }

  /** The indicators of each region's own government. */
  private Dataset<Row> reported(TableReader tables, Dataset<Row> figures) {
    WindowSpec choice =
        Window.partitionBy("region_code", "report_year")
            .orderBy(desc_nulls_last("published_date"), col("report_id"));
    Dataset<Row> reports =
        tables
            .read(Tables.REPORTS)
            .filter(
                col("doc_type")
                    .equalTo("annual_report")
                    .and(col("organ_kind").equalTo("government"))
                    .and(col("region_level").isin("province", "prefecture", "county"))
                    .and(col("region_code").isNotNull())
                    .and(col("report_year").isNotNull()))
            .withColumn("choice", row_number().over(choice))
            .filter(col("choice").equalTo(1))
            .select("report_id", "region_name", "region_level");
    Evaluator evaluator = new Evaluator(conf);
    return figures
        .join(reports, "report_id")
        .select(
            "report_id",
            "region_code",
            "region_name",
            "region_level",
            "report_year",
            "form",
            "key",
            "value")
        .groupByKey((MapFunction<Row, String>) row -> row.getString(0), Encoders.STRING())
        .flatMapGroups(
            (FlatMapGroupsFunction<String, Row, Row>) (report, rows) -> evaluator.indicators(rows),
            Encoders.row(EVALUATED));
  }

  /** What the table needs to know of each indicator. */
  private Dataset<Row> formulas() {
    List<Row> rows =
        Indicators.load(conf).all().stream()
            .map(
                indicator ->
                    RowFactory.create(
                        indicator.id(),
                        indicator.factor(),
                        indicator.summable(),
                        indicator.comparableSince(),
                        indicator.currentSeries()))
            .toList();
    return spark.createDataFrame(
        rows,
        new StructType(
            new StructField[] {
              DataTypes.createStructField("indicator", DataTypes.StringType, false),
              DataTypes.createStructField("factor", DataTypes.IntegerType, false),
              DataTypes.createStructField("summable", DataTypes.BooleanType, false),
              DataTypes.createStructField("comparable_since", DataTypes.IntegerType, false),
              DataTypes.createStructField("current_series", DataTypes.StringType, false)
            }));
  }

  /** Sums over the governments one level below, with how many there are and how many report. */
  private static Dataset<Row> summed(Dataset<Row> reported, Dataset<Row> divisions) {
    Dataset<Row> above =
        divisions.select(col("code"), col("parent"), col("valid_from"), col("valid_to"));
    Dataset<Row> sums =
        reported
            .join(
                broadcast(above),
                col("region_code")
                    .equalTo(col("code"))
                    .and(col("report_year").between(col("valid_from"), col("valid_to")))
                    .and(col("parent").isNotNull()))
            .groupBy("parent", "report_year", "indicator", "region_level")
            .agg(
                sum("numerator").as("numerator"),
                sum("denominator").as("denominator"),
                count(lit(1)).cast("int").as("reports_used"),
                sort_array(collect_set("form")).as("forms"),
                when(countDistinct("series").equalTo(1), first("series"))
                    .otherwise(lit("mixed"))
                    .as("series"));
    Dataset<Row> parents =
        divisions.select(
            col("code").as("parent_code"),
            col("name").as("parent_name"),
            col("level").as("parent_level"),
            col("valid_from").as("parent_from"),
            col("valid_to").as("parent_to"));
    Dataset<Row> years = sums.select("parent", "report_year", "region_level").distinct();
    Dataset<Row> expected =
        years
            .join(
                broadcast(
                    divisions.select(
                        col("parent").as("child_parent"),
                        col("level").as("child_level"),
                        col("valid_from"),
                        col("valid_to"))),
                col("parent")
                    .equalTo(col("child_parent"))
                    .and(col("region_level").equalTo(col("child_level")))
                    .and(col("report_year").between(col("valid_from"), col("valid_to"))))
            .groupBy("parent", "report_year", "region_level")
            .agg(count(lit(1)).cast("int").as("regions_expected"));
    return sums.join(
            expected,
            scala.jdk.javaapi.CollectionConverters.asScala(
                    List.of("parent", "report_year", "region_level"))
                .toSeq())
        .join(
            broadcast(parents),
            col("parent")
                .equalTo(col("parent_code"))
                .and(col("report_year").between(col("parent_from"), col("parent_to"))))
        .select(
            col("parent").as("region_code"),
            col("parent_name").as("region_name"),
            col("parent_level").as("region_level"),
            col("report_year"),
            col("indicator"),
            when(col("region_level").equalTo("county"), lit("sum_of_counties"))
                .otherwise(lit("sum_of_prefectures"))
                .as("basis"),
            col("numerator"),
            col("denominator"),
            col("reports_used"),
            col("regions_expected"),
            lit(null).cast(DataTypes.StringType).as("report_id"),
            col("forms"),
            col("series"));
  }

  /** Adds the value, and marks what must not be compared. */
  private static Dataset<Row> marked(
      Dataset<Row> rows, Dataset<Row> formulas, Dataset<Row> changes) {
    WindowSpec overYears =
        Window.partitionBy("region_code", "indicator", "basis").orderBy("report_year");
    Column before = lag("series", 1).over(overYears);
    Column quotient =
        when(col("denominator").isNull(), col("numerator").cast("double"))
            .when(
                col("denominator").gt(0),
                col("numerator").cast("double").divide(col("denominator").cast("double")));
    return rows.join(broadcast(formulas), "indicator")
        .join(
            broadcast(
                changes.select(
                    col("code").as("region_code"),
                    col("year").as("report_year"),
                    lit(true).as("changed"))),
            scala.jdk.javaapi.CollectionConverters.asScala(List.of("region_code", "report_year"))
                .toSeq(),
            "left")
        .withColumn("value", col("factor").multiply(quotient))
        .withColumn(
            "comparable",
            col("series")
                .equalTo(col("current_series"))
                .and(col("report_year").geq(col("comparable_since"))))
        .withColumn("break_before", coalesce(before.notEqual(col("series")), lit(false)))
        .withColumn("territory_changed", coalesce(col("changed"), lit(false)));
  }
}
