package org.gongkai.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.Finding;
import org.gongkai.extraction.model.FormCell;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.model.Section;

/**
 * Whatever is done to a file, it ends as a report whose evidence points into its text, or as a
 * reject.
 */
class ReportExtractorProperties {
  private static final Path HOME = Path.of(System.getProperty("gongkai.home"));
  private static final List<byte[]> SAMPLES = samples();
  private static final List<String> HOSTILE =
      List.of(
          "| ".repeat(300),
          "（一）".repeat(200),
          "<table><tr><td>".repeat(150),
          "一、".repeat(200),
          "收到申请" + "9".repeat(400) + "件",
          "其中".repeat(300),
          "1,".repeat(300),
          "?。ㄒ唬".repeat(60),
          "數(shù)".repeat(100),
          "\u0000\uFFFE\uFEFF",
          "=HYPERLINK(\"x\")");

  private static final ReportExtractor EXTRACTOR = extractor();

  @Provide
  Arbitrary<Long> seeds() {
    return Arbitraries.longs();
  }

  @Property(tries = 250, seed = "20251231", shrinking = ShrinkingMode.OFF)
  void everyInputBecomesAReportOrAReject(@ForAll("seeds") long seed) {
    Random random = new Random(seed);
    byte[] bytes = SAMPLES.get(random.nextInt(SAMPLES.size()));
    for (int i = random.nextInt(6); i >= 0; i--) {
      bytes = mutate(bytes, random);
    }
    ExtractedReport report;
    try {
      report = EXTRACTOR.extract(new RawInput("mutated-" + seed, bytes, null));
    } catch (RejectedException e) {
      assertThat(e.reasonCode()).matches("[a-z_]+");
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
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

  private static byte[] mutate(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return HOSTILE.get(random.nextInt(HOSTILE.size())).getBytes(StandardCharsets.UTF_8);
    }
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(400));
    return switch (random.nextInt(6)) {
      case 0 -> join(bytes, 0, at, new byte[0], at + length);
      case 1 -> join(bytes, 0, at, Arrays.copyOfRange(bytes, at, at + length), at);
      case 2 -> Arrays.copyOf(bytes, at);
      case 3 -> {
        byte[] noise = new byte[Math.min(length, 40)];
        random.nextBytes(noise);
        yield join(bytes, 0, at, noise, Math.min(bytes.length, at + noise.length));
      }
      case 4 -> {
        byte[] other = SAMPLES.get(random.nextInt(SAMPLES.size()));
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        yield join(
            bytes, 0, at, Arrays.copyOfRange(other, from, Math.min(other.length, from + 4000)), at);
      }
      default ->
          join(
              bytes,
              0,
              at,
              HOSTILE.get(random.nextInt(HOSTILE.size())).getBytes(StandardCharsets.UTF_8),
              at);
    };
  }

  private static byte[] join(byte[] bytes, int from, int to, byte[] between, int rest) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(bytes, from, to - from);
    joined.writeBytes(between);
    joined.write(bytes, rest, bytes.length - rest);
    return joined.toByteArray();
  }

  private static List<byte[]> samples() {
    try (Stream<Path> files = Files.walk(HOME.resolve("data/samples"))) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(ReportExtractorProperties::bytes)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ReportExtractor extractor() {
    try {
      return new ReportExtractor(ConfFiles.load(HOME.resolve("conf")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
