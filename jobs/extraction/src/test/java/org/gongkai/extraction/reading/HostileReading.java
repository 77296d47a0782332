package org.gongkai.extraction.reading;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gongkai.extraction.ReportExtractor;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;

/**
 * A program of its own, so that its memory can be limited: extracts every file of a folder, and
 * writes a line for each with its name, what became of its members and how often, the time in
 * milliseconds, the most memory in use in MB, and the threads that still read.
 */
public final class HostileReading {
  private HostileReading() {}

  /**
   * Extracts and writes.
   *
   * @param args the configuration, the folder, and the file to write
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    ConfFiles conf = ConfFiles.load(Path.of(args[0]));
    ReportExtractor extractor = new ReportExtractor(conf);
    Containers containers = new Containers(conf);
    List<Path> files;
    try (Stream<Path> listed = Files.list(Path.of(args[1]))) {
      files = listed.sorted().toList();
    }
    List<String> lines = new ArrayList<>();
    for (Path file : files) {
      pools().forEach(MemoryPoolMXBean::resetPeakUsage);
      long start = System.nanoTime();
      Results results = new Results(extractor);
      try (InputStream in = Files.newInputStream(file)) {
        containers.open(file.getFileName().toString(), in, results);
      }
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      long peak = pools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20;
      lines.add(
          "%s\t%s\t%d\t%d\t%d"
              .formatted(file.getFileName(), results.seen, millis, peak, readingThreads()));
      Files.write(Path.of(args[2]), lines);
    }
  }

  private static Stream<MemoryPoolMXBean> pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }

  /** A thread that was given up has a second to notice it. */
  private static long readingThreads() throws InterruptedException {
    long left = countReadingThreads();
    for (int i = 0; i < 10 && left > 0; i++) {
      Thread.sleep(100);
      left = countReadingThreads();
    }
    return left;
  }

  private static long countReadingThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("reading "))
        .count();
  }

  private static final class Results implements Containers.Members {
    private final ReportExtractor extractor;
    private final Map<String, Integer> seen = new TreeMap<>();

    Results(ReportExtractor extractor) {
      this.extractor = extractor;
    }

    @Override
    public void document(RawInput member) {
      try {
        extractor.extract(member);
        seen.merge("report", 1, Integer::sum);
      } catch (RejectedException e) {
        reject(member.source(), e);
      }
    }

    @Override
    public void reject(String source, RejectedException reason) {
      seen.merge(reason.reasonCode(), 1, Integer::sum);
    }
  }
}
