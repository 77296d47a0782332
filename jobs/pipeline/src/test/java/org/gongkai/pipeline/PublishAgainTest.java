package org.gongkai.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.gongkai.pipeline.ingest.IngestJob;
import org.gongkai.pipeline.publish.Publisher;
import org.gongkai.pipeline.warehouse.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site that is published again after a few reports changed. */
class PublishAgainTest {
  private static final Pattern PAGE = Pattern.compile("data/reports/.*\\.js");

  @TempDir private Path folder;

  private Path publish(Manifest manifest, String site) throws IOException {
    Path to = folder.resolve(site);
    new Publisher(SparkSession.active(), TestSpark.conf())
        .publish(
            new org.apache.hadoop.fs.Path(
                folder.resolve("warehouse/snapshots").resolve(manifest.id()).toUri()),
            new org.apache.hadoop.fs.Path(to.toUri()));
    Matcher release =
        Pattern.compile("release-[0-9TZ]+").matcher(Files.readString(to.resolve("index.html")));
    assertThat(release.find()).isTrue();
    return to.resolve(release.group());
  }

  private static Map<String, String> data(Path release) throws IOException {
    Map<String, String> data = new TreeMap<>();
    try (Stream<Path> files = Files.walk(release)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        data.put(release.relativize(file).toString(), Files.readString(file));
      }
    }
    return data;
  }

  private static boolean isSameFile(Path one, Path other) throws IOException {
    return Files.getAttribute(one, "unix:ino").equals(Files.getAttribute(other, "unix:ino"));
  }

  @Test
  void takesOverThePagesThatDidNotChange() throws IOException {
    Path input = folder.resolve("in");
    TestReports.write(input.resolve("2014.txt"), 2014, 25);
    TestReports.write(input.resolve("2016.txt"), 2016, 30);
    TestReports.write(input.resolve("2018.txt"), 2018, 40);
    Pipeline pipeline = TestSpark.pipeline(TestSpark.conf(), input, folder.resolve("warehouse"));
    Path first = publish(pipeline.run(IngestJob.Absent.KEEP), "site");
    // 2017 makes 2018 an implausible jump, so that page changes although its report did not.
    TestReports.write(input.resolve("2017.txt"), 2017, 40_000);
    TestReports.write(input.resolve("2014.txt"), 2014, 26);
    Manifest second = pipeline.run(IngestJob.Absent.KEEP);

    Path again = publish(second, "site");
    Path anew = publish(second, "other");

    Map<String, String> expected = data(anew);
    assertThat(data(again)).isEqualTo(expected);
    long taken = 0;
    for (String path : expected.keySet()) {
      if (PAGE.matcher(path).matches() && Files.exists(first.resolve(path))) {
        boolean same = expected.get(path).equals(Files.readString(first.resolve(path)));
        assertThat(isSameFile(first.resolve(path), again.resolve(path))).isEqualTo(same);
        taken += same ? 1 : 0;
      }
    }
    assertThat(taken).describedAs("of three pages, one belongs to a former version").isEqualTo(1);
  }
}
