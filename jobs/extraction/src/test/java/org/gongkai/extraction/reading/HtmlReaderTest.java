package org.gongkai.extraction.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.gongkai.extraction.model.SourceDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReaderTest {
  @Test
  void spansOfCellsPointToTheirText() throws Exception {
    SourceDocument document =
        Reading.html(
            """
            <p>二、主动公开政府信息情况</p>
            <table>
              <tr><td colspan="4">第二十条第（一）项</td></tr>
              <tr><td>信息内容</td><td>本年制发<br>件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
              <tr><td>规章</td><td>0</td><td>&nbsp;</td><td><p><span>1</span><span>3</span></p></td></tr>
            </table>
            <p>三、其他</p>
            """);
    assertThat(document.text())
        .isEqualTo(
            "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n"
                + "规章 | 0 |  | 13\n三、其他\n");
    assertThat(Reading.cells(document, 0))
        .containsExactly(
            "0,0,1,4 第二十条第（一）项",
            "1,0,1,1 信息内容",
            "1,1,1,1 本年制发件数",
            "1,2,1,1 本年废止件数",
            "1,3,1,1 现行有效件数",
            "2,0,1,1 规章",
            "2,1,1,1 0",
            "2,2,1,1 ",
            "2,3,1,1 13");
    Reading.assertSound(document);
  }

  @Test
  void cellsStandWhereSpansOverRowsLeaveThem() throws Exception {
    SourceDocument document =
        Reading.html(
            """
            <table><tr><td rowspan="3" colspan="2">甲</td><td colspan="2">乙</td></tr>
            <tr><td rowspan="2">丙</td><td>丁</td></tr><tr><td>戊</td></tr>
            <tr><td>己</td><td>庚</td><td>1</td><td>2</td></tr></table>
            """);
    assertThat(Reading.cells(document, 0))
        .containsExactly(
            "0,0,3,2 甲",
            "0,2,1,2 乙",
            "1,2,2,1 丙",
            "1,3,1,1 丁",
            "2,3,1,1 戊",
            "3,0,1,1 己",
            "3,1,1,1 庚",
            "3,2,1,1 1",
            "3,3,1,1 2");
  }

  @Test
  void layoutTablesDissolveAroundTheDataTable() throws Exception {
    SourceDocument document =
        Reading.html(
            """
            <table><tr><td width=200><a href=/>首页</a><br><a href=/x>公开指南</a></td>
            <td><table><tr><td><h1>某县年度报告</h1><p>一、总体情况</p>
            <table><tr><td>指标</td><td>单位</td><td>数量</td></tr><tr><td>收到申请数</td><td>件</td><td>7</td></tr></table>
            <p>完。</p></td></tr></table></td></tr></table>
            """);
    assertThat(document.text())
        .isEqualTo("首页\n公开指南\n某县年度报告\n一、总体情况\n指标 | 单位 | 数量\n收到申请数 | 件 | 7\n完。\n");
    assertThat(document.tables()).hasSize(1);
  }

  @Test
  void longTextOverTheWholeWidthSplitsATable() throws Exception {
    String prose = "本年度全县各单位认真落实公开要求，".repeat(12);
    SourceDocument document =
        Reading.html(
            "<table><tr><td>甲</td><td>1</td></tr><tr><td colspan=2><p>"
                + prose
                + "</p></td></tr><tr><td>乙</td><td>2</td></tr></table>");
    assertThat(document.text()).isEqualTo("甲 | 1\n" + prose + "\n乙 | 2\n");
    assertThat(document.tables()).hasSize(2);
    assertThat(Reading.cells(document, 1)).containsExactly("0,0,1,1 乙", "0,1,1,1 2");
    Reading.assertSound(document);
  }

  @Test
  void whatNobodySeesIsNotRead() throws Exception {
    SourceDocument document =
        Reading.html(
            """
            <style>p{}</style><script>var a="收到申请99件";</script><!-- 88件 -->
            <p>收到申请<!--x-->7<b>5</b>件<o:p></o:p>。<span style="DISPLAY : none">66件</span></p>
            <p hidden>55件</p><select><option>44件</select><noscript>33件</noscript>
            """);
    assertThat(document.text()).isEqualTo("收到申请75件。\n");
  }

  @Test
  void aPageThatHidesItsArticleUntilAScriptShowsItIsRead() throws Exception {
    SourceDocument document =
        Reading.html("<p>字号</p><div id=c style='display:none'><p>本年度收到申请7件，均已答复。</p></div>");
    assertThat(document.text()).contains("本年度收到申请7件");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<textarea style='display:none'>%s</textarea>",
        "<script type='text/html'>%s</script>",
        "<script id='editor' type='text/plain'>%s</script>",
        "<template>%s</template>",
        "<noscript>%s</noscript>",
        "<input type='hidden' value='%s'>"
      })
  void anArticleThatAScriptWouldShowIsRead(String carrier) throws Exception {
    String article = "<p>本年度收到申请7件，均已答复。</p><p>" + "各单位认真落实公开要求。".repeat(20) + "</p>";
    SourceDocument document = Reading.html("<div>首页</div>" + carrier.formatted(article));
    assertThat(document.text()).startsWith("首页\n本年度收到申请7件，均已答复。\n各单位");
  }

  @Test
  void aFieldForCommentsIsNoArticle() throws Exception {
    SourceDocument document =
        Reading.html(
            "<p>"
                + "各单位认真落实公开要求。".repeat(60)
                + "</p><textarea>"
                + "请文明发言，遵守有关规定。".repeat(20)
                + "</textarea>");
    assertThat(document.text()).doesNotContain("文明");
  }

  @Test
  void lineBreaksOfTheSourceDoNotSplitChineseWords() throws Exception {
    SourceDocument document =
        Reading.html(
            "<p class=MsoNormal>政府信\n   息公开申请<span lang=EN-US>13</span>\n件 of\nthe year</p>");
    assertThat(document.text()).isEqualTo("政府信息公开申请13 件 of the year\n");
  }

  @Test
  void titleAndMetaElementsAreMetadata() throws Exception {
    byte[] page =
        """
        <html><head><title>某市报告_某市政府</title><meta name="SiteName" content="某市人民政府">
        <meta name="PubDate" content="2022-01-20 09:00"></head><body><div>正文</div></body></html>
        """
            .getBytes(UTF_8);
    SourceDocument document = Reading.read("a.html", page);
    assertThat(document.title()).isEqualTo("某市报告_某市政府");
    assertThat(document.metadata())
        .containsEntry("SiteName", "某市人民政府")
        .containsEntry("PubDate", "2022-01-20 09:00");
  }

  @Test
  void hostileNestingIsReadOrRejectedInTime() throws Exception {
    assertThat(Reading.html("<div>".repeat(100_000) + "正文").text()).isEqualTo("正文\n");
    assertThat(Reading.html("<table><tr><td>".repeat(5_000) + "正文").text()).contains("正文");
    assertThat(Reading.html("<b><i>".repeat(50_000) + "正文").text()).contains("正文");
  }

  @Test
  void hugeSpansCostNothing() throws Exception {
    SourceDocument document =
        Reading.html(
            "<table><tr><td rowspan=99999 colspan=99999>甲</td></tr><tr><td>乙</td><td>1</td></tr></table>");
    Reading.assertSound(document);
  }

  @Test
  void aPageOfFramesHasNoText() {
    byte[] page =
        "<html><head></head><frameset><frame src=a.html></frameset></html>".getBytes(UTF_8);
    assertThat(Reading.reasonFor("a.html", page)).isEqualTo("no_text");
  }
}
