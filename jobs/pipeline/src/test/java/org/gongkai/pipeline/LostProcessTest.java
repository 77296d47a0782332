package org.gongkai.pipeline;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Kills two executors in one run; {@link LostProcessMatrixTest} tries the other losses. */
class LostProcessTest extends LostProcess {
  @Test
  void givesTheSameTables() throws Exception {
    survives(
        Map.of(
            RunListener.Step.INGEST, Victim.EXECUTOR, RunListener.Step.AGGREGATE, Victim.EXECUTOR));
  }
}
