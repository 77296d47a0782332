package org.gongkai.pipeline;

import org.apache.spark.sql.SparkSession;

/** Starts Spark with the settings that suit the jobs. */
public final class SparkSessions {
  private SparkSessions() {}

  /**
   * A session. Where spark-submit says on which cluster, that holds. On one machine, what only
   * serves clusters is left out, so that small runs start fast.
   */
  public static SparkSession start(Settings settings) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("gongkai")
            .config("spark.sql.session.timeZone", "Asia/Shanghai")
            .config("spark.sql.parquet.compression.codec", "zstd")
            .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
            .config("spark.sql.sources.partitionOverwriteMode", "static")
            .config("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false");
    String submitted = System.getProperty("spark.master");
    if (submitted == null) {
      builder.master(settings.master());
      if (settings.master().startsWith("local")) {
        builder
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "8")
            // Without the .crc file beside each file: the manifest holds digests of the tables.
            .config("spark.hadoop.fs.file.impl", LocalDisk.class.getName())
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.catalogImplementation", "in-memory");
      }
    }
    settings.spark().forEach(builder::config);
    return builder.getOrCreate();
  }
}
