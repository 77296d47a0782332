package org.gongkai.pipeline.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * What stands below a folder of a local disk. Hadoop leaves out links to nothing, and every file
 * whose name is not in the charset of the system, as archives packed in China have them.
 */
final class LocalFiles {
  private static final String LISTING = "cannot be listed: ";
  private static final char UNREADABLE = '\uFFFD';

  private LocalFiles() {}

  /** Takes what was found. */
  interface Found {
    /**
     * A file.
     *
     * @param name its path, in whatever charset it is written
     * @param address opens it, see {@link Path#of(java.net.URI)}
     * @param odd whether programs that know the charset of the system alone do not find it
     */
    void file(String name, String address, long bytes, boolean odd);

    /** What cannot be read. */
    void problem(String name, String address, String problem);
  }

  /** Lists a file or all files below a folder. */
  static void list(Path root, Found found) {
    Deque<Path> open = new ArrayDeque<>();
    open.push(root.toAbsolutePath());
    while (!open.isEmpty()) {
      Path entry = open.pop();
      String name = name(entry);
      String address = entry.toUri().toString();
      try {
        String problem = problem(entry);
        if (problem != null) {
          found.problem(name, address, problem);
        } else if (Files.isDirectory(entry)) {
          children(entry, open);
        } else {
          boolean odd = entry.toString().indexOf(UNREADABLE) >= 0;
          found.file(name, address, Files.size(entry), odd);
        }
      } catch (DirectoryIteratorException e) {
        found.problem(name, address, LISTING + e.getCause().getMessage());
      } catch (IOException e) {
        found.problem(name, address, LISTING + e.getMessage());
      }
    }
  }

  /** Why an entry is neither a file nor a folder to read, or null. */
  private static String problem(Path entry) {
    if (Files.isDirectory(entry)) {
      return leadsToItself(entry) ? "a symbolic link to a folder that it stands in" : null;
    }
    if (Files.exists(entry)) {
      return Files.isRegularFile(entry) ? null : "no regular file but a pipe, a socket or a device";
    }
    return Files.isSymbolicLink(entry)
        ? "a symbolic link to nothing"
        : "it went away, or only others may look at it";
  }

  private static void children(Path folder, Deque<Path> open) throws IOException {
    List<Path> visible = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        if (!InputListing.isHidden(child.getFileName().toString())) {
          visible.add(child);
        }
      }
    }
    visible.sort(Comparator.naturalOrder());
    visible.forEach(open::push);
  }

  private static boolean leadsToItself(Path folder) {
    try {
      return Files.isSymbolicLink(folder)
          && folder.getParent().toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return true;
    }
  }

  /** The path in UTF-8 or, where its bytes are none, in GB 18030, which old archives use. */
  private static String name(Path path) {
    String name = path.toString();
    if (name.indexOf(UNREADABLE) < 0) {
      return name;
    }
    // Java tells the bytes of a name in its address alone.
    StringBuilder decoded = new StringBuilder();
    for (String step : path.toUri().getRawPath().split("/")) {
      if (!step.isEmpty()) {
        decoded.append('/').append(decode(bytes(step)));
      }
    }
    return decoded.toString();
  }

  private static String decode(byte[] name) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    } catch (CharacterCodingException e) {
      return new String(name, Charset.forName("GB18030"));
    }
  }

  private static byte[] bytes(String escaped) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }
}
