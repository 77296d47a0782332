package org.gongkai.pipeline.warehouse;

import java.io.IOException;
import java.util.Optional;

/** Says which snapshot is current, and switches in one step that no reader sees half done. */
interface Pointer {
  /** Id of the current snapshot. */
  Optional<String> current() throws IOException;

  /** Makes a snapshot current. */
  void switchTo(String id) throws IOException;
}
