package org.gongkai.pipeline.warehouse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.gongkai.pipeline.PipelineException;

/**
 * What a snapshot consists of. It is written last, so a folder without one, or with one that was
 * cut off, is no snapshot.
 *
 * @param id name of the snapshot's folder
 * @param createdAt when it was complete, ISO 8601
 * @param command the command that made it
 * @param previous the snapshot that was current before, or null
 * @param schemaVersion version of the tables' declaration
 * @param pipelineVersion version of the program
 * @param extractedWith what the results of extraction depend on beside the inputs, by name: the
 *     program, the files of {@code conf/}, each correction
 * @param inputFingerprint digest over the sources and contents of all inputs, whatever their order
 * @param notes what a person should know of how it was made, such as why reports were read again
 * @param tables the tables by name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Manifest(
    @JsonProperty("id") String id,
    @JsonProperty("created_at") String createdAt,
    @JsonProperty("command") String command,
    @JsonProperty("previous") String previous,
    @JsonProperty("schema_version") int schemaVersion,
    @JsonProperty("pipeline_version") String pipelineVersion,
    @JsonProperty("extracted_with") Map<String, String> extractedWith,
    @JsonProperty("input_fingerprint") String inputFingerprint,
    @JsonProperty("notes") List<String> notes,
    @JsonProperty("tables") Map<String, Table> tables) {
  /**
   * Stands in the names of files whose rows were made of all reports together. Other reports make
   * others, so these are never carried over by a run that makes them anew.
   */
  public static final String ACROSS = "across-";

  private static final String NAME = "manifest.json";

  /** Only the last brace stands at the start of a line. */
  private static final String CLOSING = "\n}\n";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public Manifest {
    extractedWith = new TreeMap<>(extractedWith);
    notes = List.copyOf(notes);
    tables = new TreeMap<>(tables);
  }

  /**
   * A table.
   *
   * @param rows number of rows by the footers of its files
   * @param files its files
   */
  public record Table(
      @JsonProperty("rows") long rows, @JsonProperty("files") List<DataFile> files) {
    public Table {
      files = List.copyOf(files);
    }
  }

  /**
   * A Parquet file.
   *
   * @param path its path below the snapshot's folder
   * @param rows number of rows by its footer
   * @param bytes its length
   * @param sha256 digest of its bytes
   * @param sum what its figures add up to, whatever they count; null if the table has none
   */
  public record DataFile(
      @JsonProperty("path") String path,
      @JsonProperty("rows") long rows,
      @JsonProperty("bytes") long bytes,
      @JsonProperty("sha256") String sha256,
      @JsonProperty("sum") String sum) {
    /** The folder it stands in, below the snapshot's: its table's, or that of one year of it. */
    public String partition() {
      return path.substring(0, path.lastIndexOf('/'));
    }

    /** Name of the folder of its year, or of its table where that has no years. */
    public String year() {
      return partition().substring(partition().lastIndexOf('/') + 1);
    }

    /** Whether its rows were made of all reports together; see {@link #ACROSS}. */
    public boolean comesFromAll() {
      return path.contains("-" + ACROSS);
    }
  }

  /** The manifest in a folder; see {@link #read}. */
  public static Optional<Manifest> of(Path snapshot, Configuration hadoop) throws IOException {
    return read(snapshot.getFileSystem(hadoop), snapshot);
  }

  /**
   * The manifest of a snapshot, or none where its folder holds no complete one.
   *
   * @throws PipelineException if it is complete but no manifest
   */
  static Optional<Manifest> read(FileSystem system, Path snapshot) throws IOException {
    Path file = new Path(snapshot, NAME);
    byte[] bytes;
    try (InputStream in = system.open(file)) {
      bytes = in.readAllBytes();
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
    if (!new String(bytes, StandardCharsets.UTF_8).endsWith(CLOSING)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(bytes, Manifest.class));
    } catch (JsonProcessingException e) {
      throw new PipelineException(
          file
              + " is damaged ("
              + e.getOriginalMessage()
              + "); remove the folder of that snapshot, or restore it",
          e);
    }
  }

  void write(FileSystem system, Path snapshot) throws IOException {
    try (FSDataOutputStream out = system.create(new Path(snapshot, NAME), true)) {
      out.write(JSON.writeValueAsBytes(this));
      out.write('\n');
      out.hsync();
    }
  }

  /** Makes a snapshot none, before its files go. */
  static void remove(FileSystem system, Path snapshot) throws IOException {
    system.delete(new Path(snapshot, NAME), false);
  }
}
