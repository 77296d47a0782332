package org.gongkai.extraction.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.gongkai.extraction.model.SourceDocument;
import org.junit.jupiter.api.Test;

class PdfReaderTest {
  private static final double[] EDGES = {60, 300, 400, 540};

  @Test
  void linesBecomeParagraphsAndRunningHeadsGo() throws Exception {
    String full = "本年度全县各单位坚持以公开为常态不公开为例外通过网站发布信息十二条并";
    PdfPages pdf =
        new PdfPages()
            .page()
            .text(200, 40, 9, "某县人民政府")
            .text(84, 120, 14, full.substring(0, 32))
            .text(60, 144, 14, "及时答复。")
            .text(84, 168, 14, "（一）主动公开")
            .text(84, 192, 14, full.substring(0, 32))
            .text(290, 810, 9, "- 1 -")
            .page()
            .text(200, 40, 9, "某县人民政府")
            .text(60, 120, 14, "公开到底。")
            .text(290, 810, 9, "- 2 -");
    SourceDocument document = Reading.read("a.pdf", pdf.bytes());
    assertThat(document.text())
        .isEqualTo(full.substring(0, 32) + "及时答复。\n（一）主动公开\n" + full.substring(0, 32) + "公开到底。\n");
  }

  @Test
  void aRuledTableGoesOnOverThePageWithoutItsRepeatedHead() throws Exception {
    String[] head = {"统计指标", "单位", "统计数"};
    PdfPages pdf =
        new PdfPages()
            .page()
            .text(60, 100, 14, "政府信息公开情况统计表")
            .grid(700, EDGES, head, new String[] {"收到申请数", "件", "13"})
            .page()
            .grid(60, EDGES, head, new String[] {"答复数", "件", ""}, new String[] {"费用", "万元", "4.5"})
            .text(60, 200, 14, "完。");
    SourceDocument document = Reading.read("a.pdf", pdf.bytes());
    assertThat(document.text())
        .isEqualTo("政府信息公开情况统计表\n统计指标 | 单位 | 统计数\n收到申请数 | 件 | 13\n答复数 | 件 | \n费用 | 万元 | 4.5\n完。\n");
    assertThat(document.tables()).hasSize(1);
    Reading.assertSound(document);
  }

  @Test
  void valuesAfterAPageBreakStayUnderHeadsOfSeveralRows() throws Exception {
    PdfPages pdf =
        new PdfPages()
            .page()
            .line(60, 700, 360, 700)
            .line(160, 720, 360, 720)
            .line(60, 740, 360, 740)
            .line(60, 700, 60, 740)
            .line(160, 700, 160, 740)
            .line(260, 720, 260, 740)
            .line(360, 700, 360, 740)
            .text(64, 724, 10, "结果维持")
            .text(164, 714, 10, "复议后起诉")
            .text(164, 734, 10, "结果纠正")
            .text(264, 734, 10, "总计")
            .page()
            .grid(60, new double[] {60, 160, 260, 360}, new String[] {"", "2", "2"});
    SourceDocument document = Reading.read("a.pdf", pdf.bytes());
    assertThat(Reading.row(document, 0, 2)).containsExactly("", "2", "2");
  }

  @Test
  void tablesThatAlmostTouchHaveNoRowBetweenThem() throws Exception {
    PdfPages pdf =
        new PdfPages()
            .page()
            .grid(100, new double[] {60, 200, 360}, new String[] {"行政许可", "51"})
            .grid(123, new double[] {60, 160, 260, 360}, new String[] {"规章和规范性文件", "", "3"});
    SourceDocument document = Reading.read("a.pdf", pdf.bytes());
    assertThat(document.text()).isEqualTo("行政许可 | 51\n规章和规范性文件 |  | 3\n");
  }

  @Test
  void aHeadingIsNoContinuationOfTheTitleAbove() throws Exception {
    PdfPages pdf = new PdfPages().page().text(60, 100, 12, "某县年度报告").text(60, 118, 12, "一、总体情况");
    assertThat(Reading.read("a.pdf", pdf.bytes()).text()).isEqualTo("某县年度报告\n一、总体情况\n");
  }

