package org.gongkai.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.gongkai.pipeline.Pipeline;
import org.gongkai.pipeline.RunListener;
import org.gongkai.pipeline.RunSummary;
import org.gongkai.pipeline.publish.Publisher;
import org.gongkai.pipeline.warehouse.Manifest;
import org.gongkai.pipeline.warehouse.TableReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The single steps of the main job. */
final class StepCommands {
  private StepCommands() {}

  /** What the steps share. */
  abstract static class Step implements Callable<Integer> {
    @Mixin private ConfigOption config;
    @Mixin private PipelineOptions options;
    @Spec private CommandSpec spec;

    final ConfigOption config() {
      return config;
    }

    final PrintWriter out() {
      return spec.commandLine().getOut();
    }

    final void run(RunListener progress, PipelineOptions.Work work) throws IOException {
      options.run(config, progress, work);
    }

    final ProgressBar progress() {
      return PipelineOptions.progress(spec.commandLine().getErr());
    }

    final void made(Manifest manifest, Pipeline pipeline) {
      String place = pipeline.warehouse().path(manifest.id()).toUri().getPath();
      new SummaryPrinter(out()).print("新快照", "snapshot", manifest.id() + "  " + place);
    }

    /** Makes a snapshot of which one part is new. */
    interface Remake {
      Manifest from(Pipeline pipeline) throws IOException;
    }

    final int remake(Remake part) throws IOException {
      run(progress(), (spark, pipeline, settings) -> made(part.from(pipeline), pipeline));
      return 0;
    }
  }

  /** Reads reports into the tables. */
  @Command(
      name = "ingest",
      mixinStandardHelpOptions = true,
      description = {"读取报告，写入数据表。", "Read reports into the tables."})
  static final class Ingest extends Step {
    @Mixin private PruneOption prune;

    @Override
    public Integer call() throws IOException {
      ProgressBar progress = progress();
      run(
          progress,
          (spark, pipeline, settings) -> {
            Manifest manifest = pipeline.ingest(prune.absent());
            progress.close();
            Path path = pipeline.warehouse().path(manifest.id());
            SummaryPrinter summary = new SummaryPrinter(out());
            summary.print(RunSummary.of(manifest, new TableReader(spark, path)), settings.inputs());
            summary.print(manifest.notes());
            made(manifest, pipeline);
          });
      return 0;
    }
  }

  /** Compares the reports of several years. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "跨年度、跨报告核对当前数据表。",
        "Check the reports of the current snapshot against each other."
      })
  static final class Check extends Step {
    @Override
    public Integer call() throws IOException {
      return remake(Pipeline::check);
    }
  }

  /** Builds the indicators. */
  @Command(
      name = "aggregate",
      mixinStandardHelpOptions = true,
      description = {"重新计算各地区各年度指标。", "Build the indicators of regions and years anew."})
  static final class Aggregate extends Step {
    @Override
    public Integer call() throws IOException {
      return remake(Pipeline::aggregate);
    }
  }

  /** Writes the page. */
  @Command(
      name = "publish",
      mixinStandardHelpOptions = true,
      description = {"由当前数据表生成网页。", "Write the page from the current snapshot."})
  static final class Publish extends Step {
    @Override
    public Integer call() throws IOException {
      ProgressBar progress = progress();
      run(
          progress,
          (spark, pipeline, settings) -> {
            progress.begins(RunListener.Step.PUBLISH);
            Manifest manifest = pipeline.warehouse().requireCurrent();
            Path page =
                new Publisher(spark, config().files())
                    .publish(pipeline.warehouse().path(manifest.id()), new Path(settings.site()));
            new SummaryPrinter(out()).print("网页", "page", page.toUri().getPath());
          });
      return 0;
    }
  }
}
