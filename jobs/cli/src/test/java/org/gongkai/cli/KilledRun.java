package org.gongkai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.gongkai.pipeline.warehouse.Warehouse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What holds when the process of a run is killed, wherever it is. */
abstract class KilledRun {
  @TempDir private static Path folder;

  private static Workplace place;
  private static Map<String, List<String>> before;
  private static Map<String, List<String>> after;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    place = Workplace.in(folder);
    Path undisturbed = place.copy("undisturbed");
    before = rows(undisturbed);
    CommandRun run = CommandRun.of(place.run(undisturbed));
    assertThat(run.status()).describedAs(run.err()).isZero();
    after = rows(undisturbed);
    assertThat(after.get("reports")).hasSize(7);
    assertThat(after.get("report_versions")).hasSize(1);
  }

  static Map<String, List<String>> rows(Path warehouse) throws IOException {
    return SnapshotRows.of(warehouse.resolve("current"));
  }

  /** Kills a run there, looks at what a reader sees, runs again and compares. */
  static void survives(KillPoint point) throws Exception {
    String name = point.name();
    Path warehouse = place.copy(name);
    Executioner.kill(point, place.log(name), place.run(warehouse));

    assertThat(rows(warehouse)).isEqualTo(point.isSwitched() ? after : before);
    assertThat(damage(warehouse)).isEmpty();
    assertThat(shownRelease(warehouse)).isDirectory();

    CommandRun again = CommandRun.of(place.run(warehouse));
    assertThat(again.status()).describedAs(again.err()).isZero();
    assertThat(rows(warehouse)).isEqualTo(after);
    assertThat(damage(warehouse)).isEmpty();
    assertThat(shownRelease(warehouse)).isDirectory();
    assertThat(warehouse.resolve("locks")).isEmptyDirectory();
    try (Stream<Path> snapshots = Files.list(warehouse.resolve("snapshots"))) {
      assertThat(snapshots)
          .describedAs("the current one and the one before")
          .hasSize(2)
          .allSatisfy(snapshot -> assertThat(snapshot.resolve("manifest.json")).exists());
    }
  }

  private static Map<String, String> damage(Path warehouse) throws IOException {
    Warehouse opened = Warehouse.open(warehouse.toString(), new Configuration(), Clock.systemUTC());
    return opened.damage(opened.requireCurrent());
  }

  private static Path shownRelease(Path warehouse) throws IOException {
    Path site = place.site(warehouse);
    Matcher release =
        Pattern.compile("release-[0-9TZ]+").matcher(Files.readString(site.resolve("index.html")));
    assertThat(release.find()).isTrue();
    return site.resolve(release.group());
  }
}
