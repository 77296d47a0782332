package org.gongkai.pipeline.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.SparkSession;
import org.gongkai.extraction.ExtractedReport;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.model.Token;
import org.gongkai.pipeline.Pipeline;
import org.gongkai.pipeline.RunListener;
import org.gongkai.pipeline.Settings;
import org.gongkai.pipeline.SparkSessions;
import org.gongkai.pipeline.ingest.Extraction;
import org.gongkai.pipeline.ingest.IngestJob;
import org.gongkai.pipeline.ingest.InstalledExtraction;

/**
 * The main job as a program for a cluster. It tells of every step and task that begins, and
 * extracts nothing while a file stands in its way.
 */
public final class HeldRun {
  private HeldRun() {}

  /** Takes the project's folder, the inputs, the warehouse, and the file that holds it up. */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    ConfFiles conf = ConfFiles.load(home.resolve("conf"));
    Settings settings =
        Settings.load(
            conf,
            home,
            Map.of(
                "input",
                List.of(arguments[1]),
                "warehouse",
                arguments[2],
                "ingest.timeout-per-file",
                "10 minutes"));
    String hold = arguments[3];
    try (SparkSession spark = SparkSessions.start(settings)) {
      spark.sparkContext().addSparkListener(new Told());
      new Pipeline(
              spark,
              conf,
              settings,
              files -> new Held(InstalledExtraction.of(files), Path.of(hold)),
              new Told.OfSteps(),
              Clock.systemUTC())
          .run(IngestJob.Absent.KEEP);
    }
  }

  private static final class Told extends SparkListener {
    @Override
    public void onTaskStart(SparkListenerTaskStart task) {
      System.out.println("task begins");
    }

    private static final class OfSteps implements RunListener {
      @Override
      public void begins(Step step) {
        System.out.println("step " + step);
      }

      @Override
      public void reads(
          long done, long total, double share, long reports, long rejects, long figures) {}
    }
  }

  private record Held(Extraction extraction, Path hold) implements Extraction {
    @Override
    public ExtractedReport extract(RawInput input) throws RejectedException {
      try {
        while (Files.exists(hold)) {
          TimeUnit.MILLISECONDS.sleep(20);
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return extraction.extract(input);
    }

    @Override
    public List<Token> tokens(String text) {
      return extraction.tokens(text);
    }

    @Override
    public boolean isStopWord(Token token) {
      return extraction.isStopWord(token);
    }
  }
}
