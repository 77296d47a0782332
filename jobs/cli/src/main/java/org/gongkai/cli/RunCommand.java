package org.gongkai.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.pipeline.Concurrently;
import org.gongkai.pipeline.Pipeline;
import org.gongkai.pipeline.RunListener;
import org.gongkai.pipeline.RunSummary;
import org.gongkai.pipeline.Settings;
import org.gongkai.pipeline.publish.Publisher;
import org.gongkai.pipeline.warehouse.Manifest;
import org.gongkai.pipeline.warehouse.TableReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The main job from reports to the page. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {"主流程：读取报告、核对、汇总、生成网页。", "The main job: ingest, check, aggregate, publish."})
final class RunCommand implements Callable<Integer> {
  @Mixin private ConfigOption config;
  @Mixin private PipelineOptions options;

  @Mixin private PruneOption prune;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ProgressBar progress = PipelineOptions.progress(spec.commandLine().getErr());
    options.run(
        config,
        progress,
        (spark, pipeline, settings) -> {
          Manifest manifest = pipeline.run(prune.absent());
          progress.begins(RunListener.Step.PUBLISH);
          TableReader tables = new TableReader(spark, pipeline.warehouse().path(manifest.id()));
          AtomicReference<Path> page = new AtomicReference<>();
          AtomicReference<RunSummary> summary = new AtomicReference<>();
          Concurrently.run(
              List.of(
                  () -> page.set(publish(spark, config.files(), pipeline, manifest, settings)),
                  () -> summary.set(RunSummary.of(manifest, tables))));
          progress.close();
          show(summary.get(), pipeline, manifest, page.get(), settings.inputs());
        });
    return 0;
  }

  private static Path publish(
      SparkSession spark, ConfFiles conf, Pipeline pipeline, Manifest manifest, Settings settings)
      throws IOException {
    return new Publisher(spark, conf)
        .publish(pipeline.warehouse().path(manifest.id()), new Path(settings.site()));
  }

  private void show(
      RunSummary summary, Pipeline pipeline, Manifest manifest, Path page, List<String> inputs) {
    PrintWriter out = spec.commandLine().getOut();
    SummaryPrinter printer = new SummaryPrinter(out);
    printer.print(summary, inputs);
    printer.print(manifest.notes());
    printer.print("数据表", "tables", pipeline.warehouse().path(manifest.id()).toUri().getPath());
    printer.print("网页", "page", page.toUri().getPath());
    out.println("下一步：用浏览器打开网页。 Next: open the page in a browser.");
  }
}
