package org.gongkai.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way with input, warehouse and site on a real HDFS. */
class HdfsTest {
  private static final Path SAMPLES = TestSpark.home().resolve("data/samples/known");

  @TempDir Path folder;

  @Test
  void givesTheSameTablesAsLocalDiskAndSwitchesSnapshots() throws IOException {
    System.setProperty("test.build.data", folder.resolve("dfs").toString());
    Configuration hadoop = new Configuration();
    hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
    try (MiniDFSCluster cluster = new MiniDFSCluster.Builder(hadoop).numDataNodes(1).build()) {
      cluster.waitClusterUp();
      String root = cluster.getURI().toString();
      cluster
          .getFileSystem()
          .copyFromLocalFile(
              new org.apache.hadoop.fs.Path(SAMPLES.toUri()),
              new org.apache.hadoop.fs.Path(root + "/in"));

      Pipeline local = pipeline(SAMPLES.toString(), folder.resolve("warehouse").toString());
      Map<String, List<String>> expected = tables(local, local.run(IngestJob.Absent.KEEP));
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
    }
  }

  private static Pipeline pipeline(String input, String warehouse) throws IOException {
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
        new TestSpark.Silent(),
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
