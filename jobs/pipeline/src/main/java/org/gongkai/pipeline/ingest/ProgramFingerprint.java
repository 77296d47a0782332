package org.gongkai.pipeline.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.commons.codec.digest.DigestUtils;
import org.gongkai.extraction.ReportExtractor;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.pipeline.Settings;

/**
 * What the result of extraction depends on beside the input. Reports that were extracted with the
 * same parts need not be extracted again.
 *
 * @param version version of the program
 * @param parts digests of the program's extraction classes and of the files of {@code conf/} that
 *     extraction reads, and what each correction says, all by name
 */
public record ProgramFingerprint(String version, SortedMap<String, String> parts) {
  /** Name of the part that stands for the program. */
  static final String PROGRAM = "program";

  private static final Set<String> READ_LATER =
      Set.of(Settings.PATH, "indicators.csv", "log4j2.properties");
  private static final String VERSION = "/org/gongkai/pipeline/version.properties";

  /** The fingerprint of this program with a configuration. */
  public static ProgramFingerprint of(ConfFiles conf) {
    try {
      SortedMap<String, String> parts = new TreeMap<>();
      MessageDigest program = DigestUtils.getSha256Digest();
      for (Map.Entry<String, String> part : programParts().entrySet()) {
        program.update((part.getKey() + '=' + part.getValue() + '\n').getBytes(UTF_8));
      }
      parts.put(PROGRAM, HexFormat.of().formatHex(program.digest()));
      for (String path : conf.below("")) {
        boolean read = !READ_LATER.contains(path) && !path.endsWith(".md");
        if (read && !path.equals(Corrections.PATH)) {
          parts.put("conf/" + path, conf.fingerprint(path));
        }
      }
      parts.putAll(Corrections.load(conf, Codebook.load(conf)).parts());
      return new ProgramFingerprint(readVersion(), parts);
    } catch (IOException e) {
      throw new UncheckedIOException("the program cannot read its own classes", e);
    }
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  private static String readVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = ProgramFingerprint.class.getResourceAsStream(VERSION)) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }

  private static Map<String, String> programParts() throws IOException {
    Path source;
    try {
      source =
          Path.of(
              ReportExtractor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the address of the program's classes is no URI", e);
    }
    return Files.isDirectory(source) ? fromFolder(source) : fromJar(source);
  }

  private static Map<String, String> fromFolder(Path folder) throws IOException {
    Map<String, String> parts = new TreeMap<>();
    List<Path> classes;
    try (Stream<Path> paths = Files.walk(folder)) {
      classes = paths.filter(path -> path.toString().endsWith(".class")).toList();
    }
    for (Path path : classes) {
      java.util.zip.CRC32 crc = new java.util.zip.CRC32();
      crc.update(Files.readAllBytes(path));
      parts.put(
          folder.relativize(path).toString().replace('\\', '/'), Long.toHexString(crc.getValue()));
    }
    return parts;
  }

  private static Map<String, String> fromJar(Path jar) throws IOException {
    Map<String, String> parts = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      zip.stream()
          .filter(entry -> entry.getName().startsWith("org/gongkai/extraction/"))
          .filter(entry -> entry.getName().endsWith(".class"))
          .forEach(entry -> parts.put(entry.getName(), Long.toHexString(entry.getCrc())));
    }
    return parts;
  }
}
