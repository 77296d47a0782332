package org.gongkai.pipeline.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.gongkai.extraction.model.RawInput;

/**
 * The Parquet tables of pages among the inputs. Their files are read through before anything is
 * extracted: a damaged one is rejected, and the pages of the others go on.
 */
final class PageTables {
  private static final List<String> URI_COLUMNS = List.of("source_uri", "uri", "url", "id");
  private static final List<String> CONTENT_COLUMNS = List.of("content", "html", "body", "text");
  private static final String URL = "url";

  private final SparkSession spark;
  private final Map<Columns, List<InputFile>> files;
  private final List<StagedInput> rejects;
  private final long rows;

  private PageTables(
      SparkSession spark,
      Map<Columns, List<InputFile>> files,
      List<StagedInput> rejects,
      long rows) {
    this.spark = spark;
    this.files = files;
    this.rejects = rejects;
    this.rows = rows;
  }

  /**
   * The columns that hold the pages of a file.
   *
   * @param uri the name of each page
   * @param url whether there is one for its address
   */
  private record Columns(String uri, String content, boolean url) {
    /** None where there is no name or no content. */
    static Optional<Columns> of(MessageType schema) {
      Optional<String> uri = first(URI_COLUMNS, schema);
      Optional<String> content = first(CONTENT_COLUMNS, schema);
      return uri.isPresent() && content.isPresent()
          ? Optional.of(new Columns(uri.get(), content.get(), isText(schema, URL)))
          : Optional.empty();
    }

    private static Optional<String> first(List<String> names, MessageType schema) {
      return names.stream().filter(name -> isText(schema, name)).findFirst();
    }

    private static boolean isText(MessageType schema, String name) {
      if (!schema.containsField(name)) {
        return false;
      }
      Type type = schema.getType(name);
      return type.isPrimitive()
          && !type.isRepetition(Type.Repetition.REPEATED)
          && type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
    }

    /** All of them as bytes, which Parquet's texts are. */
    StructType schema() {
      StructType schema = new StructType();
      for (String name : Stream.of(uri, content, url ? URL : uri).distinct().toList()) {
        schema = schema.add(name, DataTypes.BinaryType);
      }
      return schema;
    }
  }

  /** What the footer of a file says: its columns and number of rows, or why it is no table. */
  private record Footer(InputFile file, Columns columns, long rows, StagedInput reject) {}

