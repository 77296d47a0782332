package org.gongkai.extraction.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedWidthTest {
  private static final String TEXT =
      "全县各级行政机关认真执行有关规定，不断完善工作制度，全年通过各类渠道主动公开政府信息13612条，其中政府网站公开8213条，收到申请26件，均已答复，未收取费用。";

  private static List<String> broken(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < text.length(); at += width) {
      lines.add(text.substring(at, Math.min(text.length(), at + width)));
    }
    return lines;
  }

  private static String page(int width, String between) {
    List<String> lines = new ArrayList<>(List.of("一、总体情况"));
    for (int i = 0; i < 4; i++) {
      lines.addAll(broken(TEXT, width));
    }
    lines.add(between);
    lines.addAll(broken(TEXT, width));
    return String.join("\n", lines);
  }

  @Test
  void joinsLinesThatWereBrokenWithinNumbers() {
    for (int width = 26; width <= 40; width++) {
      assertThat(FixedWidth.unwrap(page(width, "二、主动公开")).split("\n"))
          .containsExactly("一、总体情况", TEXT, TEXT, TEXT, TEXT, "二、主动公开", TEXT);
    }
  }

  @Test
  void countsColumnsOfAScreenWhereLinesHoldMoreOrFewerDigits() {
    String wide = "主动公开政府信息数量一共有一万二千多条左右吧";
    String mixed = "公开数量2013年为12345条2014年为23456条共计算";
    String narrow = "数量1";
    String page = String.join("\n", wide, mixed, wide, mixed, wide, wide, mixed, wide, narrow);
    assertThat(FixedWidth.unwrap(page)).doesNotContain("\n");
  }

  @Test
  void leavesParagraphsPageNumbersAndIndentedLinesAlone() {
    String full = "甲".repeat(30);
    String end = "甲".repeat(29) + "。";
    String lines =
        String.join("\n", full, full, full, full, full, full, full, full, end, full, "— 2 —", "尾");
    assertThat(FixedWidth.unwrap(lines))
        .isEqualTo(full.repeat(8) + end + "\n" + full + "\n— 2 —\n尾");
    assertThat(FixedWidth.unwrap(full + "\n　　新段\n" + page(30, "二、"))).contains(full + "\n　　新段");
    String paragraphs = String.join("\n", TEXT, TEXT + TEXT, TEXT.substring(4), "行政许可 318");
    assertThat(FixedWidth.unwrap(paragraphs)).isEqualTo(paragraphs);
  }

  @Test
  void leavesCellsWithEmptyLinesBetweenThemAlone() {
    String cells = "项目\n\n\n\n\n\n\n数量\n\n\n\n\n\n\n12\n\n\n\n\n\n\n7";
    assertThat(FixedWidth.unwrap(cells)).isEqualTo(cells);
  }
}
