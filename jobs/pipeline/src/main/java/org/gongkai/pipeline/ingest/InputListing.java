package org.gongkai.pipeline.ingest;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.gongkai.pipeline.LocalDisk;
import org.gongkai.pipeline.PipelineException;

/**
 * The inputs of a run.
 *
 * @param files every file but those of tables, in order of its URI
 * @param pages the files of Parquet tables of pages: those named so, and all in folders named so
 */
public record InputListing(List<InputFile> files, List<InputFile> pages) {
  private static final Pattern ARCHIVE = Pattern.compile("(?i).*\\.(?:zip|gz|jsonl|ndjson|warc)");

  /** A file or folder around it that is named as a table. */
  private static final Pattern TABLE = Pattern.compile("\\.parquet(?:/|$)");

  public InputListing {
    files = List.copyOf(files);
    pages = List.copyOf(pages);
  }

  /**
   * Lists the files below the inputs. Hidden files and folders (a leading dot or underscore) are
   * left out, except where an input names them. What cannot be a document (a link to nothing or to
   * a folder around it, a pipe, a device) is listed with that problem, so that nothing opens it.
   *
   * @throws PipelineException if an input does not exist
   */
  public static InputListing of(List<String> inputs, Configuration hadoop) {
    Collected all = new Collected();
    for (String input : inputs) {
      try {
        Path root = new Path(input);
        FileSystem system = root.getFileSystem(hadoop);
        FileStatus status = system.getFileStatus(root);
        if (LocalDisk.holds(system.getUri())) {
          LocalFiles.list(java.nio.file.Path.of(status.getPath().toUri().getPath()), all);
        } else {
          list(system, status, all);
        }
      } catch (FileNotFoundException e) {
        throw new PipelineException(
            input + " does not exist; check --input or gongkai.input in conf/gongkai.conf", e);
      } catch (IOException | IllegalArgumentException e) {
        throw new PipelineException(input + " cannot be listed: " + e.getMessage(), e);
      }
    }
    return new InputListing(List.copyOf(all.files.values()), List.copyOf(all.pages.values()));
  }

  private static void list(FileSystem system, FileStatus root, LocalFiles.Found found) {
    Deque<FileStatus> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      FileStatus status = open.pop();
      String uri = status.getPath().toString();
      if (status.isDirectory()) {
        try {
          Arrays.stream(system.listStatus(status.getPath()))
              .filter(child -> !isHidden(child.getPath().getName()))
              .forEach(open::push);
        } catch (IOException e) {
          found.problem(uri, null, "folder cannot be listed: " + e.getMessage());
        }
      } else {
        found.file(uri, null, status.getLen(), false);
      }
    }
  }

  /** What was found, each by a name of its own. */
  private static final class Collected implements LocalFiles.Found {
    private final Map<String, InputFile> files = new TreeMap<>();
    private final Map<String, InputFile> pages = new TreeMap<>();

    @Override
    public void file(String name, String address, long bytes, boolean odd) {
      if (!TABLE.matcher(name).find()) {
        add(files, name, address, bytes, null);
      } else if (odd) {
        problem(name, address, "a table whose name is not in the charset of this system");
      } else {
        add(pages, name, address, bytes, null);
      }
    }

    @Override
    public void problem(String name, String address, String problem) {
      add(files, name, address, -1, problem);
    }

    /** Adds what is not there yet; of two files of one name one gets a number behind it. */
    private void add(
        Map<String, InputFile> to, String name, String address, long bytes, String problem) {
      String own = name;
      int times = 1;
      for (InputFile other = to.get(own); other != null; other = to.get(own)) {
        if (Objects.equals(other.address(), address)) {
          return;
        }
        own = name + "#" + ++times;
      }
      to.put(own, new InputFile(own, address, bytes, problem));
    }
  }

  static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }

  /** Local files go by their plain path. */
  static String uri(Path path) {
    return LocalDisk.holds(path.toUri()) ? path.toUri().getPath() : path.toString();
  }

  /**
   * The files in bins of about the same size, so that no task is left with the large ones. Bins are
   * filled from the largest file down, so that what takes longest begins first; a file at or above
   * the limit has a bin of its own, and the members of a larger archive are dealt to several.
   *
   * @param partsPerArchive number of bins that an archive is dealt to at most: each of their tasks
   *     unpacks the whole of it and extracts its part
   */
  public List<List<InputSlice>> bins(long bytesPerBin, int filesPerBin, int partsPerArchive) {
    List<InputSlice> bySize =
        files.stream()
            .flatMap(file -> slices(file, bytesPerBin, partsPerArchive))
            .sorted(Comparator.comparingLong(InputSlice::bytes).reversed())
            .toList();
    List<List<InputSlice>> bins = new ArrayList<>();
    List<InputSlice> bin = new ArrayList<>();
    long filled = 0;
    for (InputSlice slice : bySize) {
      if (!bin.isEmpty() && (filled + slice.bytes() > bytesPerBin || bin.size() >= filesPerBin)) {
        bins.add(List.copyOf(bin));
        bin.clear();
        filled = 0;
      }
      bin.add(slice);
      filled += slice.bytes();
    }
    if (!bin.isEmpty()) {
      bins.add(List.copyOf(bin));
    }
    return bins;
  }

  private static Stream<InputSlice> slices(InputFile file, long bytesPerBin, int partsPerArchive) {
    if (!ARCHIVE.matcher(file.uri()).matches()) {
      return Stream.of(InputSlice.all(file));
    }
    int parts = (int) Math.max(1, Math.min(partsPerArchive, file.bytes() / bytesPerBin));
    return IntStream.range(0, parts).mapToObj(part -> new InputSlice(file, part, parts));
  }

  /** Length of all files in bytes. */
  public long bytes() {
    return files.stream().mapToLong(file -> Math.max(0, file.bytes())).sum();
  }
}