  /** Reads the files through. */
  static PageTables of(SparkSession spark, List<InputFile> files) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    Map<Columns, List<Footer>> alike = new HashMap<>();
    List<StagedInput> rejects = new ArrayList<>();
    for (Footer footer : files.parallelStream().map(file -> footer(file, hadoop)).toList()) {
      if (footer.reject() == null) {
        alike.computeIfAbsent(footer.columns(), key -> new ArrayList<>()).add(footer);
      } else {
        rejects.add(footer.reject());
      }
    }
    Map<Columns, List<InputFile>> whole = new HashMap<>();
    long rows = 0;
    for (var group : alike.entrySet()) {
      Map<String, Long> readable = readable(spark, group.getKey(), group.getValue());
      for (Footer footer : group.getValue()) {
        long read = readable.getOrDefault(new Path(footer.file().uri()).toUri().getPath(), 0L);
        if (read == footer.rows()) {
          whole.computeIfAbsent(group.getKey(), key -> new ArrayList<>()).add(footer.file());
          rows += read;
        } else {
          rejects.add(
              damaged(
                  footer.file(), "%,d of its %,d rows can be read".formatted(read, footer.rows())));
        }
      }
    }
    return new PageTables(spark, whole, rejects, rows);
  }

  private static Footer footer(InputFile file, Configuration hadoop) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(new Path(file.uri()), hadoop),
            HadoopReadOptions.builder(hadoop).build())) {
      MessageType schema = reader.getFileMetaData().getSchema();
      if (reader.getRecordCount() == 0) {
        return new Footer(
            file,
            null,
            0,
            reject(file, "empty_file", "the table has no rows; fill it or leave it out"));
      }
      return Columns.of(schema)
          .map(columns -> new Footer(file, columns, reader.getRecordCount(), null))
          .orElseGet(() -> new Footer(file, null, 0, withoutPages(file)));
    } catch (IOException | RuntimeException e) {
      return new Footer(file, null, 0, damaged(file, e.getMessage()));
    }
  }

  private static StagedInput withoutPages(InputFile file) {
    return reject(
        file,
        "unsupported_type",
        "the table lacks a column of texts for the address (one of %s) or the page (one of %s); rename its columns"
            .formatted(String.join(", ", URI_COLUMNS), String.join(", ", CONTENT_COLUMNS)));
  }

  private static StagedInput damaged(InputFile file, String how) {
    return reject(
        file, "corrupt_file", "the Parquet file is damaged (" + how + "); write or copy it again");
  }

  private static StagedInput reject(InputFile file, String reason, String message) {
    return StagedInput.reject(file.uri(), null, "reading", reason, message);
  }

  /** How many rows of each file can be read, by its path without a scheme. */
  private static Map<String, Long> readable(
      SparkSession spark, Columns columns, List<Footer> footers) {
    List<InputFile> all = footers.stream().map(Footer::file).toList();
    Map<String, Long> readable = new HashMap<>();
    read(spark, columns, all, true)
        .groupBy("file")
        .agg(
            count(lit(1)),
            sum(length(col("uri"))),
            sum(length(col("content"))),
            sum(length(col("url"))))
        .collectAsList()
        .forEach(row -> readable.put(URI.create(row.getString(0)).getPath(), row.getLong(1)));
    return readable;
  }

  /** The rows of some files, as uri, content, url, file and row within it. */
  private static Dataset<Row> read(
      SparkSession spark, Columns columns, List<InputFile> files, boolean skipDamaged) {
    Column url = columns.url() ? col(URL) : lit(null);
    return spark
        .read()
        .schema(columns.schema())
        .option("ignoreCorruptFiles", skipDamaged)
        .parquet(files.stream().map(PageTables::literally).toArray(String[]::new))
        .select(
            col(columns.uri()).cast(DataTypes.StringType).as("uri"),
            col(columns.content()).as("content"),
            url.cast(DataTypes.StringType).as("url"),
            col("_metadata.file_path").as("file"),
            col("_metadata.row_index").as("row"));
  }

  /** A path in which Spark finds no wildcards. */
  private static String literally(InputFile file) {
    return file.uri().replaceAll("[\\[\\]{}*?\\\\]", "\\\\$0");
  }

  /** Number of pages. */
  long rows() {
    return rows;
  }

  /** The files that cannot be read. */
  List<StagedInput> rejects() {
    return rejects;
  }

  /**
   * The pages, in tasks of their own size whatever the row groups. What has no name goes by its
   * place; of several pages of one name all but one have a number behind it.
   *
   * @param leastTasks number of tasks that few pages are dealt to
   */
  Optional<JavaRDD<RawInput>> pages(long bytesPerTask, int leastTasks) {
    long bytes = files.values().stream().flatMap(List::stream).mapToLong(InputFile::bytes).sum();
    int tasks = (int) Math.max(leastTasks, bytes / bytesPerTask);
    return files.entrySet().stream()
        .map(group -> read(spark, group.getKey(), group.getValue(), false))
        .reduce(Dataset::union)
        .map(
            pages ->
                pages
                    .repartition(tasks, coalesce(col("uri"), concat(col("file"), col("row"))))
                    .sortWithinPartitions(col("uri"), xxhash64(col("content")))
                    .toJavaRDD()
                    .mapPartitions(Named::new));
  }

  /** Pages in order of their names, each by a name of its own. */
  private static final class Named implements Iterator<RawInput> {
    private final Iterator<Row> pages;
    private String name;
    private int times;

    Named(Iterator<Row> pages) {
      this.pages = pages;
    }

    @Override
    public boolean hasNext() {
      return pages.hasNext();
    }

    @Override
    public RawInput next() {
      Row page = pages.next();
      String uri = page.isNullAt(0) ? place(page) : page.getString(0);
      times = uri.equals(name) ? times + 1 : 1;
      name = uri;
      byte[] content = page.isNullAt(1) ? new byte[0] : page.getAs(1);
      return new RawInput(times == 1 ? uri : uri + "#" + times, content, page.getString(2));
    }

    private static String place(Row page) {
      Path file = new Path(URI.create(page.getString(3)));
      return InputListing.uri(file) + "!/" + (page.getLong(4) + 1);
    }
  }
}
