package org.gongkai.pipeline.warehouse;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.gongkai.pipeline.LocalDisk;
import org.gongkai.pipeline.PipelineException;

/**
 * All tables in all their snapshots. A snapshot is a folder {@code snapshots/ID} that never changes
 * once its manifest is written; one of them is current.
 */
public final class Warehouse {
  static final String SNAPSHOTS = "snapshots";

  /** What an id looks like: the time it was begun, and something to tell equal times apart. */
  static final String ID_PATTERN = "[0-9]{8}T[0-9]{9}Z-[0-9a-f]{4}";

  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private final FileSystem system;
  private final Path root;
  private final Configuration configuration;
  private final Pointer pointer;
  private final Clock clock;

  private Warehouse(FileSystem system, Path root, Configuration configuration, Clock clock) {
    this.system = system;
    this.root = root;
    this.configuration = configuration;
    this.clock = clock;
    pointer =
        isLocal()
            ? new LinkPointer(java.nio.file.Path.of(root.toUri().getPath()))
            : new FilePointer(system, root);
  }

  /**
   * Opens a warehouse; one that does not exist yet is empty.
   *
   * @param location folder or URI
   * @throws PipelineException if its file system cannot be reached
   */
  public static Warehouse open(String location, Configuration configuration, Clock clock) {
    try {
      Path path = new Path(location);
      FileSystem system = path.getFileSystem(configuration);
      return new Warehouse(system, system.makeQualified(path), configuration, clock);
    } catch (IOException | IllegalArgumentException e) {
      throw new PipelineException(
          "the warehouse " + location + " cannot be reached: " + e.getMessage(), e);
    }
  }

  /** Whether it is on a disk of this machine. */
  public boolean isLocal() {
    return LocalDisk.holds(system.getUri());
  }

  /** Folder of the warehouse. */
  public Path root() {
    return root;
  }

  /** Folder of a snapshot. */
  public Path path(String id) {
    return new Path(new Path(root, SNAPSHOTS), id);
  }

  /** The current snapshot. */
  public Optional<Manifest> current() throws IOException {
    Optional<String> id = pointer.current();
    return id.isPresent() ? Optional.of(manifest(id.get())) : Optional.empty();
  }

  /**
   * The current snapshot.
   *
   * @throws PipelineException if there is none yet
   */
  public Manifest requireCurrent() throws IOException {
    return current()
        .orElseThrow(
            () -> new PipelineException(root + " holds no snapshot yet; start with gongkai run"));
  }

  /**
   * The manifest of a snapshot.
   *
   * @throws PipelineException if there is no such snapshot
   */
  public Manifest manifest(String id) throws IOException {
    return (id.matches(ID_PATTERN) ? Manifest.read(system, path(id)) : Optional.<Manifest>empty())
        .orElseThrow(
            () ->
                new PipelineException(
                    "no snapshot " + id + " in " + root + "; see gongkai snapshots list"));
  }

  /** All complete snapshots, newest first. */
  public List<Manifest> snapshots() throws IOException {
    List<Manifest> manifests = new ArrayList<>();
    for (FileStatus folder : folders()) {
      Manifest.read(system, folder.getPath()).ifPresent(manifests::add);
    }
    manifests.sort(Comparator.comparing(Manifest::id).reversed());
    return manifests;
  }

  private List<FileStatus> folders() throws IOException {
    Path folder = new Path(root, SNAPSHOTS);
    return system.exists(folder) ? Arrays.asList(system.listStatus(folder)) : List.of();
  }

