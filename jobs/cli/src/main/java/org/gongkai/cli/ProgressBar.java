package org.gongkai.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import org.gongkai.pipeline.RunListener;

/** Shows how far a run is: a bar on a terminal, else a plain line now and then. */
final class ProgressBar implements RunListener {
  private static final int WIDTH = 24;
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private final PrintWriter out;
  private final boolean terminal;
  private Instant started = Instant.now();
  private Instant shown = Instant.EPOCH;
  private long shownDone = -1;
  private boolean open;

  ProgressBar(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public synchronized void begins(Step step) {
    close();
    started = Instant.now();
    out.println(step.zh() + "…… " + step.en() + " ...");
  }

  @Override
  public synchronized void reads(
      long done, long total, double share, long reports, long rejects, long figures) {
    boolean finished = done >= total;
    Instant now = Instant.now();
    boolean due =
        terminal || finished || Duration.between(shown, now).compareTo(BETWEEN_LINES) >= 0;
    if (!due || done == shownDone) {
      return;
    }
    shown = now;
    shownDone = done;
    String line =
        "文件 files %d/%d  报告 reports %d  退回 rejects %d  数据 figures %d%s"
            .formatted(done, total, reports, rejects, figures, left(share, now));
    if (terminal) {
      int filled = (int) Math.round(share * WIDTH);
      out.print("\r\033[K  " + "█".repeat(filled) + "░".repeat(WIDTH - filled) + " " + line);
      out.flush();
      open = true;
    } else {
      out.println("  " + line);
    }
  }

  private String left(double share, Instant now) {
    if (share <= 0 || share >= 1) {
      return "";
    }
    long spent = Duration.between(started, now).toMillis();
    long seconds = Math.round(spent * (1 - share) / share / 1000);
    return "  剩余约 left %d:%02d".formatted(seconds / 60, seconds % 60);
  }

  /** Ends the line of the bar. */
  synchronized void close() {
    if (open) {
      out.println();
      open = false;
    }
  }
}
