package org.gongkai.extraction.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FormCell;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.RepairedDocument;
import org.gongkai.extraction.model.SourceDocument;
import org.gongkai.extraction.model.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormReaderTest {
  static final Path CONF = Path.of(System.getProperty("gongkai.home", "../.."), "conf");
  private static final FormReader READER = new FormReader(conf(CONF));

  static ConfFiles conf(Path folder) {
    try {
      return ConfFiles.load(folder);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static RepairedDocument document(String text, List<Table> tables) {
    return new RepairedDocument(
        new SourceDocument("test", "", "text/plain", "UTF-8", null, null, Map.of(), text, tables),
        Set.of(),
        List.of());
  }

  private static FormReading read(String... lines) {
    return READER.read(document(String.join("\n", lines), List.of()));
  }

  private static Map<String, BigDecimal> figures(FormReading reading) {
    return reading.figures().stream()
        .collect(Collectors.toMap(figure -> figure.key().toString(), Figure::value, (a, b) -> a));
  }

  @Test
  void readsOneCellPerLineWithBarsForTheMissingOnes() {
    FormReading reading =
        read(
            "二、主动公开政府信息情况",
            "第二十条 第(一)项 |",
            "|||",
            "信息内容 |",
            "本年制发件数 |",
            "本年废止件数 |",
            "现行有效件数 |",
            "规章 |",
            "0 |",
            "|",
            "- |",
            "行政规范性文件 |",
            "3 |",
            "1 |",
            "12 |",
            "第二十条 第(五)项 |",
            "|||",
            "信息内容 |",
            "本年处理决定数量 |",
            "||",
            "行政许可 |",
            "67,034 |",
            "||",
            "三、收到和处理政府信息公开申请情况");
    assertThat(reading.form()).isEqualTo("form_2021");
    assertThat(figures(reading))
        .containsEntry("disclosures(regulations, issued)", BigDecimal.ZERO)
        .containsEntry("disclosures(normative_documents, in_force)", BigDecimal.valueOf(12))
        .containsEntry("disclosures(licences, decisions)", BigDecimal.valueOf(67034))
        .hasSize(5);
    assertThat(reading.cells())
        .filteredOn(cell -> "regulations".equals(cell.rowCode()))
        .extracting(FormCell::state)
        .containsExactly(FormCell.State.ZERO, FormCell.State.BLANK, FormCell.State.DASH);
  }

  @Test
  void readsRowsWithCommasOrAColonBetweenTheirCells() {
    FormReading reading =
        read(
            "第二十条第(一)项,,,",
            "信息内容,本年制发件数,本年废止件数,现行有效件数",
            "规章,0,,-",
            "\"行政规范性文件\",\"3\",\"1\",\"12\"",
            "第二十条第(五)项",
            "信息内容,本年处理决定数量,,",
            "行政许可:67",
            "第二十条第(六)项",
            "信息内容;本年处理决定数量",
            "行政处罚;31",
            "行政强制 1,310,206",
            "一、本年新收政府信息公开申请数量，5，1，0，0，0，1，7",
            "三、本年度办理结果,(一)予以公开,4,1,0,0,0,0,5",
            "(二)部分公开(区分处理的,只计这一情形,不计其他情形),1,0,0,0,0,0,1",
            "(三)不予公开、1、属于国家秘密、0、0、0、0、0、1、1",
            "加强领导,健全机制,收到申请5件");
    assertThat(figures(reading))
        .containsEntry("disclosures(regulations, issued)", BigDecimal.ZERO)
        .doesNotContainKey("disclosures(regulations, repealed)")
        .containsEntry("disclosures(normative_documents, in_force)", BigDecimal.valueOf(12))
        .containsEntry("disclosures(licences, decisions)", BigDecimal.valueOf(67))
        .containsEntry("disclosures(penalties, decisions)", BigDecimal.valueOf(31))
        .containsEntry("disclosures(coercive_measures, decisions)", BigDecimal.valueOf(1310206))
        .containsEntry("requests(received, natural_person)", BigDecimal.valueOf(5))
        .containsEntry("requests(received, total)", BigDecimal.valueOf(7))
        .containsEntry("outcomes(granted, total)", BigDecimal.valueOf(5))
        .containsEntry("outcomes(partly_granted, total)", BigDecimal.ONE)
        .containsEntry("outcomes(denied_state_secret, other_organisation)", BigDecimal.ONE);
  }

  @Test
  void readsNumberedRowsAndHeadedColumnsBetweenCommas() {
    FormReading reading =
        read(
            "政府信息公开情况统计表",
            "序号,统计指标,单位,合计,县政府本级,县直部门和乡镇",
            "1,(一)主动公开政府信息数,条,30,10,20",
            "2,其中:主动公开规范性文件数,条,6,2,4",
            "3,制发规范性文件总数,件,3,1,2");
    assertThat(reading.figures())
        .filteredOn(figure -> figure.key().toString().contains("all_information"))
        .extracting(figure -> figure.scope().code() + " " + figure.value())
        .containsExactly("whole 30", "own 10", "subordinate 20");
  }

  @Test
  void namesTheFormOfLabelsWithoutAnyRow() {
    FormReading reading = read("本年新制作数量", "本年新公开数量", "对外公开总数量", "采购总金额");
    assertThat(reading.form()).isEqualTo("form_2019");
    assertThat(reading.figures()).isEmpty();
    assertThat(read("各表填写本年新制作数量、本年新公开数量、对外公开总数量。").form()).isNull();
  }

  @Test
  void tellsSameLabelsApartByWhereTheyStand() {
    FormReading reading =
        read(
            "政府信息公开情况统计表",
            "填报单位(盖章):某县人民政府办公室",
            "统 计 指 标 | 单位 | 统计数 | |",
            "8.告知通过其他途径办理数 | 件 | 0 | |",
            "四、行政复议数量 | 件 | 2 | |",
            "(一)维持具体行政行为数 | 件 | 0 | |",
            "(二)被依法纠错数 | 件 | 1 | |",
            "(三)其他情形数 | 件 | 1 | |",
            "五、行政诉讼数量 | 件 | 9 | |",
            "(一)维持具体行政行为或者驳回原告诉讼请求数 | 件 | 1 | |",
            "(二)被依法纠错数 | 件 | 7 | |",
            "(三)其他情形数 | 件 | 1 | |",
            "六、举报投诉数量 | 件 | 无 | |",
            "七、依申请公开信息收取的费用 | 万元 | 1.6 | |",
            "单位负责人:某 审核人:某 填报人:某",
            "以上情况属实。");
    assertThat(reading.form()).isEqualTo("form_2014");
    assertThat(figures(reading))
        .containsEntry("appeals(reconsideration, corrected)", BigDecimal.ONE)
        .containsEntry("appeals(litigation, corrected)", BigDecimal.valueOf(7))
        .containsEntry("appeals(complaint, total)", BigDecimal.ZERO)
        .containsEntry("fees(charged)", new BigDecimal("1.6"))
        .hasSize(11);
    assertThat(reading.figures())
        .filteredOn(figure -> figure.key().toString().equals("fees(charged)"))
        .extracting(Figure::unit)
        .containsExactly("万元");
    assertThat(reading.covered()).hasSize(1);
    assertThat(reading.doubts()).extracting("rule").containsExactly("table_incomplete");
  }

  @Test
  void leavesProseThatNamesTheSameMattersAlone() {
    FormReading reading =
        read("全年行政复议2件(维持具体行政行为数0件,被依法纠错数1件,其他情形数1件)。", "回应公众关注热点或重大舆情数 21 次。", "收到申请数 13 件。");
    assertThat(reading).isEqualTo(FormReading.none());
  }

  @Test
  void tellsWhoseFiguresSeveralColumnsHold() {
    FormReading reading =
        read(
            "政府信息公开情况统计表",
            "统计指标 | 单位 | 区政府统计数 | 乡镇街道统计数 | 合计",
            "(一)收到申请数 | 件 | 1 | 2 | 3",
            "1.属于已主动公开范围数 | 件 | 0 | / | 0",
            "四、行政复议数量 | 件 | 一百二十三 | - | 1.2万",
            "附件:福建省政府信息公开情况统计表",
            "指标名称 | 计量单位 | 2016年度 | 历年累计",
            "主动公开信息数 | 条 | 500 | 9000",
            "受理依申请公开信息总数 | 条 | 7 | 70",
            "本年度对申请的答复总数 | 条 | 6 | 60");
    assertThat(reading.figures())
        .extracting(
            figure -> figure.key() + " " + figure.scope() + " " + figure.value().toPlainString())
        .contains(
            "requests(received, total) OWN 1",
            "requests(received, total) GRASSROOTS 2",
            "requests(received, total) WHOLE 3",
            "appeals(reconsideration, total) OWN 123",
            "appeals(reconsideration, total) WHOLE 12000",
            "requests(received, total) WHOLE 7")
        .doesNotContain("requests(received, total) WHOLE 70");
  }

  @Test
  void joinsDigitsThatAPageSplitWhereOnlyOneWayAddsUp() {
    FormReading reading =
        read(
            "一、本年新收政府信息公开申请数量 37 46 63 0 0 19 2 38 30",
            "二、上年结转政府信息公开申请数量 4 0 0 0 0 0 4",
            "（七）总计 3740 63 0 0 19 2 3824",
            "四、结转下年度继续办理 5 5");
    assertThat(figures(reading))
        .containsEntry("requests(received, natural_person)", BigDecimal.valueOf(3746))
        .containsEntry("requests(received, total)", BigDecimal.valueOf(3830))
        .containsEntry("requests(carried_out, total)", BigDecimal.valueOf(5))
        .doesNotContainKey("requests(carried_out, natural_person)");
    assertThat(reading.doubts()).extracting("rule").contains("number_rejoined", "row_incomplete");
  }

  @Test
  void readsBlankCellsFromTheEmptyLinesTheyLeave() {
    FormReading reading =
        read(
            "一、本年新收政府信息公开申请数量\n\n3\n\n\n\n0\n\n0\n\n\n\n\n0\n\n3\n",
            "二、上年结转政府信息公开申请数量\n\n0\n\n0\n\n0\n\n0\n\n0\n\n0\n\n0\n",
            "四、结转下年度继续办理\n\n0\n\n0\n\n0\n\n0\n\n0\n\n0\n\n0\n");
    assertThat(figures(reading))
        .doesNotContainKey("requests(received, commercial_enterprise)")
        .containsEntry("requests(carried_out, total)", BigDecimal.ZERO);
  }

  @Test
  void takesTheUnitOfAnAmountFromItsHeader() {
    FormReading reading =
        read(
            "信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量",
            "行政许可 | 31 | -1 | 520",
            "行政处罚 | 8 | 0 | 16",
            "信息内容 | 上一年项目数量 | 本年增/减",
            "行政事业性收费 | 2 | 0",
            "信息内容 | 采购项目数量 | 采购总金额（单位：万元）",
            "政府集中采购 | 12 | 704.5");
    assertThat(reading.figures())
        .filteredOn(figure -> figure.key().toString().equals("disclosures(procurement, amount)"))
        .extracting("unit")
        .containsExactly("万元");
  }

  @Test
  void readsAFormThatOnlyItsCsvKnows(@TempDir Path folder) throws IOException {
    Path forms = Files.createDirectories(folder.resolve("forms"));
    for (String file : List.of("words.csv", "values.csv", "margins.csv")) {
      Files.copy(CONF.resolve("forms").resolve(file), forms.resolve(file));
    }
    Files.writeString(forms.resolve("years.csv"), "year,form\n2027,form_2027\n");
    Files.writeString(
        forms.resolve("form_2027.csv"),
        """
        kind,table,code,label,aliases,columns,unit,number,key
        form,,form_2027,An invented form,,,,,
        mark,,strong,数据开放目录数,,,,,
        table,openness,,数据开放情况,,,,,
        column,openness,made,本年新增,,pair,件,count,made
        column,openness,total_published,累计开放,,pair,件,count,total_published
        row,openness,catalogues,一、数据开放目录数,,pair,,,"disclosures(all_information, *)"
        row,openness,interfaces,二、数据接口数,,pair,,,
        row,openness,staff,三、数据开放人员数,,pair,人,,
        rule,openness,growth,made <= total_published,,columns,,,
        """);
    FormReading reading =
        new FormReader(conf(folder))
            .read(
                document(
                    "指标 | 本年新增 | 累计开放\n一、数据开放目录数 | 5 | 12\n二、数据接口数 | 3 | 4\n三、数据开放人员数 | 1 | 2",
                    List.of()));
    assertThat(reading.form()).isEqualTo("form_2027");
    assertThat(figures(reading))
        .containsEntry("disclosures(all_information, made)", BigDecimal.valueOf(5))
        .containsEntry("disclosures(all_information, total_published)", BigDecimal.valueOf(12))
        .hasSize(2);
    assertThat(reading.cells()).hasSize(6);
  }

  @Test
  void placesValuesWhoseBlanksAreLostByTheSumsDownTheColumns() {
    FormReading reading =
        read(
            "三、收到和处理政府信息公开申请情况",
            "自然人 法人或其他组织 总计",
            "商业企业 科研机构 社会公益组织 法律服务机构 其他",
            "一、本年新收政府信息公开申请数量 5 0 0 2 0 0 7",
            "二、上年结转政府信息公开申请数量",
            "三、本年度办理结果",
            "（一）予以公开 5 5",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形） 2 2",
            "（七）总计 5 2 7",
            "四、结转下年度继续办理",
            "四、政府信息公开行政复议、行政诉讼情况");
    assertThat(figures(reading))
        .containsEntry("outcomes(granted, natural_person)", new BigDecimal("5"))
        .containsEntry("outcomes(partly_granted, social_organisation)", new BigDecimal("2"))
        .containsEntry("outcomes(total, social_organisation)", new BigDecimal("2"))
        .doesNotContainKey("outcomes(granted, research_institution)");
  }

  @Test
  void movesAShiftedRowBackOnlyWhereEverySumThenHolds() {
    String received = "一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 2 | 0 | 0 | 7 |";
    String granted = "（一）予以公开 | 5 | 0 | 0 | 2 | 0 | 0 | 7 |";
    String shifted = "（七）总计 | 5 | | | 2 | | 7 | |";
    FormReading reading = read(shiftedTable(received, granted, shifted));
    assertThat(figures(reading))
        .containsEntry("outcomes(total, total)", new BigDecimal("7"))
        .doesNotContainKey("outcomes(total, other_organisation)");
    assertThat(reading.doubts()).extracting(FormReading.Doubt::rule).contains("row_shifted");

    FormReading wrong = read(shiftedTable(received, granted, "（七）总计 | 5 | | | 2 | | 8 | |"));
    assertThat(figures(wrong))
        .containsEntry("outcomes(total, other_organisation)", new BigDecimal("8"));
    assertThat(wrong.doubts()).extracting(FormReading.Doubt::rule).doesNotContain("row_shifted");
  }

  @Test
  void readsTheRowOfAppealsWhoseBlankCellsOnlyTheirBarsShow() {
    FormReading reading =
        read(
            "四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |",
            "四、政府信息公开行政复议、行政诉讼情况",
            "行政复议 | 行政诉讼 |",
            "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉 |",
            "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |",
            " | | | | 3 | | | | | 0 | | | | | 1 |");
    assertThat(figures(reading))
        .containsEntry("appeals(reconsideration, total)", new BigDecimal("3"))
        .containsEntry("appeals(litigation_direct, total)", BigDecimal.ZERO)
        .containsEntry("appeals(litigation_after_reconsideration, total)", BigDecimal.ONE)
        .doesNotContainKey("appeals(reconsideration, upheld)");
  }

  @Test
  void cutsARowOfZerosBeforeTheNextHeading() {
    String columns = "结果维持结果纠正其他结果尚未审结总计".repeat(3);
    FormReading reading =
        read(
            "（六）其他处理0000000（七）总计0000000四、结转下年度继续办理0000000四、政府信息公开行政复议、行政诉讼情况行政复议行政诉讼"
                + columns
                + "0".repeat(15)
                + "五、存在的主要问题及改进情况一是公开渠道有待拓宽。");
    assertThat(figures(reading))
        .containsEntry("appeals(reconsideration, pending)", BigDecimal.ZERO)
        .containsEntry("appeals(litigation_after_reconsideration, total)", BigDecimal.ZERO);
  }

  @Test
  void doubtsATableOfTheFormThatIsNotThereAtAll() {
    FormReading reading =
        read(
            "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数",
            "规章 | 1 | 0 | 6",
            "行政规范性文件 | 14 | 3 | 52",
            "信息内容 | 本年处理决定数量",
            "行政许可 | 520",
            "行政处罚 | 16",
            "行政强制 | 0",
            "信息内容 | 本年收费金额（单位：万元）",
            "行政事业性收费 | 12.5",
            "行政复议 | 行政诉讼",
            "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉",
            "1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0");
    assertThat(reading.doubts())
        .filteredOn(doubt -> doubt.rule().equals("table_incomplete"))
        .extracting(FormReading.Doubt::table)
        .contains("requests")
        .doesNotContain("disclosure");
  }

  @Test
  void readsAWholeTableFromOneLineWithinASentence() {
    FormReading reading =
        read(
            "附件如下。政府信息公开情况统计表 (2016年度) 统计指标 单位 统计数 一、主动公开情况 —— "
                + "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条） 条 812 "
                + "其中：主动公开规范性文件数 条 6 三、依申请公开情况 —— （一）收到申请数 件 13 "
                + "1.当面申请数 件 4 2.传真申请数 件 0 3.网络申请数 件 9 "
                + "1.属于已主动公开范围数 件 2 单位负责人：某 填报日期：2017年1月9日");
    assertThat(reading.form()).isEqualTo("form_2014");
    assertThat(figures(reading))
        .containsEntry("disclosures(all_information, published)", BigDecimal.valueOf(812))
        .containsEntry("channels(request, counter)", BigDecimal.valueOf(4))
        .containsEntry("channels(request, online)", BigDecimal.valueOf(9))
        .hasSize(7);
  }

  @Test
  void cutsGluedDigitsOnlyWhereOneWayAddsUp() {
    FormReading reading =
        read(
            "信息内容本年制发件数本年废止件数现行有效件数",
            "规章000",
            "行政规范性文件2141",
            "三、收到和处理政府信息公开申请情况",
            "一、本年新收政府信息公开申请数量270000128二、上年结转政府信息公开申请数量00000002.重复申请0000000",
            "四、结转下年度继续办理",
            "20020105");
    assertThat(figures(reading))
        .containsEntry("disclosures(regulations, in_force)", BigDecimal.ZERO)
        .doesNotContainKey("disclosures(normative_documents, in_force)")
        .containsEntry("requests(received, natural_person)", BigDecimal.valueOf(27))
        .containsEntry("requests(received, total)", BigDecimal.valueOf(28))
        .containsEntry("requests(carried_in, total)", BigDecimal.ZERO)
        .containsEntry("outcomes(unprocessed_repeat, total)", BigDecimal.ZERO)
        .doesNotContainKey("requests(carried_out, total)");
    assertThat(reading.doubts()).extracting("rule").contains("row_incomplete");
  }

  @Test
  void takesTheScopesOfSeveralColumnsFromHeadersBetweenSingleSpaces() {
    FormReading reading =
        read(
            "统计指标 单位 市政府统计数 市直单位统计数 乡镇街道统计数",
            "（一）主动公开政府信息数 条 31 20 11",
            "（一）回应公众关注热点或重大舆情数 次 5 3 2",
            "（一）收到申请数 件 9 8 1");
    assertThat(reading.figures())
        .extracting(figure -> figure.key() + " " + figure.scope() + " " + figure.value())
        .contains(
            "requests(received, total) OWN 9",
            "requests(received, total) SUBORDINATE 8",
            "requests(received, total) GRASSROOTS 1");
  }

  @Test
  void knowsTheRowOfAppealsByItsFifteenNumbers() {
    FormReading reading =
        read(
            "| 一、本年新收政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |",
            "| 三、本年度办理结果（一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |",
            "| 四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |",
            "行政复议行政诉讼",
            "| 2 | 0 | 0 | 0 | 2 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 1 |");
    assertThat(figures(reading))
        .containsEntry("outcomes(granted, total)", BigDecimal.ONE)
        .containsEntry("appeals(reconsideration, upheld)", BigDecimal.valueOf(2))
        .containsEntry("appeals(litigation_after_reconsideration, pending)", BigDecimal.ONE);
  }

  @Test
  void doesNotGetLostInLinesMadeOfShortLabelsUnitsAndDigits() {
    String mark = "一、本年新收政府信息公开申请数量";
    for (String piece : List.of("其他", "总计1", "人次", "件0", "1.", "（一）", "0", "（")) {
      String line = mark + piece.repeat(40_000 / piece.length());
      assertTimeoutPreemptively(Duration.ofSeconds(20), () -> read(mark + "0", line, mark + piece));
    }
  }

  private static String[] shiftedTable(String received, String granted, String total) {
    List<String> lines =
        new java.util.ArrayList<>(
            List.of(
                "三、收到和处理政府信息公开申请情况", "自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |", received));
    for (String label : List.of("二、上年结转政府信息公开申请数量", "四、结转下年度继续办理")) {
      lines.add(label + " | 0 | 0 | 0 | 0 | 0 | 0 | 0 |");
    }
    lines.add(3, granted);
    lines.add(5, total);
    FormDefinition form = READER.catalogue().form("form_2021").orElseThrow();
    int place = 4;
    for (FormLine line : form.lines()) {
      boolean outcome = line.key() != null && line.key().startsWith("outcomes");
      if (outcome && !line.code().equals("granted") && !line.code().equals("total")) {
        lines.add(place++, line.label() + " | 0 | 0 | 0 | 0 | 0 | 0 | 0 |");
      }
    }
    return lines.toArray(new String[0]);
  }
}
