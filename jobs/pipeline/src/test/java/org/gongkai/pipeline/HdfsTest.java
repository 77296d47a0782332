package org.gongkai.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.SparkSession;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.pipeline.ingest.IngestJob;
import org.gongkai.pipeline.ingest.InstalledExtraction;
import org.gongkai.pipeline.publish.Publisher;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.Manifest;
import org.gongkai.pipeline.warehouse.TableReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way with input, warehouse and site on a real HDFS, from within one process; the test of
 * the command on a cluster goes the same way with every build.
 */
@Tag("faults")
class HdfsTest {
  private static final Path SAMPLES = TestSpark.home().resolve("data/samples/known");

  @TempDir Path folder;

  private interface Work {
    void with(MiniDFSCluster cluster, String root) throws IOException;
  }

  /**
   * HDFS must come up before Spark puts its own kind of local file system into the shared cache.
   */
  private void on(int dataNodes, Work work) throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
    try (MiniDFSCluster cluster =
        new MiniDFSCluster.Builder(hadoop).numDataNodes(dataNodes).build()) {
      cluster.waitClusterUp();
      String root = cluster.getURI().toString();
      cluster
          .getFileSystem()
          .copyFromLocalFile(
              new org.apache.hadoop.fs.Path(SAMPLES.toUri()),
              new org.apache.hadoop.fs.Path(root + "/in"));
      work.with(cluster, root);
    }
  }

  private Map<String, List<String>> onLocalDisk() throws IOException {
    Pipeline local = pipeline(SAMPLES.toString(), folder.resolve("warehouse").toString());
    return tables(local, local.run(IngestJob.Absent.KEEP));
  }

  @Test
  void givesTheSameTablesAsLocalDiskAndSwitchesSnapshots() throws IOException {
    on(
        1,
        (cluster, root) -> {
          Map<String, List<String>> expected = onLocalDisk();
          Pipeline remote = pipeline(root + "/in", root + "/warehouse");
          Manifest first = remote.run(IngestJob.Absent.KEEP);
          assertThat(tables(remote, first)).isEqualTo(expected);
          assertThat(remote.warehouse().damage(first)).isEmpty();

          Manifest second = pipeline(root + "/in", root + "/warehouse").run(IngestJob.Absent.KEEP);
          assertThat(remote.warehouse().requireCurrent().id()).isEqualTo(second.id());
          assertThat(second.id()).isNotEqualTo(first.id());

          String index =
              new Publisher(SparkSession.active(), TestSpark.conf())
                  .publish(
                      remote.warehouse().path(second.id()),
                      new org.apache.hadoop.fs.Path(root, "/site"))
                  .toString();
          assertThat(cluster.getFileSystem().exists(new org.apache.hadoop.fs.Path(index))).isTrue();
        });
  }

  @Test
  void refusesInSafeModeAndSurvivesALostDataNode() throws IOException {
    on(
        3,
        (cluster, root) -> {
          Map<String, List<String>> expected = onLocalDisk();
          Pipeline remote = pipeline(root + "/in", root + "/warehouse");
          Manifest first = remote.run(IngestJob.Absent.KEEP);
          refusesWhatMayNotBeWritten(cluster.getFileSystem(), remote, first);
          survivesALostDataNode(cluster, root, remote, first, expected);
        });
  }

  private static void refusesWhatMayNotBeWritten(
      DistributedFileSystem system, Pipeline remote, Manifest first) throws IOException {
    system.setSafeMode(SafeModeAction.ENTER);
    assertThatThrownBy(() -> remote.run(IngestJob.Absent.KEEP))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("/warehouse cannot be written to");
    assertThat(remote.warehouse().requireCurrent()).isEqualTo(first);
    system.setSafeMode(SafeModeAction.LEAVE);
  }

  /** The name node hears of the loss only minutes later, so writers and readers meet it first. */
  private static void survivesALostDataNode(
      MiniDFSCluster cluster,
      String root,
      Pipeline remote,
      Manifest first,
      Map<String, List<String>> expected)
      throws IOException {
    TestSpark.Silent loss =
        new TestSpark.Silent() {
          @Override
          public void begins(Step step) {
            if (step == Step.INGEST) {
              cluster.stopDataNode(0);
            }
          }
        };
    Pipeline losing = pipeline(root + "/in", root + "/other", loss);
    assertThat(tables(losing, losing.run(IngestJob.Absent.KEEP))).isEqualTo(expected);
    assertThat(remote.warehouse().damage(first)).isEmpty();
  }

  private static Pipeline pipeline(String input, String warehouse) throws IOException {
    return pipeline(input, warehouse, new TestSpark.Silent());
  }

  private static Pipeline pipeline(String input, String warehouse, RunListener listener)
      throws IOException {
    ConfFiles conf = TestSpark.conf();
    Map<String, Object> options = new HashMap<>();
    options.put("input", List.of(input));
    options.put("warehouse", warehouse);
    options.put("master", "local[2]");
    Settings settings = Settings.load(conf, TestSpark.home(), options);
    return new Pipeline(
        TestSpark.spark(settings),
        conf,
        settings,
        InstalledExtraction::of,
        listener,
        Clock.systemUTC());
  }

  /** Every table's rows, without what tells when and where they were read. */
  private static Map<String, List<String>> tables(Pipeline pipeline, Manifest manifest) {
    TableReader reader =
        new TableReader(SparkSession.active(), pipeline.warehouse().path(manifest.id()));
    Map<String, List<String>> rows = new TreeMap<>();
    for (TableSpec table : Tables.all()) {
      rows.put(
          table.name(),
          reader.read(table).drop("source_uri", "ingested_at").toJSON().collectAsList().stream()
              .sorted()
              .toList());
    }
    return rows;
  }
}
