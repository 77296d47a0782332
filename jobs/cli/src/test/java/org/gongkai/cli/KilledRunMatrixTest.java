package org.gongkai.cli;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills runs at every instant. */
@Tag("faults")
class KilledRunMatrixTest extends KilledRun {
  @ParameterizedTest
  @EnumSource
  void losesNothingAndShowsNothingByHalves(KillPoint point) throws Exception {
    survives(point);
  }
}
