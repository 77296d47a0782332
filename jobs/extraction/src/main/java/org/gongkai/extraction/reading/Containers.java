package org.gongkai.extraction.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;

/**
 * Opens containers of documents as streams: zip, gzip of one file, JSON lines of {@code {url,
 * html|text, fetched_at}} and WARC, the last two plain or gzipped. A file that is no container is
 * its own only member. Immutable and safe for use by several threads.
 */
public final class Containers {
  private static final int HEAD_BYTES = 1024;

  /** In characters; the names of members are of any length. */
  private static final int LONGEST_SOURCE = 2000;

  /** Parts that the first entry of an office document's zip has in its name. */
  private static final Pattern OFFICE_PART =
      Pattern.compile(
          "(?:\\[Content_Types]\\.xml|_rels/|word/|xl/|docProps/|customXml/|mimetype).*");

  private static final Pattern JSON_PAGE = Pattern.compile("\"(?:html|text)\"\\s{0,9}:");

  /** Media types of a crawl that can be reports; images, styles and scripts are passed over. */
  private static final Pattern DOCUMENT_TYPE =
      Pattern.compile(
          "text/(?:html|plain|rtf)|application/(?:xhtml\\+xml|pdf|msword|rtf|vnd\\..*|octet-stream)");

  private final ReadingLimits limits;
  private final ObjectMapper json;

