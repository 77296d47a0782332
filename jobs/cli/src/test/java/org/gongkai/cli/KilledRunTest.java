package org.gongkai.cli;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills runs just before their tables count and in the midst of the switch; {@link
 * KilledRunMatrixTest} tries every instant.
 */
class KilledRunTest extends KilledRun {
  @ParameterizedTest
  @EnumSource(names = {"VERIFYING", "IN_THE_SWITCH"})
  void losesNothingAndShowsNothingByHalves(KillPoint point) throws Exception {
    survives(point);
  }
}
