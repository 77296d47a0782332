package org.gongkai.pipeline.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.pipeline.PipelineException;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot is shown only if what stands on the disk is what was written. */
class DraftTest {
  private static final TableSpec TABLE = Tables.fact(FactTable.REQUESTS);
  private static final Draft.Facts FACTS =
      new Draft.Facts("run", "0", Map.of(), "inputs", List.of());
  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder().master("local[1]").config("spark.ui.enabled", "false").getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void saysWhatTheFiguresOfEachFileAddUpTo() throws IOException {
    Manifest manifest = commitAfter((first, other) -> {}, "169", "0.5");
    assertThat(manifest.tables().get(TABLE.name()).files())
        .extracting(Manifest.DataFile::sum)
        .containsExactly("169.500000");
    assertThat(warehouse().current()).contains(manifest);
  }

  @Test
  void refusesAFileWithOtherFiguresThanWereWritten() {
    refuses((first, other) -> Files.copy(other, first, StandardCopyOption.REPLACE_EXISTING));
    assertThatThrownBy(
            () ->
                commitAfter(
                    (first, other) -> Files.copy(other, first, StandardCopyOption.REPLACE_EXISTING),
                    "169",
                    "1"))
        .hasMessageContaining(
            "holds 2.000000 as the sum of its figures, but 170.000000 was written");
  }

  @Test
  void refusesAFileThatIsGoneOrCutOff() {
    refuses((first, other) -> Files.delete(first));
    refuses((first, other) -> Files.write(first, new byte[] {'P', 'A', 'R', '1'}));
  }

  @Test
  void readsManyFilesBackSideBySide() throws IOException {
    int files = 300;
    try (Draft draft = warehouse().begin(Duration.ofMinutes(2))) {
      TableFiles.Target target = TableFiles.Target.of(draft, spark);
      for (int file = 0; file < files; file++) {
        draft.add(write(target, "part-" + file, "1", "2"));
      }
      assertThat(draft.commit(FACTS, Map.of()).tables().get(TABLE.name()).rows())
          .isEqualTo(2 * files);
    }
  }

  private void refuses(Damage damage) {
    assertThatThrownBy(() -> commitAfter(damage, "169", "1"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("run again");
    assertThat(Files.exists(folder.resolve("warehouse/current"))).isFalse();
  }

  private interface Damage {
    void apply(Path first, Path other) throws IOException;
  }

  private Warehouse warehouse() {
    return Warehouse.open(
        folder.resolve("warehouse").toString(),
        spark.sparkContext().hadoopConfiguration(),
        Clock.systemUTC());
  }

  /** Writes the values and as many ones beside them, lets damage happen, and commits the values. */
  private Manifest commitAfter(Damage damage, String... values) throws IOException {
    try (Draft draft = warehouse().begin(Duration.ofMinutes(2))) {
      TableFiles.Target target = TableFiles.Target.of(draft, spark);
      List<TableFiles.Written> written = write(target, "first", values);
      List<TableFiles.Written> other =
          write(target, "other", Stream.of(values).map(value -> "1").toArray(String[]::new));
      Path snapshot = Path.of(draft.path().toUri().getPath());
      Path first = snapshot.resolve(written.get(0).path());
      damage.apply(first, snapshot.resolve(other.get(0).path()));
      // Hadoop keeps checksums beside the files of a local disk; other disks have none.
      Files.deleteIfExists(first.resolveSibling("." + first.getFileName() + ".crc"));
      draft.add(written);
      return draft.commit(FACTS, Map.of(TABLE.name(), (long) values.length));
    }
  }

  private static List<TableFiles.Written> write(
      TableFiles.Target target, String label, String... values) {
    return TableFiles.write(target, TABLE, Stream.of(values).map(DraftTest::row).toList(), label);
  }

  private static Row row(String value) {
    return RowFactory.create(
        TABLE.columnNames().stream()
            .map(
                column ->
                    switch (column) {
                      case TableSpec.PARTITION -> 2020;
                      case TableSpec.FIGURE -> new BigDecimal(value);
                      default -> null;
                    })
            .toArray());
  }
}
