package org.gongkai.pipeline;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;

/**
 * The settings of a run, from {@code conf/gongkai.conf} and the command line.
 *
 * @param inputs files, folders, archives, URIs or Parquet tables of pages
 * @param warehouse folder or URI of the warehouse
 * @param site folder or URI that the site is written to
 * @param master where Spark runs; spark-submit's own comes before it
 * @param bytesPerTask how much one task of ingest reads
 * @param filesPerTask how many files one task of ingest reads at most
 * @param tasksPerArchive how many tasks share the members of an archive at most
 * @param timeoutPerFile how long extraction of one report may take
 * @param keepSnapshots number of snapshots beside the current that are kept whatever their age
 * @param keepFor age that further snapshots are kept for
 * @param lockExpiresAfter time without renewal after which a lock is taken for abandoned
 * @param jumps what counts as an implausible change from year to year
 * @param spark settings handed to Spark
 */
public record Settings(
    List<String> inputs,
    String warehouse,
    String site,
    String master,
    long bytesPerTask,
    int filesPerTask,
    int tasksPerArchive,
    Duration timeoutPerFile,
    int keepSnapshots,
    Duration keepFor,
    Duration lockExpiresAfter,
    Jumps jumps,
    Map<String, String> spark) {
  /** The file of {@code conf/} that holds them. */
  public static final String PATH = "gongkai.conf";

  /**
   * What counts as an implausible change from year to year.
   *
   * @param figures the figures watched, as {@code table(code, code)}
   * @param factor how many times larger or smaller a figure must become
   * @param minimum how large the larger of the two must be
   */
  public record Jumps(List<String> figures, double factor, double minimum) implements Serializable {
    public Jumps {
      figures = List.copyOf(figures);
    }
  }

  public Settings {
    inputs = List.copyOf(inputs);
    spark = Map.copyOf(spark);
  }

  /**
   * Reads the settings.
   *
   * @param conf the configuration files
   * @param home folder that relative paths start at
   * @param options settings by path below {@code gongkai}, such as {@code warehouse}, that come
   *     before those of the file
   * @throws ConfException if the file is missing, or a setting is missing or wrong
   */
  public static Settings load(ConfFiles conf, Path home, Map<String, Object> options) {
    try {
      Config config =
          ConfigFactory.parseMap(options, "command line")
              .atPath("gongkai")
              .withFallback(
                  ConfigFactory.parseString(
                      conf.text(PATH),
                      ConfigParseOptions.defaults()
                          .setSyntax(ConfigSyntax.CONF)
                          .setOriginDescription("conf/" + PATH)))
              .resolve()
              .getConfig("gongkai");
      Map<String, String> spark = new TreeMap<>();
      config
          .getConfig("spark")
          .entrySet()
          .forEach(
              entry ->
                  spark.put(
                      String.join(".", com.typesafe.config.ConfigUtil.splitPath(entry.getKey())),
                      String.valueOf(entry.getValue().unwrapped())));
      return new Settings(
          config.getStringList("input").stream().map(path -> absolute(path, home)).toList(),
          absolute(config.getString("warehouse"), home),
          absolute(config.getString("site"), home),
          config.getString("master"),
          config.getBytes("ingest.bytes-per-task"),
          config.getInt("ingest.files-per-task"),
          config.getInt("ingest.tasks-per-archive"),
          config.getDuration("ingest.timeout-per-file"),
          config.getInt("snapshots.keep"),
          config.getDuration("snapshots.keep-for"),
          config.getDuration("snapshots.lock-expires-after"),
          new Jumps(
              config.getStringList("check.jump-figures"),
              config.getDouble("check.jump-factor"),
              config.getDouble("check.jump-minimum")),
          spark);
    } catch (ConfigException e) {
      throw new ConfException(PATH, 0, "is wrong: " + e.getMessage(), e);
    }
  }

  /** The path with a relative one set against a folder; URIs stay as they are. */
  public static String absolute(String path, Path home) {
    return path.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")
        ? path
        : home.resolve(path).toAbsolutePath().normalize().toString();
  }
}
