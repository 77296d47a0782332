package org.gongkai.extraction.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gongkai.extraction.ReportExtractor;
import org.gongkai.extraction.config.ConfFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds extraction to its promised accuracy on the golden reports. The measurements are left in
 * {@code target/accuracy}. With {@code -Dgongkai.gold=FOLDER} a set kept outside the repository is
 * measured too: {@code FOLDER/reports} and {@code FOLDER/gold/*.jsonl}.
 */
class AccuracyTest {
  private static final Path HOME = Path.of(System.getProperty("gongkai.home"));
  private static final Path GOLDEN = HOME.resolve("jobs/extraction/src/test/resources/golden");
  private static ReportExtractor extractor;

  @BeforeAll
  static void prepare() throws IOException {
    extractor = new ReportExtractor(ConfFiles.load(HOME.resolve("conf")));
  }

  @Test
  void readsTheDevelopmentSet() throws IOException {
    Accuracy accuracy = measure("tune", GOLDEN.resolve("tune/gold.jsonl"), GOLDEN.resolve("tune"));
    assertThat(accuracy.all.precision()).as("precision").isGreaterThanOrEqualTo(0.95);
    assertThat(accuracy.all.recall()).as("recall").isGreaterThanOrEqualTo(0.90);
    assertThat(accuracy.metadata.recall()).as("metadata").isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void readsTheHeldOutSet() throws IOException {
    Accuracy accuracy =
        measure("heldout", GOLDEN.resolve("heldout/gold.jsonl"), GOLDEN.resolve("heldout"));
    assertThat(accuracy.all.precision()).as("precision").isGreaterThanOrEqualTo(0.95);
    assertThat(accuracy.all.recall()).as("recall").isGreaterThanOrEqualTo(0.90);
    assertThat(accuracy.metadata.recall()).as("metadata").isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void readsOfficialTablesInEveryKindOfFile() throws IOException {
    Accuracy accuracy =
        measure("kinds", GOLDEN.resolve("kinds/gold.jsonl"), GOLDEN.resolve("kinds"));
    assertThat(accuracy.all.precision()).as("precision").isGreaterThanOrEqualTo(0.995);
    assertThat(accuracy.all.recall()).as("recall").isGreaterThanOrEqualTo(0.99);
    assertThat(accuracy.metadata.recall()).as("metadata").isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void readsSentencesWrittenByAuthorsWhoDidNotKnowTheProgram() throws IOException {
    Path set = GOLDEN.resolve("blind-prose");
    Accuracy accuracy = measure("blind-prose", set.resolve("gold.jsonl"), set);
    assertThat(accuracy.all.precision()).as("precision").isGreaterThanOrEqualTo(0.95);
    assertThat(accuracy.all.recall()).as("recall").isGreaterThanOrEqualTo(0.90);
    assertThat(accuracy.metadata.recall()).as("metadata").isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void readsTablesWrittenByAuthorsWhoDidNotKnowTheProgram() throws IOException {
    Path set = GOLDEN.resolve("blind-forms");
    Accuracy accuracy = measure("blind-forms", set.resolve("gold.jsonl"), set);
    assertThat(accuracy.all.precision()).as("precision").isGreaterThanOrEqualTo(0.995);
    assertThat(accuracy.all.recall()).as("recall").isGreaterThanOrEqualTo(0.99);
    assertThat(accuracy.metadata.recall()).as("metadata").isGreaterThanOrEqualTo(0.97);
    assertThat(accuracy.planted.recall()).as("planted").isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void readsReportsKeptElsewhere() throws IOException {
    String folder = System.getProperty("gongkai.gold", "");
    assumeTrue(
        !folder.isEmpty(),
        "skipped: no reports outside the repository; name them with -Dgongkai.gold=FOLDER");
    try (Stream<Path> files = Files.list(Path.of(folder, "gold"))) {
      List<Path> golds = files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
      assertThat(golds).isNotEmpty();
      for (Path gold : golds) {
        Accuracy accuracy =
            measure(gold.getFileName().toString(), gold, Path.of(folder, "reports"));
        assertThat(accuracy.all.precision()).as("precision").isGreaterThanOrEqualTo(0.99);
        assertThat(accuracy.all.recall()).as("recall").isGreaterThanOrEqualTo(0.99);
        assertThat(accuracy.metadata.missed).as("wrong metadata fields").isLessThanOrEqualTo(1);
        assertThat(accuracy.planted.missed).as("missed inconsistencies").isZero();
      }
    }
  }

  private static Accuracy measure(String name, Path gold, Path reports) throws IOException {
    Accuracy accuracy = Accuracy.of(extractor, Gold.load(gold, reports));
    Path folder = Files.createDirectories(HOME.resolve("jobs/extraction/target/accuracy"));
    Files.writeString(folder.resolve(name + ".md"), accuracy.markdown());
    Files.write(folder.resolve(name + ".errors.txt"), accuracy.errors);
    return accuracy;
  }
}
