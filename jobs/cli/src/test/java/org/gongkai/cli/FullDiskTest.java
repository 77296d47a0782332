package org.gongkai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse on a small disk of its own, which fills up and later refuses to be written to. */
@Tag("faults")
class FullDiskTest {
  private static final List<String> OWN_MOUNTS = List.of("unshare", "--map-root-user", "--mount");

  private static final String SCRIPT =
      """
      set -e
      run() {
        status=0
        java @../run >"../$1.log" 2>&1 || status=$?
        echo $status >"../$1.status"
        mkdir "../$1"
        cp -a warehouse "../$1/warehouse"
      }
      cd "$(dirname "$0")"
      mkdir disk
      mount -t tmpfs -o size=100m tmpfs disk
      cp -a first/warehouse disk/warehouse
      cd disk
      mount -o remount,size=$(($(df --output=used -k . | tail -1) + 100))k .
      run full
      mount -o remount,size=100m .
      run roomy
      mount -o remount,ro .
      run refusing
      """;

  @TempDir private Path folder;

  @Test
  void changesNothingAndSaysWhy() throws Exception {
    assumeThat(isPermitted())
        .describedAs("a disk of one's own needs unshare and user namespaces, or the superuser")
        .isTrue();
    Workplace place = Workplace.in(folder);
    Path warehouse = folder.resolve("disk/warehouse");
    List<String> command = ChildProgram.command(List.of(), place.run(warehouse));
    Files.write(
        folder.resolve("run"),
        command.stream().skip(1).map(FullDiskTest::quoted).collect(Collectors.toList()));
    Files.writeString(
        folder.resolve("script"), SCRIPT.replace("java @", quoted(command.get(0)) + " @"));
    Process script =
        new ProcessBuilder(withOwnMounts("bash", folder.resolve("script").toString()))
            .inheritIO()
            .start();
    assertThat(script.waitFor()).isZero();

    Map<String, List<String>> before = KilledRun.rows(place.warehouse("first"));
    assertThat(status("full")).isEqualTo("1");
    assertThat(log("full")).contains("No space left on device").contains("free space");
    assertThat(rows("full")).isEqualTo(before);

    assertThat(status("roomy")).describedAs(log("roomy")).isEqualTo("0");
    assertThat(rows("roomy").get("reports")).hasSize(7);

    assertThat(status("refusing")).isEqualTo("1");
    assertThat(log("refusing")).contains("cannot be written to").contains("Read-only file system");
    assertThat(rows("refusing")).isEqualTo(rows("roomy"));
  }

  private static boolean isPermitted() throws InterruptedException {
    try {
      return new ProcessBuilder(withOwnMounts("mount", "-t", "tmpfs", "tmpfs", "/mnt"))
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> withOwnMounts(String... command) {
    return java.util.stream.Stream.concat(OWN_MOUNTS.stream(), java.util.Arrays.stream(command))
        .toList();
  }

  private static String quoted(String word) {
    return '"' + word.replace("\\", "\\\\") + '"';
  }

  private String status(String run) throws IOException {
    return Files.readString(folder.resolve(run + ".status")).strip();
  }

  private String log(String run) throws IOException {
    return Files.readString(folder.resolve(run + ".log"));
  }

  private Map<String, List<String>> rows(String run) throws IOException {
    return SnapshotRows.of(folder.resolve(run).resolve("warehouse/current"));
  }
}