  /**
   * Begins a new snapshot and keeps other runs out until it is closed. What killed runs left is
   * removed.
   *
   * @param lockExpiresAfter see {@link org.gongkai.pipeline.Settings#lockExpiresAfter()}
   * @throws PipelineException if another run is writing, or the folder cannot be written to
   */
  public Draft begin(Duration lockExpiresAfter) throws IOException {
    try {
      system.mkdirs(new Path(root, SNAPSHOTS));
    } catch (IOException e) {
      throw new PipelineException(
          root + " cannot be written to (" + e.getMessage() + "); choose another --warehouse", e);
    }
    WarehouseLock lock = WarehouseLock.take(system, root, lockExpiresAfter, clock);
    try {
      removeLeftovers();
      String id = ID.format(clock.instant()) + "-" + UUID.randomUUID().toString().substring(0, 4);
      system.mkdirs(path(id));
      return new Draft(this, system, configuration, id, lock, clock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private void removeLeftovers() throws IOException {
    String current = pointer.current().orElse("");
    for (FileStatus folder : folders()) {
      String id = folder.getPath().getName();
      if (!id.equals(current) && Manifest.read(system, folder.getPath()).isEmpty()) {
        remove(id);
      }
    }
  }

  boolean isCurrent(String id) throws IOException {
    return pointer.current().filter(id::equals).isPresent();
  }

  /** Removes a snapshot; one that is removed in part is none. */
  void remove(String id) throws IOException {
    Manifest.remove(system, path(id));
    system.delete(path(id), true);
  }

  /**
   * Makes an earlier snapshot current again, after checking that all its files are as they were.
   *
   * @throws PipelineException if the snapshot does not exist or is damaged
   */
  public void rollback(String id, Duration lockExpiresAfter) throws IOException {
    WarehouseLock lock = WarehouseLock.take(system, root, lockExpiresAfter, clock);
    try (lock) {
      requireWhole(manifest(id), Footers.Depth.BYTES);
      switchTo(id);
    }
  }

  /** What is wrong with the files of a snapshot by path, empty if nothing. Reads all bytes. */
  public Map<String, String> damage(Manifest manifest) throws IOException {
    return damage(manifest, Footers.Depth.BYTES);
  }

  /** What is missing or cut off in a snapshot by path, told without reading the files. */
  public Map<String, String> visibleDamage(Manifest manifest) throws IOException {
    return damage(manifest, Footers.Depth.LENGTH);
  }

  /**
   * Makes sure that nothing of a snapshot is missing or cut off.
   *
   * @throws PipelineException naming the first file that is
   */
  public void requireWhole(Manifest manifest) throws IOException {
    requireWhole(manifest, Footers.Depth.LENGTH);
  }

  private void requireWhole(Manifest manifest, Footers.Depth depth) throws IOException {
    for (var file : damage(manifest, depth).entrySet()) {
      throw new PipelineException(
          "snapshot %s is damaged: %s %s; gongkai run makes a whole one, or choose another"
              .formatted(manifest.id(), file.getKey(), file.getValue()));
    }
  }

  private Map<String, String> damage(Manifest manifest, Footers.Depth depth) throws IOException {
    Map<String, String> damage = new TreeMap<>();
    Footers footers = new Footers(system, configuration);
    for (var table : manifest.tables().entrySet()) {
      damage.putAll(footers.damage(path(manifest.id()), table.getKey(), table.getValue(), depth));
    }
    return damage;
  }

  /** Makes a snapshot current; the caller holds the lock. */
  void switchTo(String id) throws IOException {
    pointer.switchTo(id);
    if (isLocal()) {
      ViewFile.write(java.nio.file.Path.of(root.toUri().getPath()), id);
    }
  }

  /**
   * Removes old snapshots.
   *
   * @param keep number kept beside the current one whatever their age
   * @param keepFor age that further ones are kept for
   * @return the ids removed
   */
  public List<String> retain(int keep, Duration keepFor) throws IOException {
    String current = pointer.current().orElse("");
    Instant oldest = clock.instant().minus(keepFor);
    List<String> removed = new ArrayList<>();
    int kept = 0;
    for (Manifest snapshot : snapshots()) {
      if (snapshot.id().equals(current)) {
        continue;
      }
      if (kept < keep || Instant.parse(snapshot.createdAt()).isAfter(oldest)) {
        kept++;
      } else {
        remove(snapshot.id());
        removed.add(snapshot.id());
      }
    }
    return removed;
  }
}
