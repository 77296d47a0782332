package org.gongkai.pipeline.cluster;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Spark standalone cluster on this machine: one master and some workers, each a process of its
 * own in a folder of its own, made from the jars that the build uses. Closing it, or the end of
 * this JVM, ends all of its processes.
 */
public final class StandaloneCluster implements AutoCloseable {
  private static final Pattern MASTER_URL =
      Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern REGISTERED =
      Pattern.compile("(Successfully registered with master)");
  private static final String EXECUTOR = "org.apache.spark.executor.CoarseGrainedExecutorBackend";
  private static final Duration START = Duration.ofSeconds(90);

  private final Path folder;
  private final List<ProcessHandle> workers = new ArrayList<>();
  private final List<Process> started = new ArrayList<>();
  private final Thread atExit = new Thread(this::killAll, "end the cluster");
  private String url;

  private StandaloneCluster(Path folder) {
    this.folder = folder;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * A program that was submitted.
   *
   * @param process the driver, with spark-submit around it
   * @param log what it printed
   */
  public record Submission(Process process, Path log) {
    /** Waits for the end and returns the exit status, or fails once the time is up. */
    public int await(Duration time) throws IOException, InterruptedException {
      if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException("the program did not end within " + time + ":\n" + output());
      }
      return process.exitValue();
    }

    /** What it printed so far. */
    public String output() throws IOException {
      return Files.readString(log);
    }
  }

  /**
   * Starts a master and its workers and waits until they know each other.
   *
   * @param folder an empty folder for everything the cluster writes
   * @param jars what stands in the {@code jars} folder of the installation; see {@link #classPath}
   * @param workers number of workers, each with two cores and 1 GB for executors
   */
  public static StandaloneCluster start(Path folder, Collection<Path> jars, int workers)
      throws IOException {
    StandaloneCluster cluster = new StandaloneCluster(folder);
    try {
      cluster.install(jars);
      Path master =
          cluster.daemon(
              "master",
              "org.apache.spark.deploy.master.Master",
              "--port",
              "0",
              "--webui-port",
              "0");
      cluster.url = waitFor(master, MASTER_URL);
      List<Path> logs = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        logs.add(cluster.beginWorker());
      }
      for (Path log : logs) {
        waitFor(log, REGISTERED);
      }
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Starts one more worker and waits until the master knows it. */
  public ProcessHandle addWorker() throws IOException {
    waitFor(beginWorker(), REGISTERED);
    return workers.get(workers.size() - 1);
  }

  private Path beginWorker() throws IOException {
    String name = "worker-" + (workers.size() + 1);
    Path log =
        daemon(
            name,
            "org.apache.spark.deploy.worker.Worker",
            "--cores",
            "2",
            "--memory",
            "1g",
            "--webui-port",
            "0",
            "--work-dir",
            folder.resolve(name).resolve("work").toString(),
            url);
    workers.add(started.get(started.size() - 1).toHandle());
    return log;
  }

  /** The jars of this JVM's class path; its folders are packed into jars. */
  public static List<Path> classPath(Path folder) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<Path> jars = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        Path jar = folder.resolve("classes-" + jars.size() + ".jar");
        pack(path, jar);
        jars.add(jar);
      } else if (Files.exists(path)) {
        jars.add(path);
      }
    }
    return jars;
  }

  private static void pack(Path classes, Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, entries);
      }
    }
  }

  private void install(Collection<Path> jars) throws IOException {
    Path installed = Files.createDirectories(folder.resolve("spark").resolve("jars"));
    Files.createFile(folder.resolve("spark").resolve("RELEASE"));
    for (Path jar : jars) {
      Files.createSymbolicLink(installed.resolve(jar.getFileName()), jar.toAbsolutePath());
    }
  }

  private Path daemon(String name, String mainClass, String... arguments) throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    List<String> command = java("-Xmx512m", mainClass);
    command.addAll(List.of("--host", "127.0.0.1"));
    command.addAll(Arrays.asList(arguments));
    return start(command, own, own.resolve("log")).log();
  }

  /** The command of a JVM with the options that this one got for Spark. */
  private List<String> java(String heap, String mainClass) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(folder.resolve("spark").resolve("jars") + "/*");
    command.add(heap);
    command.add("-XX:TieredStopAtLevel=1");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens=") || option.startsWith("-Djdk.reflect"))
        .forEach(command::add);
    command.add(mainClass);
    return command;
  }

  private Submission start(List<String> command, Path directory, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "SPARK_HOME", folder.resolve("spark").toString(),
                "SPARK_SCALA_VERSION", "2.13",
                "SPARK_LOCAL_IP", "127.0.0.1",
                "SPARK_LOCAL_DIRS", directory.resolve("local").toString()));
    Process process = builder.start();
    started.add(process);
    return new Submission(process, log);
  }

  /**
   * Submits a program as {@code spark-submit} does; the driver runs in the submitting process.
   *
   * @param directory working directory of the driver; its output goes to a file {@code log} there
   * @param settings Spark's settings
   * @param program the class with the main method, the jar (or {@code spark-internal} where the
   *     cluster has the class already), and the arguments
   */
  public Submission submit(Path directory, Map<String, String> settings, List<String> program)
      throws IOException {
    Files.createDirectories(directory);
    List<String> command = java("-Xmx1g", "org.apache.spark.deploy.SparkSubmit");
    command.addAll(List.of("--master", url));
    settings.forEach((name, value) -> command.addAll(List.of("--conf", name + "=" + value)));
    command.addAll(List.of("--class", program.get(0)));
    command.addAll(program.subList(1, program.size()));
    return start(command, directory, directory.resolve("log"));
  }

  /** What {@code --master} takes. */
  public String url() {
    return url;
  }

  /** The workers, in the order they were started, dead ones too. */
  public List<ProcessHandle> workers() {
    return List.copyOf(workers);
  }

  /** The executors that live now. */
  public List<ProcessHandle> executors() {
    return own(command -> command.contains(EXECUTOR));
  }

  /** What the executors of all workers printed. */
  public List<Path> executorLogs() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.getFileName().toString().equals("stderr")).toList();
    }
  }

  /** Processes of this cluster, known by the class path that their command begins with. */
  private List<ProcessHandle> own(Predicate<String> kind) {
    String mark = folder.resolve("spark").toString();
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(
            process ->
                process
                    .info()
                    .commandLine()
                    .filter(command -> command.contains(mark) && kind.test(command))
                    .isPresent())
        .toList();
  }

  private static String waitFor(Path log, Pattern line) throws IOException {
    Instant end = Instant.now().plus(START);
    while (Instant.now().isBefore(end)) {
      Matcher found = line.matcher(Files.exists(log) ? Files.readString(log) : "");
      if (found.find()) {
        return found.group(1);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for " + log, e);
      }
    }
    throw new IOException("no line " + line + " in " + log + ":\n" + Files.readString(log));
  }

  private void killAll() {
    started.forEach(Process::destroyForcibly);
    // A worker that dies may just have started an executor, so look until there is none.
    for (List<ProcessHandle> left = own(command -> true);
        !left.isEmpty();
        left = own(command -> true)) {
      left.forEach(ProcessHandle::destroyForcibly);
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /**
   * Also takes away the links to the build's jars, so that whoever clears the folder meets none.
   */
  @Override
  public void close() throws IOException {
    killAll();
    try (Stream<Path> links = Files.list(folder.resolve("spark").resolve("jars"))) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    }
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook has run or is running.
    }
  }
}
