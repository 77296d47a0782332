package org.gongkai.extraction.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.assertj.core.api.SoftAssertions;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.Identity.DocType;
import org.gongkai.extraction.model.Identity.OrganKind;
import org.gongkai.extraction.model.RepairedDocument;
import org.gongkai.extraction.model.SourceDocument;
import org.gongkai.extraction.structure.Sectioner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdentifierTest {
  /** Long enough to be a report, and silent on who writes when. */
  private static final String REST =
      "\n一、概述\n工作机制进一步健全，公开渠道进一步拓宽，公开质量进一步提高，人员配备到位，审查程序完备，监督检查经常开展。"
          + "\n二、主动公开情况\n通过多种渠道主动公开各类信息，内容包括机构职能、规划计划、重点领域信息等，及时更新，方便查阅。"
          + "\n三、依申请公开情况\n申请渠道畅通，答复及时规范，未发生收费。\n四、存在的问题\n公开内容还不够丰富，形式还不够多样，人员业务水平有待提高。\n";

  private static Sectioner sectioner;
  private static Identifier identifier;

  @BeforeAll
  static void load() throws IOException {
    ConfFiles conf = ConfFiles.load(Path.of("../../conf"));
    sectioner = new Sectioner(conf);
    identifier = new Identifier(conf);
  }

  private static Identity identify(String text) {
    return identify(text, null);
  }

  private static Identity identify(String text, String htmlTitle) {
    RepairedDocument document =
        new RepairedDocument(
            new SourceDocument(
                "test", "", "text/plain", "UTF-8", null, htmlTitle, Map.of(), text, List.of()),
            Set.of(),
            List.of());
    return identifier.identify(
        document, sectioner.structure(document, FormReading.none()), FormReading.none());
  }

  private static List<CSVRecord> table(String name) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setCommentMarker('#')
            .get();
    try (Reader reader = Files.newBufferedReader(Path.of("src/test/resources/identity", name))) {
      return format.parse(reader).getRecords();
    }
  }

  @Test
  void readsOrganRegionAndYearFromTitles() throws IOException {
    List<CSVRecord> rows = table("titles.csv");
    assertThat(rows).hasSizeGreaterThanOrEqualTo(150);
    SoftAssertions.assertSoftly(
        softly -> {
          for (CSVRecord row : rows) {
            Identity identity = identify(row.get("title") + REST);
            List<String> got = new ArrayList<>();
            got.add(text(identity.publisherName()));
            got.add(identity.organKind() == null ? "" : identity.organKind().code());
            got.add(text(identity.regionCode()));
            got.add(identity.regionLevel() == null ? "" : identity.regionLevel().code());
            got.add(text(identity.reportYear()));
            softly
                .assertThat(got)
                .as(row.get("title"))
                .containsExactly(
                    row.get("publisher"),
                    row.get("organ_kind"),
                    row.get("region_code"),
                    row.get("region_level"),
                    row.get("report_year"));
          }
        });
  }

  @Test
  void readsOrganRegionAndPeriodFromOpenings() throws IOException {
    List<CSVRecord> openings = table("openings.csv");
    assertThat(openings).isNotEmpty();
    SoftAssertions.assertSoftly(
        softly -> {
          for (CSVRecord row : openings) {
            Identity identity = identify(row.get("opening").replace('#', '\n') + REST);
            softly
                .assertThat(
                    List.of(
                        text(identity.publisherName()),
                        identity.organKind() == null ? "" : identity.organKind().code(),
                        text(identity.regionCode()),
                        identity.regionLevel() == null ? "" : identity.regionLevel().code(),
                        text(identity.periodStart()),
                        text(identity.periodEnd())))
                .as(row.get("opening"))
                .containsExactly(
                    row.get("publisher"),
                    row.get("organ_kind"),
                    row.get("region_code"),
                    row.get("region_level"),
                    row.get("period_start"),
                    row.get("period_end"));
          }
        });
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  @Test
  void tellsAnnualReportsFromLookAlikes() throws IOException {
    List<CSVRecord> rows = table("kinds.csv");
    assertThat(rows).hasSizeGreaterThanOrEqualTo(60);
    SoftAssertions.assertSoftly(
        softly -> {
          for (CSVRecord row : rows) {
            String plain =
                "\n工作机制进一步健全，公开渠道进一步拓宽，公开质量进一步提高，人员配备到位，审查程序完备，监督检查经常开展，通过多种渠道公开各类信息，"
                    + "内容包括机构职能、规划计划、重点领域信息等，及时更新，方便查阅，公开内容还不够丰富，形式还不够多样，人员业务水平有待提高。";
            Identity identity =
                identify(row.get("title") + "\n" + row.get("opening") + plain + plain);
            softly
                .assertThat(identity.docType().code())
                .as(row.get("title") + " [" + identity.docTypeReason() + "]")
                .isEqualTo(row.get("doc_type"));
          }
        });
  }

  @Test
  void theSentenceOnTheStatisticsOutranksTheTitle() {
    Identity identity =
        identify("云川市2015年政府信息公开工作年度报告\n本报告所列数据的统计期限自2016年1月1日起至2016年12月31日止。" + REST);

    assertThat(identity.reportYear()).isEqualTo(2016);
    assertThat(identity.periodStart()).isEqualTo("2016-01-01");
    assertThat(identity.periodEnd()).isEqualTo("2016-12-31");
  }

  @Test
  void anEndWithoutAYearBelongsToTheYearOfTheStart() {
    assertThat(identify("云川市政府信息公开年报\n数据统计期限自2022年1月1日起，至12月31日止。" + REST).periodEnd())
        .isEqualTo("2022-12-31");
  }

  @Test
  void thePeriodOfTheFirstYearBeginsWithTheRegulation() {
    Identity identity =
        identify("云川市2008年政府信息公开工作年度报告\n统计期限自2008年5月1日《条例》施行之日起至2008年12月31日止。" + REST);

    assertThat(identity.periodStart()).isEqualTo("2008-05-01");
    assertThat(identity.reportYear()).isEqualTo(2008);
  }

  @Test
  void partsOfAYearEndWithTheirLastMonth() {
    assertThat(identify("云川市2021年上半年政府信息公开工作总结" + REST).periodEnd()).isEqualTo("2021-06-30");
    assertThat(identify("云川市2015年前三季度政务公开工作总结" + REST).periodEnd()).isEqualTo("2015-09-30");
    assertThat(identify("云川市2018年第二季度政府信息公开情况" + REST).periodStart()).isEqualTo("2018-04-01");
  }

  @Test
  void aSelfAssessmentToDateHasNoEnd() {
    Identity identity = identify("云川市2014年度政府信息公开工作自查报告\n现将自查情况报告如下：" + REST);

    assertThat(identity.periodStart()).isEqualTo("2014-01-01");
    assertThat(identity.periodEnd()).isNull();
  }

  @Test
  void anOpeningNamesTheOrganWhereThereIsNoTitle() {
    Identity identity =
        identify(
            "根据《中华人民共和国政府信息公开条例》规定，现公布2022年青石区人民政府信息公开工作年度报告。统计期限自2022年1月1日起，至12月31日止。" + REST);

    assertThat(identity.publisherName()).isEqualTo("青石区人民政府");
    assertThat(identity.regionCode()).isEqualTo("980102");
    assertThat(identity.docType()).isEqualTo(DocType.ANNUAL_REPORT);
  }

  @Test
  void anAmbiguousDistrictIsDecidedByTheCityNamedElsewhere() {
    String title = "鼓楼区2016年政府信息公开工作年度报告\n";

    assertThat(identify(title + "请与鼓楼区办公室联系，电话：0516-87654321。" + REST).regionCode())
        .isEqualTo("320302");
    assertThat(identify(title + "福州市鼓楼区深入推进公开工作。" + REST).regionCode()).isEqualTo("350102");
    assertThat(identify("索引号：11320106012345678A/2017-00001\n" + title + REST).regionCode())
        .isEqualTo("320106");
  }

  @Test
  void anAmbiguousDistrictWithoutFurtherEvidenceStaysOpen() {
    assertThat(identify("鼓楼区2016年政府信息公开工作年度报告" + REST).regionCode()).isNull();
  }

  @Test
  void theOfficeThatFillsTheFormInIsNotThePublisher() {
    Identity identity =
        identify(
            "主动向社会公布松坪县2018年政府信息公开年度报告，统计期限自2018年1月1日至2018年12月31日止。"
                + REST
                + "填报单位（盖章）：松坪县人民政府办公室\n填报日期：2019-1-29");

    assertThat(identity.publisherName()).isEqualTo("松坪县人民政府");
    assertThat(identity.organKind()).isEqualTo(OrganKind.GOVERNMENT);
  }

  @Test
  void aDepartmentWithoutRegionIsCompletedFromTheText() {
    Identity identity =
        identify("市教育局2016年政府信息公开工作年度报告\n2016年，我局按照云川市政府部署开展工作，在云川市人民政府网站公开。" + REST);

    assertThat(identity.publisherName()).isEqualTo("云川市教育局");
    assertThat(identity.regionCode()).isEqualTo("980100");
  }

  @Test
  void aTownWithoutCountyTakesTheCountyOfTheText() {
    Identity identity = identify("青山镇2013年度政府信息公开工作年度报告\n根据松坪县人民政府办公室的要求编制。" + REST);

    assertThat(identity.publisherName()).isEqualTo("青山镇");
    assertThat(identity.regionCode()).isEqualTo("980121");
    assertThat(identity.regionName()).isEqualTo("松坪县");
    assertThat(identity.prefectureCode()).isEqualTo("980100");
  }

  @Test
  void theMetadataGridGivesOrganNumberAndDates() {
    Identity identity =
        identify(
            "索 引 号: | 11220200795219742W/2014-09774 |\n分 类: | 其他 |\n发文机关: | 吉林市人民政府 |\n"
                + "成文日期: | 2014年11月27日 |\n标 题: | 2014年度政府信息公开工作年度报告 |\n发文字号: | 无 |\n发布日期: | 2014年11月20日 |\n"
                + "根据《条例》要求，编制本报告。"
                + REST);

    assertThat(identity.publisherName()).isEqualTo("吉林市人民政府");
    assertThat(identity.indexNumber()).isEqualTo("11220200795219742W/2014-09774");
    assertThat(identity.publishedDate()).isEqualTo("2014-11-20");
    assertThat(identity.documentNumber()).isNull();
  }

  @Test
  void aHijackedTitleIsNotTrusted() {
    Identity identity = identify("现公布松坪县2018年政府信息公开年度报告。" + REST, "威廉希尔体育云川市2019年政府信息公开年度报告");

    assertThat(identity.regionCode()).isEqualTo("980121");
    assertThat(identity.reportYear()).isEqualTo(2018);
  }

  @Test
  void theIdOfAPublisherSurvivesOtherPrintings() {
    Identity shortName = identify("二道区人民政府2016年政府信息公开工作年度报告" + REST);
    Identity longName = identify("长春市二道区人民政府2017年政府信息公开工作年度报告" + REST);
    Identity office = identify("二道区人民政府办公室2017年政府信息公开工作年度报告" + REST);

    assertThat(PublisherId.of(shortName)).isEqualTo(PublisherId.of(longName)).isNotNull();
    assertThat(PublisherId.of(office)).isNotEqualTo(PublisherId.of(longName));
    assertThat(PublisherId.of(identify("吉林市教育局2016年政府信息公开年度报告" + REST)))
        .isEqualTo(PublisherId.of(identify("吉林省吉林市教育局2017年政府信息公开年度报告" + REST)));
  }

  @Test
  void aPathOfThePageNamesTheOrganWhereNothingElseDoes() {
    Identity identity = identify("当前位置：首页 > 政务公开 > 宿松县水利局 > 年报\n2021年政府信息公开工作年度报告\n" + REST);
    assertThat(identity.publisherName()).isEqualTo("宿松县水利局");
    assertThat(identity.regionCode()).isEqualTo("340826");
  }

  @Test
  void aTownIsATownWhereItsCountyIsUnknown() {
    Identity identity = identify("青山镇人民政府2013年政府信息公开工作年度报告" + REST);
    assertThat(identity.regionCode()).isNull();
    assertThat(identity.regionLevel()).isEqualTo(Identity.RegionLevel.TOWNSHIP);
  }
}
