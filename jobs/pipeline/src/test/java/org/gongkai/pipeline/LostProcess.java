package org.gongkai.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.gongkai.pipeline.cluster.HeldRun;
import org.gongkai.pipeline.cluster.StandaloneCluster;
import org.gongkai.pipeline.ingest.IngestJob;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.Manifest;
import org.gongkai.pipeline.warehouse.TableReader;
import org.gongkai.pipeline.warehouse.Warehouse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What holds when processes of a standalone cluster are killed while the main job runs on it. */
abstract class LostProcess {
  private static final Path SAMPLES = TestSpark.home().resolve("data/samples/known");
  private static final Duration RUN = Duration.ofMinutes(10);
  private static final Pattern EXTRACTING = Pattern.compile("step INGEST[\\s\\S]*task begins");
  private static final Pattern AGGREGATING =
      Pattern.compile("step AGGREGATE[\\s\\S]*(task begins[\\s\\S]*){3}");

  @TempDir private static Path folder;

  private static Map<String, List<String>> expected;
  private static StandaloneCluster cluster;
  private static int runs;

  @BeforeAll
  static void start() throws IOException {
    Pipeline local = TestSpark.pipeline(TestSpark.conf(), SAMPLES, folder.resolve("undisturbed"));
    expected = tables(local.warehouse(), local.run(IngestJob.Absent.KEEP));
    cluster =
        StandaloneCluster.start(
            folder.resolve("cluster"), StandaloneCluster.classPath(folder.resolve("jars")), 2);
  }

  @AfterAll
  static void stop() throws IOException {
    cluster.close();
  }

  static StandaloneCluster cluster() {
    return cluster;
  }

  /** A kind of process of the cluster. */
  enum Victim {
    EXECUTOR,
    WORKER;

    private ProcessHandle one() {
      return switch (this) {
        case EXECUTOR -> cluster.executors().get(0);
        case WORKER ->
            cluster.workers().stream().filter(ProcessHandle::isAlive).findFirst().orElseThrow();
      };
    }
  }

  /** Kills a process in each of some steps of one run, and compares what the run made. */
  static void survives(Map<RunListener.Step, Victim> losses) throws Exception {
    Path warehouse = folder.resolve("warehouse-" + ++runs);
    Path hold = Files.createFile(folder.resolve("hold-" + runs));
    StandaloneCluster.Submission run =
        cluster.submit(
            folder.resolve("driver-" + runs),
            Map.of(
                "spark.executor.memory", "900m",
                "spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1"),
            List.of(
                HeldRun.class.getName(),
                "spark-internal",
                TestSpark.home().toString(),
                SAMPLES.toString(),
                warehouse.toString(),
                hold.toString()));
    await(run, EXTRACTING);
    kill(losses.get(RunListener.Step.INGEST));
    Files.delete(hold);
    if (losses.containsKey(RunListener.Step.AGGREGATE)) {
      await(run, AGGREGATING);
      kill(losses.get(RunListener.Step.AGGREGATE));
    }
    assertThat(run.await(RUN)).describedAs(run.output()).isZero();

    Warehouse made = Warehouse.open(warehouse.toString(), new Configuration(), Clock.systemUTC());
    assertThat(tables(made, made.requireCurrent())).isEqualTo(expected);
    assertThat(made.damage(made.requireCurrent())).isEmpty();
  }

  private static void kill(Victim victim) throws InterruptedException {
    if (victim != null) {
      ProcessHandle process = victim.one();
      process.destroyForcibly();
      while (process.isAlive()) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
  }

  private static void await(StandaloneCluster.Submission run, Pattern told) throws Exception {
    Instant end = Instant.now().plus(RUN);
    while (!told.matcher(run.output()).find() || cluster.executors().isEmpty()) {
      assertThat(run.process().isAlive()).describedAs(run.output()).isTrue();
      assertThat(Instant.now()).describedAs(run.output()).isBefore(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static Map<String, List<String>> tables(Warehouse warehouse, Manifest manifest) {
    TableReader reader = new TableReader(SparkSession.active(), warehouse.path(manifest.id()));
    Map<String, List<String>> rows = new TreeMap<>();
    for (TableSpec table : Tables.all()) {
      rows.put(
          table.name(),
          reader.read(table).drop("ingested_at").toJSON().collectAsList().stream()
              .sorted()
              .toList());
    }
    return rows;
  }
}
