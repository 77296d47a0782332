package org.gongkai.pipeline;

import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kills executors and workers in single steps. */
@Tag("faults")
class LostProcessMatrixTest extends LostProcess {
  @RepeatedTest(3)
  void executorWhileReportsAreRead() throws Exception {
    survives(Map.of(RunListener.Step.INGEST, Victim.EXECUTOR));
  }

  @RepeatedTest(3)
  void executorWhileIndicatorsAreBuilt() throws Exception {
    survives(Map.of(RunListener.Step.AGGREGATE, Victim.EXECUTOR));
  }

  @Test
  void workerWhileReportsAreRead() throws Exception {
    survives(Map.of(RunListener.Step.INGEST, Victim.WORKER));
    cluster().addWorker();
  }

  @Test
  void workerWhileIndicatorsAreBuilt() throws Exception {
    survives(Map.of(RunListener.Step.AGGREGATE, Victim.WORKER));
    cluster().addWorker();
  }
}
