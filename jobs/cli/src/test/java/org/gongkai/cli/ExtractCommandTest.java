package org.gongkai.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExtractCommandTest {
  private static final Path HOME = Path.of("../..");
  private static final Path SAMPLES = HOME.resolve("data/samples");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  private int gongkai(String... arguments) {
    CommandLine gongkai = Gongkai.commandLine();
    return gongkai.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
  }

  private void extract(List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("extract"));
    all.addAll(List.of("--config", HOME.resolve("conf/gongkai.conf").toString()));
    all.addAll(arguments);
    int status = gongkai(all.toArray(String[]::new));
    assertThat(status).describedAs(err.toString()).isZero();
  }

  private List<JsonNode> lines() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString().split("\n")) {
      lines.add(json.readTree(line));
    }
    return lines;
  }

  @Test
  void everyFileHasItsLineInTheOrderGivenAlsoThoseThatCannotBeRead() throws IOException {
    List<String> files = new ArrayList<>();
    for (String folder : List.of("known", "province")) {
      try (Stream<Path> samples = Files.list(SAMPLES.resolve(folder))) {
        samples.map(Path::toString).sorted().forEach(files::add);
      }
    }
    files.add(3, SAMPLES.resolve("others/empty.txt").toString());
    files.add(9, SAMPLES.toString());
    files.add(17, folder.resolve("gone.txt").toString());

    extract(files);

    List<JsonNode> lines = lines();
    assertThat(lines)
        .extracting(line -> line.get("source").asText())
        .containsExactlyElementsOf(files);
    assertThat(lines.get(3).toString()).contains("empty_file");
    assertThat(lines.get(9).toString()).contains("directory");
    assertThat(lines.get(17).toString()).contains("unreadable");
    assertThat(lines.get(18).get("facts")).isNotEmpty();
  }

  @Test
  void anArchiveGivesALineForEachMember() throws IOException {
    Path archive = folder.resolve("reports.zip");
    try (OutputStream file = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(file, UTF_8)) {
      for (String member : List.of("erdao-2022.txt", "jilin-2014.txt")) {
        zip.putNextEntry(new ZipEntry(member));
        Files.copy(SAMPLES.resolve("known").resolve(member), zip);
      }
    }

    extract(List.of(archive.toString()));

    assertThat(lines())
        .extracting(line -> line.get("source").asText())
        .containsExactly(archive + "!/erdao-2022.txt", archive + "!/jilin-2014.txt");
  }

  @Test
  void aPersonReadsFiguresWithTheirSourceAndTheFindings() {
    String report = SAMPLES.resolve("known/erdao-2022.txt").toString();

    extract(List.of("--format", "text", report));

    assertThat(out.toString())
        .contains("220105", "2022", "form_2021")
        .contains("总计填报165", "各项相加为164");
  }

  @Test
  void mistakesInTheCommandAreNamedWithTheirOwnStatus() {
    assertThat(gongkai("extract")).isEqualTo(2);
    assertThat(err.toString()).contains("FILE");
    assertThat(gongkai("extract", "--config", "nowhere/gongkai.conf", "x.txt")).isEqualTo(1);
    assertThat(err.toString()).contains("nowhere", "--config");
  }
}
