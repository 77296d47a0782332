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

/** The parts of an office document, which is a zip file; bounded against zip bombs. */
final class ZipParts {
  private static final int MOST_PARTS = 20_000;

  private ZipParts() {}

  /** The names of all parts, with the bytes of those wanted and none of the others. */
  static Map<String, byte[]> read(byte[] zip, Predicate<String> wanted, ReadingLimits limits)
      throws IOException, RejectedException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    long most = Math.max(limits.archiveFreeBytes(), (long) zip.length * limits.archiveRatio());
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = entries.getNextEntry();
          entry != null && parts.size() < MOST_PARTS;
          entry = entries.getNextEntry()) {
        byte[] bytes = wanted.test(entry.getName()) ? bounded(entries, most) : new byte[0];
        most -= bytes.length;
        parts.put(entry.getName(), bytes);
      }
    }
    return parts;
  }

  /**
   * All bytes of a stream.
   *
   * @throws RejectedException if there are more than allowed
   */
  static byte[] bounded(InputStream in, long most) throws IOException, RejectedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      if (bytes.size() + (long) n > most) {
        throw RejectReason.ARCHIVE_BOMB.because(
            "a part of the file expands to more than " + most + " bytes; save the document anew");
      }
      bytes.write(buffer, 0, n);
    }
    return bytes.toByteArray();
  }
}