  @Test
  void cellsThatSpanRowsAndColumnsKeepTheirPlaces() throws Exception {
    PdfPages pdf =
        new PdfPages()
            .page()
            .line(60, 100, 360, 100)
            .line(160, 120, 360, 120)
            .line(60, 140, 360, 140)
            .line(60, 160, 360, 160)
            .line(60, 100, 60, 160)
            .line(160, 100, 160, 160)
            .line(260, 120, 260, 160)
            .line(360, 100, 360, 160)
            .text(64, 124, 10, "指标")
            .text(164, 114, 10, "申请人情况")
            .text(164, 134, 10, "自然人")
            .text(264, 134, 10, "总计")
            .text(64, 154, 10, "新收")
            .text(164, 154, 10, "12")
            .text(264, 154, 10, "13");
    SourceDocument document = Reading.read("a.pdf", pdf.bytes());
    assertThat(Reading.cells(document, 0))
        .containsExactly(
            "0,0,2,1 指标",
            "0,1,1,2 申请人情况",
            "1,1,1,1 自然人",
            "1,2,1,1 总计",
            "2,0,1,1 新收",
            "2,1,1,1 12",
            "2,2,1,1 13");
  }

  @Test
  void numbersBrokenInNarrowCellsAndVerticalHeadsBecomeWhole() throws Exception {
    PdfPages pdf =
        new PdfPages()
            .page()
            .line(60, 100, 160, 100)
            .line(60, 160, 160, 160)
            .line(60, 200, 160, 200)
            .line(60, 100, 60, 200)
            .line(140, 100, 140, 200)
            .line(160, 100, 160, 200)
            .text(64, 120, 10, "收到申请数量")
            .text(144, 112, 10, "总")
            .text(144, 126, 10, "计")
            .text(64, 174, 10, "全县合计")
            .text(142, 174, 10, "136")
            .text(142, 188, 10, "12");
    SourceDocument document = Reading.read("a.pdf", pdf.bytes());
    assertThat(document.text()).isEqualTo("收到申请数量 | 总计\n全县合计 | 13612\n");
  }

  @Test
  void aTableWithoutLinesIsFoundByItsColumns() throws Exception {
    PdfPages pdf =
        new PdfPages()
            .page()
            .text(60, 100, 10, "统计指标")
            .text(400, 100, 10, "单位")
            .text(480, 100, 10, "统计数")
            .text(60, 120, 10, "（一）收到申请数")
            .text(400, 120, 10, "件")
            .text(480, 120, 10, "13")
            .text(60, 140, 10, "（二）专项经费（不包括用于政府公报编辑管理")
            .text(400, 147, 10, "万元")
            .text(480, 147, 10, "4.5")
            .text(60, 154, 10, "及网站建设维护的经费）")
            .text(60, 174, 10, "（三）会议数")
            .text(400, 174, 10, "次");
    SourceDocument document = Reading.read("a.pdf", pdf.bytes());
    assertThat(document.text())
        .isEqualTo(
            "统计指标 | 单位 | 统计数\n（一）收到申请数 | 件 | 13\n"
                + "（二）专项经费（不包括用于政府公报编辑管理及网站建设维护的经费） | 万元 | 4.5\n（三）会议数 | 次 | \n");
    assertThat(document.tables()).hasSize(1);
    Reading.assertSound(document);
  }

  @Test
  void aTurnedPageIsReadAsItIsShown() throws Exception {
    PdfPages pdf =
        new PdfPages()
            .with("/Rotate 90")
            .page()
            .raw("0 1 -1 0 595 0 cm\n")
            .text(60, 400, 14, "横排的报告正文在此处")
            .grid(500, EDGES, new String[] {"收到申请数", "件", "13"}, new String[] {"答复", "件", "7"});
    SourceDocument document = Reading.read("a.pdf", pdf.bytes());
    assertThat(document.text()).isEqualTo("横排的报告正文在此处\n收到申请数 | 件 | 13\n答复 | 件 | 7\n");
  }

  @Test
  void pagesWithoutTextNeedTextRecognition() {
    byte[] scan = new PdfPages().page().page().line(0, 0, 9, 9).bytes();
    assertThat(Reading.reasonFor("a.pdf", scan)).isEqualTo("needs_ocr");
  }

  @Test
  void tooManyPagesAreRejected() {
    PdfPages pdf = new PdfPages();
    for (int i = 0; i < 501; i++) {
      pdf.page();
    }
    assertThat(Reading.reasonFor("a.pdf", pdf.bytes())).isEqualTo("too_many_pages");
  }
}
