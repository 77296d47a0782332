package org.gongkai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.gongkai.pipeline.RunListener;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final StringWriter screen = new StringWriter();

  @Test
  void theBarOfALargeRunFitsASmallTerminal() {
    ProgressBar bar = new ProgressBar(new PrintWriter(screen), true);
    bar.begins(RunListener.Step.INGEST);
    bar.reads(1, 234_567, 1e-6, 111_111, 99_999, 123_456_789);
    bar.reads(234_567, 234_567, 1, 111_111, 99_999, 123_456_789);
    bar.close();

    String[] lines = screen.toString().replace("\033[K", "").split("[\r\n]+");
    assertThat(lines).allSatisfy(line -> assertThat(Layout.width(line)).isLessThan(80));
    assertThat(lines[lines.length - 1]).contains("234567/234567", "111111", "99999", "123456789");
  }

  @Test
  void aLogHoldsPlainLinesOnly() {
    ProgressBar bar = new ProgressBar(new PrintWriter(screen), false);
    bar.begins(RunListener.Step.INGEST);
    bar.reads(67, 67, 1, 64, 3, 9235);
    bar.close();

    assertThat(screen.toString())
        .contains("67/67")
        .contains("9235")
        .doesNotContain("\r", "\033", "█");
  }
}
