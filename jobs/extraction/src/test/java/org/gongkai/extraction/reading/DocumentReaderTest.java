package org.gongkai.extraction.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.SourceDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentReaderTest {
  @Test
  void contentDecidesWhatAFileIs() throws Exception {
    byte[] page = "<!DOCTYPE html><html><body><p>正文</p></body></html>".getBytes(UTF_8);
    assertThat(Reading.read("report.txt", page).mediaType()).isEqualTo("text/html");
    byte[] text = "申请数<b>很</b>少".getBytes(UTF_8);
    assertThat(Reading.read("report.txt", text).mediaType()).isEqualTo("text/plain");
    assertThat(Reading.read("report.html", text).mediaType()).isEqualTo("text/html");
  }

  @Test
  void sourceDigestAndAddressAreKept() throws Exception {
    RawInput input = new RawInput("in/a.txt", "abc".getBytes(UTF_8), "http://www.example.gov.cn/a");
    SourceDocument document = Reading.READER.read(input);
    assertThat(document.source()).isEqualTo("in/a.txt");
    assertThat(document.url()).isEqualTo("http://www.example.gov.cn/a");
    assertThat(document.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void aFileBeyondTheLimitIsRejectedBeforeDecoding() {
    byte[] line = new byte[60_000_000];
    Arrays.fill(line, (byte) 'a');
    assertThat(Reading.reasonFor("line.txt", line)).isEqualTo("too_large");
  }

  @Test
  void picturesNeedTextRecognition() {
    byte[] picture = Arrays.copyOf(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}, 500);
    assertThat(Reading.reasonFor("scan.jpg", picture)).isEqualTo("needs_ocr");
  }

  @Test
  void aWrongLimitNamesFileAndLine(@TempDir java.nio.file.Path folder) throws Exception {
    java.nio.file.Path file = folder.resolve("reading/limits.csv");
    java.nio.file.Files.createDirectories(file.getParent());
    java.nio.file.Files.writeString(file, "# x\nlimit,value,meaning\npages,0,none\n");
    ConfFiles conf = ConfFiles.load(folder);
    assertThatThrownBy(() -> new DocumentReader(conf))
        .isInstanceOf(ConfException.class)
        .hasMessageContaining("reading/limits.csv")
        .hasMessageContaining("3")
        .hasMessageContaining("pages");
  }

  @Test
  void readingTextLoadsNoLibraryOfAnotherFormat() throws Exception {
    URL[] path =
        Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
            .map(DocumentReaderTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader loader = new WithoutFormats(path)) {
      Class<?> task = loader.loadClass(ReadsText.class.getName());
      Object text = task.getMethod("read").invoke(null);
      assertThat(text).isEqualTo("正文");
    }
  }

  private static URL url(String entry) {
    try {
      return java.nio.file.Path.of(entry).toUri().toURL();
    } catch (java.net.MalformedURLException e) {
      throw new IllegalArgumentException(entry, e);
    }
  }

  /** Run in a loader of its own. */
  public static final class ReadsText {
    private ReadsText() {}

    public static String read() throws Exception {
      return Reading.read("a.txt", "正文".getBytes(UTF_8)).text();
    }
  }

  /** Refuses to load what a text file does not need. */
  private static final class WithoutFormats extends URLClassLoader {
    WithoutFormats(URL[] path) {
      super(path, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      for (String format : new String[] {"org.jsoup.", "org.apache.pdfbox.", "org.apache.poi."}) {
        if (name.startsWith(format)) {
          throw new ClassNotFoundException(name + " is not needed to read text");
        }
      }
      return super.loadClass(name, resolve);
    }
  }
}
