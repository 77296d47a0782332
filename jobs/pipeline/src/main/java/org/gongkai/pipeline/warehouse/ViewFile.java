package org.gongkai.pipeline.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The file {@code duckdb.sql} of a warehouse on a local disk. It names the snapshot and not the
 * link, so that all queries of one session see the same snapshot whatever is switched meanwhile.
 */
final class ViewFile {
  private static final String NAME = "duckdb.sql";

  private ViewFile() {}

  /** Replaces the file in one step. */
  static void write(Path warehouse, String snapshot) throws IOException {
    Path next = warehouse.resolve("." + NAME + ".next");
    Files.writeString(
        next, Views.duckDb(warehouse.resolve(Warehouse.SNAPSHOTS).resolve(snapshot).toString()));
    Files.move(
        next,
        warehouse.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
