package org.gongkai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands around the main job, as a person uses them one after the other. */
@Tag("faults")
class SnapshotsCommandTest {
  @TempDir private Path folder;

  private String[] at(Path warehouse, String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(
        List.of(
            "--config",
            folder.resolve("conf/gongkai.conf").toString(),
            "--warehouse",
            warehouse.toString(),
            "--site",
            folder.resolve("published").toString()));
    return words.toArray(String[]::new);
  }

  private static String done(String... command) {
    CommandRun run = CommandRun.of(command);
    assertThat(run.status()).describedAs(run.err()).isZero();
    return run.out();
  }

  @Test
  void listsComparesVerifiesAndRollsBack() throws Exception {
    Workplace place = Workplace.in(folder);
    Path warehouse = place.warehouse("first");
    String older = warehouse.resolve("current").toRealPath().getFileName().toString();
    done(place.run(warehouse));
    String newer = warehouse.resolve("current").toRealPath().getFileName().toString();

    assertThat(done(snapshots(warehouse, "list")).lines())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).startsWith("* " + newer).endsWith("reports 7"))
        .anySatisfy(line -> assertThat(line).startsWith("  " + older).endsWith("reports 5"));
    assertThat(done(snapshots(warehouse, "diff", older, newer)))
        .containsPattern("980100 +2021 +[1-9][0-9]* +0 +0")
        .containsPattern("980122 +2022 +[1-9][0-9]* +0 +0");

    assertThat(done(snapshots(warehouse, "rollback", older))).contains(older);
    assertThat(SnapshotRows.of(warehouse.resolve("current")).get("reports")).hasSize(5);
    assertThat(Files.readString(warehouse.resolve("duckdb.sql"))).contains(older);

    Path damaged;
    try (var files = Files.walk(warehouse.resolve("snapshots").resolve(newer).resolve("figures"))) {
      damaged =
          files
              .filter(file -> file.toString().endsWith(".parquet"))
              .sorted()
              .findFirst()
              .orElseThrow();
    }
    Files.write(damaged, new byte[] {1});
    CommandRun verified = CommandRun.of(snapshots(warehouse, "verify", newer));
    assertThat(verified.status()).isEqualTo(1);
    assertThat(verified.out()).contains(damaged.getFileName() + " has 1 bytes instead of");
    assertThat(done(snapshots(warehouse, "verify", older))).contains("whole");
    CommandRun refused = CommandRun.of(snapshots(warehouse, "rollback", newer));
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains(newer + " is damaged").contains("choose another");
    assertThat(CommandRun.of(snapshots(warehouse, "rollback", "yesterday")).err())
        .contains("no snapshot yesterday");
  }

  private String[] snapshots(Path warehouse, String... command) {
    List<String> words = new ArrayList<>(List.of(at(warehouse, "snapshots")));
    words.addAll(List.of(command));
    return words.toArray(String[]::new);
  }

  @Test
  void doesTheStepsOneByOne() throws Exception {
    Workplace place = Workplace.in(folder);
    Path whole = place.warehouse("first");
    Path stepwise = folder.resolve("stepwise");
    String[] run = place.run(whole);
    done(run);

    run = place.run(stepwise);
    run[0] = "ingest";
    assertThat(done(run)).contains("reports 7");
    done(at(stepwise, "check"));
    done(at(stepwise, "aggregate"));
    assertThat(done(at(stepwise, "publish"))).contains("index.html");

    var expected = SnapshotRows.of(whole.resolve("current"));
    var made = SnapshotRows.of(stepwise.resolve("current"));
    expected.put("report_versions", List.of());
    assertThat(made).isEqualTo(expected);
    assertThat(folder.resolve("published/index.html")).isRegularFile();
  }
}
