package org.gongkai.cli;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.ExtractedReport;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FormCell;
import org.gongkai.extraction.model.NumberFate;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.model.Span;

/** For every number of a text, in order: the figure it became, or why it became none. */
final class ExplanationWriter implements ResultWriter {
  private static final String REASONS = "lexicon/reasons.csv";
  private static final int CONTEXT = 18;
  private static final int CONTEXT_COLUMNS = 64;

  private final Codebook codebook;
  private final Map<String, String> reasons = new LinkedHashMap<>();

  private record Entry(Span number, String became) {}

  ExplanationWriter(ConfFiles conf, Codebook codebook) {
    this.codebook = codebook;
    for (CSVRecord line : conf.csv(REASONS)) {
      reasons.put(line.get("id"), line.get("zh") + " " + line.get("en"));
    }
  }

  @Override
  public void write(String source, RejectedException rejection, PrintWriter out) {
    out.println(
        source + ": 退回 rejected (" + rejection.reasonCode() + "): " + rejection.getMessage());
  }

  @Override
  public void write(String source, ExtractedReport report, PrintWriter out) {
    out.println(source);
    Stream<Entry> cells =
        report.forms().cells().stream()
            .filter(cell -> cell.span().length() > 0)
            .map(cell -> new Entry(cell.span(), became(cell)));
    Stream<Entry> sentences =
        report.fates().stream().map(fate -> new Entry(fate.number(), became(fate)));
    List<Entry> entries =
        Stream.concat(cells, sentences).sorted(Comparator.comparing(Entry::number)).toList();
    for (Entry entry : entries) {
      out.println(
          "  "
              + Layout.padRight(context(report.text(), entry.number()), CONTEXT_COLUMNS)
              + "  "
              + entry.became());
    }
    out.println();
  }

  private String became(FormCell cell) {
    if (cell.key() == null) {
      return "– 数据契约未设此项 the contract has no code for this cell";
    }
    return cell.state().hasValue()
        ? "→ " + cell.key() + "  " + codebook.zh(cell.key())
        : "– " + cell.key() + " 未填报 not stated (" + cell.state().code() + ")";
  }

  private String became(NumberFate fate) {
    Figure figure = fate.figure();
    if (figure != null) {
      return "→ " + figure.key() + " " + figure.scope().code() + "  " + codebook.zh(figure.key());
    }
    return "– " + reasons.getOrDefault(fate.reason(), fate.reason());
  }

  private static String context(String text, Span number) {
    int from = Math.max(0, number.start() - CONTEXT);
    int to = Math.min(text.length(), number.end() + CONTEXT);
    String shown =
        text.substring(from, number.start())
            + "【"
            + number.of(text)
            + "】"
            + text.substring(number.end(), to);
    return Layout.oneLine(shown, CONTEXT_COLUMNS);
  }
}
