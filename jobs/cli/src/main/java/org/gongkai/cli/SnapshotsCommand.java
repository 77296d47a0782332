package org.gongkai.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.pipeline.Settings;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.Manifest;
import org.gongkai.pipeline.warehouse.SnapshotDiff;
import org.gongkai.pipeline.warehouse.Warehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at the snapshots of the warehouse and goes back to an earlier one. */
@Command(
    name = "snapshots",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {"查看、比较、回退数据快照。", "List, compare and roll back snapshots."})
final class SnapshotsCommand {
  @Mixin private ConfigOption config;
  @Mixin private PipelineOptions options;
  @Spec private CommandSpec spec;

  private Settings settings() throws IOException {
    ConfFiles conf = config.files();
    return options.settings(conf);
  }

  private static Warehouse warehouse(Settings settings) {
    return Warehouse.open(settings.warehouse(), new Configuration(), Clock.systemUTC());
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {"列出快照，* 为当前。", "List the snapshots; * marks the current one."})
  int list() throws IOException {
    Warehouse warehouse = warehouse(settings());
    String current = warehouse.current().map(Manifest::id).orElse("");
    PrintWriter out = spec.commandLine().getOut();
    for (Manifest snapshot : warehouse.snapshots()) {
      out.printf(
          "%s %s  %s  报告 reports %d%n",
          snapshot.id().equals(current) ? "*" : " ",
          snapshot.id(),
          Layout.padRight(snapshot.command(), 9),
          snapshot.tables().get(Tables.REPORTS.name()).rows());
    }
    return 0;
  }

  @Command(
      name = "diff",
      mixinStandardHelpOptions = true,
      description = {
        "比较两个快照：各地区各年度新增、删除、改变的数据。",
        "Compare two snapshots: figures added, removed and changed, by region and year."
      })
  int diff(
      @Parameters(paramLabel = "OLD") String older, @Parameters(paramLabel = "NEW") String newer)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    options.run(
        config,
        new ProgressBar(spec.commandLine().getErr(), false),
        (spark, pipeline, settings) -> {
          Warehouse warehouse = pipeline.warehouse();
          out.println("region_code  report_year  added  removed  changed");
          for (SnapshotDiff.Line line :
              SnapshotDiff.between(
                  spark,
                  warehouse.path(warehouse.manifest(older).id()),
                  warehouse.path(warehouse.manifest(newer).id()))) {
            out.printf(
                "%-11s  %-11s  %5d  %7d  %7d%n",
                line.regionCode(), line.year(), line.added(), line.removed(), line.changed());
          }
        });
    return 0;
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "逐字节核对快照的文件；有损坏则退出码为 1。",
        "Hold every byte of a snapshot against its digest; exit status 1 where one is damaged."
      })
  int verify(@Parameters(paramLabel = "ID") String id) throws IOException {
    Warehouse warehouse = warehouse(settings());
    Map<String, String> damage = warehouse.damage(warehouse.manifest(id));
    PrintWriter out = spec.commandLine().getOut();
    damage.forEach((file, problem) -> out.println(file + " " + problem));
    out.println(id + (damage.isEmpty() ? "  完好 whole" : "  有损坏 damaged"));
    return damage.isEmpty() ? 0 : 1;
  }

  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      description = {"回到较早的快照。", "Make an earlier snapshot current again."})
  int rollback(@Parameters(paramLabel = "ID") String id) throws IOException {
    Settings settings = settings();
    warehouse(settings).rollback(id, settings.lockExpiresAfter());
    new SummaryPrinter(spec.commandLine().getOut()).print("当前快照", "current snapshot", id);
    return 0;
  }
}
