package org.gongkai.pipeline.warehouse;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds a lock, as written into its file.
 *
 * @param machine name of the machine, with the number of its process space where it has several
 * @param process number of the process
 * @param started when the process started, which tells it from a later one with its number
 * @param since when the lock was taken
 * @param token tells this lock from all others
 */
record LockOwner(String machine, long process, Instant started, Instant since, UUID token) {
  private static final Pattern LINE =
      Pattern.compile(
          "machine (?<machine>[^,]+), process (?<process>[0-9]{1,18}), started (?<started>\\S+),"
              + " since (?<since>\\S+), token (?<token>[0-9a-f-]{36})\n");

  /** The start of a process is told to the hundredth of a second, and moves with the clock. */
  private static final Duration TOLERANCE = Duration.ofSeconds(5);

  private static final String HERE = machineName();

  static LockOwner here(Instant now) {
    ProcessHandle process = ProcessHandle.current();
    return new LockOwner(HERE, process.pid(), startOf(process), now, UUID.randomUUID());
  }

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  /** The owner that a file names, or none where the file was cut off or written by another hand. */
  static Optional<LockOwner> parse(String content) {
    Matcher line = LINE.matcher(content);
    return line.matches()
        ? Optional.of(
            new LockOwner(
                line.group("machine"),
                Long.parseLong(line.group("process")),
                Instant.parse(line.group("started")),
                Instant.parse(line.group("since")),
                UUID.fromString(line.group("token"))))
        : Optional.empty();
  }

  String line() {
    return "machine %s, process %d, started %s, since %s, token %s\n"
        .formatted(machine, process, started, since, token);
  }

  /** Whether the owner is a process of this machine, of which {@link #isDead} knows. */
  boolean isHere() {
    return machine.equals(HERE);
  }

  /** Whether the process runs no more; for processes of this machine only. */
  boolean isDead() {
    return ProcessHandle.of(process)
        .map(running -> Duration.between(started, startOf(running)).abs())
        .filter(difference -> difference.compareTo(TOLERANCE) <= 0)
        .isEmpty();
  }

  @Override
  public String toString() {
    return "process %d on %s, since %s".formatted(process, machine, since);
  }

  private static String machineName() {
    String processes = "";
    try {
      // Containers of one machine may share its name, but number their processes each for itself.
      processes = " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).getFileName();
    } catch (IOException | UnsupportedOperationException e) {
      // Only Linux has several process spaces.
    }
    try {
      return InetAddress.getLocalHost().getHostName().replace(',', ' ') + processes;
    } catch (IOException e) {
      // Equal to no other name: locks of this machine then expire by their age alone.
      return "unknown " + UUID.randomUUID();
    }
  }
}
