package org.gongkai.pipeline.ingest;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.gongkai.extraction.ExtractedReport;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;

/** What one task of ingest does with its inputs: every input becomes exactly one row. */
final class ExtractTask implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Extraction.Factory factory;
  private final Broadcast<ConfFiles> conf;
  private final Broadcast<SerializableConfiguration> hadoop;
  private final Broadcast<KnownInputs> known;
  private final IngestCounters counters;
  private final Duration timeout;
  private final long largestFile;
  private final Instant ingestedAt;
  private final String version;

  private transient StagedRows rows;
  private transient Extraction extraction;

  ExtractTask(
      Extraction.Factory factory,
      Broadcast<ConfFiles> conf,
      Broadcast<SerializableConfiguration> hadoop,
      Broadcast<KnownInputs> known,
      IngestCounters counters,
      Duration timeout,
      long largestFile,
      Instant ingestedAt,
      String version) {
    this.factory = factory;
    this.conf = conf;
    this.hadoop = hadoop;
    this.known = known;
    this.counters = counters;
    this.timeout = timeout;
    this.largestFile = largestFile;
    this.ingestedAt = ingestedAt;
    this.version = version;
  }

  /** The rows of some files, read one by one as they are asked for. */
  Iterator<Row> files(List<InputFile> files) {
    open();
    return files.stream().map(this::file).iterator();
  }

  /** The rows of pages that came out of a Parquet table. */
  Iterator<Row> pages(Iterator<RawInput> pages) {
    open();
    return Stream.generate(() -> null)
        .takeWhile(none -> pages.hasNext())
        .map(none -> input(pages.next()))
        .iterator();
  }

  private void open() {
    if (extraction == null) {
      extraction = factory.open(conf.value());
      rows = new StagedRows(Codebook.load(conf.value()), extraction, ingestedAt, version);
    }
  }

  private Row file(InputFile file) {
    try {
      return input(new RawInput(file.uri(), read(file), null));
    } catch (RejectedException e) {
      counters.read(file.bytes());
      counters.reject();
      return StagedRows.reject(file.uri(), null, e.stage(), e.reasonCode(), e.getMessage());
    }
  }

  private byte[] read(InputFile file) throws RejectedException {
    if (file.problem() != null) {
      throw new RejectedException("reading", "unreadable", file.problem());
    }
    if (file.bytes() > largestFile) {
      throw new RejectedException(
          "reading",
          "too_large",
          "has "
              + file.bytes()
              + " bytes, more than gongkai.ingest.largest-file; split it or raise the limit");
    }
    Path path = new Path(file.uri());
    Configuration configuration = hadoop.value().value();
    try {
      FileSystem system = path.getFileSystem(configuration);
      try (InputStream in = system.open(path)) {
        return in.readNBytes((int) Math.min(largestFile, Integer.MAX_VALUE - 8));
      }
    } catch (FileNotFoundException e) {
      throw new RejectedException(
          "reading", "unreadable", "cannot be opened; check that it exists and its permissions");
    } catch (IOException e) {
      throw new RejectedException(
          "reading",
          "unreadable",
          "cannot be read (" + e.getMessage() + "); check its permissions");
    }
  }

  private Row input(RawInput input) {
    String sha256 = sha256(input.bytes());
    counters.read(input.bytes().length);
    if (known.value().holds(input.source(), sha256)) {
      return StagedRows.carried(input.source(), sha256);
    }
    Row row = extract(input, sha256);
    if (row.getString(2).equals(Staging.Status.REJECT.name())) {
      counters.reject();
    }
    return row;
  }

  private Row extract(RawInput input, String sha256) {
    try {
      counters.extracting();
      ExtractedReport report = withinTime(input);
      Row row = rows.report(input.source(), sha256, report);
      counters.report(report.figures().size());
      return row;
    } catch (RejectedException e) {
      return StagedRows.reject(input.source(), sha256, e.stage(), e.reasonCode(), e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      return StagedRows.reject(
          input.source(),
          sha256,
          "extraction",
          "internal_error",
          "the program failed on it ("
              + e
              + at(e)
              + "); please report this with the file, the other reports are not concerned");
    }
  }

  private static String at(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("org.gongkai"))
        .findFirst()
        .map(frame -> " at " + frame)
        .orElse("");
  }

  /**
   * Extracts on a thread of its own, which is abandoned once the time is up: no parser can be
   * trusted to notice an interruption.
   */
  private ExtractedReport withinTime(RawInput input) throws RejectedException {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread worker = new Thread(null, work, "extract " + input.source(), STACK_BYTES);
              worker.setDaemon(true);
              return worker;
            });
    Future<ExtractedReport> result = thread.submit(() -> extraction.extract(input));
    try {
      return result.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new RejectedException(
          "extraction",
          "timeout",
          "took longer than "
              + timeout.toSeconds()
              + " s; raise gongkai.ingest.timeout-per-file or look at the file");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the task was cancelled", e);
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    } finally {
      thread.shutdownNow();
    }
  }

  private static final long STACK_BYTES = 8L << 20;

  private static RuntimeException rethrow(Throwable cause) throws RejectedException {
    if (cause instanceof RejectedException rejection) {
      throw rejection;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
