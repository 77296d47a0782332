package org.gongkai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.gongkai.extraction.ReportExtractor;
import org.gongkai.pipeline.cluster.StandaloneCluster;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.Manifest;
import org.gongkai.pipeline.warehouse.TableReader;
import org.gongkai.pipeline.warehouse.Warehouse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar for clusters, as the build made it: on a standalone Spark of two workers, with input,
 * warehouse and site on a real HDFS.
 */
class ClusterIT {
  private static final Path HOME = Path.of(System.getProperty("gongkai.home"));
  private static final Path SAMPLES = HOME.resolve("data/samples");
  private static final Path JAR = HOME.resolve("jobs/cli/target/gongkai-spark.jar");
  private static final Duration RUN = Duration.ofMinutes(10);
  private static final List<String> SOME_OF_EACH_KIND =
      List.of(
          "980000-government-2013.html",
          "980000-government-2014.html",
          "980000-government-2019.html",
          "980000-government-2020.html",
          "980202-government-2020.docx",
          "980302-government-2022-gbk.html",
          "980302-government-2023-wrong-charset.html");
  private static final String PDF =
      """
      %PDF-1.4
      1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
      2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
      3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R
        /Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>> endobj
      4 0 obj <</Length 44>> stream
      BT /F1 12 Tf 20 200 Td (Nothing of note) Tj ET
      endstream endobj
      trailer <</Root 1 0 R>>
      """;

  @TempDir static Path folder;

  /** What an installation of Spark has: the program's libraries without those inside its jar. */
  private static List<Path> sparkJars;

  @BeforeAll
  static void findSpark() throws IOException {
    try (ZipFile program = new ZipFile(JAR.toFile());
        Stream<Path> libraries = Files.list(HOME.resolve("jobs/cli/target/app/lib"))) {
      sparkJars = libraries.filter(library -> !isInside(program, library)).sorted().toList();
    }
  }

