package org.gongkai.extraction.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files made to exhaust or to trick a reader, real ones, in a process with 512 MB: each ends soon
 * as rejects or harmless reports, and nothing is written or fetched.
 */
class HostileFilesTest {
  private static final Path HOME = Path.of(System.getProperty("gongkai.home")).toAbsolutePath();
  private static final String SECRET = "秘密的内容";

  /** A quiet machine needs a tenth of this for the worst of them. */
  private static final long MOST_MILLIS = 60_000;

  @TempDir private static Path folder;
  private static ServerSocket network;
  private static final Map<String, Set<String>> EXPECTED = new LinkedHashMap<>();
  private static Map<String, String[]> results;

  @BeforeAll
  static void run() throws Exception {
    network = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Files.createDirectories(folder.resolve("in"));
    Files.createDirectories(folder.resolve("empty/tmp"));
    Files.writeString(folder.resolve("secret.txt"), SECRET);
    archives();
    office();
    pages();
    pdfs();
    results = inItsOwnProcess();
    List<String> table = results.values().stream().map(row -> String.join("\t", row)).toList();
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target/hostile.tsv"), table);
  }

  @AfterAll
  static void close() throws IOException {
    network.close();
  }

  @TestFactory
  Stream<DynamicTest> eachEndsSoonAsItShould() {
    return EXPECTED.entrySet().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getKey(),
                    () -> {
                      String[] row = results.get(file.getKey());
                      assertThat(row).as("the process ended before this file").isNotNull();
                      assertThat(Arrays.stream(row[1].replaceAll("[{}]|=\\d+", "").split(", ")))
                          .as(row[1])
                          .isSubsetOf(file.getValue());
                      assertThat(Long.parseLong(row[2])).isLessThan(MOST_MILLIS);
                      assertThat(row[4]).as("threads left behind").isEqualTo("0");
                    }));
  }

  @Test
  void nothingIsWrittenAndNothingFetched() throws IOException {
    try (Stream<Path> left = Files.walk(folder.resolve("empty"))) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
    try (Stream<Path> beside = Files.list(folder)) {
      assertThat(beside.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "in", "empty", "secret.txt", "results.tsv", "out.txt", "err.txt");
    }
    network.setSoTimeout(1);
    assertThat(org.assertj.core.api.Assertions.catchThrowable(network::accept))
        .isInstanceOf(SocketTimeoutException.class);
  }

  private static Map<String, String[]> inItsOwnProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Dorg.apache.logging.log4j.simplelog.level=OFF",
                "-Djava.io.tmpdir=" + folder.resolve("empty/tmp"),
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(entry -> Path.of(entry).toAbsolutePath().toString())
                    .collect(Collectors.joining(File.pathSeparator)),
                HostileReading.class.getName(),
                HOME.resolve("conf").toString(),
                folder.resolve("in").toString(),
                folder.resolve("results.tsv").toString())
            .directory(folder.resolve("empty").toFile())
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("err.txt"))).isZero();
    Map<String, String[]> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(folder.resolve("results.tsv"))) {
      String[] row = line.split("\t");
      rows.put(row[0], row);
    }
    return rows;
  }

  private static Path file(String name, String... expected) {
    EXPECTED.put(name, Set.of(expected));
    return folder.resolve("in").resolve(name);
  }

  private static String address() {
    return "http://127.0.0.1:" + network.getLocalPort() + "/";
  }

  private static ZipOutputStream zip(OutputStream out) {
    ZipOutputStream zip = new ZipOutputStream(out, UTF_8);
    zip.setLevel(Deflater.BEST_SPEED);
    return zip;
  }

  private static void repeat(OutputStream out, String text, long times) throws IOException {
    byte[] block = text.repeat(Math.max(1, 65_536 / text.length())).getBytes(UTF_8);
    long blocks = times * text.getBytes(UTF_8).length / block.length;
    for (long i = 0; i < blocks; i++) {
      out.write(block);
    }
  }

  private static byte[] zeros(int megabytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = zip(bytes)) {
      zip.putNextEntry(new ZipEntry("zeros.txt"));
      repeat(zip, "0", (long) megabytes << 20);
    }
    return bytes.toByteArray();
  }

  private static void archives() throws IOException {
    try (ZipOutputStream zip =
        zip(Files.newOutputStream(file("bomb.zip", "too_large", "archive_bomb")))) {
      for (int i = 0; i < 5; i++) {
        zip.putNextEntry(new ZipEntry(i + ".txt"));
        repeat(zip, "0", 30 << 20);
      }
    }
    byte[] inner = zeros(30);
    try (ZipOutputStream zip =
        zip(Files.newOutputStream(file("bombs_in.zip", "too_large", "archive_bomb")))) {
      for (int i = 0; i < 100; i++) {
        zip.putNextEntry(new ZipEntry(i + ".zip"));
        zip.write(inner);
      }
    }
    byte[] deep = inner;
    for (int i = 0; i < 20; i++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream zip = zip(bytes)) {
        zip.putNextEntry(new ZipEntry("in.zip"));
        zip.write(deep);
      }
      deep = bytes.toByteArray();
    }
    Files.write(file("zip_in_zip.zip", "too_deep"), deep);
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(Files.newOutputStream(file("bomb.txt.gz", "too_large")))) {
      repeat(gzip, "0", 100 << 20);
    }
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(
            new GZIPOutputStream(Files.newOutputStream(file("twice.txt.gz", "too_deep"))))) {
      repeat(gzip, "0", 1 << 20);
    }
    names(file("names.zip", "report"));
    lies(file("lies.zip", "report", "corrupt_file"));
    Files.writeString(
        file("lies.warc", "report", "corrupt_file"),
        record("http://a/1", 99_999_999_999L) + record("http://a/2", -5) + record("http://a/3", 3));
    sparse(file("line.txt", "too_large"), "收到申请");
    sparse(file("line.html", "too_large"), "<html><body><p>");
    sparse(file("line.jsonl", "too_large"), "{\"url\":\"http://a/1\",\"text\":\"");
  }

  /** Members whose names lead out of any folder, hold a NUL, or stand twice. */
  private static void names(Path file) throws IOException {
    try (ZipOutputStream zip = zip(Files.newOutputStream(file))) {
      for (String name :
          List.of(
              "../../../secret.txt", "/secret.txt", "C:\\secret.txt", "a\0b.txt", "..", "x/../y")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write("公开信息".getBytes(UTF_8));
      }
      zip.putNextEntry(new ZipEntry("twin1.txt"));
      zip.write("公开信息".getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry("twin2.txt"));
      zip.write("公开信息".getBytes(UTF_8));
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, new String(bytes, ISO_8859_1).replace("twin2", "twin1").getBytes(ISO_8859_1));
  }

  /** Sizes of 4 GB in the first local header, and a directory that names other members. */
  private static void lies(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = zip(bytes)) {
      for (String name : List.of("one.txt", "two.txt")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write("公开信息".repeat(50).getBytes(UTF_8));
      }
    }
    String lying = bytes.toString(ISO_8859_1);
    int directory = lying.indexOf("PK\1\2");
    byte[] changed =
        (lying.substring(0, directory)
                + lying.substring(directory).replace("one.txt", "../evil").replace("two", "six"))
            .getBytes(ISO_8859_1);
    Arrays.fill(changed, 18, 26, (byte) 0xFF);
    Files.write(file, changed);
  }

  private static String record(String url, long length) {
    return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Length: %d\r\n"
            .formatted(url, length)
        + "WARC-Date: 2024-01-01T00:00:00Z\r\n"
        + "WARC-Record-ID: <urn:uuid:92283950-ef2f-4d72-b224-f54c6ec90bb0>\r\n"
        + "Content-Type: application/http; msgtype=response\r\n\r\n"
        + "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999999999\r\n\r\n"
        + "<p>公开信息</p>\r\n\r\n";
  }

  /** One line of 1 GB, most of which takes no room on the disk. */
  private static void sparse(Path file, String start) throws IOException {
    Files.writeString(file, start);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 30);
    }
  }

  private static void office() throws IOException {
    String laughs =
        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'ha'>"
            + Stream.of("b:a", "c:b", "d:c", "e:d", "f:e", "g:f", "h:g", "i:h")
                .map(
                    pair ->
                        "<!ENTITY %s '%s'>"
                            .formatted(
                                pair.substring(0, 1), ("&" + pair.substring(2) + ";").repeat(20)))
                .collect(Collectors.joining())
            + "]>";
    String outside =
        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY i SYSTEM '%s'><!ENTITY %% p SYSTEM '%s'> %%p;]>"
            .formatted(folder.resolve("secret.txt").toUri(), address());
    for (String kind : List.of("laughs", "outside")) {
      String head = kind.equals("laughs") ? laughs : outside;
      parts(
          file(kind + ".docx", "corrupt_file", "no_text", "report"),
          "word/document.xml",
          head
              + "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>",
          "word/numbering.xml",
          head + "<w:numbering xmlns:w='w'>&i;</w:numbering>");
      parts(
          file(kind + ".xlsx", "corrupt_file", "no_text", "report"),
          "xl/workbook.xml",
          head
              + "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheets>&i;</sheets></workbook>",
          "xl/sharedStrings.xml",
          head + "<sst><si><t>&i;</t></si></sst>");
      Files.writeString(
          file(kind + ".svg", "report", "no_text"),
          head
              + "<svg xmlns='http://www.w3.org/2000/svg'><text>&i;</text><image href='"
              + address()
              + "'/></svg>");
      Files.writeString(
          file(kind + ".html", "report", "no_text"),
          head.replaceFirst("<\\?xml[^>]*>", "")
              + "<html><head><base href='%1$s'><link rel=stylesheet href='%1$s'><script src='%1$s'></script></head>"
                  .formatted(address())
              + "<body><img src='%1$s'><iframe src='%1$s'></iframe><p>公开信息 &i;</p></body></html>"
                  .formatted(address()));
    }
    try (ZipOutputStream zip =
        zip(Files.newOutputStream(file("rows.xlsx", "too_large", "too_many_parts")))) {
      zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
      zip.write("<workbook/>".getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
      zip.write("<worksheet><sheetData>".getBytes(UTF_8));
      repeat(zip, "<row>" + "<c><v>1</v></c>".repeat(10) + "</row>", 1_048_576);
    }
    try (ZipOutputStream zip =
        zip(Files.newOutputStream(file("blank.docx", "archive_bomb", "too_large")))) {
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      repeat(zip, " ", 120 << 20);
    }
    try (ZipOutputStream zip =
        zip(Files.newOutputStream(file("picture.docx", "archive_bomb", "too_large")))) {
      zip.putNextEntry(new ZipEntry("word/media/image1.bmp"));
      repeat(zip, "0", 500 << 20);
      zip.putNextEntry(new ZipEntry("word/document.xml"));
    }
    Files.writeString(file("groups.rtf", "too_deep"), "{\\rtf1 " + "{".repeat(1_000_000));
    Files.writeString(
        file("cells.rtf", "too_many_parts"),
        "{\\rtf1 " + "\\trowd\\cellx1\\intbl 1\\cell\\row ".repeat(500_000) + "}");
    byte[] word =
        Files.readAllBytes(
            HOME.resolve("jobs/extraction/src/test/resources/golden/kinds/2021_word97.doc"));
    Files.write(file("chains.doc", "corrupt_file"), withChains(word));
  }

  private static void parts(Path file, String... namesAndXml) throws IOException {
    try (ZipOutputStream zip = zip(Files.newOutputStream(file))) {
      for (int i = 0; i < namesAndXml.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndXml[i]));
        zip.write(namesAndXml[i + 1].getBytes(UTF_8));
      }
    }
  }

  /** A compound file in which every sector follows itself. */
  private static byte[] withChains(byte[] compound) {
    ByteBuffer file = ByteBuffer.wrap(compound.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int tables = file.getInt(0x2C);
    for (int t = 0; t < tables; t++) {
      int table = 512 + 512 * file.getInt(0x4C + 4 * t);
      for (int i = 0; i < 128; i++) {
        file.putInt(table + 4 * i, 128 * t + i);
      }
    }
    return file.array();
  }

  private static void pages() throws IOException {
    Files.writeString(
        file("deep.html", "report"), "<html><body>" + "<div>".repeat(100_000) + "公开信息");
    Files.writeString(
        file("deep_tables.html", "report", "too_many_parts"),
        "<html><body>" + "<table><tr><td>1<td>".repeat(100_000) + "公开信息");
    Files.writeString(
        file("cells.html", "too_many_parts", "report"),
        "<html><body><table>" + ("<tr>" + "<td>1".repeat(10)).repeat(100_000) + "</table>");
    Files.writeString(
        file("tags.html", "too_many_parts"), "<html><body>" + "<br>".repeat(5_000_000));
    Files.writeString(
        file("spans.html", "report", "too_many_parts"),
        "<html><body><table>"
            + "<tr><td colspan=1000000 rowspan=1000000>甲<td rowspan=0 colspan=1000>乙".repeat(2000));
    Files.writeString(
        file("attributes.html", "report", "too_large", "no_text"),
        "<html><body><p " + attributes() + ">公开信息</p></body></html>");
    Files.writeString(
        file("formats.html", "report"), "<html><body>" + "<b><i><a>".repeat(30_000) + "公开信息");
    Files.writeString(
        file("fields.html", "report", "too_many_parts"),
        "<html><body>" + ("<template>" + "公开信息".repeat(60)).repeat(20_000));
  }

  private static String attributes() {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < 1_000_000; i++) {
      attributes.append('a').append(i).append("=1 ");
    }
    return attributes.toString();
  }

  private static void pdfs() throws IOException {
    StringBuilder million =
        new StringBuilder("%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
    million.append("2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n");
    for (int i = 3; i < 1_000_000; i++) {
      million.append(i).append(" 0 obj[").append(i - 1).append(" 0 R]endobj\n");
    }
    write(file("million.pdf", "too_many_parts"), million + "trailer<</Root 1 0 R>>");
    write(
        file("cycle.pdf", "needs_ocr", "corrupt_file", "too_deep"),
        "%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            + "2 0 obj<</Type/Pages/Count 3/Kids[3 0 R 2 0 R]/Parent 3 0 R>>endobj\n"
            + "3 0 obj<</Type/Pages/Count 2/Kids[2 0 R 3 0 R]/Parent 2 0 R>>endobj\n"
            + "trailer<</Root 1 0 R>>");
    write(
        file("xref.pdf", "needs_ocr", "corrupt_file", "too_many_pages"),
        "%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            + "2 0 obj<</Type/Pages/Count 2147483647/Kids[]>>endobj\n"
            + "xref\n0 2147483647\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 2147483647>>\nstartxref\n110\n%%EOF");
    write(
        file("arrays.pdf", "corrupt_file", "too_deep", "needs_ocr"),
        "%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R/A " + "[".repeat(1_000_000));
    write(
        file("operands.pdf", "corrupt_file", "too_deep", "needs_ocr"),
        page("", "[".repeat(1_000_000)));
    write(
        file("forms.pdf", "too_many_parts", "timeout"),
        page("/XObject<</X 4 0 R>>", "/X Do ".repeat(200))
            + "4 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X 4 0 R>>>>/Length 60>>stream\n"
            + "/X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do "
            + "\nendstream endobj\n");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      lines.append("0 %1$d m 9999 %1$d l S %1$d 0 m %1$d 9999 l S ".formatted(4 * i));
    }
    lines.append("BT /F1 9 Tf (More than a few characters) Tj ET");
    write(
        file("lines.pdf", "too_many_parts"),
        page("/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>", lines.toString()));
    write(file("operators.pdf", "too_many_parts"), page("", "q Q ".repeat(3_000_000)));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(packed)) {
      repeat(deflated, "q Q\n", 500 << 18);
    }
    write(
        file("bomb.pdf", "too_large", "too_many_parts"),
        page("", packed.toString(ISO_8859_1)).replace("<</Length", "<</Filter/FlateDecode/Length"));
  }

  private static String page(String resources, String content) {
    return "%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        + "2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
        + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9999 9999]/Contents 5 0 R/Resources<<"
        + resources
        + ">>>>endobj\n5 0 obj<</Length "
        + content.length()
        + ">>stream\n"
        + content
        + "\nendstream endobj\n"
        + "trailer<</Root 1 0 R>>\n";
  }

  private static void write(Path file, String pdf) throws IOException {
    Files.write(file, pdf.getBytes(ISO_8859_1));
  }
}
