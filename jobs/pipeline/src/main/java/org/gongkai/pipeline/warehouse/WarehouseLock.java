package org.gongkai.pipeline.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.gongkai.pipeline.PipelineException;

/**
 * Keeps a second run from writing to the same warehouse. The lock is a file that names its owner
 * and is renewed while the owner lives; one whose owner is gone is taken over.
 */
final class WarehouseLock implements AutoCloseable {
  private static final String NAME = "lock";

  private final FileSystem system;
  private final Path file;
  private final String owner;
  private final ScheduledExecutorService renewal;

  private WarehouseLock(FileSystem system, Path file, String owner, Duration expiresAfter) {
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
    renewal.scheduleAtFixedRate(this::renew, period, period, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes the lock.
   *
   * @throws PipelineException naming the owner if a living run holds it
   */
  static WarehouseLock take(FileSystem system, Path warehouse, Duration expiresAfter, Clock clock)
      throws IOException {
    Path file = new Path(warehouse, NAME);
    String owner =
        "host %s, process %d, since %s, token %s"
            .formatted(host(), ProcessHandle.current().pid(), clock.instant(), UUID.randomUUID());
    if (create(system, file, owner)) {
      return new WarehouseLock(system, file, owner, expiresAfter);
    }
    String holder = read(system, file);
    if (isLive(system, file, holder, expiresAfter, clock.instant())) {
      throw new PipelineException(
          "another run is writing to "
              + warehouse
              + " ("
              + holder.replaceAll(", token.*", "")
              + "); wait for it to end");
    }
    Path abandoned = new Path(warehouse, NAME + ".abandoned-" + UUID.randomUUID());
    if (system.rename(file, abandoned)) {
      system.delete(abandoned, false);
    }
    if (create(system, file, owner)) {
      return new WarehouseLock(system, file, owner, expiresAfter);
    }
    throw new PipelineException("another run has just taken over " + file + "; wait for it to end");
  }

  private static boolean create(FileSystem system, Path file, String owner) throws IOException {
    try (OutputStream out = system.create(file, false)) {
      out.write(owner.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      if (system.exists(file)) {
        return false;
      }
      throw e;
    }
  }

  private static String read(FileSystem system, Path file) throws IOException {
    try (InputStream in = system.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static boolean isLive(
      FileSystem system, Path file, String holder, Duration expiresAfter, Instant now)
      throws IOException {
    Instant renewed = Instant.ofEpochMilli(system.getFileStatus(file).getModificationTime());
    if (renewed.plus(expiresAfter).isBefore(now)) {
      return false;
    }
    String here = "host " + host() + ", process ";
    if (!holder.startsWith(here)) {
      return true;
    }
    long process = Long.parseLong(holder.substring(here.length(), holder.indexOf(", since")));
    return ProcessHandle.of(process).isPresent();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private void renew() {
    try {
      if (owner.equals(read(system, file))) {
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
    if (system.exists(file) && owner.equals(read(system, file))) {
      system.delete(file, false);
    }
  }
}