  private static boolean isInside(ZipFile program, Path library) {
    try (ZipFile jar = new ZipFile(library.toFile())) {
      return jar.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.matches("[^-]*\\.class|META-INF/maven/org.webjars/.*properties"))
          .findFirst()
          .filter(name -> program.getEntry(name) != null)
          .isPresent();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(library.toString(), e);
    }
  }

  @Test
  void bringsNothingThatSparkHas() throws IOException {
    assertThat(sparkJars)
        .extracting(jar -> jar.getFileName().toString().replaceFirst("[_-][0-9].*", ""))
        .contains("spark-core", "spark-sql", "hadoop-client-api", "parquet-hadoop", "jackson-core")
        .doesNotContain("hanlp", "pdfbox", "poi-ooxml", "jsoup", "gongkai-pipeline");
    try (ZipFile program = new ZipFile(JAR.toFile())) {
      assertThat(program.stream().map(ZipEntry::getName))
          .noneMatch(name -> name.matches("org/apache/(spark|hadoop|parquet)/.*|scala/.*"))
          .contains("conf/gongkai.conf", "conf/rules.csv");
    }
  }

  @Test
  void readsTheConfigurationItWasBuiltWith() throws Exception {
    Path away = Files.createDirectory(folder.resolve("away"));
    List<String> classPath = new ArrayList<>(List.of(JAR.toString()));
    sparkJars.forEach(jar -> classPath.add(jar.toString()));
    Process extract =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(":", classPath),
                "org.gongkai.cli.Gongkai",
                "extract",
                SAMPLES.resolve("known/jilin-2014.txt").toString())
            .directory(away.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line = new String(extract.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(extract.waitFor()).isZero();
    assertThat(line).contains("\"facts\":[{").doesNotContain("\"reject\"");
  }

  @Test
  void givesTheSameTablesAsLocalMode() throws Exception {
    Path input = input();
    String local = folder.resolve("local").toString();
    CommandRun run =
        CommandRun.of(
            "run",
            "--verbose",
            "--master=local[2]",
            "--input=" + input,
            "--warehouse=" + local + "/warehouse",
            "--site=" + local + "/site");
    assertThat(run.status()).as(run.err()).isZero();

    Configuration hadoop = new Configuration();
    hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
    System.setProperty("test.build.data", folder.resolve("dfs").toString());
    try (MiniDFSCluster hdfs = new MiniDFSCluster.Builder(hadoop).numDataNodes(1).build();
        StandaloneCluster cluster =
            StandaloneCluster.start(folder.resolve("cluster"), sparkJars, 2)) {
      String root = hdfs.getURI().toString();
      hdfs.getFileSystem()
          .copyFromLocalFile(hadoopPath(input.toString()), hadoopPath(root + "/in"));

      runOn(cluster, root);

      try (SparkSession spark =
          SparkSession.builder().master("local[2]").appName("compare").getOrCreate()) {
        Map<String, List<String>> expected = tables(spark, local + "/warehouse", input.toString());
        Map<String, List<String>> found = tables(spark, root + "/warehouse", root + "/in");
        expected.forEach((table, rows) -> assertThat(found.get(table)).as(table).isEqualTo(rows));
        assertThat(expected.get("requests")).isNotEmpty();
        assertThat(expected.get("rejects")).isNotEmpty();
      }
      assertThat(siteFiles(root + "/site", hadoop))
          .isEqualTo(siteFiles("file:" + local + "/site", hadoop))
          .contains("index.html");
    }
  }

  /** Runs on the cluster, with the configuration gone once the driver has read it. */
  private static void runOn(StandaloneCluster cluster, String root) throws Exception {
    Path driver = Files.createDirectory(folder.resolve("driver"));
    pack(HOME.resolve("conf"), driver.resolve("conf.zip"));
    StandaloneCluster.Submission run =
        cluster.submit(
            driver,
            Map.of(
                "spark.executor.memory", "900m",
                "spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1"),
            List.of(
                "org.gongkai.cli.Gongkai",
                JAR.toString(),
                "run",
                "--config=conf.zip",
                "--input=" + root + "/in",
                "--warehouse=" + root + "/warehouse",
                "--site=" + root + "/site"));
    await(run, () -> cluster.executors().size() == 2);
    Files.delete(driver.resolve("conf.zip"));

    await(run, () -> run.output().contains("checking ..."));
    for (ProcessHandle executor : cluster.executors()) {
      assertThat(instances(executor, ReportExtractor.class))
          .as("extractors of executor %s, which runs two tasks at once", executor.pid())
          .isEqualTo(1);
    }
    assertThat(run.await(RUN)).as(run.output()).isZero();
  }

  private static org.apache.hadoop.fs.Path hadoopPath(String path) {
    return new org.apache.hadoop.fs.Path(path);
  }

  /** Files of every kind, an archive and a table of pages. */
  private static Path input() throws IOException {
    Path input = Files.createDirectory(folder.resolve("in"));
    for (String kind : List.of("known", "others")) {
      try (Stream<Path> files = Files.list(SAMPLES.resolve(kind))) {
        for (Path file : files.toList()) {
          Files.copy(file, input.resolve(file.getFileName()));
        }
      }
    }
    for (String name : SOME_OF_EACH_KIND) {
      Files.copy(SAMPLES.resolve("province").resolve(name), input.resolve(name));
    }
    Files.writeString(input.resolve("page.pdf"), PDF);
    try (OutputStream out = Files.newOutputStream(input.resolve("years.zip"));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int year = 2015; year <= 2018; year++) {
        zip.putNextEntry(new ZipEntry(year + ".html"));
        Files.copy(SAMPLES.resolve("province/980000-government-" + year + ".html"), zip);
      }
    }
    String page = Files.readString(SAMPLES.resolve("province/980000-government-2021.html"));
    try (SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate()) {
      spark
          .createDataFrame(
              List.of(RowFactory.create("http://www.example.gov.cn/2021.html", page)),
              StructType.fromDDL("url string, html string"))
          .write()
          .parquet(input.resolve("pages.parquet").toString());
    }
    return input;
  }

  private static void pack(Path directory, Path archive) throws IOException {
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(directory.relativize(file).toString()));
        Files.copy(file, zip);
      }
    }
  }

  private interface Check {
    boolean holds() throws IOException;
  }

  private static void await(StandaloneCluster.Submission run, Check check) throws Exception {
    Instant end = Instant.now().plus(RUN);
    while (!check.holds()) {
      assertThat(run.process().isAlive()).as(run.output()).isTrue();
      assertThat(Instant.now()).as(run.output()).isBefore(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static long instances(ProcessHandle jvm, Class<?> type) throws Exception {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(jvm.pid()),
                "GC.class_histogram")
            .start();
    String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jcmd.waitFor()).as(histogram).isZero();
    return Pattern.compile("\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(type.getName()) + "\\s")
        .matcher(histogram)
        .results()
        .map((MatchResult found) -> Long.parseLong(found.group(1)))
        .findFirst()
        .orElse(0L);
  }

  /** Every table's rows, without what tells when and where they were read. */
  private static Map<String, List<String>> tables(
      SparkSession spark, String warehouse, String input) throws IOException {
    Warehouse opened =
        Warehouse.open(
            warehouse, spark.sparkContext().hadoopConfiguration(), java.time.Clock.systemUTC());
    Manifest manifest = opened.requireCurrent();
    TableReader reader = new TableReader(spark, opened.path(manifest.id()));
    Map<String, List<String>> rows = new TreeMap<>();
    for (TableSpec table : Tables.all()) {
      rows.put(
          table.name(),
          reader.read(table).drop("ingested_at").toJSON().collectAsList().stream()
              .map(row -> row.replace(input, "in"))
              .sorted()
              .toList());
    }
    return rows;
  }

  private static Set<String> siteFiles(String site, Configuration hadoop) throws IOException {
    var root = hadoopPath(site);
    FileSystem system = root.getFileSystem(hadoop);
    TreeSet<String> names = new TreeSet<>();
    for (var files = system.listFiles(root, true); files.hasNext(); ) {
      String path = files.next().getPath().toUri().getPath();
      if (!path.endsWith(".crc")) {
        names.add(
            path.substring(root.toUri().getPath().length() + 1)
                .replaceFirst("release-[^/]*", "release"));
      }
    }
    return names;
  }
}
