package org.gongkai.extraction.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The contents of {@code conf/}, held in memory, so that it travels to the executors of a cluster
 * with the job and every part of one run sees the same version.
 */
public final class ConfFiles implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final CSVFormat CSV =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setCommentMarker('#')
          .setTrim(true)
          .setIgnoreEmptyLines(true)
          .get();

  /** A concrete type, so that the whole is serializable. */
  private final TreeMap<String, byte[]> files;

  private ConfFiles(Map<String, byte[]> files) {
    this.files = new TreeMap<>(files);
  }

  /**
   * Reads every file of a folder, or of an archive (zip or jar) that holds them, by themselves or
   * in a folder {@code conf}.
   *
   * @throws IOException if the folder or archive cannot be read
   */
  public static ConfFiles load(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      return below(place);
    }
    try (FileSystem archive = FileSystems.newFileSystem(place)) {
      Path root = archive.getPath("/");
      Path folder = root.resolve("conf");
      return below(Files.isDirectory(folder) ? folder : root);
    } catch (ProviderNotFoundException e) {
      throw new IOException(place + " is neither a folder nor a zip archive", e);
    }
  }

  private static ConfFiles below(Path folder) throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    }
    return new ConfFiles(files);
  }

  /** The paths below a folder such as {@code forms/}, in alphabetical order. */
  public List<String> below(String prefix) {
    SortedMap<String, byte[]> tail = files.tailMap(prefix);
    return tail.keySet().stream().takeWhile(path -> path.startsWith(prefix)).toList();
  }

  public boolean has(String path) {
    return files.containsKey(path);
  }

  /**
   * The file as text.
   *
   * @throws ConfException if there is no such file
   */
  public String text(String path) {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      throw new ConfException(path, 0, "is missing");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * The records of a CSV file with a header line; lines that begin with {@code #} are comments.
   *
   * @throws ConfException if there is no such file or it is not CSV
   */
  public List<CSVRecord> csv(String path) {
    try (CSVParser parser = CSV.parse(new StringReader(text(path)))) {
      return parser.getRecords();
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new ConfException(path, 0, "is not readable CSV: " + e.getMessage(), e);
    }
  }

  /** The file's bytes. */
  public InputStream open(String path) {
    text(path);
    return new java.io.ByteArrayInputStream(files.get(path));
  }

  /**
   * SHA-256 over the names and contents of all files below a prefix ({@code ""} for all), in
   * hexadecimal.
   */
  public String fingerprint(String prefix) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String path : below(prefix)) {
        digest.update(path.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(files.get(path));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
