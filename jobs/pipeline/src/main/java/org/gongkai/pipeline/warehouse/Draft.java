package org.gongkai.pipeline.warehouse;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.gongkai.pipeline.PipelineException;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;

/** A snapshot while it is written. Closing it without {@link #commit} removes it. */
public final class Draft implements AutoCloseable {
  private final Warehouse warehouse;
  private final FileSystem system;
  private final Configuration configuration;
  private final String id;
  private final WarehouseLock lock;
  private final Clock clock;
  private final Map<String, Manifest.DataFile> carried = new HashMap<>();
  private boolean committed;

  Draft(
      Warehouse warehouse,
      FileSystem system,
      Configuration configuration,
      String id,
      WarehouseLock lock,
      Clock clock) {
    this.warehouse = warehouse;
    this.system = system;
    this.configuration = configuration;
    this.id = id;
    this.lock = lock;
    this.clock = clock;
  }

  /** The snapshot's id. */
  public String id() {
    return id;
  }

  /** Folder of the snapshot. */
  public Path path() {
    return warehouse.path(id);
  }

  /** Folder of a table. */
  public Path path(TableSpec table) {
    return new Path(path(), table.name());
  }

  /** Whether a table has no file yet. */
  public boolean lacks(TableSpec table) throws IOException {
    return !system.exists(path(table)) || !system.listFiles(path(table), true).hasNext();
  }

  /** Removes the files that tasks left which were repeated: all but those of the given paths. */
  public void dropAllBut(Collection<String> written) throws IOException {
    Set<String> kept = Set.copyOf(written);
    RemoteIterator<LocatedFileStatus> all = system.listFiles(path(), true);
    while (all.hasNext()) {
      Path file = all.next().getPath();
      if (!kept.contains(path().toUri().relativize(file.toUri()).getPath())) {
        system.delete(file, false);
      }
    }
  }

  /**
   * Takes over files of an earlier snapshot as they are: on a local disk by a second name of the
   * same file, elsewhere by a copy.
   *
   * @param from the earlier snapshot
   * @param table the table
   * @param partitions folders such as {@code report_year=2020} to leave out
   */
  public void carry(Manifest from, TableSpec table, Set<String> partitions) throws IOException {
    Manifest.Table files = from.tables().get(table.name());
    if (files == null) {
      return;
    }
    for (Manifest.DataFile file : files.files()) {
      String partition = new Path(file.path()).getParent().getName();
      if (!partitions.contains(partition)) {
        carry(new Path(warehouse.path(from.id()), file.path()), new Path(path(), file.path()));
        synchronized (carried) {
          carried.put(file.path(), file);
        }
      }
    }
  }

  private void carry(Path from, Path to) throws IOException {
    system.mkdirs(to.getParent());
    if (warehouse.isLocal()) {
      try {
        Files.createLink(
            java.nio.file.Path.of(to.toUri().getPath()),
            java.nio.file.Path.of(from.toUri().getPath()));
        return;
      } catch (FileSystemException | UnsupportedOperationException e) {
        // Disks without hard links take a copy.
        system.delete(to, false);
      }
    }
    FileUtil.copy(system, from, system, to, false, true, configuration);
  }

  /**
   * Verifies the snapshot and makes it current.
   *
   * @param facts what the manifest says beside the tables
   * @param expectedRows rows that each table must have, for the tables where that is known
   * @throws PipelineException if a table is missing or does not hold the expected rows
   */
  public Manifest commit(Facts facts, Map<String, Long> expectedRows) throws IOException {
    Footers footers = new Footers(system, configuration);
    Map<String, Manifest.Table> tables = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    for (TableSpec spec : Tables.all()) {
      if (!system.exists(path(spec))) {
        continue;
      }
      Manifest.Table table = footers.table(path(), spec.name(), carried);
      tables.put(spec.name(), table);
      Long expected = expectedRows.get(spec.name());
      if (expected != null && expected != table.rows()) {
        problems.add(spec.name() + " has " + table.rows() + " rows instead of " + expected);
      }
    }
    for (String name : expectedRows.keySet()) {
      if (!tables.containsKey(name)) {
        problems.add(name + " was not written");
      }
    }
    if (!problems.isEmpty()) {
      throw new PipelineException(
          "the new snapshot is not complete ("
              + String.join("; ", problems)
              + "); the former one stays current, run again");
    }
    Optional<Manifest> previous = warehouse.current();
    Manifest manifest =
        new Manifest(
            id,
            clock.instant().toString(),
            facts.command(),
            previous.map(Manifest::id).orElse(null),
            Tables.SCHEMA_VERSION,
            facts.pipelineVersion(),
            facts.extractionFingerprint(),
            facts.inputFingerprint(),
            tables);
    manifest.write(system, path());
    warehouse.switchTo(id);
    committed = true;
    return manifest;
  }

  /**
   * What the manifest says beside the tables; see {@link Manifest}.
   *
   * @param command the command that makes the snapshot
   * @param pipelineVersion version of the program
   * @param extractionFingerprint digest of program and configuration
   * @param inputFingerprint digest of the inputs
   */
  public record Facts(
      String command,
      String pipelineVersion,
      String extractionFingerprint,
      String inputFingerprint) {}

  @Override
  public void close() throws IOException {
    try {
      if (!committed) {
        system.delete(path(), true);
      }
    } finally {
      lock.close();
    }
  }
}
