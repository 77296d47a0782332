package org.gongkai.pipeline.publish;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Publishes the fixture, for tests and for a look at the pages by eye. */
final class PublishedSite {
  private PublishedSite() {}

  static SparkSession spark() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("publish-test")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.host", "localhost")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate();
  }

  /** Publishes into {@code folder/site} and returns its index. */
  static Path publish(SparkSession spark, Path folder) throws IOException {
    SnapshotFixture.write(spark, folder.resolve("snapshot"));
    Path site = folder.resolve("site");
    new Publisher(spark, SnapshotFixture.conf(folder.resolve("conf")))
        .publish(
            new org.apache.hadoop.fs.Path(folder.resolve("snapshot").toUri()),
            new org.apache.hadoop.fs.Path(site.toUri()));
    return site.resolve("index.html");
  }
}
