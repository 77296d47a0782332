package org.gongkai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.commons.io.FileUtils;

/**
 * A folder with a configuration, inputs and warehouses. Its first warehouse holds snapshots of five
 * reports; since then one of them was corrected and three inputs came, one of which is no report.
 */
final class Workplace {
  private static final Path HOME = Path.of(System.getProperty("gongkai.home"));
  private static final List<String> ADDED =
      List.of("980100-government-2021.html", "980122-government-2022.html");

  private final Path folder;

  private Workplace(Path folder) {
    this.folder = folder;
  }

  /** Makes one in an empty folder. */
  static Workplace in(Path folder) throws IOException {
    Workplace place = new Workplace(folder);
    FileUtils.copyDirectory(HOME.resolve("conf").toFile(), folder.resolve("conf").toFile());
    Path settings = folder.resolve("conf/gongkai.conf");
    Files.writeString(
        settings,
        Files.readString(settings)
            .replace("keep = 4", "keep = 1")
            .replace("keep-for = 30 days", "keep-for = 0 days"));
    Path inputs = folder.resolve("in");
    FileUtils.copyDirectory(HOME.resolve("data/samples/known").toFile(), inputs.toFile());
    for (int i = 0; i < 2; i++) {
      CommandRun first = CommandRun.of(place.run(place.warehouse("first")));
      assertThat(first.status()).describedAs(first.err()).isZero();
    }
    for (String name : ADDED) {
      Files.copy(HOME.resolve("data/samples/province").resolve(name), inputs.resolve(name));
    }
    Files.writeString(inputs.resolve("empty.txt"), "");
    Files.writeString(inputs.resolve("jilin-2014.txt"), "\n（更正）\n", StandardOpenOption.APPEND);
    return place;
  }

  /** Where a warehouse of that name stands. */
  Path warehouse(String name) {
    return folder.resolve(name).resolve("warehouse");
  }

  /** The site beside a warehouse. */
  Path site(Path warehouse) {
    return warehouse.resolveSibling("site");
  }

  /** A copy of the first warehouse and its site. */
  Path copy(String name) throws IOException, InterruptedException {
    Path copy = folder.resolve(name);
    int status =
        new ProcessBuilder("cp", "-a", folder.resolve("first").toString(), copy.toString())
            .inheritIO()
            .start()
            .waitFor();
    assertThat(status).isZero();
    return warehouse(name);
  }

  /** The arguments of a run into a warehouse. */
  String[] run(Path warehouse) {
    return new String[] {
      "run",
      "--config",
      folder.resolve("conf/gongkai.conf").toString(),
      "--master",
      "local[2]",
      "--input",
      folder.resolve("in").toString(),
      "--warehouse",
      warehouse.toString(),
      "--site",
      site(warehouse).toString()
    };
  }

  Path log(String name) {
    return folder.resolve(name + ".log");
  }
}
