package org.gongkai.pipeline.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Numbered files {@code pointers/00000012} for stores whose rename or overwrite is not one step.
 * Each holds a snapshot's id and a closing line; none is ever changed. The highest complete one
 * counts, so a file cut off by a kill counts for nothing.
 */
final class FilePointer implements Pointer {
  private static final String CLOSING = "\nend\n";
  private static final int KEPT = 20;

  private final FileSystem system;
  private final Path folder;

  FilePointer(FileSystem system, Path warehouse) {
    this.system = system;
    this.folder = new Path(warehouse, "pointers");
  }

  @Override
  public Optional<String> current() throws IOException {
    for (Path file : newestFirst()) {
      try (InputStream in = system.open(file)) {
        String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        if (content.endsWith(CLOSING)) {
          return Optional.of(content.substring(0, content.length() - CLOSING.length()));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void switchTo(String id) throws IOException {
    List<Path> before = newestFirst();
    long last = before.isEmpty() ? 0 : Long.parseLong(before.get(0).getName());
    try (OutputStream out =
        system.create(new Path(folder, String.format("%08d", last + 1)), false)) {
      out.write((id + CLOSING).getBytes(StandardCharsets.UTF_8));
    }
    for (Path old : before.subList(Math.min(KEPT, before.size()), before.size())) {
      system.delete(old, false);
    }
  }

  private List<Path> newestFirst() throws IOException {
    if (!system.exists(folder)) {
      return List.of();
    }
    return Arrays.stream(system.listStatus(folder))
        .map(FileStatus::getPath)
        .filter(path -> path.getName().matches("[0-9]+"))
        .sorted(Comparator.comparing((Path path) -> path.getName()).reversed())
        .toList();
  }
}
