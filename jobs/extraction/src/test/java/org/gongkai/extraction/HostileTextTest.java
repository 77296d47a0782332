package org.gongkai.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that is made to keep a reader busy takes time in proportion to its length. */
class HostileTextTest {
  private static final int SHORT = 10_000;
  private static final int TIMES = 5;

  /** Work that grows with the square would take 25 times as long. */
  private static final int MOST = 14;

  /** Compiling and collecting disturb what takes less. */
  private static final long NOISE = 400_000_000;

  private static final String REPORT =
      """
      某市2022年政府信息公开工作年度报告
      一、总体情况
      2022年，某市人民政府主动公开政府信息120条。
      第二十条第（一）项
      规章 | 1 | 0 | 2
      三、收到和处理政府信息公开申请情况
      一、本年新收政府信息公开申请数量 | 1 | |
      """;

  private static ReportExtractor extractor;

  @BeforeAll
  static void load() throws IOException, RejectedException {
    extractor = new ReportExtractor(ConfFiles.load(Path.of("../../conf")));
    time("收到申请12件。", SHORT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "共收到申请120件，其中网络申请30件，公开信息3500条。",
        "共收到申请120件，其中网络申请30件；\n",
        "各部门公开信息12条，",
        "政府信息公开工作",
        "本年新收政府信息公开申请数量 | 1 | |\n",
        "本年新收政府信息公开申请数量\n1\n",
        "规章 | 1 | 0 | ",
        "规章\t1\t",
        "|",
        "1234567890",
        "1,234,",
        "2020年1月1日至",
        "一、总体情况\n",
        "（",
        "(一)",
        "《",
        "\n",
        " ",
        "索引号：",
        "关于",
        "关于关于\u2028",
        "2020年\u2028",
        "吉林省长春市二道区",
        "?。ㄒ唬┦盏",
        "?",
        "政zhèng府(fǔ)",
        "锟斤拷",
        "政府資訊公開",
        "鏀垮簻淇℃伅",
        "１２３，",
        "&amp;",
        "…"
      })
  void timeGrowsWithLength(String piece) throws RejectedException {
    long once = time(piece, SHORT);
    long longer = time(piece, SHORT * TIMES);
    assertThat(longer).isLessThan(MOST * once + NOISE);
  }

  @Test
  void whatIsLongerThanAnyReportIsRejected() {
    byte[] bytes = "1".repeat(10_000_000).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> extractor.extract(new RawInput("digits.txt", bytes, null)))
        .isInstanceOfSatisfying(
            RejectedException.class, e -> assertThat(e.reasonCode()).isEqualTo("too_large"));
  }

  /** Nanoseconds of this thread's processor time for a report that holds a text of pieces. */
  private static long time(String piece, int length) throws RejectedException {
    String text = REPORT + piece.repeat(length / piece.length()) + "\n" + REPORT;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    extractor.extract(new RawInput("hostile.txt", bytes, null));
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
  }
}
