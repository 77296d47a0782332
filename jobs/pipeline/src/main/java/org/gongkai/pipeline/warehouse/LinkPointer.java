package org.gongkai.pipeline.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A symbolic link {@code current} on a local disk, so that every program can read the tables below
 * it by their paths. It is replaced by renaming another link over it, which POSIX does in one step.
 */
final class LinkPointer implements Pointer {
  private static final String NAME = "current";
  private static final String NEXT = ".current.next";

  private final Path warehouse;

  LinkPointer(Path warehouse) {
    this.warehouse = warehouse;
  }

  @Override
  public Optional<String> current() throws IOException {
    Path link = warehouse.resolve(NAME);
    return Files.isSymbolicLink(link)
        ? Optional.of(Files.readSymbolicLink(link).getFileName().toString())
        : Optional.empty();
  }

  @Override
  public void switchTo(String id) throws IOException {
    Path next = warehouse.resolve(NEXT);
    // A run that was killed may have left it; the lock keeps living ones away.
    Files.deleteIfExists(next);
    Files.createSymbolicLink(next, Path.of(Warehouse.SNAPSHOTS, id));
    Files.move(
        next,
        warehouse.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
