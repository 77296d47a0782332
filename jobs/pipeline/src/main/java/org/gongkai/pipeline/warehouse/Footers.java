package org.gongkai.pipeline.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.gongkai.pipeline.PipelineException;
import org.gongkai.pipeline.schema.TableSpec;

/** What the files of a table say of themselves, read from their footers and bytes. */
final class Footers {
  private final FileSystem system;
  private final Configuration configuration;

  Footers(FileSystem system, Configuration configuration) {
    this.system = system;
    this.configuration = configuration;
  }

  /**
   * The Parquet files of a table, with row counts and digests.
   *
   * @param snapshot folder of the snapshot
   * @param table the table
   * @param carried the files of the snapshot that were carried over by path, whose bytes are not
   *     read again
   * @param written the files that were written for it by path
   * @throws PipelineException if a file is missing or does not hold what was written
   */
  Manifest.Table table(
      Path snapshot,
      TableSpec table,
      Map<String, Manifest.DataFile> carried,
      Map<String, TableFiles.Written> written)
      throws IOException {
    Map<String, FileStatus> found = parquetFiles(snapshot, table.name());
    Stream<Manifest.DataFile> old =
        inside(table, carried)
            .map(file -> carried(file.getKey(), found.get(file.getKey()), file.getValue()));
    Stream<Manifest.DataFile> added =
        inside(table, written)
            .map(file -> written(table, found.get(file.getKey()), file.getValue()));
    List<Manifest.DataFile> all =
        Stream.concat(old, added).sorted(Comparator.comparing(Manifest.DataFile::path)).toList();
    return new Manifest.Table(all.stream().mapToLong(Manifest.DataFile::rows).sum(), all);
  }

  private static <T> Stream<Map.Entry<String, T>> inside(TableSpec table, Map<String, T> files) {
    return files.entrySet().parallelStream()
        .filter(file -> file.getKey().startsWith(table.name() + "/"));
  }

  private static Manifest.DataFile carried(String path, FileStatus file, Manifest.DataFile before) {
    requireFound(path, file);
    if (file.getLen() != before.bytes()) {
      throw new PipelineException(
          before.path() + " of the former snapshot changed during the run; run again");
    }
    return new Manifest.DataFile(
        path, before.rows(), before.bytes(), before.sha256(), before.sum());
  }

  private Manifest.DataFile written(TableSpec table, FileStatus file, TableFiles.Written written) {
    requireFound(written.path(), file);
    // Options hold the decompressors, which closing a reader releases: no two files share them.
    // Without any, Parquet would read Hadoop's defaults anew for each file.
    ParquetReadOptions options = HadoopReadOptions.builder(configuration).build();
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromStatus(file, configuration), options)) {
      require(file, "rows", written.rows(), reader.getRecordCount());
      String sum = null;
      if (table.holdsFigures()) {
        BigDecimal read = FigureSum.of(reader);
        require(file, "as the sum of its figures", written.sum(), read);
        sum = read.toPlainString();
      }
      return new Manifest.DataFile(
          written.path(), reader.getRecordCount(), file.getLen(), sha256(file.getPath()), sum);
    } catch (PipelineException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new PipelineException(
          file.getPath() + " is no complete Parquet file (" + e.getMessage() + "); run again", e);
    }
  }

  private static void requireFound(String path, FileStatus file) {
    if (file == null) {
      throw new PipelineException(path + " was written but is gone; run again");
    }
  }

  private static <T extends Comparable<T>> void require(
      FileStatus file, String what, T written, T read) {
    if (written.compareTo(read) != 0) {
      throw new PipelineException(
          "%s holds %s %s, but %s was written; the former snapshot stays current, run again"
              .formatted(file.getPath(), read, what, written));
    }
  }

  /** How closely files are looked at. */
  enum Depth {
    /** By their length, which finds what is missing or cut off. */
    LENGTH,
    /** By all their bytes. */
    BYTES
  }

  /**
   * Compares a table with its manifest.
   *
   * @return what is wrong by path, empty if nothing
   */
  Map<String, String> damage(Path snapshot, String table, Manifest.Table expected, Depth depth)
      throws IOException {
    Map<String, FileStatus> found = parquetFiles(snapshot, table);
    Map<String, String> damage = new TreeMap<>();
    expected.files().parallelStream()
        .forEach(
            file ->
                problem(file, found.get(file.path()), depth)
                    .ifPresent(
                        problem -> {
                          synchronized (damage) {
                            damage.put(file.path(), problem);
                          }
                        }));
    TreeSet<String> strangers = new TreeSet<>(found.keySet());
    expected.files().forEach(file -> strangers.remove(file.path()));
    strangers.forEach(path -> damage.put(path, "does not belong to the snapshot"));
    return damage;
  }

  private Optional<String> problem(Manifest.DataFile expected, FileStatus found, Depth depth) {
    if (found == null) {
      return Optional.of("is missing");
    }
    if (found.getLen() != expected.bytes()) {
      return Optional.of("has %d bytes instead of %d".formatted(found.getLen(), expected.bytes()));
    }
    try {
      return depth == Depth.LENGTH || sha256(found.getPath()).equals(expected.sha256())
          ? Optional.empty()
          : Optional.of("was changed");
    } catch (IOException e) {
      throw new UncheckedIOException(found.getPath() + " cannot be read", e);
    }
  }

  private Map<String, FileStatus> parquetFiles(Path snapshot, String table) throws IOException {
    Path folder = new Path(snapshot, table);
    Map<String, FileStatus> files = new TreeMap<>();
    for (FileStatus file : Folders.filesBelow(system, folder)) {
      if (file.getPath().getName().endsWith(".parquet")) {
        files.put(snapshot.toUri().relativize(file.getPath().toUri()).getPath(), file);
      }
    }
    return files;
  }

  private String sha256(Path path) throws IOException {
    MessageDigest digest = DigestUtils.getSha256Digest();
    try (InputStream in = system.open(path)) {
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
