package org.gongkai.extraction.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainersTest {
  /** What came out of a container: {@code source=text [url]} and {@code source: reason}. */
  private static List<String> open(String name, byte[] bytes) {
    return open(Reading.CONF, name, bytes);
  }

  private static List<String> open(ConfFiles conf, String name, byte[] bytes) {
    List<String> seen = new ArrayList<>();
    new Containers(conf)
        .open(
            name,
            new ByteArrayInputStream(bytes),
            new Containers.Members() {
              @Override
              public void document(RawInput member) {
                String url = member.url() == null ? "" : " " + member.url();
                seen.add(member.source() + "=" + new String(member.bytes(), UTF_8) + url);
              }

              @Override
              public void reject(String source, RejectedException reason) {
                seen.add(source + ": " + reason.reasonCode());
              }
            });
    return seen;
  }

  private static byte[] zip(Charset names, String... namesAndTexts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, names)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  void aPlainFileIsItsOwnMember() {
    assertThat(open("a.txt", "正文".getBytes(UTF_8))).containsExactly("a.txt=正文");
  }

  @Test
  void membersOfZipAreDocumentsWithCleanLabels() throws IOException {
    byte[] zip = zip(UTF_8, "甲/", "", "甲/一.txt", "1", "../../etc/二.txt", "2", "C:\\三.txt", "3");
    assertThat(open("r.zip", zip))
        .containsExactly("r.zip!/甲/一.txt=1", "r.zip!/etc/二.txt=2", "r.zip!/三.txt=3");
  }

  @Test
  void membersOfOneNameAreToldApart() throws IOException {
    byte[] zip = zip(UTF_8, "a.txt", "甲", "./a.txt", "乙", "a.txt#2", "丙", "/a.txt", "丁");
    assertThat(open("x.zip", zip))
        .containsExactly(
            "x.zip!/a.txt=甲", "x.zip!/a.txt#2=乙", "x.zip!/a.txt#2#2=丙", "x.zip!/a.txt#3=丁");
  }

  @Test
  void namesInGbkAreRead() throws IOException {
    byte[] zip = zip(Charset.forName("GBK"), "年度报告.txt", "1");
    assertThat(open("r.zip", zip)).containsExactly("r.zip!/年度报告.txt=1");
  }

  @Test
  void containersInContainersAreOpenedToALimit() throws IOException {
    byte[] inner = zip(UTF_8, "a.txt", "1");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("in.zip"));
      zip.write(inner);
      zip.putNextEntry(new ZipEntry("b.txt"));
      zip.write("2".getBytes(UTF_8));
    }
    assertThat(open("out.zip", bytes.toByteArray()))
        .containsExactly("out.zip!/in.zip!/a.txt=1", "out.zip!/b.txt=2");
    byte[] deep = bytes.toByteArray();
    for (int i = 0; i < 3; i++) {
      ByteArrayOutputStream outer = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(outer)) {
        zip.putNextEntry(new ZipEntry("z.zip"));
        zip.write(deep);
      }
      deep = outer.toByteArray();
    }
    assertThat(open("deep.zip", deep)).containsExactly("deep.zip!/z.zip!/z.zip!/z.zip: too_deep");
  }

  @Test
  void gzipHoldsOneFileAndNoOtherGzip() throws IOException {
    byte[] once = gzip("正文".getBytes(UTF_8));
    assertThat(open("in/a.txt.gz", once)).containsExactly("in/a.txt.gz!/a.txt=正文");
    assertThat(open("a.gz.gz", gzip(once))).singleElement().asString().endsWith(": too_deep");
  }

  @Test
  void jsonLinesGiveOneDocumentALineAndBadLinesAreRejects() throws IOException {
    String lines =
        """
        {"url":"http://www.example.gov.cn/1","html":"<p>甲</p>","fetched_at":"2024-01-01"}

        not json
        {"url":"http://www.example.gov.cn/2","text":"乙"}
        {"url":"http://www.example.gov.cn/3"}
        """;
    List<String> expected =
        List.of(
            "p.jsonl!/1=<p>甲</p> http://www.example.gov.cn/1",
            "p.jsonl!/3: corrupt_file",
            "p.jsonl!/4=乙 http://www.example.gov.cn/2",
            "p.jsonl!/5: empty_file");
    assertThat(open("p.jsonl", lines.getBytes(UTF_8))).isEqualTo(expected);
    assertThat(open("p.jsonl.gz", gzip(lines.getBytes(UTF_8))))
        .isEqualTo(expected.stream().map(line -> line.replace("p.jsonl!", "p.jsonl.gz!")).toList());
  }

  @Test
  void pagesOfACrawlAreDocumentsAndItsPicturesAreNot() throws IOException {
    byte[] warc =
        (record("http://www.example.gov.cn/a", "200 OK", "text/html; charset=utf-8", "<p>甲</p>")
                + record("http://www.example.gov.cn/b.png", "200 OK", "image/png", "x")
                + record("http://www.example.gov.cn/c", "404 Not Found", "text/html", "none")
                + record("http://www.example.gov.cn/d", "200 OK", "text/plain", "乙"))
            .getBytes(UTF_8);
    assertThat(open("c.warc", warc))
        .containsExactly(
            "c.warc!/http://www.example.gov.cn/a=<p>甲</p> http://www.example.gov.cn/a",
            "c.warc!/http://www.example.gov.cn/d=乙 http://www.example.gov.cn/d");
    assertThat(open("c.warc.gz", gzip(warc))).hasSize(2);
  }

  private static String record(String url, String status, String type, String body) {
    String http = "HTTP/1.1 %s\r\nContent-Type: %s\r\n\r\n%s".formatted(status, type, body);
    return ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\n"
            + "WARC-Date: 2024-01-01T00:00:00Z\r\n"
            + "WARC-Record-ID: <urn:uuid:92283950-ef2f-4d72-b224-f54c6ec90bb0>\r\n"
            + "Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n")
        .formatted(url, http.getBytes(UTF_8).length, http);
  }

  @Test
  void aBombIsRejectedBesideGoodMembers(@TempDir Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a.txt"));
      zip.write("1".getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry("bomb.txt"));
      byte[] block = new byte[1 << 20];
      Arrays.fill(block, (byte) 'a');
      for (int i = 0; i < 6; i++) {
        zip.write(block);
      }
      zip.putNextEntry(new ZipEntry("b.txt"));
      zip.write("2".getBytes(UTF_8));
    }
    ConfFiles conf = Reading.confWith(folder, "file_bytes", 5 << 20);
    assertThat(open(conf, "r.zip", bytes.toByteArray()))
        .containsExactly("r.zip!/a.txt=1", "r.zip!/bomb.txt: too_large", "r.zip!/b.txt=2");
  }

  @Test
  void linesThatExpandWithoutEndAreABomb(@TempDir Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("{\"text\":\"".getBytes(UTF_8));
      byte[] block = new byte[1 << 20];
      Arrays.fill(block, (byte) 'a');
      for (int i = 0; i < 6; i++) {
        gzip.write(block);
      }
    }
    ConfFiles conf = Reading.confWith(folder, "archive_free_bytes", 1 << 20);
    assertThat(open(conf, "p.jsonl.gz", bytes.toByteArray()))
        .containsExactly("p.jsonl.gz: archive_bomb");
  }

  @Test
  void aCutContainerGivesWhatCameBeforeTheCut() throws IOException {
    byte[] zip = zip(UTF_8, "a.txt", "1", "b.txt", "2".repeat(50));
    assertThat(open("r.zip", Arrays.copyOf(zip, 91)))
        .containsExactly("r.zip!/a.txt=1", "r.zip!/b.txt: corrupt_file", "r.zip: corrupt_file");
  }
}
