package org.gongkai.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.Finding;
import org.gongkai.extraction.model.FormCell;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.model.Section;
import org.gongkai.extraction.reading.Containers;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done to a file, it ends as a report whose evidence points into its text, or as a
 * reject.
 */
class MutatedInputsTest {
  private static final Path HOME = Path.of(System.getProperty("gongkai.home"));
  private static final ConfFiles CONF = conf();
  private static final ReportExtractor EXTRACTOR = new ReportExtractor(CONF);
  private static final Containers CONTAINERS = new Containers(CONF);

  /** Inputs of one run; the profile {@code fuzz} takes 10,000. */
  private static final int INPUTS = Integer.getInteger("gongkai.fuzz", 300);

  private static final long MOST_SECONDS = 90;

  /** More than the caches of the libraries hold. */
  private static final long MOST_GROWTH = 128L << 20;

  @Test
  void eachBecomesReportsOrRejectsAndNothingStaysInMemory() {
    Mutations mutations = new Mutations(Mutations.withContainers());
    long before = 0;
    for (int i = 0; i < INPUTS; i++) {
      if (i == INPUTS / 4) {
        before = memoryInUse();
      }
      byte[] bytes = mutations.next();
      String name = "mutated-" + i;
      Outcomes outcomes = new Outcomes();
      long start = System.nanoTime();
      CONTAINERS.open(new RawInput(name, bytes, null), outcomes);
      assertThat(Duration.ofNanos(System.nanoTime() - start).toSeconds())
          .as(name)
          .isLessThan(MOST_SECONDS);
      assertThat(outcomes.count).as(name).isPositive();
    }
    assertThat(memoryInUse()).isLessThan(before + MOST_GROWTH);
  }

  private static long memoryInUse() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Extracts each member of an input and holds what comes out against the contract. */
  private static final class Outcomes implements Containers.Members {
    private int count;

    @Override
    public void document(RawInput member) {
      count++;
      try {
        assertSound(EXTRACTOR.extract(member));
      } catch (RejectedException e) {
        assertTold(e);
      }
    }

    @Override
    public void reject(String source, RejectedException reason) {
      count++;
      assertTold(reason);
    }
  }

  private static void assertTold(RejectedException reject) {
    assertThat(reject.reasonCode()).matches("[a-z_]+");
    assertThat(reject.getMessage()).isNotBlank();
  }

  private static void assertSound(ExtractedReport report) {
    int length = report.text().length();
    assertThat(report.figures())
        .allSatisfy(
            (Figure figure) -> {
              assertThat(figure.evidence().end()).isLessThanOrEqualTo(length);
              assertThat(figure.number().end()).isLessThanOrEqualTo(length);
              assertThat(figure.evidence().length()).isPositive();
            });
    assertThat(report.structure().sections())
        .allSatisfy(
            (Section section) -> assertThat(section.span().end()).isLessThanOrEqualTo(length));
    assertThat(report.forms().cells())
        .allSatisfy(
            (FormCell cell) ->
                assertThat(cell.span().of(report.text()))
                    .isEqualToIgnoringWhitespace(cell.verbatim()));
    assertThat(report.findings())
        .allSatisfy(
            (Finding finding) -> assertThat(finding.evidence().end()).isLessThanOrEqualTo(length));
  }

  private static ConfFiles conf() {
    try {
      return ConfFiles.load(HOME.resolve("conf"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
