package org.gongkai.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gongkai.extraction.ExtractedReport;
import org.gongkai.extraction.ReportExtractor;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;

/**
 * Extracts documents on all cores and writes the results in the order in which the documents came.
 * At most {@link #WAITING_PER_CORE} documents a core are in memory at once, however many come.
 */
final class ExtractionQueue implements AutoCloseable {
  private static final int WAITING_PER_CORE = 4;

  private final ReportExtractor extractor;
  private final ResultWriter writer;
  private final PrintWriter out;
  private final int limit;
  private final ExecutorService cores;
  private final Queue<Future<Result>> waiting = new ArrayDeque<>();

  ExtractionQueue(ReportExtractor extractor, ResultWriter writer, PrintWriter out) {
    this.extractor = extractor;
    this.writer = writer;
    this.out = out;
    int count = Runtime.getRuntime().availableProcessors();
    this.limit = WAITING_PER_CORE * count;
    this.cores = Executors.newFixedThreadPool(count);
  }

  @FunctionalInterface
  private interface Result {
    void write(ResultWriter writer, PrintWriter out) throws IOException;
  }

  /** Takes a document; writes former results while too many wait. */
  void add(RawInput document) throws IOException {
    add(cores.submit(() -> extract(document)));
  }

  /** Takes what could not be read, in its place in the order. */
  void add(String source, RejectedException reason) throws IOException {
    add(CompletableFuture.completedFuture((to, page) -> to.write(source, reason, page)));
  }

  /** Writes all that still wait. */
  void finish() throws IOException {
    while (!waiting.isEmpty()) {
      writeFirst();
    }
  }

  @Override
  public void close() {
    cores.shutdownNow();
  }

  private void add(Future<Result> result) throws IOException {
    waiting.add(result);
    while (waiting.size() > limit || !waiting.isEmpty() && waiting.element().isDone()) {
      writeFirst();
    }
  }

  private Result extract(RawInput document) {
    try {
      ExtractedReport report = extractor.extract(document);
      return (to, page) -> to.write(document.source(), report, page);
    } catch (RejectedException e) {
      return (to, page) -> to.write(document.source(), e, page);
    }
  }

  private void writeFirst() throws IOException {
    try {
      waiting.remove().get().write(writer, out);
      out.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before all results were written", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
