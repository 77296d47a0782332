package org.gongkai.pipeline;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.pipeline.ingest.InstalledExtraction;

/** One Spark session for all tests of the module. */
final class TestSpark {
  private static SparkSession spark;

  private TestSpark() {}

  static synchronized SparkSession spark(Settings settings) {
    if (spark == null) {
      spark = SparkSessions.start(settings);
      spark.sparkContext().setLogLevel("ERROR");
    }
    return spark;
  }

  static Path home() {
    return Path.of(System.getProperty("gongkai.home"));
  }

  static ConfFiles conf() throws java.io.IOException {
    return ConfFiles.load(home().resolve("conf"));
  }

  static Settings settings(ConfFiles conf, Path input, Path warehouse) {
    Map<String, Object> options = new HashMap<>();
    options.put("input", List.of(input.toString()));
    options.put("warehouse", warehouse.toString());
    options.put("master", "local[2]");
    return Settings.load(conf, home(), options);
  }

  static Pipeline pipeline(ConfFiles conf, Path input, Path warehouse) {
    Settings settings = settings(conf, input, warehouse);
    return new Pipeline(
        spark(settings), conf, settings, InstalledExtraction::of, new Silent(), Clock.systemUTC());
  }

  /** Nothing to show. */
  static class Silent implements RunListener {
    @Override
    public void begins(Step step) {}

    @Override
    public void reads(
        long done, long total, double share, long reports, long rejects, long figures) {}
  }
}
