package org.gongkai.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import org.gongkai.pipeline.RunListener;

/** Shows how far a run is: a bar on a terminal, else a plain line now and then. */
final class ProgressBar implements RunListener {
  private static final int WIDTH = 8;
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  /**
   * Every line stays below the 80 columns of the smallest usual terminal: a wrapped one cannot be
   * drawn over.
   */
  private static final String HEADINGS =
      " ".repeat(WIDTH + 7) + "文件 files  报告 reports  退回 rejects  数据 figures  剩余 left";

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
    String left = left(share, now);
    if (terminal) {
      if (!open) {
        out.println(HEADINGS);
        open = true;
      }
      out.printf(
          "\r\033[K  %s  %13s  %12d  %12d  %12d  %9s",
          bar(share), done + "/" + total, reports, rejects, figures, left);
      out.flush();
    } else {
      out.printf(
          "  文件 files %d/%d  报告 reports %d  退回 rejects %d  数据 figures %d%s%n",
          done, total, reports, rejects, figures, left.isEmpty() ? "" : "  剩余约 left " + left);
    }
  }

  private static String bar(double share) {
    int eighths = (int) Math.round(share * WIDTH * EIGHTHS.length());
    String full = "█".repeat(eighths / EIGHTHS.length());
    char tip = EIGHTHS.charAt(eighths % EIGHTHS.length());
    return (full + tip + " ".repeat(WIDTH)).substring(0, WIDTH);
  }

  private String left(double share, Instant now) {
    if (share <= 0 || share >= 1) {
      return "";
    }
    long spent = Duration.between(started, now).toMillis();
    long seconds = Math.round(spent * (1 - share) / share / 1000);
    return "%d:%02d".formatted(seconds / 60, seconds % 60);
  }

  /** Ends the line of the bar. */
  synchronized void close() {
    if (open) {
      out.println();
      open = false;
    }
  }
}
