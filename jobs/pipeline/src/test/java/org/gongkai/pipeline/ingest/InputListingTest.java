package org.gongkai.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class InputListingTest {
  /** The files of a folder as {@code name problem}. */
  private static List<String> list(Path folder) {
    return InputListing.of(List.of(folder.toString()), new Configuration()).files().stream()
        .map(file -> folder.relativize(Path.of(file.uri())) + " " + file.problem())
        .toList();
  }

  @Test
  void hiddenFilesAreLeftOut(@TempDir Path folder) throws IOException {
    Files.createDirectory(folder.resolve("_tmp"));
    Files.writeString(folder.resolve("_tmp/a.txt"), "1");
    Files.writeString(folder.resolve(".a.txt"), "1");
    Files.writeString(folder.resolve("a.txt"), "1");
    assertThat(list(folder)).containsExactly("a.txt null");
  }

  @Test
  void linksAreFollowedAndThoseThatLeadNowhereAreNamed(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("in/deep"));
    Files.writeString(folder.resolve("outside.txt"), "1");
    Files.createSymbolicLink(folder.resolve("in/good.txt"), folder.resolve("outside.txt"));
    Files.createSymbolicLink(folder.resolve("in/dangling.txt"), folder.resolve("nothing.txt"));
    Files.createSymbolicLink(folder.resolve("in/itself"), folder.resolve("in/itself"));
    Files.createSymbolicLink(folder.resolve("in/deep/up"), folder.resolve("in"));
    assertThat(list(folder.resolve("in")))
        .containsExactly(
            "dangling.txt a symbolic link to nothing",
            "deep/up a symbolic link to a folder that it stands in",
            "good.txt null",
            "itself a symbolic link to nothing");
  }

  @Test
  void filesAreFoundWhateverTheCharsetOfTheirNames(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("年报.txt"), "UTF-8");
    for (String escaped : List.of("%C4%EA%B1%A8.txt", "%C4%EA%B1%A8.html", "a%3Ab%23%20c.txt")) {
      Files.writeString(Path.of(URI.create(folder.toUri() + escaped)), escaped);
    }
    List<InputFile> files =
        InputListing.of(List.of(folder.toString()), new Configuration()).files();
    Map<String, String> contents = new TreeMap<>();
    for (InputFile file : files) {
      contents.put(
          file.uri().substring(folder.toString().length() + 1),
          Files.readString(Path.of(URI.create(file.address()))));
    }
    assertThat(contents.values())
        .containsExactlyInAnyOrder(
            "UTF-8", "%C4%EA%B1%A8.txt", "%C4%EA%B1%A8.html", "a%3Ab%23%20c.txt");
    assertThat(contents.keySet())
        .containsExactlyInAnyOrder("年报.txt", "年报.txt#2", "年报.html", "a:b# c.txt");
  }

  @Test
  @Timeout(60)
  void aPipeIsNamedAndNotOpened(@TempDir Path folder) throws Exception {
    Path pipe = folder.resolve("pipe.txt");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "no mkfifo on this machine");
    assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(list(folder))
        .containsExactly("pipe.txt no regular file but a pipe, a socket or a device");
  }
}
