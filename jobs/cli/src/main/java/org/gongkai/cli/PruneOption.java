package org.gongkai.cli;

import org.gongkai.pipeline.ingest.IngestJob;
import picocli.CommandLine.Option;

/** What becomes of reports whose source is gone. */
final class PruneOption {
  @Option(
      names = "--prune",
      description = {
        "来源已不存在的报告从数据表中移除。",
        "Drop reports whose source is no longer among the inputs."
      })
  private boolean prune;

  /** The same for the job. */
  IngestJob.Absent absent() {
    return prune ? IngestJob.Absent.PRUNE : IngestJob.Absent.KEEP;
  }
}
