package org.gongkai.pipeline.warehouse;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.gongkai.pipeline.LocalDisk;

/** Lists folders of a warehouse. */
final class Folders {
  private Folders() {}

  /**
   * All files below a folder, none where there is no such folder. Object stores give all in one
   * listing; on a local disk that would start a process for the permissions of each.
   */
  static List<FileStatus> filesBelow(FileSystem system, Path folder) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    if (!system.exists(folder)) {
      return files;
    }
    if (LocalDisk.holds(system.getUri())) {
      Deque<Path> open = new ArrayDeque<>(List.of(folder));
      while (!open.isEmpty()) {
        for (FileStatus status : system.listStatus(open.pop())) {
          if (status.isDirectory()) {
            open.push(status.getPath());
          } else {
            files.add(status);
          }
        }
      }
      return files;
    }
    RemoteIterator<LocatedFileStatus> all = system.listFiles(folder, true);
    while (all.hasNext()) {
      files.add(all.next());
    }
    return files;
  }
}
