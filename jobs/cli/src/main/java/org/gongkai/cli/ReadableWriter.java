package org.gongkai.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gongkai.extraction.ExtractedReport;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.Finding;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.Precision;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.model.Repair;
import org.gongkai.extraction.model.Scope;

/**
 * A report for a person to read: who, when and by which form, then the figures by topic, then the
 * findings.
 */
final class ReadableWriter implements ResultWriter {
  private static final int NAME_COLUMNS = 44;
  private static final int VALUE_COLUMNS = 12;
  private static final int EVIDENCE_COLUMNS = 96;

  private static final Map<FactTable, String> TOPICS =
      Map.of(
          FactTable.REQUESTS, "申请 Requests",
          FactTable.OUTCOMES, "办理结果 Outcomes",
          FactTable.CHANNELS, "渠道与回应解读 Channels",
          FactTable.STAFFING, "机构、人员与经费 Staffing",
          FactTable.DISCLOSURES, "主动公开 Disclosures",
          FactTable.APPEALS, "复议、诉讼与投诉 Appeals",
          FactTable.FEES, "收费 Fees");

  private static final Map<Scope, String> SCOPES =
      Map.of(
          Scope.WHOLE, "",
          Scope.OWN, "〔本级〕",
          Scope.SUBORDINATE, "〔下级〕",
          Scope.GRASSROOTS, "〔乡镇街道〕");

  private final Codebook codebook;

  ReadableWriter(Codebook codebook) {
    this.codebook = codebook;
  }

  @Override
  public void write(String source, RejectedException rejection, PrintWriter out) {
    out.println(source);
    out.println("  退回 rejected (" + rejection.reasonCode() + "): " + rejection.getMessage());
    out.println();
  }

  @Override
  public void write(String source, ExtractedReport report, PrintWriter out) {
    writeHead(source, report, out);
    for (FactTable table : FactTable.values()) {
      writeTopic(table, report, out);
    }
    writeFindings(report, out);
    out.println();
  }

  private static void writeHead(String source, ExtractedReport report, PrintWriter out) {
    Identity identity = report.identity();
    String year = identity.reportYear() == null ? "年度不明" : identity.reportYear() + "年度";
    out.println(shown(identity.publisherName(), "机关不明 publisher unknown") + "  " + year);
    line(out, "文件 file", source);
    line(out, "类别 kind", identity.docType().code() + "（" + identity.docTypeReason() + "）");
    line(
        out,
        "地区 region",
        shown(identity.regionCode(), "-")
            + " "
            + shown(identity.regionName(), "")
            + (identity.regionLevel() == null ? "" : "（" + identity.regionLevel().code() + "）"));
    line(
        out,
        "期限 period",
        shown(identity.periodStart(), "?") + " 至 " + shown(identity.periodEnd(), "?"));
    line(out, "表式 form", report.form());
    if (!report.document().repairs().isEmpty()) {
      line(
          out,
          "修复 repairs",
          String.join(
              "、", report.document().repairs().stream().sorted().map(Repair::code).toList()));
    }
  }

  private static void line(PrintWriter out, String name, String value) {
    out.println("  " + Layout.padRight(name, 14) + Layout.oneLine(value, EVIDENCE_COLUMNS));
  }

  private static String shown(Object value, String otherwise) {
    return value == null ? otherwise : value.toString();
  }

  private void writeTopic(FactTable table, ExtractedReport report, PrintWriter out) {
    List<Figure> figures = new ArrayList<>();
    int zeros = 0;
    for (Figure figure : report.figures()) {
      if (figure.key().table() == table) {
        if (figure.value().signum() == 0 && isDetail(figure)) {
          zeros++;
        } else {
          figures.add(figure);
        }
      }
    }
    if (figures.isEmpty() && zeros == 0) {
      return;
    }
    out.println();
    out.println(TOPICS.get(table));
    for (Figure figure : figures) {
      writeFigure(figure, report, out);
    }
    if (zeros > 0) {
      out.println("  另有 " + zeros + " 项填报为 0。 " + zeros + " more are stated as 0.");
    }
  }

  /** A zero in a cell of a breakdown says little to a reader; a total of zero says much. */
  private static boolean isDetail(Figure figure) {
    return figure.key().codes().size() > 1 && !figure.key().codes().get(1).equals("total");
  }

  private void writeFigure(Figure figure, ExtractedReport report, PrintWriter out) {
    String name = codebook.zh(figure.key()) + SCOPES.get(figure.scope());
    String value = mark(figure.precision()) + Layout.number(figure.value()) + " " + figure.unit();
    out.println(
        "  "
            + Layout.padRight(Layout.oneLine(name, NAME_COLUMNS), NAME_COLUMNS)
            + Layout.padLeft(value, VALUE_COLUMNS)
            + "   "
            + Layout.oneLine(figure.evidence().of(report.text()), EVIDENCE_COLUMNS));
  }

  private static String mark(Precision precision) {
    return switch (precision) {
      case EXACT -> "";
      case AT_LEAST -> "≥";
      case APPROXIMATE -> "≈";
    };
  }

  private static void writeFindings(ExtractedReport report, PrintWriter out) {
    out.println();
    out.println("核查 Findings");
    if (report.findings().isEmpty()) {
      out.println("  未发现问题。 None.");
    }
    for (Finding finding : report.findings()) {
      out.println(
          "  "
              + Layout.padRight(severity(finding.severity()), 6)
              + Layout.oneLine(finding.messageZh(), 160));
      out.println("        " + Layout.oneLine(finding.messageEn(), 160));
    }
  }

  private static String severity(Finding.Severity severity) {
    return switch (severity) {
      case ERROR -> "错误";
      case WARNING -> "提醒";
      case INFO -> "提示";
    };
  }
}
