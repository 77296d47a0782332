package org.gongkai.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.pipeline.Pipeline;
import org.gongkai.pipeline.RunListener;
import org.gongkai.pipeline.Settings;
import org.gongkai.pipeline.SparkSessions;
import org.gongkai.pipeline.ingest.InstalledExtraction;
import picocli.CommandLine.Option;

/** The options of the commands that run on Spark. */
final class PipelineOptions {
  @Option(
      names = "--input",
      arity = "1..*",
      paramLabel = "PATH|URI",
      description = {
        "报告所在的文件、文件夹、压缩包或 URI，可给多个。",
        "Files, folders, archives or URIs of reports; may be several."
      })
  private List<String> inputs = List.of();

  @Option(
      names = "--warehouse",
      paramLabel = "DIR|URI",
      description = {"数据仓库的位置。", "Where the tables are kept."})
  private String warehouse;

  @Option(
      names = "--site",
      paramLabel = "DIR",
      description = {"网页写到哪里。", "Where the page is written to."})
  private String site;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = {"Spark 在哪里运行，如 local[4]。", "Where Spark runs, for example local[4]."})
  private String master;

  /**
   * The settings of the configuration with those of the command line before them.
   *
   * @throws IOException if there is no configuration
   */
  Settings settings(ConfFiles conf) {
    Path here = Path.of("").toAbsolutePath();
    Map<String, Object> options = new HashMap<>();
    if (!inputs.isEmpty()) {
      List<String> absolute = new ArrayList<>();
      inputs.forEach(input -> absolute.add(Settings.absolute(input, here)));
      options.put("input", absolute);
    }
    if (warehouse != null) {
      options.put("warehouse", Settings.absolute(warehouse, here));
    }
    if (site != null) {
      options.put("site", Settings.absolute(site, here));
    }
    if (master != null) {
      options.put("master", master);
    }
    return Settings.load(conf, ConfigOption.home(), options);
  }

  /** What a command does once Spark runs. */
  interface Work {
    void with(SparkSession spark, Pipeline pipeline, Settings settings) throws IOException;
  }

  /**
   * Starts Spark, does the work and stops Spark.
   *
   * @throws IOException if the configuration or the warehouse cannot be read
   */
  void run(ConfigOption config, RunListener listener, Work work) throws IOException {
    ConfFiles conf = config.files();
    Settings settings = settings(conf);
    listener.begins(RunListener.Step.START);
    SparkSession spark = SparkSessions.start(settings);
    try {
      Pipeline pipeline =
          new Pipeline(spark, conf, settings, InstalledExtraction::of, listener, Clock.systemUTC());
      work.with(spark, pipeline, settings);
    } finally {
      spark.stop();
    }
  }

  /** A listener that shows progress on standard error. */
  static ProgressBar progress(PrintWriter err) {
    return new ProgressBar(err, System.console() != null);
  }
}
