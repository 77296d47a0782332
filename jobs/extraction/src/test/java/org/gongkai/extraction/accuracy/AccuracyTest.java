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
    assertReads("tune", 0.95, 0.90);
  }

  @Test
  void readsTheHeldOutSet() throws IOException {
    assertReads("heldout", 0.95, 0.90);
  }

  @Test
  void readsOfficialTablesInEveryKindOfFile() throws IOException {
    assertReads("kinds", 0.995, 0.99);
  }

  @Test
  void readsSentencesWrittenByAuthorsWhoDidNotKnowTheProgram() throws IOException {
    assertReads("blind-prose", 0.95, 0.90);
  }

  @Test
  void readsTablesWrittenByAuthorsWhoDidNotKnowTheProgram() throws IOException {
    Accuracy accuracy = assertReads("blind-forms", 0.995, 0.99);
    assertThat(accuracy.planted.recall()).as("planted").isGreaterThanOrEqualTo(0.95);
  }

  /** Measures a set of the repository against the least shares of figures and metadata. */
  private static Accuracy assertReads(String set, double precision, double recall)
      throws IOException {
    Path reports = GOLDEN.resolve(set);
    Accuracy accuracy = measure(set, reports.resolve("gold.jsonl"), reports);
    assertThat(accuracy.all.precision()).as("precision").isGreaterThanOrEqualTo(precision);
    assertThat(accuracy.all.recall()).as("recall").isGreaterThanOrEqualTo(recall);
    assertThat(accuracy.metadata.recall()).as("metadata").isGreaterThanOrEqualTo(0.97);
    return accuracy;
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
