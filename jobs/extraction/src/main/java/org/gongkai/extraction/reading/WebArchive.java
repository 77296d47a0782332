package org.gongkai.extraction.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.DecoderException;
import org.apache.commons.codec.net.QuotedPrintableCodec;

/**
 * Takes the page out of a web archive (MHT, RFC 2557), which Word and browsers write and offices
 * publish under the name of a Word file.
 */
final class WebArchive {
  private static final Pattern HEADER =
      Pattern.compile(
          "\\A\\s{0,9}(?:MIME-Version|From|Subject|Date|Content-Type|Snapshot-Content-Location):.{0,4000}?multipart/related",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern BOUNDARY =
      Pattern.compile(
          "boundary\\s{0,9}=\\s{0,9}\"?([^\"\\r\\n;]{1,200})", Pattern.CASE_INSENSITIVE);

  private static final Pattern PAGE =
      Pattern.compile(
          "^Content-Type:\\s{0,9}text/html", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private static final Pattern ENCODING =
      Pattern.compile(
          "^Content-Transfer-Encoding:\\s{0,9}([\\w-]{1,30})",
          Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private WebArchive() {}

  /** Whether bytes begin like a web archive. */
  static boolean matches(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(bytes.length, 8192), ISO_8859_1);
    return HEADER.matcher(head).find() && BOUNDARY.matcher(head).find();
  }

  /**
   * The bytes of the first HTML page in an archive.
   *
   * @return the page, or null if the archive holds none
   * @throws DecoderException if the page's encoding is broken
   */
  static byte[] page(byte[] bytes) throws DecoderException {
    String archive = new String(bytes, ISO_8859_1).replace("\r\n", "\n");
    Matcher boundary = BOUNDARY.matcher(archive);
    if (!boundary.find()) {
      return null;
    }
    String mark = "--" + boundary.group(1).strip();
    int part = archive.indexOf(mark, boundary.end());
    while (part >= 0) {
      int next = archive.indexOf(mark, part + mark.length());
      String lines =
          archive
              .substring(part + mark.length(), next < 0 ? archive.length() : next)
              .stripLeading();
      int blank = lines.indexOf("\n\n");
      if (blank >= 0 && PAGE.matcher(lines.substring(0, blank)).find()) {
        return decode(lines.substring(0, blank), lines.substring(blank + 2));
      }
      part = next;
    }
    return null;
  }

  private static byte[] decode(String header, String body) throws DecoderException {
    Matcher encoding = ENCODING.matcher(header);
    String name = encoding.find() ? encoding.group(1).toLowerCase(Locale.ROOT) : "";
    return switch (name) {
      case "base64" -> Base64.getMimeDecoder().decode(body.getBytes(ISO_8859_1));
      case "quoted-printable" ->
          QuotedPrintableCodec.decodeQuotedPrintable(body.replace("=\n", "").getBytes(ISO_8859_1));
      default -> body.getBytes(ISO_8859_1);
    };
  }
}
