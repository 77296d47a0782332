package org.gongkai.extraction.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Identity.RegionLevel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DivisionsTest {
  private static Divisions divisions;

  @BeforeAll
  static void load() throws IOException {
    divisions = new Divisions(ConfFiles.load(Path.of("../../conf")));
  }

  private static List<String> codes(String name, int year) {
    return divisions.named(name, year).stream().map(Division::code).toList();
  }

  /**
   * The year before a change and the first year after it, by the approvals of the State Council.
   */
  @ParameterizedTest
  @CsvSource({
    "滨海新区,120116,2009", "襄州区,420607,2010", "綦江区,500110,2011", "大足区,500111,2011",
    "铜仁市,520600,2011", "毕节市,520500,2011", "姑苏区,320508,2012", "吴江区,320509,2012",
    "溧水区,320117,2013", "高淳区,320118,2013", "柯桥区,330603,2013", "海东市,630200,2013",
    "藁城区,130109,2014", "鹿泉区,130110,2014", "增城区,440118,2014", "从化区,440117,2014",
    "九台区,220113,2014", "日喀则市,540200,2014", "昌都市,540300,2014", "竞秀区,130602,2015",
    "莲池区,130606,2015", "梁溪区,320213,2015", "新吴区,320214,2015", "叶集区,341504,2015",
    "奉化区,330213,2016", "平城区,140213,2018", "云州区,140215,2018", "莱芜区,370116,2018",
    "伊美区,230717,2019", "南岔县,230726,2019", "龙港市,330383,2019", "襄都区,130502,2020",
    "信都区,130503,2020", "蓬莱区,370614,2020", "临平区,330113,2021", "钱塘区,330114,2021",
    "偃师区,410307,2021", "孟津区,410308,2021", "米林市,540481,2023", "和康县,653228,2024"
  })
  void aNewDivisionIsInForceFromItsFirstYearOn(String name, String code, int year) {
    assertThat(divisions.inForce(code, year)).map(Division::name).contains(name);
    assertThat(divisions.inForce(code, year - 1))
        .map(Division::name)
        .isNotEqualTo(java.util.Optional.of(name));
  }

  @ParameterizedTest
  @CsvSource({
    "塘沽区,120107,2008,120116", "南汇区,310119,2008,310115", "崇文区,110103,2009,110101",
    "卢湾区,310103,2010,310101", "庐江县,341421,2010,340124", "四方区,370205,2011,370203",
    "白下区,320103,2012,320104", "萝岗区,440116,2013,440112", "闸北区,310108,2014,310106",
    "寿县,341521,2014,340422", "枞阳县,340823,2014,340722", "简阳市,512081,2015,510185",
    "江东区,330204,2015,330212", "钢城区,371203,2017,370117", "公主岭市,220381,2019,220184",
    "下城区,330103,2020,330105", "蓟县,120225,2015,120119"
  })
  void anEndedDivisionNamesItsSuccessor(String name, String code, int last, String successor) {
    Division division = divisions.inForce(code, last).orElseThrow();

    assertThat(division.name()).isEqualTo(name);
    assertThat(division.to()).isEqualTo(last);
    assertThat(division.successors()).contains(successor);
  }

  @Test
  void aNameMeansTheCodeInForceInTheYear() {
    assertThat(codes("简阳市", 2015)).containsExactly("512081");
    assertThat(codes("简阳市", 2016)).containsExactly("510185");
    assertThat(codes("寿县", 2015)).containsExactly("340422");
    assertThat(codes("巢湖市", 2010)).containsExactly("341400");
    assertThat(codes("巢湖市", 2011)).containsExactly("340181");
  }

  @Test
  void aNameOfAnotherTimeMeansTheNearest() {
    assertThat(codes("襄樊市", 2012)).containsExactly("420600");
    assertThat(codes("九台区", 2013)).containsExactly("220113");
  }

  @Test
  void aRecurringNameKeepsAllItsCandidates() {
    assertThat(codes("鼓楼区", 2016))
        .containsExactlyInAnyOrder("320106", "320302", "350102", "410204");
  }

  @Test
  void shortNamesAreKnown() {
    assertThat(codes("吉林", 2016)).contains("220000", "220200");
    assertThat(codes("柞水", 2018)).containsExactly("611026");
    assertThat(codes("恩施州", 2019)).containsExactly("422800");
  }

  @Test
  void parentsAreThoseOfTheYear() {
    Division shou = divisions.inForce("340422", 2016).orElseThrow();

    assertThat(divisions.parent(shou, 2016)).map(Division::name).contains("淮南市");
    assertThat(divisions.parent(divisions.inForce("429004", 2016).orElseThrow(), 2016))
        .map(Division::level)
        .contains(RegionLevel.PROVINCE);
  }

  @Test
  void phonesPointToPrefectures() {
    assertThat(divisions.withPhone("0914", 2018)).map(Division::code).containsExactly("611000");
    assertThat(divisions.withPhone("010", 2018)).map(Division::code).containsExactly("110000");
  }

  @Test
  void theNumbersOfDivisionsAreThoseOfTheOfficialYearbooks() {
    SoftAssertions.assertSoftly(
        softly -> {
          long prefectures =
              divisions
                  .all()
                  .filter(d -> d.inForce(2020) && !d.code().startsWith("98"))
                  .filter(d -> d.level() == RegionLevel.PREFECTURE)
                  .count();
          long counties =
              divisions
                  .all()
                  .filter(d -> d.inForce(2020) && !d.code().startsWith("98"))
                  .filter(d -> d.level() == RegionLevel.COUNTY)
                  .count();
          softly.assertThat(prefectures).isEqualTo(333);
          softly.assertThat(counties).isBetween(2843L, 2846L);
        });
  }

  @Test
  void everyChangeNamesCodesOfItsYear() {
    assertThat(divisions.changes()).hasSizeGreaterThan(70);
  }

  @Test
  void overlappingValidityIsRefused(@TempDir Path conf) throws IOException {
    Path folder = Files.createDirectories(conf.resolve("divisions"));
    String header = "code,name,level,parent,valid_from,valid_to,successors,aliases,phones\n";
    Files.writeString(
        folder.resolve("divisions.csv"),
        header + "980000,示范省,province,,2008,2015,,,\n980000,模范省,province,,2015,,,,\n");
    Files.writeString(folder.resolve("supplement.csv"), header);
    Files.writeString(folder.resolve("changes.csv"), "year,old,new,kind,note\n");
    ConfFiles files = ConfFiles.load(conf);

    assertThatThrownBy(() -> new Divisions(files))
        .isInstanceOf(ConfException.class)
        .hasMessageContaining("divisions/divisions.csv")
        .hasMessageContaining("模范省");
  }
}