  /**
   * @throws org.gongkai.extraction.config.ConfException if {@code conf/reading} is not as it must
   *     be
   */
  public Containers(ConfFiles conf) {
    this.limits = ReadingLimits.load(conf);
    this.json =
        new ObjectMapper(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(limits.fileBytes()).build())
                .build());
  }

  /** Takes what a container holds, in its order. */
  public interface Members {
    /**
     * A document; its source is that of the container, {@code !/}, and the member's name or line. A
     * name that comes again has a number behind it: {@code a.zip!/b.html#2}.
     */
    void document(RawInput member);

    /** A member, or the rest of the container, that cannot be read. */
    void reject(String source, RejectedException reason);
  }

  /** Opens a file that is held in memory; see {@link #open(String, InputStream, Members)}. */
  public void open(RawInput input, Members members) {
    open(input.source(), input.url(), new ByteArrayInputStream(input.bytes()), members);
  }

  /**
   * Hands over the documents in a file one by one, or a reject where it holds none; no more than
   * one is held in memory.
   *
   * @param source path or URI of the file
   * @param in its bytes, read to the end and not closed
   */
  public void open(String source, InputStream in, Members members) {
    open(source, null, in, members);
  }

  /**
   * Whether a file holds documents rather than being one.
   *
   * @param name file name, which only breaks ties
   * @param in its bytes, left as they were; must support {@link InputStream#mark}
   * @throws IOException if it cannot be read
   */
  public static boolean isContainer(String name, InputStream in) throws IOException {
    byte[] head = head(in);
    return isContainer(FileKind.of(head), name, head);
  }

  private static boolean isContainer(FileKind kind, String name, byte[] head) {
    return switch (kind) {
      case GZIP, WARC -> true;
      case ZIP -> !isOffice(head);
      case TEXT -> isJsonLines(name, head);
      default -> false;
    };
  }

  private static byte[] head(InputStream in) throws IOException {
    in.mark(HEAD_BYTES);
    byte[] head = in.readNBytes(HEAD_BYTES);
    in.reset();
    return head;
  }

  private void open(String source, String url, InputStream in, Members members) {
    Measured packed = new Measured(in);
    Opening opening = new Opening(members, packed);
    opening.open(new Place(source, source, url, 0, false), packed);
    if (!opening.heard) {
      members.reject(
          source,
          RejectReason.EMPTY_FILE.because(
              "the archive holds no document; fill it or leave it out"));
    }
  }

  /**
   * Where a stream stands.
   *
   * @param source source of the container or document
   * @param name file name, which only breaks ties
   * @param depth number of containers around it
   * @param zipped whether gzip is the nearest container
   */
  private record Place(String source, String name, String url, int depth, boolean zipped) {
    Place member(String label) {
      return new Place(source + "!/" + clean(label), label, null, depth + 1, false);
    }

    Place called(String own) {
      return new Place(own, name, url, depth, zipped);
    }

    /** A name as a label without steps out of the container. */
    private static String clean(String label) {
      List<String> steps = new ArrayList<>();
      for (String step : label.replace('\\', '/').replaceAll("\\p{Cntrl}", "").split("/")) {
        if (!step.isEmpty() && !step.equals(".") && !step.equals("..") && !step.endsWith(":")) {
          steps.add(step);
        }
      }
      return steps.isEmpty() ? "unnamed" : String.join("/", steps);
    }
  }

  /** One file being opened, with the containers in it. */
  private final class Opening {
    private final Members members;
    private final Measured packed;
    private final Map<String, Integer> sources = new HashMap<>();
    private long unpacked;
    private int count;

    /** Whether anything of the file was handed over. */
    private boolean heard;

    Opening(Members members, Measured packed) {
      this.members = members;
      this.packed = packed;
    }

    /** Counts what containers of whatever depth expand to, and holds it against the file's size. */
    private void expand(long bytes) throws BombException {
      unpacked += bytes;
      if (unpacked > Math.max(limits.archiveFreeBytes(), packed.read * limits.archiveRatio())) {
        throw new BombException(
            "the container expands to more than "
                + limits.archiveRatio()
                + " times its size; it is no collection of reports");
      }
    }

    /** A source that no other member of the file has. */
    private String own(String source) {
      String start = source.substring(0, Math.min(source.length(), LONGEST_SOURCE));
      String own = start;
      while (sources.putIfAbsent(own, 1) != null) {
        own = start + "#" + sources.merge(start, 1, Integer::sum);
      }
      return own;
    }

    void open(Place place, InputStream in) {
      try {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        dispatch(place, head(buffered), buffered);
      } catch (RejectedException e) {
        reject(place.source(), e);
      } catch (BombException e) {
        reject(place.source(), RejectReason.ARCHIVE_BOMB.because(e.getMessage()));
      } catch (IOException | IllegalArgumentException e) {
        reject(
            place.source(),
            RejectReason.CORRUPT_FILE.because("the container is damaged from here on", e));
      }
    }

    private void dispatch(Place place, byte[] head, InputStream in)
        throws IOException, RejectedException {
      FileKind kind = FileKind.of(head);
      if (!isContainer(kind, place.name(), head)) {
        document(place, in);
        return;
      }
      if (place.depth() > limits.archiveNesting()) {
        throw RejectReason.TOO_DEEP.because(
            "containers stand inside one another too deep; unpack them first");
      }
      switch (kind) {
        case ZIP -> zip(place, in);
        case GZIP -> gzip(place, in);
        case WARC -> warc(place, in);
        default -> jsonLines(place, in);
      }
    }

    private void document(Place place, InputStream in) throws IOException, RejectedException {
      byte[] bytes = in.readNBytes(limits.fileBytes() + 1);
      if (bytes.length > limits.fileBytes()) {
        throw RejectReason.TOO_LARGE.because(
            "the file has more than %,d bytes; split it or raise file_bytes in conf/reading/limits.csv"
                .formatted(limits.fileBytes()));
      }
      accept(new RawInput(place.source(), bytes, place.url()));
    }

    private void accept(RawInput member) throws RejectedException {
      countMember();
      heard = true;
      members.document(member);
    }

    private void reject(String source, RejectedException reason) {
      heard = true;
      members.reject(source, reason);
    }

    private void countMember() throws RejectedException {
      count++;
      if (count > limits.archiveMembers()) {
        throw RejectReason.TOO_MANY_PARTS.because(
            "the container has more than " + limits.archiveMembers() + " members; split it");
      }
    }

    /** Directories and the resource forks of macOS are no members. */
    private void zip(Place place, InputStream in) throws IOException, RejectedException {
      Measured zip = new Measured(in);
      ZipArchiveInputStream entries = new ZipArchiveInputStream(zip, UTF_8.name(), true, true);
      for (ZipArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        String name = name(entry);
        if (entry.isDirectory() || name.startsWith("__MACOSX/")) {
          continue;
        }
        zip.most = isReadAhead(entry) ? zip.read + limits.fileBytes() : Long.MAX_VALUE;
        Place named = place.member(name);
        Place member = named.called(own(named.source()));
        if (entry.getGeneralPurposeBit().usesEncryption()) {
          countMember();
          reject(
              member.source(),
              RejectReason.ENCRYPTED.because("the member needs a password; pack it without one"));
        } else if (!entries.canReadEntryData(entry)) {
          countMember();
          reject(
              member.source(),
              RejectReason.UNSUPPORTED_TYPE.because(
                  "the member is packed with an unusual method; pack it with deflate"));
        } else {
          Bounded content = new Bounded(entries, this);
          open(member, content);
          content.transferTo(OutputStream.nullOutputStream());
        }
      }
    }

    /** Whether the library must read an entry into memory to find its end. */
    private boolean isReadAhead(ZipArchiveEntry entry) {
      return entry.getMethod() == ZipEntry.STORED
          && entry.getGeneralPurposeBit().usesDataDescriptor();
    }

    /** Zip files made in China name their entries in GBK and do not say so. */
    private String name(ZipArchiveEntry entry) {
      byte[] raw = entry.getRawName();
      if (raw == null) {
        return entry.getName();
      }
      String name = new String(raw, UTF_8);
      return name.indexOf('\uFFFD') < 0 ? name : new String(raw, Charset.forName("GB18030"));
    }

    private void gzip(Place place, InputStream in) throws IOException, RejectedException {
      if (place.zipped()) {
        throw RejectReason.TOO_DEEP.because("a gzip file stands in a gzip file; unpack it first");
      }
      InputStream content = new Bounded(new GZIPInputStream(in), this);
      BufferedInputStream buffered = new BufferedInputStream(content, 1 << 16);
      byte[] head = head(buffered);
      String inner = place.name().replaceFirst("(?i)\\.gz$", "");
      FileKind kind = FileKind.of(head);
      boolean many = kind != FileKind.GZIP && isContainer(kind, inner, head);
      String file = inner.substring(inner.replace('\\', '/').lastIndexOf('/') + 1);
      String source = many ? place.source() : place.member(file).source();
      dispatch(new Place(source, inner, place.url(), place.depth() + 1, true), head, buffered);
    }

    private void jsonLines(Place place, InputStream in) throws IOException, RejectedException {
      Lines lines = new Lines(in, limits.fileBytes());
      for (int number = 1; lines.next(); number++) {
        String source = place.member(Integer.toString(number)).source();
        try {
          if (lines.isTooLong()) {
            throw RejectReason.TOO_LARGE.because(
                "the line has more than %,d bytes; split it or raise file_bytes in conf/reading/limits.csv"
                    .formatted(limits.fileBytes()));
          }
          String text = lines.text();
          if (!text.isBlank()) {
            accept(page(source, text));
          }
        } catch (RejectedException e) {
          if (count > limits.archiveMembers()) {
            throw e;
          }
          reject(source, e);
        }
      }
    }

    private RawInput page(String source, String line) throws RejectedException {
      try {
        JsonNode page = json.readTree(line);
        String html = page.path("html").asText("");
        String content = html.isEmpty() ? page.path("text").asText("") : html;
        if (content.isEmpty()) {
          throw RejectReason.EMPTY_FILE.because(
              "the line has neither html nor text; fetch the page again");
        }
        byte[] bytes = content.getBytes(UTF_8);
        if (bytes.length > limits.fileBytes()) {
          throw RejectReason.TOO_LARGE.because(
              "the page has more than " + limits.fileBytes() + " bytes");
        }
        String url = page.path("url").asText("");
        return new RawInput(source, bytes, url.isEmpty() ? null : url);
      } catch (JacksonException e) {
        throw RejectReason.CORRUPT_FILE.because("the line is not a JSON object", e);
      }
    }

    private void warc(Place place, InputStream in) throws IOException, RejectedException {
      try (WarcReader reader = new WarcReader(in)) {
        for (WarcRecord record : reader) {
          if (record instanceof WarcResponse response) {
            response(place, response);
          }
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    private void response(Place place, WarcResponse response)
        throws IOException, RejectedException {
      String type = response.http().contentType().base().toString().toLowerCase(Locale.ROOT);
      if (response.http().status() != 200 || !DOCUMENT_TYPE.matcher(type).matches()) {
        return;
      }
      String url = response.target();
      String source = own(place.source() + "!/" + url);
      byte[] bytes = response.http().bodyDecoded().stream().readNBytes(limits.fileBytes() + 1);
      expand(bytes.length);
      if (bytes.length > limits.fileBytes()) {
        countMember();
        reject(
            source,
            RejectReason.TOO_LARGE.because(
                "the page has more than " + limits.fileBytes() + " bytes"));
      } else {
        accept(new RawInput(source, bytes, url));
      }
    }
  }

  private static boolean isOffice(byte[] head) {
    int nameAt = 30;
    if (head.length <= nameAt) {
      return false;
    }
    int length = Math.min((head[26] & 0xFF) | (head[27] & 0xFF) << 8, head.length - nameAt);
    String first = new String(head, nameAt, length, StandardCharsets.ISO_8859_1);
    return OFFICE_PART.matcher(first).matches();
  }

  private static boolean isJsonLines(String name, byte[] head) {
    String start = new String(head, UTF_8).stripLeading();
    if (!start.startsWith("{")) {
      return false;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".jsonl") || lower.endsWith(".ndjson") || JSON_PAGE.matcher(start).find();
  }

  /** The lines of a stream one by one, of which none is held in memory beyond a length. */
  private static final class Lines {
    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int at;
    private int filled;
    private boolean tooLong;

    Lines(InputStream in, int longest) {
      this.in = in;
      this.longest = longest;
    }

    /** Goes to the next line; false where there is none. */
    boolean next() throws IOException {
      line.reset();
      tooLong = false;
      boolean any = false;
      while (at < filled || fill()) {
        any = true;
        int end = at;
        while (end < filled && buffer[end] != '\n') {
          end++;
        }
        tooLong |= line.size() + (end - at) > longest;
        if (!tooLong) {
          line.write(buffer, at, end - at);
        }
        at = end + 1;
        if (end < filled) {
          return true;
        }
      }
      return any;
    }

    private boolean fill() throws IOException {
      at = 0;
      filled = in.read(buffer);
      return filled > 0;
    }

    boolean isTooLong() {
      return tooLong;
    }

    String text() {
      return line.toString(UTF_8);
    }
  }

  /** Thrown where a container expands beyond the bounds. */
  private static final class BombException extends IOException {
    BombException(String message) {
      super(message);
    }
  }

  /** Counts the bytes that were read, and gives no more than allowed. */
  private static final class Measured extends FilterInputStream {
    private long read;
    private long most = Long.MAX_VALUE;

    Measured(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int count = super.read(bytes, from, length);
      count(Math.max(0, count));
      return count;
    }

    private void count(int more) throws BombException {
      read += more;
      if (read > most) {
        throw new BombException("a member that does not say its length is too long; pack it anew");
      }
    }
  }

  /** Holds the unpacked bytes against the packed ones; closing it leaves the container open. */
  private static final class Bounded extends FilterInputStream {
    private final Opening opening;

    Bounded(InputStream in, Opening opening) {
      super(in);
      this.opening = opening;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      opening.expand(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int count = super.read(bytes, from, length);
      opening.expand(Math.max(0, count));
      return count;
    }

    @Override
    public void close() {}
  }
}
