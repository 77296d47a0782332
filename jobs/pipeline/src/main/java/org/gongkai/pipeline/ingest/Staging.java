package org.gongkai.pipeline.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.pipeline.Settings;

/** Deals the inputs to tasks that read and extract them. */
final class Staging {
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
   * @param pages the tables of pages among the inputs
   * @param known inputs that need not be read again
   * @param counters counts for showing progress
   * @param now when the run began
   * @param version version of the program
   */
  JavaRDD<StagedInput> stage(
      InputListing listing,
      PageTables pages,
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
    if (!pages.rejects().isEmpty()) {
      rows = rows.union(context.parallelize(pages.rejects(), 1));
    }
    Optional<JavaRDD<RawInput>> found = pages.pages(settings.bytesPerTask(), leastTasks());
    return found.isPresent() ? rows.union(found.get().mapPartitions(task::pages)) : rows;
  }

  /** Small inputs are spread over all cores, with some tasks to each for progress to show. */
  private long bytesPerTask(InputListing listing) {
    return Math.max(1, Math.min(settings.bytesPerTask(), listing.bytes() / leastTasks()));
  }

  private int leastTasks() {
    return 4 * spark.sparkContext().defaultParallelism();
  }
}
