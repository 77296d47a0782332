package org.gongkai.pipeline;

import org.gongkai.extraction.config.ConfException;

/** Says in one line for a person why a run cannot go on. */
final class Failures {
  private Failures() {}

  /** The failure itself where it says so already, else one that does, with it as the cause. */
  static RuntimeException explained(Throwable failure) {
    if (failure instanceof PipelineException || failure instanceof ConfException) {
      return (RuntimeException) failure;
    }
    return new PipelineException(
        "the tables could not be written (%s); the former snapshot stays current, mend the cause (on a full disk: free space) and run again"
            .formatted(reason(failure)),
        failure);
  }

  /** Spark puts the place of a failed task before its reason, and its stack below. */
  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null
        ? failure.toString()
        : message
            .lines()
            .findFirst()
            .orElse("")
            .replaceFirst("^Job aborted.*executor [^)]*\\): ", "");
  }
}
