package org.gongkai.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables and pages must be readable by those whom the administrator lets read them. */
class LocalDiskTest {
  @TempDir private java.nio.file.Path folder;

  private static String permissions(java.nio.file.Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void givesNewFilesAndFoldersThePermissionsThatHadoopIsToldTo() throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.set(FsPermission.UMASK_LABEL, "027");
    LocalDisk disk = new LocalDisk();
    disk.initialize(URI.create("file:///"), hadoop);
    Path file = new Path(folder.resolve("table/part.parquet").toUri());

    try (OutputStream out = disk.create(file, true)) {
      out.write(1);
    }

    assertThat(permissions(folder.resolve("table"))).isEqualTo("rwxr-x---");
    assertThat(permissions(folder.resolve("table/part.parquet"))).isEqualTo("rw-r-----");
    disk.setPermission(file, new FsPermission((short) 0604));
    assertThat(permissions(folder.resolve("table/part.parquet"))).isEqualTo("rw----r--");
  }
}
