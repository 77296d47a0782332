package org.gongkai.extraction.accuracy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.gongkai.extraction.ExtractedReport;
import org.gongkai.extraction.ReportExtractor;
import org.gongkai.extraction.accuracy.Gold.Fact;
import org.gongkai.extraction.accuracy.Gold.Inconsistency;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.Finding;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;

/** Compares what is extracted from a set of reports with what a person read in them. */
final class Accuracy {
  private static final int BUCKETS = 20;

  final Tally all = new Tally();
  final Map<String, Tally> byTable = new TreeMap<>();
  final Map<String, Tally> byForm = new TreeMap<>();
  final Tally metadata = new Tally();
  final Tally planted = new Tally();
  final List<String> errors = new ArrayList<>();
  int cleanReports;
  int falseErrors;
  private final int[] rightAt = new int[BUCKETS + 1];
  private final int[] allAt = new int[BUCKETS + 1];

  static Accuracy of(ReportExtractor extractor, List<Gold> documents) throws IOException {
    Accuracy accuracy = new Accuracy();
    for (Gold gold : documents) {
      accuracy.add(extractor, gold);
    }
    return accuracy;
  }

  private void add(ReportExtractor extractor, Gold gold) throws IOException {
    String name = gold.file().getFileName().toString();
    ExtractedReport report;
    try {
      report =
          extractor.extract(
              new RawInput(gold.file().toString(), Files.readAllBytes(gold.file()), null));
    } catch (RejectedException e) {
      compareMetadata(name, Map.of("doc_type", "other"), gold);
      compareFacts(name, gold.metadata().getOrDefault("form", "prose"), Map.of(), gold);
      return;
    }
    compareMetadata(name, metadata(report), gold);
    Map<Fact, Double> found = new LinkedHashMap<>();
    for (Figure figure : report.figures()) {
      boolean tenThousands = figure.unit().equals("万元");
      BigDecimal value = tenThousands ? figure.value().movePointRight(4) : figure.value();
      found.merge(
          new Fact(figure.key(), figure.scope().code(), value), figure.confidence(), Math::max);
    }
    compareFacts(name, gold.metadata().getOrDefault("form", "prose"), found, gold);
    compareFindings(name, report.findings(), gold);
  }

  private void compareFacts(String name, String form, Map<Fact, Double> found, Gold gold) {
    for (Fact fact : gold.facts()) {
      boolean right = found.containsKey(fact);
      for (Tally tally : tallies(fact, form)) {
        if (right) {
          tally.right++;
        } else {
          tally.missed++;
        }
      }
      if (!right) {
        errors.add(name + ": missed " + shown(fact));
      }
    }
    found.forEach(
        (fact, confidence) -> {
          boolean right = gold.facts().contains(fact);
          if (!right && gold.optional().contains(fact)) {
            return;
          }
          int bucket = (int) Math.round(confidence * BUCKETS);
          allAt[bucket]++;
          if (right) {
            rightAt[bucket]++;
          } else {
            tallies(fact, form).forEach(tally -> tally.wrong++);
            errors.add(name + ": wrong " + shown(fact));
          }
        });
  }

  private List<Tally> tallies(Fact fact, String form) {
    return List.of(
        all,
        byTable.computeIfAbsent(fact.key().table().tableName(), table -> new Tally()),
        byForm.computeIfAbsent(form, code -> new Tally()));
  }

  private static String shown(Fact fact) {
    return fact.key() + " " + fact.scope() + " " + fact.value().toPlainString();
  }

  private static Map<String, String> metadata(ExtractedReport report) {
    Identity identity = report.identity();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("doc_type", identity.docType().code());
    fields.put("publisher_name", String.valueOf(identity.publisherName()));
    fields.put("organ_kind", identity.organKind() == null ? "null" : identity.organKind().code());
    fields.put("region_code", String.valueOf(identity.regionCode()));
    fields.put(
        "region_level", identity.regionLevel() == null ? "null" : identity.regionLevel().code());
    fields.put("report_year", String.valueOf(identity.reportYear()));
    fields.put("period_start", String.valueOf(identity.periodStart()));
    fields.put("period_end", String.valueOf(identity.periodEnd()));
    fields.put("form", report.form());
    return fields;
  }

  private static final List<String> SCORED_METADATA =
      List.of(
          "doc_type",
          "publisher_name",
          "organ_kind",
          "region_code",
          "region_level",
          "report_year",
          "period_start",
          "period_end",
          "form");

  private void compareMetadata(String name, Map<String, String> found, Gold gold) {
    for (String field : SCORED_METADATA) {
      String expected = gold.metadata().get(field);
      if (expected == null) {
        continue;
      }
      if (expected.equals(found.get(field))) {
        metadata.right++;
      } else {
        metadata.missed++;
        errors.add(name + ": " + field + " is " + expected + ", read " + found.get(field));
      }
    }
  }

  private void compareFindings(String name, List<Finding> found, Gold gold) {
    for (Inconsistency expected : gold.findings()) {
      if (found.stream().noneMatch(finding -> matches(expected, finding))) {
        planted.missed++;
        errors.add(name + ": missed finding " + expected);
      } else {
        planted.right++;
      }
    }
    if (gold.findings().isEmpty()) {
      cleanReports++;
      for (Finding finding : found) {
        if (finding.severity() == Finding.Severity.ERROR) {
          falseErrors++;
          errors.add(name + ": false error " + finding.rule() + " " + finding.messageEn());
        }
      }
    }
  }

  /**
   * Which of two numbers that contradict each other is the wrong one is often a matter of taste.
   */
  private static boolean matches(Inconsistency expected, Finding finding) {
    return (same(expected.stated(), finding.stated())
            && same(expected.expected(), finding.expected()))
        || (same(expected.stated(), finding.expected())
            && same(expected.expected(), finding.stated()));
  }

  private static boolean same(BigDecimal expected, BigDecimal found) {
    return expected == null || (found != null && expected.compareTo(found) == 0);
  }

  /** The results as Markdown tables. */
  String markdown() {
    StringBuilder out = new StringBuilder();
    out.append("| | right | missed | wrong | precision | recall |\n");
    out.append("| --- | ---: | ---: | ---: | ---: | ---: |\n");
    row(out, "all", all);
    byForm.forEach((form, tally) -> row(out, "form `" + form + "`", tally));
    byTable.forEach((table, tally) -> row(out, "table `" + table + "`", tally));
    out.append(
        String.format(
            Locale.ROOT,
            "%nMetadata fields: %d of %d right (%.1f %%). Planted inconsistencies: %d of %d found. False errors: %d in %d"
                + " reports without any.%n",
            metadata.right,
            metadata.right + metadata.missed,
            100 * metadata.recall(),
            planted.right,
            planted.right + planted.missed,
            falseErrors,
            cleanReports));
    out.append("\n| confidence | figures | right |\n| ---: | ---: | ---: |\n");
    for (int bucket = BUCKETS; bucket >= 0; bucket--) {
      if (allAt[bucket] > 0) {
        out.append(
            String.format(
                Locale.ROOT,
                "| %.2f | %d | %.3f |%n",
                (double) bucket / BUCKETS,
                allAt[bucket],
                Tally.share(rightAt[bucket], allAt[bucket])));
      }
    }
    return out.toString();
  }

  private static void row(StringBuilder out, String name, Tally tally) {
    out.append(
        String.format(
            Locale.ROOT,
            "| %s | %d | %d | %d | %.4f | %.4f |%n",
            name,
            tally.right,
            tally.missed,
            tally.wrong,
            tally.precision(),
            tally.recall()));
  }
}
