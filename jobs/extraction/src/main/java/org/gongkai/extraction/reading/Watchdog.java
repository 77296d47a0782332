package org.gongkai.extraction.reading;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gongkai.extraction.model.RejectedException;

/**
 * Runs the reading of one file on a thread of its own, so that a parser which loops or recurses
 * without end costs one reject and not the run.
 */
final class Watchdog {
  /** Deep enough for every parser here at the nesting it allows. */
  private static final long STACK_BYTES = 8L << 20;

  private final int seconds;

  Watchdog(int seconds) {
    this.seconds = seconds;
  }

  /** Reads one format. */
  @FunctionalInterface
  interface Reading {
    Content read() throws Exception;
  }

  /**
   * The result of a reading.
   *
   * @throws RejectedException if the reading rejects the file, takes too long, nests too deep or
   *     fails in any way
   */
  Content run(String what, Reading reading) throws RejectedException {
    FutureTask<Content> task = new FutureTask<>(reading::read);
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
