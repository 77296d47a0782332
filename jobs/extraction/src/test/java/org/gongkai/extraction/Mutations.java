package org.gongkai.extraction;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that something was done to: always the same ones in the same order. */
public final class Mutations {
  private static final long SEED = 20251231;
  private static final Path HOME = Path.of(System.getProperty("gongkai.home"));
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

  private final Random random = new Random(SEED);
  private final List<byte[]> samples;

  /**
   * The mutations of some files.
   *
   * @param samples the contents to begin with
   */
  public Mutations(List<byte[]> samples) {
    this.samples = samples;
  }

  /** The next one, up to six times mutated. */
  public byte[] next() {
    byte[] bytes = samples.get(random.nextInt(samples.size()));
    for (int times = random.nextInt(6); times >= 0; times--) {
      bytes = mutate(bytes);
    }
    return bytes;
  }

  private byte[] mutate(byte[] bytes) {
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
        byte[] other = samples.get(random.nextInt(samples.size()));
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

  /** Reports of every kind of file. */
  public static List<byte[]> documents() {
    List<byte[]> samples = new ArrayList<>();
    for (String folder :
        List.of("data/samples", "jobs/extraction/src/test/resources/golden/kinds")) {
      try (Stream<Path> files = Files.walk(HOME.resolve(folder))) {
        files
            .filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".jsonl"))
            .sorted()
            .map(Mutations::bytes)
            .forEach(samples::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return List.copyOf(samples);
  }

  /** Reports of every kind of file, alone and in every kind of container. */
  public static List<byte[]> withContainers() {
    List<byte[]> samples = new ArrayList<>(documents());
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
}
