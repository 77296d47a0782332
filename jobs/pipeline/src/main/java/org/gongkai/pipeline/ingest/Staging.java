package org.gongkai.pipeline.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.pipeline.PipelineException;
import org.gongkai.pipeline.Settings;
import scala.math.BigInt;

/** Deals the inputs to tasks that read and extract them. */
final class Staging {
  private static final List<String> PAGE_URI = List.of("source_uri", "uri", "url", "id");
  private static final List<String> PAGE_CONTENT = List.of("content", "html", "body", "text");

  private final SparkSession spark;
  private final Settings settings;
  private final ConfFiles conf;
  private final Extraction.Factory extraction;

  Staging(SparkSession spark, Settings settings, ConfFiles conf, Extraction.Factory extraction) {
    this.spark = spark;
    this.settings = settings;
    this.conf = conf;
    this.extraction = extraction;
  }

  /**
   * The inputs as tasks of the right size, files beside archives beside tables of pages.
   *
   * @param known inputs that need not be read again
   * @param counters counts for showing progress
   * @param now when the run began
   * @param version version of the program
   */
  JavaRDD<StagedInput> stage(
      InputListing listing,
      KnownInputs known,
      IngestCounters counters,
      Instant now,
      String version) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<ConfFiles> conf = context.broadcast(this.conf);
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(
            new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    ExtractTask task =
        new ExtractTask(
            extraction,
            conf,
            hadoop,
            context.broadcast(known),
            counters,
            settings.timeoutPerFile(),
            now,
            version);
    JavaRDD<StagedInput> rows = context.emptyRDD();
    List<List<InputSlice>> bins =
        listing.bins(bytesPerTask(listing), settings.filesPerTask(), settings.tasksPerArchive());
    if (!bins.isEmpty()) {
      rows = context.parallelize(bins, bins.size()).flatMap(task::files);
    }
    for (String table : listing.pageTables()) {
      Dataset<Row> pages = pages(table);
      rows =
          rows.union(
              pages
                  .repartition(tasks(pages))
                  .toJavaRDD()
                  .mapPartitions(p -> task.pages(rawInputs(p))));
    }
    return rows;
  }

  /** A block of a Parquet file holds far more pages than a task should extract. */
  private int tasks(Dataset<Row> pages) {
    BigInt bytes = pages.queryExecution().optimizedPlan().stats().sizeInBytes();
    return Math.max(
        4 * spark.sparkContext().defaultParallelism(),
        (int) (bytes.toLong() / settings.bytesPerTask()));
  }

  /** Small inputs are spread over all cores, with some tasks to each for progress to show. */
  private long bytesPerTask(InputListing listing) {
    long tasks = 4L * spark.sparkContext().defaultParallelism();
    return Math.max(1, Math.min(settings.bytesPerTask(), listing.bytes() / tasks));
  }

  private Dataset<Row> pages(String table) {
    Dataset<Row> pages = spark.read().parquet(table);
    String uri = column(pages.schema(), PAGE_URI, table);
    String content = column(pages.schema(), PAGE_CONTENT, table);
    List<String> names = Arrays.asList(pages.schema().fieldNames());
    return pages.select(
        coalesce(col(uri).cast(DataTypes.StringType), lit(table + "!/")).as("uri"),
        coalesce(col(content).cast(DataTypes.BinaryType), lit(new byte[0])).as("content"),
        (names.contains("url") ? col("url") : lit(null)).cast(DataTypes.StringType).as("url"));
  }

  private static String column(StructType schema, List<String> names, String table) {
    return names.stream()
        .filter(Arrays.asList(schema.fieldNames())::contains)
        .findFirst()
        .orElseThrow(
            () ->
                new PipelineException(
                    table
                        + " has none of the columns "
                        + names
                        + "; it needs an address and a text"));
  }

  private static Iterator<RawInput> rawInputs(Iterator<Row> pages) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pages.hasNext();
      }

      @Override
      public RawInput next() {
        Row page = pages.next();
        return new RawInput(page.getString(0), page.getAs(1), page.getString(2));
      }
    };
  }
}
