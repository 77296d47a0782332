package org.gongkai.extraction.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.language.NumberExpression.Kind;
import org.gongkai.extraction.model.Precision;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of reports: what they are worth and which of them count something. */
class NumberParserTest {
  private static NumberParser parser;

  @BeforeAll
  static void load() throws IOException {
    parser = new NumberParser(ConfFiles.load(Path.of("../../conf")));
  }

  @ParameterizedTest
  @CsvSource({
    "收到申请12件, 12, 件, EXACT",
    "'公开信息1,637条', 1637, 条, EXACT",
    "公开1.5万余条, 15000, 条, AT_LEAST",
    "约300人次, 300, 人次, APPROXIMATE",
    "收到二十三件, 23, 件, EXACT",
    "经费12.5万元, 12.5, 万元, EXACT",
    "近2000条, 2000, 条, APPROXIMATE",
  })
  void knowsValueUnitAndPrecision(String text, String value, String unit, Precision precision) {
    assertThat(parser.find(text))
        .singleElement()
        .satisfies(
            number -> {
              assertThat(number.kind()).isEqualTo(Kind.COUNT);
              assertThat(number.value()).isEqualByComparingTo(new BigDecimal(value));
              assertThat(number.unit().name()).isEqualTo(unit);
              assertThat(number.precision()).isEqualTo(precision);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "2014年度, YEAR",
    "12月31日, DATE",
    "第三次, ORDINAL",
    "占54%, PERCENT",
    "百分之四十, PERCENT",
    "电话0571-87052345, CODE",
    "15个工作日, MEASURE",
  })
  void tellsNumbersThatCountNothing(String text, Kind kind) {
    assertThat(parser.find(text)).isNotEmpty().allMatch(number -> number.kind() == kind);
  }

  @Test
  void keepsTheNumbersOfAListApart() {
    List<NumberExpression> numbers = parser.find("当面、网络申请分别为3、15件");

    assertThat(numbers).extracting(number -> number.value().intValueExact()).containsExactly(3, 15);
    assertThat(numbers.get(0).unit().missing()).isTrue();
  }

  @Test
  void spansDigitsAndUnit() {
    String text = "共收到申请1.5万余件。";

    NumberExpression number = parser.find(text).get(0);

    assertThat(number.digits().of(text)).isEqualTo("1.5万");
    assertThat(number.span().of(text)).isEqualTo("1.5万余件");
  }
}
