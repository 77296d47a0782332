package org.gongkai.extraction.reading;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.gongkai.extraction.model.RejectedException;

/**
 * The parts of an office document, which is a zip file. Nothing is written to a disk, and what they
 * expand to is bounded, whether a part is wanted or passed over.
 */
final class ZipParts {
  private static final int MOST_PARTS = 20_000;

  /** More than the parts of any report together, pictures included. */
  private static final long MOST_BYTES = 1L << 30;

  /** More than the text of any report with its formatting. */
  private static final long LARGEST_PART = 100L << 20;

  private ZipParts() {}

  /** The names of all parts, with the bytes of those wanted and none of the others. */
  static Map<String, byte[]> read(byte[] zip, Predicate<String> wanted, ReadingLimits limits)
      throws IOException, RejectedException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    long most = mostBytes(zip, limits);
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = entries.getNextEntry();
          entry != null && parts.size() < MOST_PARTS;
          entry = entries.getNextEntry()) {
        byte[] bytes = new byte[0];
        if (wanted.test(entry.getName())) {
          bytes = bounded(entries, Math.min(most, LARGEST_PART));
          most -= bytes.length;
        } else {
          most -= passOver(entries, most);
        }
        parts.putIfAbsent(entry.getName(), bytes);
      }
    }
    return parts;
  }

  private static long mostBytes(byte[] zip, ReadingLimits limits) {
    long byRatio = Math.max(limits.archiveFreeBytes(), (long) zip.length * limits.archiveRatio());
    return Math.min(byRatio, MOST_BYTES);
  }

  /** Number of bytes up to the end of a stream. */
  private static long passOver(InputStream in, long most) throws IOException, RejectedException {
    byte[] buffer = new byte[8192];
    long passed = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      passed += n;
      if (passed > most) {
        throw bomb(most);
      }
      Watchdog.check();
    }
    return passed;
  }

  private static RejectedException bomb(long most) {
    return RejectReason.ARCHIVE_BOMB.because(
        "a part of the file expands to more than " + most + " bytes; save the document anew");
  }

  /**
   * All bytes of a stream.
   *
   * @throws RejectedException if there are more than allowed
   */
  private static byte[] bounded(InputStream in, long most) throws IOException, RejectedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      if (bytes.size() + (long) n > most) {
        throw bomb(most);
      }
      Watchdog.check();
      bytes.write(buffer, 0, n);
    }
    return bytes.toByteArray();
  }
}
