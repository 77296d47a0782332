package org.gongkai.benchmarks;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.seg.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.gongkai.extraction.ReportExtractor;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;

/**
 * Extracts the same reports over and over on one thread and sets the time against the time that
 * HanLP's default segmenter takes for the same text, turn by turn.
 */
public final class ExtractionSpeed {
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 15;

  private ExtractionSpeed() {}

  /**
   * Measures and prints.
   *
   * @param arguments the configuration folder and the folder of reports
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: ExtractionSpeed CONF REPORTS");
      System.exit(2);
    }
    ReportExtractor extractor = new ReportExtractor(ConfFiles.load(Path.of(arguments[0])));
    List<RawInput> inputs = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(arguments[1]))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        inputs.add(new RawInput(file.toString(), Files.readAllBytes(file), null));
      }
    }
    List<String> texts = new ArrayList<>();
    for (RawInput input : inputs) {
      try {
        texts.add(extractor.extract(input).text());
      } catch (RejectedException e) {
        System.err.println("left out: " + input.source() + ": " + e.getMessage());
      }
    }
    Segment segmenter = HanLP.newSegment();
    List<Double> ratios = new ArrayList<>();
    List<Double> perReport = new ArrayList<>();
    long characters = texts.stream().mapToLong(String::length).sum();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      double extraction = seconds(() -> extractAll(extractor, inputs));
      double segmentation = seconds(() -> texts.forEach(segmenter::seg));
      if (round >= WARM_UP) {
        ratios.add(extraction / segmentation);
        perReport.add(extraction / inputs.size());
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d reports, %d characters; extraction against segmentation alone: %.2f (median of %d rounds, %.2f to %.2f);"
            + " %.2f ms a report%n",
        inputs.size(),
        characters,
        median(ratios),
        ROUNDS,
        ratios.stream().mapToDouble(r -> r).min().orElseThrow(),
        ratios.stream().mapToDouble(r -> r).max().orElseThrow(),
        1000 * median(perReport));
  }

  private static void extractAll(ReportExtractor extractor, List<RawInput> inputs) {
    int rejected = 0;
    for (RawInput input : inputs) {
      try {
        extractor.extract(input);
      } catch (RejectedException e) {
        rejected++;
      }
    }
    if (rejected == inputs.size()) {
      throw new IllegalStateException("every input was rejected; name a folder of reports");
    }
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
