package org.gongkai.pipeline;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Reads {@code requests} as a query engine does, again and again until its input ends: lists the
 * years, then the files of each, then opens file after file, and prints a line with a digest of all
 * that it read.
 */
final class Glob {
  private Glob() {}

  /** Takes the warehouse's folder, and whether to follow the link once or with every step. */
  public static void main(String[] arguments) throws IOException {
    Path link = Path.of(arguments[0]).resolve("current");
    boolean once = arguments[1].equals("once");
    while (System.in.available() == 0) {
      System.out.println(read(once ? link.toRealPath() : link));
    }
  }

  /** A digest of the files' contents, or "gone" where one is no longer there. */
  static String read(Path snapshot) throws IOException {
    try {
      List<Path> files = new ArrayList<>();
      for (Path year : list(snapshot.resolve("requests"))) {
        files.addAll(list(year));
      }
      TreeSet<String> digests = new TreeSet<>();
      for (Path file : files) {
        digests.add(DigestUtils.sha256Hex(Files.readAllBytes(file)));
      }
      return DigestUtils.sha256Hex(String.join(" ", digests));
    } catch (NoSuchFileException e) {
      return "gone";
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      all.forEach(children::add);
    }
    return children;
  }
}
