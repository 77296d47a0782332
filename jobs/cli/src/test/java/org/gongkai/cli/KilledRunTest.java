package org.gongkai.cli;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills runs at the instants that are told apart only here; {@link KilledRunMatrixTest} tries them
 * all.
 */
@Tag("faults")
class KilledRunTest extends KilledRun {
  @ParameterizedTest
  @EnumSource(names = {"TABLES_OPEN", "MANIFEST_BEGUN", "IN_THE_SWITCH"})
  void losesNothingAndShowsNothingByHalves(KillPoint point) throws Exception {
    survives(point);
  }
}
