package org.gongkai.extraction.reading;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gongkai.extraction.model.RejectedException;

/**
 * Runs the reading of one file on a thread of its own, so that a parser which loops or recurses
 * without end costs one reject and not the run. A thread that was given up ends where it next asks
 * {@link #check}; the readers do so in every loop whose length a file decides.
 */
final class Watchdog {
  /** Deep enough for every parser here at the nesting it allows. */
  private static final long STACK_BYTES = 8L << 20;

  private final int seconds;

  Watchdog(int seconds) {
    this.seconds = seconds;
  }

  /**
   * The result of a reading.
   *
   * @throws RejectedException if the reading rejects the file, takes too long, nests too deep or
   *     fails in any way
   */
  <T> T run(String what, Callable<T> reading) throws RejectedException {
    FutureTask<T> task = new FutureTask<>(reading);
    Thread thread = new Thread(null, task, "reading " + what, STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw RejectReason.TIMEOUT.because(
          "reading took longer than " + seconds + " s; split the document or save it as PDF anew");
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw RejectReason.TIMEOUT.because("reading was interrupted; run again");
    } catch (ExecutionException e) {
      throw rejection(what, e.getCause());
    }
  }

  /**
   * Ends a reading that nobody waits for any more.
   *
   * @throws CancellationException if this thread was interrupted; unchecked, because parsers take
   *     most other exceptions for damage of the file and go on
   */
  static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("nobody waits for this reading any more");
    }
  }

  private static RejectedException rejection(String what, Throwable cause) {
    if (cause instanceof RejectedException rejected) {
      return rejected;
    }
    if (cause instanceof StackOverflowError) {
      return RejectReason.TOO_DEEP.because(
          "the " + what + " file nests deeper than any document; save it anew");
    }
    if (cause instanceof OutOfMemoryError) {
      return RejectReason.TOO_LARGE.because(
          "the " + what + " file needs more memory than there is; split it");
    }
    if (cause instanceof VirtualMachineError error) {
      throw error;
    }
    return RejectReason.CORRUPT_FILE.because(
        "the " + what + " file is damaged; open it and save it anew", cause);
  }
}
