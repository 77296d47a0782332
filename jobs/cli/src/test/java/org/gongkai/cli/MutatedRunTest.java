package org.gongkai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.gongkai.extraction.Mutations;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of every kind, mutated, in one run that has little memory. */
@Tag("faults")
class MutatedRunTest {
  private static final int INPUTS = 10_000;
  private static final int TABLES = 300;
  private static final int PAGES = 4;
  private static final String INPUTS_FOLDER = "/mutated-inputs/";
  private static final String MEMORY = "-Xmx2g";
  private static final Duration LONGEST = Duration.ofMinutes(60);

  @TempDir Path folder;

  @Test
  void endsEveryInputAsReportsOrRejects() throws Exception {
    Path inputs = Files.createDirectories(Path.of(folder + INPUTS_FOLDER));
    Mutations mutations = new Mutations(Mutations.documents());
    List<String> names = new ArrayList<>();
    for (int i = 0; i < INPUTS; i++) {
      String name = "%05d".formatted(i);
      Files.write(inputs.resolve(name), mutations.next());
      names.add(name);
    }
    Mutations tables = new Mutations(List.of(tableOfPages()));
    for (int i = 0; i < TABLES; i++) {
      String name = "%03d.parquet".formatted(i);
      Files.write(inputs.resolve(name), tables.next());
      names.add(name);
    }
    Path warehouse = folder.resolve("warehouse");
    ChildProgram run =
        ChildProgram.start(
            folder.resolve("log"),
            ChildProgram.command(
                List.of(MEMORY),
                "run",
                "--master",
                "local[2]",
                "--input",
                inputs.toString(),
                "--warehouse",
                warehouse.toString(),
                "--site",
                folder.resolve("site").toString()));
    assertThat(run.await(LONGEST)).describedAs(run.output()).isZero();

    List<String> ended = new ArrayList<>();
    Path snapshot = warehouse.resolve("current").toRealPath();
    for (String table : List.of("reports", "rejects")) {
      ended.addAll(sources(snapshot.resolve(table)));
    }
    assertThat(ended).doesNotHaveDuplicates();
    // A mutated Word file may be an archive to the reader, whose members have rows of their own.
    assertThat(ended.stream().map(source -> source.replaceFirst("!/.*", "")).distinct())
        .containsExactlyInAnyOrderElementsOf(names);
  }

  /** A Parquet table of pages without addresses, whose sources therefore begin with its name. */
  private byte[] tableOfPages() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message page { optional binary url (STRING); optional binary html; }");
    Path file = folder.resolve("pages.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withType(schema)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build()) {
      for (byte[] document : Mutations.documents().subList(0, PAGES)) {
        writer.write(
            new SimpleGroup(schema).append("html", Binary.fromConstantByteArray(document)));
      }
    }
    return Files.readAllBytes(file);
  }

  /** What the rows of a table are of, by its place in the folder of the inputs. */
  private static List<String> sources(Path table) throws IOException {
    Configuration source = new Configuration();
    source.set(
        ReadSupport.PARQUET_READ_SCHEMA, "message source { optional binary source_uri (STRING); }");
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.walk(table)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
        try (ParquetReader<Group> reader =
            ParquetReader.builder(
                    new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
                .withConf(source)
                .build()) {
          for (Group row = reader.read(); row != null; row = reader.read()) {
            String uri = row.getString("source_uri", 0);
            names.add(uri.substring(uri.indexOf(INPUTS_FOLDER) + INPUTS_FOLDER.length()));
          }
        }
      }
    }
    return names;
  }
}
