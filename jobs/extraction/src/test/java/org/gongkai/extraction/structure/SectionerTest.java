package org.gongkai.extraction.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.RepairedDocument;
import org.gongkai.extraction.model.Section;
import org.gongkai.extraction.model.Section.Kind;
import org.gongkai.extraction.model.SourceDocument;
import org.gongkai.extraction.model.Span;
import org.gongkai.extraction.model.Structure;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SectionerTest {
  private static Sectioner sectioner;

  @BeforeAll
  static void load() throws IOException {
    sectioner = new Sectioner(ConfFiles.load(Path.of("../../conf")));
  }

  private static Structure cut(String text, Span... covered) {
    FormReading form = new FormReading(null, List.of(), List.of(), List.of(covered), List.of());
    return sectioner.structure(
        new RepairedDocument(
            new SourceDocument(
                "t", "", "text/plain", "UTF-8", null, null, Map.of(), text, List.of()),
            Set.of(),
            List.of()),
        form);
  }

  private static List<Kind> kinds(Structure structure) {
    return structure.sections().stream().map(Section::kind).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "一、概述,OVERVIEW",
    "一、总体情况,OVERVIEW",
    "二、主动公开政府信息情况,DISCLOSURE",
    "三、收到和处理政府信息公开申请情况,REQUESTS",
    "三、依申请共公开政府信息情况,REQUESTS",
    "二、申请公开政府信息及不予公开情况,REQUESTS",
    "四、政府信息公开行政复议、行政诉讼情况,APPEALS",
    "五、因政府信息公开申请行政复议、提起行政诉讼的情况,APPEALS",
    "六、举报投诉数量,APPEALS",
    "六、申请公开信息收费及减免情况,FEES",
    "五、政府支出与收费情况,FEES",
    "七、机构建设和保障经费情况,STAFFING",
    "三、目前存在的问题,PROBLEMS",
    "五、存在的主要问题及改进情况,PROBLEMS",
    "五、存在问题及下一步工作打算,PROBLEMS",
    "四、下一步工作打算,PLANS",
    "六、其他需要报告的事项,OTHER",
    "七、人大代表建议和政协提案办理情况,OTHER",
    "二、回应解读情况,DISCLOSURE",
    "第二部分 主动公开情况,DISCLOSURE"
  })
  void theWordsOfAHeadingTellItsTopic(String heading, Kind kind) {
    Structure structure = cut("根据条例要求，现将有关情况向社会公布，欢迎各界监督。\n" + heading + "\n有关内容如下。");

    assertThat(kinds(structure)).containsExactly(Kind.OVERVIEW, kind);
    assertThat(structure.sections().get(1).heading()).isEqualTo(heading);
  }

  @Test
  void sectionsCoverTheBodyWithoutGaps() {
    String text = "根据条例要求，现将情况公布如下，请予监督指正。\n一、概述\n工作开展。\n二、主动公开情况\n公开信息。\n";
    Structure structure = cut(text);

    int at = structure.body().start();
    for (Section section : structure.sections()) {
      assertThat(section.span().start()).isEqualTo(at);
      at = section.span().end();
    }
    assertThat(at).isEqualTo(structure.body().end());
  }

  @Test
  void plansAtTheEndOfTheProblemsAreASectionOfTheirOwn() {
    Structure structure = cut("六、存在的主要问题及改进情况\n重视不够。\n2019年，我们将重点抓好培训10次。\n七、其他需要报告的事项\n无");

    assertThat(kinds(structure)).containsExactly(Kind.PROBLEMS, Kind.PLANS, Kind.OTHER);
    assertThat(
            structure.sections().get(1).span().of("六、存在的主要问题及改进情况\n重视不够。\n2019年，我们将重点抓好培训10次。\n"))
        .startsWith("2019年，我们将");
  }

  @Test
  void aHeadingMayShareItsLineWithText() {
    Structure structure = cut("一、概述。全年工作稳步推进。\n二、依申请公开情况：全年收到申请3件。");

    assertThat(structure.sections()).map(Section::heading).containsExactly("一、概述", "二、依申请公开情况");
  }

  @Test
  void rowsOfTheOfficialTablesAreNoHeadings() {
    Structure structure =
        cut("三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量 | 3 |\n四、结转下年度继续办理\n0\n四、政府信息公开行政复议、行政诉讼情况\n0");

    assertThat(kinds(structure)).containsExactly(Kind.REQUESTS, Kind.APPEALS);
  }

  @Test
  void onlyOfficialHeadingsCountInsideATable() {
    String text = "二、主动公开政府信息情况\n一、主动公开情况\n12\n三、收到和处理政府信息公开申请情况\n0";
    Structure structure = cut(text, new Span(0, text.length()));

    assertThat(kinds(structure)).containsExactly(Kind.DISCLOSURE, Kind.REQUESTS);
  }

  @Test
  void officialHeadingsNeedNoNumeral() {
    assertThat(kinds(cut("总体情况\n工作推进。\n主动公开政府信息情况\n公开信息。\n其他需要报告的事项\n无")))
        .containsExactly(Kind.OVERVIEW, Kind.DISCLOSURE, Kind.OTHER);
  }

  @Test
  void bracketedNumeralsAreTheFirstLevelWhereNoHigherOneIsUsed() {
    assertThat(kinds(cut("（一）概述\n推进。\n（二）主动公开情况\n公开。\n（三）依申请公开情况\n3件。\n（四）存在的问题\n不足。")))
        .containsExactly(Kind.OVERVIEW, Kind.DISCLOSURE, Kind.REQUESTS, Kind.PROBLEMS);
    assertThat(kinds(cut("一、主动公开情况\n公开。\n（一）概述\n推进。\n（二）收费情况\n无。\n二、依申请公开情况\n无。")))
        .containsExactly(Kind.DISCLOSURE, Kind.REQUESTS);
  }

  @Test
  void aListOfContentsHasNoSections() {
    Structure structure = cut("目录\n一、概述\n二、主动公开情况\n一、概述\n全年推进。\n二、主动公开情况\n公开信息。");

    assertThat(structure.sections()).map(Section::heading).containsExactly("", "一、概述", "二、主动公开情况");
  }

  @Test
  void pageDebrisIsOutsideTheBody() {
    String text =
        "当前位置：首页 > 政务公开\n索引号: | 123/2019-1 |\n云川市2018年政府信息公开年报\n发布时间：2019-01-02 浏览次数：345\n"
            + "根据条例要求，现将全市2018年政府信息公开工作情况公布如下。\n一、概述\n推进。\n六、其他需要报告的事项\n无\n"
            + "附件下载\n市长热线：0980-12345\n版权所有 第 12 号";
    Structure structure = cut(text);
    String body = structure.body().of(text);

    assertThat(body).startsWith("根据条例要求").endsWith("无");
  }

  @Test
  void aTextWithoutHeadingsIsOneSection() {
    assertThat(kinds(cut("全年主动公开信息12条，未收到申请。"))).containsExactly(Kind.OVERVIEW);
  }

  @Test
  void anEmptyTextHasNoSections() {
    assertThat(cut(" \n ").sections()).isEmpty();
  }
}
