package org.gongkai.extraction.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Kinds of file, told by their first bytes. {@code TEXT} is what no other kind claims. */
enum FileKind {
  PDF("application/pdf"),
  /** A zip file: an office document or a container. */
  ZIP("application/zip"),
  GZIP("application/gzip"),
  /** Microsoft's compound file: DOC, XLS, or an encrypted document. */
  COMPOUND("application/x-ole-storage"),
  RTF("application/rtf"),
  WARC("application/warc"),
  PNG("image/png"),
  JPEG("image/jpeg"),
  GIF("image/gif"),
  TIFF("image/tiff"),
  BITMAP("image/bmp"),
  RAR("application/vnd.rar"),
  SEVEN_ZIP("application/x-7z-compressed"),
  TEXT("text/plain");

  /** Readers of PDF allow for this much before the header, so do real files. */
  private static final int PDF_HEADER_WITHIN = 1024;

  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature(ZIP, "PK\3\4"),
          new Signature(ZIP, "PK\5\6"),
          new Signature(GZIP, "\u001f\u008b"),
          new Signature(COMPOUND, "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1"),
          new Signature(RTF, "{\\rtf"),
          new Signature(WARC, "WARC/"),
          new Signature(PNG, "\u0089PNG\r\n\u001a\n"),
          new Signature(JPEG, "\u00ff\u00d8\u00ff"),
          new Signature(GIF, "GIF8"),
          new Signature(TIFF, "II*\0"),
          new Signature(TIFF, "MM\0*"),
          new Signature(BITMAP, "BM"),
          new Signature(RAR, "Rar!\u001a\u0007"),
          new Signature(SEVEN_ZIP, "7z\u00bc\u00af\u0027\u001c"));

  private final String mediaType;

  FileKind(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  boolean isImage() {
    return mediaType.startsWith("image/");
  }

  /** The kind by the file's first bytes, of which 1 kB is enough. */
  static FileKind of(byte[] bytes) {
    String head =
        new String(
            bytes, 0, Math.min(bytes.length, PDF_HEADER_WITHIN), StandardCharsets.ISO_8859_1);
    String start = head.stripLeading();
    for (Signature signature : SIGNATURES) {
      if (head.startsWith(signature.bytes()) && (signature.kind() != BITMAP || isBitmap(bytes))) {
        return signature.kind();
      }
    }
    if (start.startsWith("{\\rtf")) {
      return RTF;
    }
    return head.contains("%PDF-") ? PDF : TEXT;
  }

  /** "BM" may begin a text; a bitmap repeats its own length, with two zeros after it. */
  private static boolean isBitmap(byte[] bytes) {
    return bytes.length > 14 && Arrays.equals(bytes, 6, 10, new byte[4], 0, 4);
  }

  private record Signature(FileKind kind, String bytes) {}
}
