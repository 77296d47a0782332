package org.gongkai.extraction.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.ReportExtractor;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.forms.FormCatalogue;
import org.gongkai.extraction.model.Finding;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Planted contradictions are found, and what only looks like one is not. */
class PlantedTest {
  private static final String REPORT =
      """
      柞水县人民政府%1$d年政府信息公开工作年度报告
      根据《中华人民共和国政府信息公开条例》要求,现公布%1$d年度政府信息公开工作年度报告。所列数据的统计期限自%1$d年1月1日起至12月31日止。
      一、概述
      县政府高度重视政府信息公开工作,完善制度,强化监督。
      %2$s
      九、存在的主要问题及改进措施
      公开内容有待充实,将进一步加强培训。
      %3$d年3月1日
      """;

  /** Said of short pages that hold one sentence or one table. */
  private static final Set<String> BESIDE_THE_POINT = Set.of("form_missing", "table_incomplete");

  private static FormCatalogue catalogue;
  private static ReportExtractor extractor;

  @BeforeAll
  static void load() throws IOException {
    ConfFiles conf = ConfFiles.load(Path.of(System.getProperty("gongkai.home"), "conf"));
    catalogue = FormCatalogue.load(conf);
    extractor = new ReportExtractor(conf);
  }

  @TestFactory
  Stream<DynamicTest> findsWhatSentencesContradict() throws IOException {
    return lines("/findings/sentences.csv").map(line -> finds(line, line.get("text"), 2013));
  }

  @TestFactory
  Stream<DynamicTest> findsWhatTablesContradict() throws IOException {
    return lines("/findings/tables.csv")
        .map(
            line -> {
              String table = TablePage.of(line.get("form"), line.get("cells"), catalogue);
              int year = Integer.parseInt(line.get("form").substring("form_".length())) + 1;
              return finds(line, line.get("text") + "\n二、附表\n" + table, year);
            });
  }

  private static DynamicTest finds(CSVRecord line, String text, int year) {
    return DynamicTest.dynamicTest(
        String.join(" ", line.values()),
        () ->
            assertThat(found(REPORT.formatted(year, text, year + 1)))
                .containsExactlyInAnyOrderElementsOf(expected(line)));
  }

  private static Stream<CSVRecord> lines(String file) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setCommentMarker('#')
            .get();
    try (Reader lines =
        new InputStreamReader(
            PlantedTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
      return format.parse(lines).getRecords().stream();
    }
  }

  private static List<String> expected(CSVRecord line) {
    return Arrays.stream(line.get("findings").split("; "))
        .filter(finding -> !finding.isEmpty())
        .toList();
  }

  private static List<String> found(String page) throws RejectedException {
    RawInput input = new RawInput("page.txt", page.getBytes(StandardCharsets.UTF_8), null);
    return extractor.extract(input).findings().stream()
        .filter(finding -> !BESIDE_THE_POINT.contains(finding.rule()))
        .map(PlantedTest::shown)
        .toList();
  }

  private static String shown(Finding finding) {
    return finding.stated() == null
        ? finding.rule()
        : finding.rule() + " " + number(finding.stated()) + " " + number(finding.expected());
  }

  private static String number(BigDecimal value) {
    BigDecimal plain = value.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros();
    return plain.toPlainString();
  }
}
