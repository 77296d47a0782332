package org.gongkai.pipeline.warehouse;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a snapshot consists of. It is written last, so a folder without one is no snapshot.
 *
 * @param id name of the snapshot's folder
 * @param createdAt when it was complete, ISO 8601
 * @param command the command that made it
 * @param previous the snapshot that was current before, or null
 * @param schemaVersion version of the tables' declaration
 * @param pipelineVersion version of the program
 * @param extractionFingerprint digest of the program and the part of {@code conf/} that extraction
 *     depends on
 * @param inputFingerprint digest over the sources and contents of all inputs, whatever their order
 * @param tables the tables by name
 */
public record Manifest(
    @JsonProperty("id") String id,
    @JsonProperty("created_at") String createdAt,
    @JsonProperty("command") String command,
    @JsonProperty("previous") String previous,
    @JsonProperty("schema_version") int schemaVersion,
    @JsonProperty("pipeline_version") String pipelineVersion,
    @JsonProperty("extraction_fingerprint") String extractionFingerprint,
    @JsonProperty("input_fingerprint") String inputFingerprint,
    @JsonProperty("tables") Map<String, Table> tables) {
  private static final String NAME = "manifest.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public Manifest {
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
   */
  public record DataFile(
      @JsonProperty("path") String path,
      @JsonProperty("rows") long rows,
      @JsonProperty("bytes") long bytes,
      @JsonProperty("sha256") String sha256) {}

  static boolean isIn(FileSystem system, Path snapshot) throws IOException {
    return system.exists(new Path(snapshot, NAME));
  }

  static Manifest read(FileSystem system, Path snapshot) throws IOException {
    try (InputStream in = system.open(new Path(snapshot, NAME))) {
      return JSON.readValue(in, Manifest.class);
    }
  }

  void write(FileSystem system, Path snapshot) throws IOException {
    try (OutputStream out = system.create(new Path(snapshot, NAME), true)) {
      JSON.writeValue(out, this);
    }
  }
}
