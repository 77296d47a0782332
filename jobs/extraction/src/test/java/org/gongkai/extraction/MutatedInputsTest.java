package org.gongkai.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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

  private static final ConfFiles CONF = conf();
  private static final ReportExtractor EXTRACTOR = new ReportExtractor(CONF);
  private static final Containers CONTAINERS = new Containers(CONF);

  /** Inputs of one run; the profile {@code fuzz} takes 10,000. */
  private static final int INPUTS = Integer.getInteger("gongkai.fuzz", 300);

  private static final long SEED = 20251231;
  private static final long MOST_SECONDS = 90;

  /** More than the caches of the libraries hold. */
  private static final long MOST_GROWTH = 128L << 20;

  @Test
  void eachBecomesReportsOrRejectsAndNothingStaysInMemory() {
    Random random = new Random(SEED);
    long before = 0;
    for (int i = 0; i < INPUTS; i++) {
      if (i == INPUTS / 4) {
        before = memoryInUse();
      }
      byte[] bytes = SAMPLES.get(random.nextInt(SAMPLES.size()));
      for (int times = random.nextInt(6); times >= 0; times--) {
        bytes = mutate(bytes, random);
      }
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

  /** Reports of every kind of file, alone and in every kind of container. */
  private static List<byte[]> samples() {
    List<byte[]> samples = new ArrayList<>();
    for (String folder :
        List.of("data/samples", "jobs/extraction/src/test/resources/golden/kinds")) {
      try (Stream<Path> files = Files.walk(HOME.resolve(folder))) {
        files
            .filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".jsonl"))
            .sorted()
            .map(MutatedInputsTest::bytes)
            .forEach(samples::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    List<byte[]> packed =
        List.of(zip(samples.subList(0, 4)), gzip(samples.get(5)), gzip(jsonLines(samples)));
    samples.addAll(packed);
    samples.add(jsonLines(samples));
    return List.copyOf(samples);
  }

  private static byte[] zip(List<byte[]> members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (byte[] member : members) {
        zip.putNextEntry(new ZipEntry(bytes.size() + ".txt"));
        zip.write(member);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] jsonLines(List<byte[]> samples) {
    ObjectMapper json = new ObjectMapper();
    StringBuilder lines = new StringBuilder();
    for (byte[] sample : samples.subList(0, 3)) {
      lines
          .append(json.createObjectNode().put("text", new String(sample, StandardCharsets.UTF_8)))
          .append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ConfFiles conf() {
    try {
      return ConfFiles.load(HOME.resolve("conf"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
