package org.gongkai.pipeline.warehouse;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.gongkai.pipeline.PipelineException;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;

/** A snapshot while it is written. Closing it without {@link #commit} removes it. */
public final class Draft implements AutoCloseable {
  private static final Pattern CARRIED = Pattern.compile("^" + Warehouse.ID_PATTERN + "\\.");

  private final Warehouse warehouse;
  private final FileSystem system;
  private final Configuration configuration;
  private final String id;
  private final WarehouseLock lock;
  private final Clock clock;

  /** The files of the snapshot that were taken over by path, with what is known of them. */
  private final Map<String, Manifest.DataFile> carried = new ConcurrentHashMap<>();

  /** The files that were written for the snapshot by path. */
  private final Map<String, TableFiles.Written> written = new ConcurrentHashMap<>();

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

  /** Gives a table that has no file yet one without rows, to be read like any other. */
  public void addEmptyWhereLacking(TableSpec table, TableFiles.Target target) {
    if (lacks(table)) {
      add(TableFiles.write(target, table, List.of(), "empty-" + id));
    }
  }

  private boolean lacks(TableSpec table) {
    String folder = table.name() + "/";
    return Stream.concat(carried.keySet().stream(), written.keySet().stream())
        .noneMatch(path -> path.startsWith(folder));
  }

  /** Takes files into the snapshot; see {@link #dropOthers}. */
  public void add(Collection<TableFiles.Written> files) {
    files.forEach(file -> written.put(file.path(), file));
  }

  /**
   * Takes over files of an earlier snapshot as they are: on a local disk by a second name of the
   * same file, elsewhere by a copy. Each snapshot calls its files by names of its own, so a reader
   * that listed the files of one never opens those of another under them.
   *
   * @param from the earlier snapshot
   * @param table the table
   * @param without tells which files to leave out
   * @return number of rows in the files that were taken over
   */
  public long carry(Manifest from, TableSpec table, Predicate<Manifest.DataFile> without)
      throws IOException {
    Manifest.Table former = from.tables().get(table.name());
    if (former == null) {
      return 0;
    }
    long rows = 0;
    for (Manifest.DataFile file : former.files()) {
      if (!without.test(file)) {
        Path source = new Path(warehouse.path(from.id()), file.path());
        String path = file.partition() + "/" + ownName(source.getName());
        carry(source, new Path(path(), path));
        carried.put(path, file);
        rows += file.rows();
      }
    }
    return rows;
  }

  private String ownName(String name) {
    return id + "." + CARRIED.matcher(name).replaceFirst("");
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
   * Verifies the snapshot and makes it current: every file is read back, and its rows and the sum
   * of its figures must be those that were written.
   *
   * @param facts what the manifest says beside the tables
   * @param expectedRows rows that each table must have, for the tables where that is known
   * @throws PipelineException if a table is missing or does not hold the expected rows
   */
  public Manifest commit(Facts facts, Map<String, Long> expectedRows) throws IOException {
    dropOthers();
    Footers footers = new Footers(system, configuration);
    Map<String, Manifest.Table> tables = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    for (TableSpec spec : Tables.all()) {
      if (lacks(spec)) {
        continue;
      }
      Manifest.Table table = footers.table(path(), spec, carried, written);
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
            facts.extractedWith(),
            facts.inputFingerprint(),
            facts.notes(),
            tables);
    manifest.write(system, path());
    lock.requireHeld();
    warehouse.switchTo(id);
    return manifest;
  }

  /**
   * What the manifest says beside the tables; see {@link Manifest}.
   *
   * @param command the command that makes the snapshot
   * @param pipelineVersion version of the program
   * @param extractedWith what extraction depends on beside the inputs
   * @param inputFingerprint digest of the inputs
   * @param notes what a person should know of how it was made
   */
  public record Facts(
      String command,
      String pipelineVersion,
      Map<String, String> extractedWith,
      String inputFingerprint,
      List<String> notes) {}

  /** Drops files that are none of the snapshot's: tasks that were repeated left them. */
  public void dropOthers() throws IOException {
    for (FileStatus found : Folders.filesBelow(system, path())) {
      Path file = found.getPath();
      String path = path().toUri().relativize(file.toUri()).getPath();
      if (!carried.containsKey(path) && !written.containsKey(path)) {
        system.delete(file, false);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (!warehouse.isCurrent(id)) {
        warehouse.remove(id);
      }
    } finally {
      lock.close();
    }
  }
}
