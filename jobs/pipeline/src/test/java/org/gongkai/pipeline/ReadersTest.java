package org.gongkai.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gongkai.pipeline.ingest.IngestJob;
import org.gongkai.pipeline.warehouse.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs see that read the tables while another snapshot becomes current. */
class ReadersTest {
  private static final int SWITCHES = 20;
  private static final Duration EXPIRY = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private record Reader(Process process, Path seen) {
    List<String> end() throws IOException, InterruptedException {
      process.getOutputStream().write('\n');
      process.getOutputStream().close();
      assertThat(process.waitFor()).isZero();
      return Files.readAllLines(seen);
    }
  }

  private Reader start(String follow) throws IOException {
    Path seen = folder.resolve(follow);
    return new Reader(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Glob.class.getName(),
                folder.resolve("warehouse").toString(),
                follow)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(seen.toFile())
            .start(),
        seen);
  }

  @Test
  void seeTheOldSnapshotOrTheNew() throws Exception {
    Path input = folder.resolve("in");
    Files.createDirectories(input);
    TestReports.write(input.resolve("2016.txt"), 2016, 30);
    TestReports.write(input.resolve("2017.txt"), 2017, 40);
    Pipeline pipeline = TestSpark.pipeline(TestSpark.conf(), input, folder.resolve("warehouse"));
    Manifest one = pipeline.run(IngestJob.Absent.KEEP);
    // Every file of the first snapshot is in the second too, which only adds some.
    TestReports.write(input.resolve("2016-more.txt"), 2016, 50);
    TestReports.write(input.resolve("2017-more.txt"), 2017, 60);
    Manifest two = pipeline.run(IngestJob.Absent.KEEP);
    Path snapshots = folder.resolve("warehouse/snapshots");
    String old = Glob.read(snapshots.resolve(one.id()));
    String recent = Glob.read(snapshots.resolve(two.id()));
    assertThat(old).isNotEqualTo(recent);

    Reader resolving = start("once");
    Reader naive = start("always");
    while (Files.size(resolving.seen()) == 0 || Files.size(naive.seen()) == 0) {
      assertThat(resolving.process().isAlive() && naive.process().isAlive()).isTrue();
      TimeUnit.MILLISECONDS.sleep(20);
    }
    for (int i = 0; i < SWITCHES; i++) {
      pipeline.warehouse().rollback(i % 2 == 0 ? one.id() : two.id(), EXPIRY);
    }

    assertThat(resolving.end()).contains(old, recent).containsOnly(old, recent);
    assertThat(naive.end())
        .describedAs("a reader that follows the link again and again may find a file gone")
        .contains(old, recent)
        .isSubsetOf(old, recent, "gone");
  }
}
