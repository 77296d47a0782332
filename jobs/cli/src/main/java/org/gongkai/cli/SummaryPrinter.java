package org.gongkai.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gongkai.pipeline.RunSummary;

/** Shows what a run has made. */
final class SummaryPrinter {
  private static final Map<String, String> SEVERITIES =
      Map.of("error", "错误 errors", "warning", "提醒 warnings", "info", "提示 notes");
  private static final int REJECT_COLUMNS = 100;

  private final PrintWriter out;

  SummaryPrinter(PrintWriter out) {
    this.out = out;
  }

  /**
   * Prints reports by form and year, rejects and findings.
   *
   * @param inputs what was read; sources are shown from there on
   */
  void print(RunSummary summary, List<String> inputs) {
    out.printf(
        "%n报告 reports %d  退回 rejects %d  数据 figures %d%n",
        summary.reportCount(), summary.rejectCount(), summary.figures());
    Map<String, List<RunSummary.Reports>> byForm =
        summary.reports().stream()
            .collect(
                Collectors.groupingBy(RunSummary.Reports::form, TreeMap::new, Collectors.toList()));
    byForm.forEach((form, years) -> out.println("  " + Layout.padRight(form, 16) + years(years)));
    if (!summary.rejects().isEmpty()) {
      out.println("退回原因 rejects");
      for (RunSummary.Rejects rejects : summary.rejects()) {
        out.printf(
            "  %s %d  %s%n",
            rejects.reason(), rejects.count(), shortened(rejects.example(), inputs));
        out.println("    " + Layout.oneLine(rejects.message(), REJECT_COLUMNS));
      }
    }
    out.println(
        "核对发现 findings  "
            + List.of("error", "warning", "info").stream()
                .map(s -> SEVERITIES.get(s) + " " + summary.findings().getOrDefault(s, 0L))
                .collect(Collectors.joining("  ")));
  }

  private static String shortened(String source, List<String> inputs) {
    return inputs.stream()
        .filter(input -> source.startsWith(input + "/"))
        .map(input -> source.substring(input.lastIndexOf('/') + 1))
        .findFirst()
        .orElse(source);
  }

  private static String years(List<RunSummary.Reports> years) {
    return years.stream()
        .map(year -> (year.year() == null ? "年度不明 no year" : year.year()) + "×" + year.count())
        .collect(Collectors.joining(" "));
  }

  /** Prints what a person should know of how a snapshot was made. */
  void print(List<String> notes) {
    notes.forEach(note -> out.println("注意 note  " + note));
  }

  /** Prints where things are. */
  void print(String zh, String en, String place) {
    out.println(Layout.padRight(zh + " " + en, 28) + place);
  }
}
