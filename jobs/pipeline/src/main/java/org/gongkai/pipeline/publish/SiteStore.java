package org.gongkai.pipeline.publish;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.gongkai.pipeline.LocalDisk;

/**
 * The folder of a site, on a local disk or any Hadoop file system. Everything of one publication
 * stands in a folder {@code release-…}; {@code index.html} names the one to show and is replaced
 * last. A reader sees the old site or the new one, and nothing that the publisher did not write is
 * ever touched.
 */
final class SiteStore {
  private static final String RELEASE = "release-";
  private static final Pattern NAME = Pattern.compile(RELEASE + "\\d{8}T\\d{9}Z");

  private final Path site;
  private final Path release;
  private final FileSystem files;
  private final Configuration hadoop;
  private final Optional<Path> shown;

  /**
   * @param site the folder of the site
   * @param version distinguishes this publication from others; later ones sort after earlier ones
   */
  SiteStore(Path site, String version, Configuration hadoop) throws IOException {
    this.files = fileSystem(site, hadoop);
    this.site = files.makeQualified(site);
    this.release = new Path(this.site, RELEASE + version);
    this.hadoop = hadoop;
    this.shown = findShown();
  }

  /**
   * The file system of a path; the plain one on a local disk, which leaves no .crc files behind.
   */
  private static FileSystem fileSystem(Path path, Configuration hadoop) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
  }

  /** The folder of this publication. */
  Path release() {
    return release;
  }

  /** Opens a new file of this publication. */
  OutputStream create(String path) throws IOException {
    return create(new Path(release, path), hadoop);
  }

  /** Opens a new file, in folders that are made where they are missing. */
  static OutputStream create(Path path, Configuration hadoop) throws IOException {
    return fileSystem(path, hadoop).create(path, true);
  }

  /** Copies a class path resource into this publication. */
  void copy(String resource, String path) throws IOException {
    try (InputStream in = open(resource);
        OutputStream out = create(path)) {
      in.transferTo(out);
    }
  }

  /** Whether it stands on a disk of this machine. */
  boolean isLocal() {
    return LocalDisk.holds(site.toUri());
  }

  /** Whether the publication that is shown now has a file. */
  boolean isShown(String path) throws IOException {
    return shown.isPresent() && files.exists(new Path(shown.get(), path));
  }

  /** Opens a file of the publication that is shown now. */
  InputStream openShown(String path) throws IOException {
    return files.open(new Path(shown.orElseThrow(), path));
  }

  /** Takes a file of the publication that is shown now over, by a second name; see isLocal. */
  void takeOver(String path) throws IOException {
    java.nio.file.Path from = local(new Path(shown.orElseThrow(), path));
    java.nio.file.Path to = local(new Path(release, path));
    Files.createDirectories(to.getParent());
    try {
      Files.createLink(to, from);
    } catch (FileSystemException | UnsupportedOperationException e) {
      // Disks without hard links take a copy.
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  private Optional<Path> findShown() throws IOException {
    Path index = new Path(site, "index.html");
    if (!files.exists(index)) {
      return Optional.empty();
    }
    try (InputStream in = files.open(index)) {
      Matcher name = NAME.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return name.find() ? Optional.of(new Path(site, name.group())) : Optional.empty();
    }
  }

  /** Shows this publication: replaces the index, then drops the releases before the former one. */
  void show(String indexResource) throws IOException {
    String html;
    try (InputStream in = open(indexResource)) {
      html = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Path next = new Path(site, ".index.html.next");
    try (OutputStream out = create(next, hadoop)) {
      out.write(html.replace("{{release}}", release.getName()).getBytes(StandardCharsets.UTF_8));
    }
    replace(next, new Path(site, "index.html"));
    dropOldReleases();
  }

  private void replace(Path from, Path to) throws IOException {
    if (isLocal()) {
      Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE);
    } else {
      FileContext.getFileContext(site.toUri(), hadoop).rename(from, to, Options.Rename.OVERWRITE);
    }
  }

  /** Keeps the former release: someone may have it open, and it loads its files on demand. */
  private void dropOldReleases() throws IOException {
    List<Path> releases =
        Arrays.stream(files.listStatus(site))
            .filter(FileStatus::isDirectory)
            .map(FileStatus::getPath)
            .filter(path -> NAME.matcher(path.getName()).matches())
            .sorted(Comparator.comparing(Path::getName))
            .toList();
    for (Path old : releases.subList(0, Math.max(0, releases.size() - 2))) {
      files.delete(old, true);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = SiteStore.class.getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException(
          "the program is incomplete, build it again: it lacks the resource " + resource);
    }
    return in;
  }
}
