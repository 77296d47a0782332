package org.gongkai.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gongkai.extraction.config.ConfFiles;
import picocli.CommandLine.Option;

/** The options that every command takes. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "设置文件，默认 conf/gongkai.conf；同一文件夹下的表单、词表、规则一并使用。",
        "Settings; the forms, words and rules beside it are used too. Default: conf/gongkai.conf"
      })
  private Path config;

  @Option(
      names = "--verbose",
      description = {"出错时显示详细原因。", "Show the stack trace of an error."})
  private boolean verbose;

  /** The settings file. */
  Path file() {
    return config != null ? config : home().resolve("conf").resolve("gongkai.conf");
  }

  boolean verbose() {
    return verbose;
  }

  /**
   * Everything in the folder of the settings file.
   *
   * @throws IOException if there is no such folder
   */
  ConfFiles files() throws IOException {
    Path folder = file().toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "no configuration folder " + folder + "; name the settings file with --config FILE");
    }
    return ConfFiles.load(folder);
  }

  /** The project's folder: where {@code bin/gongkai} was started from, else the current one. */
  static Path home() {
    return Path.of(System.getProperty("gongkai.home", ""));
  }
}
