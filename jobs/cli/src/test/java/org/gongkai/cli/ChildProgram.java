package org.gongkai.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The {@code gongkai} command in a process of its own.
 *
 * @param process the process
 * @param log what it prints
 */
record ChildProgram(Process process, Path log) {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** The words of the command line, for a shell or a process. */
  static List<String> command(List<String> jvmOptions, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dgongkai.home=" + System.getProperty("gongkai.home"));
    command.add("-Dlog4j2.level=ERROR");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens=") || option.startsWith("-Djdk.reflect"))
        .forEach(command::add);
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("org.gongkai.cli.Gongkai");
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  /** Starts it. */
  static ChildProgram start(Path log, List<String> command) throws IOException {
    Files.createDirectories(log.getParent());
    return new ChildProgram(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(new File(log.toString()))
            .start(),
        log);
  }

  /** Waits for its end and gives the exit status. */
  int await() throws IOException, InterruptedException {
    return await(LONGEST);
  }

  /** Waits some time for its end and gives the exit status. */
  int await(Duration longest) throws IOException, InterruptedException {
    if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("it did not end within " + longest + ":\n" + output());
    }
    return process.exitValue();
  }

  /** Everything it printed so far. */
  String output() throws IOException {
    return Files.readString(log);
  }
}
