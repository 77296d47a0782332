package org.gongkai.cli;

import java.io.IOException;
import java.net.URISyntaxException;
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
        "设置文件，默认 conf/gongkai.conf；同一文件夹下的表单、词表、规则一并使用。也可给出打包该文件夹的 zip。",
        "Settings; the forms, words and rules beside it are used too. Or a zip of that folder."
            + " Default: conf/gongkai.conf"
      })
  private Path config;

  @Option(
      names = "--verbose",
      description = {"出错时显示详细原因。", "Show the stack trace of an error."})
  private boolean verbose;

  private ConfFiles files;

  boolean verbose() {
    return verbose;
  }

  /**
   * Everything beside the settings file, or in the archive that is named instead. Where none is
   * named, the project's own {@code conf/}; a program that was sent to a cluster without it has the
   * one it was built with. Read once, so that every step of a run sees the same.
   *
   * @throws IOException if there is none
   */
  ConfFiles files() throws IOException {
    if (files == null) {
      files = read();
    }
    return files;
  }

  private ConfFiles read() throws IOException {
    if (config != null && config.getFileName().toString().endsWith(".zip")) {
      return ConfFiles.load(config);
    }
    Path folder = config != null ? config.toAbsolutePath().getParent() : home().resolve("conf");
    if (Files.isDirectory(folder)) {
      return ConfFiles.load(folder);
    }
    if (config == null && Files.isRegularFile(program())) {
      return ConfFiles.load(program());
    }
    throw new IOException(
        "no configuration folder " + folder + "; name the settings file with --config FILE");
  }

  /** The jar that this program runs from, or the folder of its classes. */
  private static Path program() {
    try {
      return Path.of(
          ConfigOption.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the address of the program's classes is no URI", e);
    }
  }

  /** The project's folder: where {@code bin/gongkai} was started from, else the current one. */
  static Path home() {
    return Path.of(System.getProperty("gongkai.home", ""));
  }
}
