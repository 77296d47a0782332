package org.gongkai.pipeline.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.gongkai.pipeline.PipelineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseLockTest {
  private static final Duration EXPIRY = Duration.ofMinutes(2);
  private static final int RIVALS = 8;
  private static final FileSystem DISK = disk();

  @TempDir Path folder;

  private static WarehouseLock take(FileSystem system, String warehouse) throws IOException {
    return WarehouseLock.take(
        system, new org.apache.hadoop.fs.Path(warehouse), EXPIRY, Clock.systemUTC());
  }

  private WarehouseLock take() throws IOException {
    return take(DISK, folder.toString());
  }

  private static FileSystem disk() {
    try {
      return FileSystem.getLocal(new Configuration()).getRaw();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(LockOwner owner, Duration age) throws IOException {
    Path file = folder.resolve("locks/00000007");
    Files.createDirectories(file.getParent());
    Files.writeString(file, owner.line());
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  private static LockOwner elsewhere() {
    return new LockOwner("far away", 1, Instant.EPOCH, Instant.EPOCH, UUID.randomUUID());
  }

  /** Lets rivals try at once, over the lock of a dead run, and counts those who got it. */
  private static int winners(Callable<WarehouseLock> attempt) throws Exception {
    ExecutorService rivals = Executors.newFixedThreadPool(RIVALS);
    List<WarehouseLock> held = new ArrayList<>();
    try {
      for (Future<WarehouseLock> one : rivals.invokeAll(Collections.nCopies(RIVALS, attempt))) {
        try {
          held.add(one.get());
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(PipelineException.class);
        }
      }
    } finally {
      rivals.shutdownNow();
    }
    for (WarehouseLock lock : held) {
      lock.requireHeld();
      lock.close();
    }
    return held.size();
  }

  @Test
  void isHeldByOneAtMostOnLocalDisk() throws Exception {
    for (int round = 0; round < 20; round++) {
      if (round % 2 == 0) {
        write(elsewhere(), Duration.ofHours(1));
      }
      assertThat(winners(this::take)).isLessThanOrEqualTo(1);
      assertThat(folder.resolve("locks"))
          .satisfiesAnyOf(
              locks -> assertThat(locks).isEmptyDirectory(),
              locks -> assertThat(locks.resolve("00000007")).exists());
    }
    try (WarehouseLock lock = take()) {
      lock.requireHeld();
    }
  }

  @Test
  void isHeldByOneAtMostOnHdfs() throws Exception {
    Configuration hadoop = new Configuration();
    hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
    try (MiniDFSCluster cluster = new MiniDFSCluster.Builder(hadoop).numDataNodes(1).build()) {
      cluster.waitClusterUp();
      for (int round = 0; round < 3; round++) {
        assertThat(winners(() -> take(cluster.getFileSystem(), "/warehouse")))
            .isLessThanOrEqualTo(1);
      }
      try (WarehouseLock lock = take(cluster.getFileSystem(), "/warehouse")) {
        assertThatThrownBy(() -> take(cluster.getFileSystem(), "/warehouse"))
            .hasMessageContaining("process " + ProcessHandle.current().pid());
        lock.requireHeld();
      }
    }
  }

  @Test
  void saysWhoHoldsIt() throws IOException {
    try (WarehouseLock lock = take()) {
      lock.requireHeld();
      assertThatThrownBy(this::take)
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("another run is writing to " + folder)
          .hasMessageContaining("process " + ProcessHandle.current().pid() + " on ");
    }
    take().close();
  }

  @Test
  void passesFromAProcessOfThisMachineOnceThatIsDead() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    LockOwner here = LockOwner.here(Instant.now());
    LockOwner other =
        new LockOwner(
            here.machine(),
            process.pid(),
            process.info().startInstant().orElseThrow(),
            Instant.now(),
            UUID.randomUUID());
    write(other, Duration.ofHours(1));
    assertThatThrownBy(this::take)
        .describedAs("it lives, and is only not heard of")
        .hasMessageContaining("process " + process.pid());

    process.destroyForcibly().waitFor();
    write(other, Duration.ZERO);
    take().close();
  }

  @Test
  void isNotTakenForALaterProcessWithTheSameNumber() throws IOException {
    LockOwner here = LockOwner.here(Instant.now());
    write(
        new LockOwner(
            here.machine(),
            here.process(),
            here.started().minus(Duration.ofDays(1)),
            Instant.now(),
            UUID.randomUUID()),
        Duration.ZERO);
    take().close();
  }

  @Test
  void passesFromAnotherMachineOnceItWasNotRenewed() throws IOException {
    write(elsewhere(), Duration.ofMinutes(1));
    assertThatThrownBy(this::take).hasMessageContaining("process 1 on far away");
    write(elsewhere(), Duration.ofMinutes(3));
    try (WarehouseLock lock = take()) {
      Files.delete(folder.resolve("locks/00000008"));
      assertThatThrownBy(lock::requireHeld).hasMessageContaining("another run took over");
    }
  }
}
