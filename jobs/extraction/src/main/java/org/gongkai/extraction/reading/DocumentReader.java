package org.gongkai.extraction.reading;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.commons.codec.DecoderException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.model.SourceDocument;

/**
 * Reads the bytes of one document of any kind. The content decides what a file is; its name only
 * breaks ties. Immutable and safe for use by several threads; the libraries of a format are loaded
 * when the first file of that format comes.
 */
public final class DocumentReader {
  private static final Pattern HTML_TAG =
      Pattern.compile(
          "<(?:!doctype html|/?(?:html|head|body|meta|title|div|p|table|tr|td|span|br|b|strong|img|font|script|style"
              + "|h[1-6]|ul|li|a|center|section|article))\\b[^<>]{0,2000}>",
          Pattern.CASE_INSENSITIVE);

  /** How far into a text its kind is looked for. */
  private static final int HEAD_CHARS = 1 << 16;

  /** A text without the beginning of a page needs this many tags to be one. */
  private static final int ENOUGH_TAGS = 4;

  private final ReadingLimits limits;
  private final TextDecoder decoder;
  private final Watchdog watchdog;

  /**
   * @throws org.gongkai.extraction.config.ConfException if {@code conf/reading} is not as it must
   *     be
   */
  public DocumentReader(ConfFiles conf) {
    this.limits = ReadingLimits.load(conf);
    this.decoder = new TextDecoder(conf);
    this.watchdog = new Watchdog(limits.seconds());
  }

  /**
   * Reads one document.
   *
   * @throws RejectedException with a code of {@link RejectReason} if it cannot be read
   */
  public SourceDocument read(RawInput input) throws RejectedException {
    byte[] bytes = input.bytes();
    if (bytes.length > limits.fileBytes()) {
      throw RejectReason.TOO_LARGE.because(
          "the file has %,d bytes, more than the limit of %,d; split it or raise file_bytes in conf/reading/limits.csv"
              .formatted(bytes.length, limits.fileBytes()));
    }
    if (bytes.length == 0) {
      throw empty();
    }
    FileKind kind = FileKind.of(bytes);
    return switch (kind) {
      case TEXT -> WebArchive.matches(bytes) ? readWebArchive(input) : readText(input, bytes);
      case PDF -> binary(input, kind.mediaType(), "PDF", () -> new PdfReader(limits).read(bytes));
      case RTF -> binary(input, kind.mediaType(), "RTF", () -> new RtfReader(bytes, limits).read());
      case ZIP, COMPOUND -> {
        String type = watchdog.run("office", () -> new OfficeReader(limits).mediaType(kind, bytes));
        yield binary(input, type, "office", () -> new OfficeReader(limits).read(type, bytes));
      }
      case GZIP, WARC ->
          throw RejectReason.UNSUPPORTED_TYPE.because(
              "the file is a container; its members are read one by one, so unpack it");
      case RAR, SEVEN_ZIP ->
          throw RejectReason.UNSUPPORTED_TYPE.because(
              "archives of type " + kind.mediaType() + " are not read; pack the files as zip");
      case PNG, JPEG, GIF, TIFF, BITMAP ->
          throw RejectReason.NEEDS_OCR.because(
              "the file is an image (" + kind.mediaType() + "); run OCR and give its text or PDF");
    };
  }

  private SourceDocument readWebArchive(RawInput input) throws RejectedException {
    try {
      byte[] page = WebArchive.page(input.bytes());
      if (page == null) {
        throw RejectReason.NO_TEXT.because(
            "the web archive holds no page; save the document as PDF");
      }
      return readText(input, page);
    } catch (DecoderException | IllegalArgumentException e) {
      throw RejectReason.CORRUPT_FILE.because("the web archive is damaged; save it anew", e);
    }
  }

  /** Reads text or HTML; the bytes are those of the input or of a page packed in it. */
  private SourceDocument readText(RawInput input, byte[] bytes) throws RejectedException {
    Decoded decoded = decoder.decode(bytes);
    String text = decoded.text();
    if (Chinese.trim(text).isEmpty()) {
      throw empty();
    }
    if (isHtml(text, input.source())) {
      Content content = watchdog.run("HTML", () -> new HtmlReader(limits).read(text));
      return document(input, "text/html", decoded.charset(), content);
    }
    if (text.length() > limits.textChars()) {
      throw RejectReason.TOO_LARGE.because(
          "more than "
              + limits.textChars()
              + " characters of text; split the document or raise text_chars in conf/reading/limits.csv");
    }
    String lines = text.replace("\r\n", "\n").replace('\r', '\n');
    Content content = new Content(null, Map.of(), FixedWidth.unwrap(lines), List.of());
    return document(input, "text/plain", decoded.charset(), content);
  }

  private SourceDocument binary(
      RawInput input, String mediaType, String what, Callable<Content> reading)
      throws RejectedException {
    Content content = watchdog.run(what, reading);
    if (content.text().isEmpty()) {
      throw RejectReason.NO_TEXT.because(
          "the " + what + " file holds no text; if it holds pictures, run OCR and give their text");
    }
    return document(input, mediaType, null, content);
  }

  private static RejectedException empty() {
    return RejectReason.EMPTY_FILE.because("the file is empty; fetch it again");
  }

  private static boolean isHtml(String text, String source) {
    String head = text.substring(0, Math.min(text.length(), HEAD_CHARS));
    String name = source.toLowerCase(Locale.ROOT);
    boolean named = name.endsWith(".htm") || name.endsWith(".html") || name.endsWith(".shtml");
    boolean opens = head.stripLeading().startsWith("<");
    long tags = HTML_TAG.matcher(head).results().limit(ENOUGH_TAGS).count();
    return tags >= ENOUGH_TAGS || (tags > 0 && (named || opens));
  }

  private static SourceDocument document(
      RawInput input, String mediaType, String charset, Content content) {
    return new SourceDocument(
        input.source(),
        sha256(input.bytes()),
        mediaType,
        charset,
        input.url(),
        content.title(),
        content.metadata(),
        content.text(),
        content.tables());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
