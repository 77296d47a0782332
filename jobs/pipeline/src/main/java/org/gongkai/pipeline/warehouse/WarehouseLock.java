package org.gongkai.pipeline.warehouse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.gongkai.pipeline.LocalDisk;
import org.gongkai.pipeline.PipelineException;

/**
 * Keeps a second run from writing to the same warehouse. A lock is a numbered file {@code
 * locks/00000001} that names its owner and is renewed while the owner lives. It is made in one step
 * that fails if the file exists. A lock whose owner is gone is not taken away but outnumbered:
 * whoever makes the next number looks again and gives way to any lock that it had not found
 * abandoned. So two never hold it at once, and no step needs a rename.
 */
final class WarehouseLock implements AutoCloseable {
  private static final String FOLDER = "locks";

  private final FileSystem system;
  private final Path file;
  private final LockOwner owner;
  private final ScheduledExecutorService renewal;

  private WarehouseLock(FileSystem system, Path file, LockOwner owner, Duration expiresAfter) {
    this.system = system;
    this.file = file;
    this.owner = owner;
    renewal =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "warehouse lock");
              thread.setDaemon(true);
              return thread;
            });
    long period = Math.max(1, expiresAfter.toMillis() / 4);
    var unused = renewal.scheduleAtFixedRate(this::renew, period, period, TimeUnit.MILLISECONDS);
  }

  /** A lock file that was found. */
  private record Found(Path file, String content, Instant renewed) {
    Optional<LockOwner> owner() {
      return LockOwner.parse(content);
    }

    boolean isSame(Found other) {
      return file.equals(other.file) && content.equals(other.content);
    }

    /** An owner elsewhere is known by its renewals only. */
    boolean isAbandoned(Duration expiresAfter, Instant now) {
      return owner()
          .filter(LockOwner::isHere)
          .map(LockOwner::isDead)
          .orElse(renewed.plus(expiresAfter).isBefore(now));
    }

    PipelineException refusal(Path warehouse) {
      return new PipelineException(
          "another run is writing to %s (%s); wait for it to end"
              .formatted(
                  warehouse,
                  owner().map(LockOwner::toString).orElse("it has not said yet who it is")));
    }
  }

  /**
   * Takes the lock.
   *
   * @param expiresAfter time without renewal after which a lock is taken for abandoned
   * @throws PipelineException naming the owner if a living run holds it, or if the warehouse cannot
   *     be written to
   */
  static WarehouseLock take(FileSystem system, Path warehouse, Duration expiresAfter, Clock clock)
      throws IOException {
    Path folder = new Path(warehouse, FOLDER);
    List<Found> abandoned = all(system, folder);
    long last = 0;
    for (Found other : abandoned) {
      if (!other.isAbandoned(expiresAfter, clock.instant())) {
        throw other.refusal(warehouse);
      }
      last = Math.max(last, Long.parseLong(other.file().getName()));
    }
    Path file = new Path(folder, "%08d".formatted(last + 1));
    LockOwner owner = LockOwner.here(clock.instant());
    try {
      create(system, file, owner.line());
    } catch (IOException e) {
      Optional<String> holder = read(system, file);
      if (holder.isPresent()) {
        throw new Found(file, holder.get(), clock.instant()).refusal(warehouse);
      }
      throw new PipelineException(
          warehouse
              + " cannot be written to ("
              + e.getMessage()
              + "); free space, check its permissions or choose another --warehouse",
          e);
    }
    WarehouseLock lock = new WarehouseLock(system, file, owner, expiresAfter);
    try {
      for (Found other : all(system, folder)) {
        if (!other.file().getName().equals(file.getName())
            && abandoned.stream().noneMatch(other::isSame)) {
          throw other.refusal(warehouse);
        }
      }
      for (Found other : abandoned) {
        system.delete(other.file(), false);
      }
      return lock;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static List<Found> all(FileSystem system, Path folder) throws IOException {
    List<Found> all = new ArrayList<>();
    for (FileStatus file : list(system, folder)) {
      if (file.getPath().getName().matches("[0-9]{1,18}")) {
        Instant renewed = Instant.ofEpochMilli(file.getModificationTime());
        // A lock that goes away meanwhile is none.
        read(system, file.getPath())
            .ifPresent(content -> all.add(new Found(file.getPath(), content, renewed)));
      }
    }
    return all;
  }

  private static FileStatus[] list(FileSystem system, Path folder) throws IOException {
    try {
      return system.listStatus(folder);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  /** Makes the lock file, and leaves none behind that could not be written, say on a full disk. */
  private static void create(FileSystem system, Path file, String content) throws IOException {
    system.mkdirs(file.getParent());
    OutputStream created = createNew(system, file);
    try (OutputStream out = created) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      system.delete(file, false);
      throw e;
    }
  }

  /** Hadoop's local file system looks first and creates then; the disk itself does both at once. */
  private static OutputStream createNew(FileSystem system, Path file) throws IOException {
    if (LocalDisk.holds(system.getUri())) {
      return Files.newOutputStream(
          java.nio.file.Path.of(file.toUri().getPath()),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
    }
    FSDataOutputStreamBuilder<?, ?> builder = system.createFile(file).overwrite(false);
    // What object stores need to be asked for; others do it anyway.
    builder.opt(Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
    return builder.build();
  }

  private static Optional<String> read(FileSystem system, Path file) throws IOException {
    try (InputStream in = system.open(file)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private boolean isHeld() throws IOException {
    return read(system, file).filter(owner.line()::equals).isPresent();
  }

  /**
   * Makes sure that no other run took the lock for abandoned, say because this machine was asleep.
   *
   * @throws PipelineException if one did
   */
  void requireHeld() throws IOException {
    if (!isHeld()) {
      throw new PipelineException(
          "another run took over while this one was not heard of; nothing was changed, run again");
    }
  }

  private void renew() {
    try {
      if (isHeld()) {
        long now = System.currentTimeMillis();
        system.setTimes(file, now, now);
      }
    } catch (IOException e) {
      System.err.println("gongkai: the lock " + file + " could not be renewed: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    renewal.shutdownNow();
    if (isHeld()) {
      system.delete(file, false);
    }
  }
}
