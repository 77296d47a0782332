package org.gongkai.pipeline.ingest;

import java.util.Arrays;
import org.gongkai.extraction.model.RejectedException;

/** Where the program or a library fails on a file, that file is rejected, and the run goes on. */
final class ProgramFailure {
  private ProgramFailure() {}

  /**
   * Says where the program failed.
   *
   * @param stage see {@code rejects}
   */
  static RejectedException on(String stage, Throwable failure) {
    return new RejectedException(
        stage,
        "internal_error",
        "the program failed on it (%s%s); please report this with the file, the other reports are not concerned"
            .formatted(failure, place(failure)));
  }

  private static String place(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("org.gongkai"))
        .findFirst()
        .map(frame -> " at " + frame)
        .orElse("");
  }
}
