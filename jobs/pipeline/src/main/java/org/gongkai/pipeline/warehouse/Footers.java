package org.gongkai.pipeline.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.gongkai.pipeline.PipelineException;

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
   * @param table name of the table
   * @param known files of an earlier snapshot by path, whose digests hold for files carried over
   * @throws PipelineException if a file has no readable footer
   */
  Manifest.Table table(Path snapshot, String table, Map<String, Manifest.DataFile> known)
      throws IOException {
    List<Manifest.DataFile> files =
        parquetFiles(new Path(snapshot, table)).parallelStream()
            .map(file -> dataFile(snapshot, file, known))
            .sorted(Comparator.comparing(Manifest.DataFile::path))
            .toList();
    return new Manifest.Table(files.stream().mapToLong(Manifest.DataFile::rows).sum(), files);
  }

  /**
   * Compares a table with its manifest.
   *
   * @return what differs, empty if nothing
   */
  List<String> differences(Path snapshot, String name, Manifest.Table expected) throws IOException {
    Map<String, Manifest.DataFile> found =
        table(snapshot, name, Map.of()).files().stream()
            .collect(Collectors.toMap(Manifest.DataFile::path, file -> file));
    List<String> differences = new ArrayList<>();
    for (Manifest.DataFile file : expected.files()) {
      Manifest.DataFile there = found.remove(file.path());
      if (there == null) {
        differences.add(file.path() + " is missing");
      } else if (!there.equals(file)) {
        differences.add(file.path() + " was changed");
      }
    }
    found.keySet().forEach(path -> differences.add(path + " does not belong to the snapshot"));
    return differences;
  }

  private Manifest.DataFile dataFile(
      Path snapshot, FileStatus file, Map<String, Manifest.DataFile> known) {
    String path = snapshot.toUri().relativize(bare(file.getPath())).getPath();
    Manifest.DataFile before = known.get(path);
    if (before != null && before.bytes() == file.getLen()) {
      return before;
    }
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromStatus(file, configuration))) {
      return new Manifest.DataFile(
          path, reader.getRecordCount(), file.getLen(), sha256(file.getPath()));
    } catch (IOException | RuntimeException e) {
      throw new PipelineException(
          file.getPath()
              + " is no complete Parquet file ("
              + e.getMessage()
              + "); run again, or go back with gongkai snapshots rollback",
          e);
    }
  }

  private static java.net.URI bare(Path path) {
    return path.toUri();
  }

  private List<FileStatus> parquetFiles(Path folder) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    if (system.exists(folder)) {
      RemoteIterator<LocatedFileStatus> all = system.listFiles(folder, true);
      while (all.hasNext()) {
        LocatedFileStatus file = all.next();
        if (file.getPath().getName().endsWith(".parquet")) {
          files.add(file);
        }
      }
    }
    return files;
  }

  private String sha256(Path path) throws IOException {
    try (InputStream in = system.open(path)) {
      DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
      digest.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
