package org.gongkai.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Repair;
import org.gongkai.extraction.model.RepairedDocument;
import org.gongkai.extraction.model.SourceDocument;
import org.gongkai.extraction.repair.TextRepairer;
import org.junit.jupiter.api.Test;

class SampleGeneratorTest {
  private static final int LARGEST = 1_500_000;
  private static final Path ROOT = Path.of(System.getProperty("gongkai.home", "../.."));
  private static final Path SAMPLES = ROOT.resolve("data/samples");

  @Test
  void regeneratingGivesTheCommittedFiles() throws IOException {
    Map<String, byte[]> generated = SampleGenerator.generate(conf());
    Set<String> committed;
    try (Stream<Path> paths = Files.walk(SAMPLES)) {
      committed =
          paths
              .filter(Files::isRegularFile)
              .map(path -> SAMPLES.relativize(path).toString().replace('\\', '/'))
              .filter(path -> !path.equals("README.md"))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    assertThat(generated.keySet()).isEqualTo(committed);
    for (Map.Entry<String, byte[]> file : generated.entrySet()) {
      assertThat(file.getValue())
          .as(file.getKey())
          .isEqualTo(Files.readAllBytes(SAMPLES.resolve(file.getKey())));
    }
    assertThat(generated.values().stream().mapToInt(bytes -> bytes.length).sum())
        .isLessThan(LARGEST);
  }

  @Test
  void simulatedYearsFitTogether() {
    Publisher county = new Publisher("980122", "白溪县", "白溪县人民政府", "government", "county", "全县", 50);
    SortedMap<Integer, YearFigures> years = new Simulation(county).run();
    for (int year = 2019; year <= Simulation.LAST_YEAR; year++) {
      YearFigures figures = years.get(year);
      for (String applicant : Simulation.APPLICANTS) {
        assertThat(figures.number("carried_in/" + applicant))
            .isEqualTo(years.get(year - 1).number("carried_out/" + applicant));
      }
      assertThat(figures.number("received/total") + figures.number("carried_in/total"))
          .isEqualTo(figures.number("total/total") + figures.number("carried_out/total"));
    }
  }

  @Test
  void damagedSamplesNameTheirDamage() throws IOException {
    assertThat(repair("province/980221-government-2016.txt").repairs())
        .contains(Repair.GBK_SHIFT, Repair.PINYIN_ANNOTATION, Repair.TRADITIONAL);
    assertThat(repair("province/980302-government-2015.txt").repairs())
        .contains(Repair.TRADITIONAL);
    assertThat(repair("province/980202-government-2017.txt").repairs()).contains(Repair.WIDTH);
    RepairedDocument charset = repair("province/980121-government-2018.txt");
    assertThat(charset.repairs()).contains(Repair.CHARSET);
    assertThat(charset.text()).contains("松坪县人民政府2018年政府信息公开工作年度报告");
  }

  @Test
  void hijackedTableReadsAsItWas() throws IOException {
    assertThat(repair("known/zhashui-2018.txt").text())
        .contains(
            "(二)通过不同渠道和方式公开政府信息的情况",
            "(一)回应公众关注热点或重大舆情数 | 次 | 21",
            "(一)收到申请数 | 件 | 13",
            "(三)其他情形数 | 件 | 1",
            "(三)从事政府信息公开工作人员数 | 人 | 126");
  }

  private static RepairedDocument repair(String file) throws IOException {
    String text = Files.readString(SAMPLES.resolve(file), StandardCharsets.UTF_8);
    return new TextRepairer(conf())
        .repair(
            new SourceDocument(
                file, "", "text/plain", "UTF-8", null, null, Map.of(), text, java.util.List.of()));
  }

  private static ConfFiles conf() throws IOException {
    return ConfFiles.load(ROOT.resolve("conf"));
  }
}
