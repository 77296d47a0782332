package org.gongkai.pipeline.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gongkai.pipeline.LocalDisk;

/**
 * What the local file system holds beside files and folders. Hadoop leaves links to nothing out of
 * a listing, and opening a pipe waits for ever.
 */
final class LocalEntries {
  static final String LINK_TO_NOTHING = "a symbolic link to nothing";

  private LocalEntries() {}

  /** Why an entry is neither a file nor a folder to read, or null. */
  static String problem(org.apache.hadoop.fs.Path path) {
    Path entry = local(path);
    if (entry == null) {
      return null;
    }
    if (Files.isDirectory(entry)) {
      return leadsToItself(entry) ? "a symbolic link to a folder that it stands in" : null;
    }
    return Files.exists(entry) && !Files.isRegularFile(entry)
        ? "no regular file but a pipe, a socket or a device"
        : null;
  }

  /** The links to nothing in a folder, by their path. */
  static List<String> linksToNothing(org.apache.hadoop.fs.Path folder) throws IOException {
    Path entry = local(folder);
    if (entry == null) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(entry)) {
      return entries
          .filter(path -> Files.isSymbolicLink(path) && !Files.exists(path))
          .filter(path -> !InputListing.isHidden(path.getFileName().toString()))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  private static boolean leadsToItself(Path folder) {
    try {
      return Files.isSymbolicLink(folder)
          && folder.toAbsolutePath().getParent().toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return true;
    }
  }

  private static Path local(org.apache.hadoop.fs.Path path) {
    return LocalDisk.holds(path.toUri()) ? Path.of(path.toUri().getPath()) : null;
  }
}
