package org.gongkai.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.Partitioner;
import org.gongkai.pipeline.warehouse.PartitionKey;
import org.junit.jupiter.api.Test;

/** How inputs are packed into tasks, and reports into files. */
class PackingTest {
  private static final long LIMIT = 8L << 20;
  private static final int FILES = 500;
  private static final int PARTS = 16;

  private static InputFile file(String name, long bytes) {
    return new InputFile("hdfs:///in/" + name, null, bytes, null);
  }

  private static List<List<InputSlice>> bins(List<InputFile> files) {
    return new InputListing(files, List.of()).bins(LIMIT, FILES, PARTS);
  }

  @Test
  void putsVeryManySmallFilesIntoFewTasksAndAHeavyOneFirstAndAlone() {
    Random random = new Random(11);
    List<InputFile> files = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      files.add(file(i + ".html", 20_000 + random.nextInt(20_000)));
    }
    files.add(file("300-pages.pdf", 40L << 20));

    List<List<InputSlice>> bins = bins(files);

    assertThat(bins.get(0))
        .extracting(slice -> slice.file().uri())
        .containsExactly("hdfs:///in/300-pages.pdf");
    List<Long> bytes =
        bins.stream().skip(1).map(bin -> bin.stream().mapToLong(InputSlice::bytes).sum()).toList();
    assertThat(bytes).allMatch(sum -> sum <= LIMIT);
    assertThat(bytes.subList(0, bytes.size() - 1)).allMatch(sum -> sum > 0.99 * LIMIT);
    Set<InputFile> packed = new HashSet<>();
    bins.forEach(bin -> bin.forEach(slice -> assertThat(packed.add(slice.file())).isTrue()));
    assertThat(packed).hasSameSizeAs(files);
  }

  @Test
  void boundsTheNumberOfFilesOfATask() {
    List<InputFile> files = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      files.add(file(i + ".txt", 10));
    }
    assertThat(bins(files)).extracting(List::size).containsExactly(FILES, FILES, 200);
  }

  @Test
  void dealsTheMembersOfALargeArchiveToSeveralTasks() {
    List<List<InputSlice>> bins =
        bins(
            List.of(
                file("crawl.warc.gz", 1L << 30), file("year.zip", 20L << 20), file("a.ZIP", 9)));

    Map<String, List<InputSlice>> slices = new HashMap<>();
    bins.forEach(
        bin ->
            bin.forEach(
                slice ->
                    slices
                        .computeIfAbsent(slice.file().uri(), uri -> new ArrayList<>())
                        .add(slice)));
    assertThat(slices.get("hdfs:///in/crawl.warc.gz")).hasSize(PARTS);
    assertThat(slices.get("hdfs:///in/year.zip")).hasSize(2);
    assertThat(slices.get("hdfs:///in/a.ZIP")).hasSize(1);
    slices.forEach(
        (uri, parts) -> {
          for (int member = 0; member < 40; member++) {
            int number = member;
            assertThat(parts.stream().filter(part -> part.takes(uri + "!/x", number)))
                .describedAs("tasks that take member %s of %s", member, uri)
                .hasSize(1);
          }
          assertThat(parts.stream().filter(part -> part.takes(uri, 3)))
              .describedAs("tasks that take %s where it is no archive", uri)
              .hasSize(1);
        });
  }

  @Test
  void spreadsAYearOfManyReportsOverTasks() {
    Partitioner few = PartitionKey.partitioner(9_000, 8);
    Set<Integer> oneYear = new HashSet<>();
    for (int i = 0; i < 9_000; i++) {
      oneYear.add(few.getPartition(new PartitionKey(2020, "report-" + i)));
    }
    assertThat(oneYear).hasSize(1);

    Partitioner many = PartitionKey.partitioner(100_000, 64);
    Map<Integer, Integer> filled = new HashMap<>();
    for (int year = 2008; year <= 2025; year++) {
      for (int i = 0; i < 10_000; i++) {
        filled.merge(many.getPartition(new PartitionKey(year, "report-" + i)), 1, Integer::sum);
      }
    }
    assertThat(filled).hasSize(64);
    assertThat(filled.values()).allMatch(rows -> rows < 3 * 180_000 / 64);
  }
}
