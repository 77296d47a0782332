package org.gongkai.extraction.reading;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Random;
import org.gongkai.extraction.model.SourceDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharsetTest {
  private static final String SIMPLIFIED = "2018年，我县共收到政府信息公开申请13件，均在规定期限内答复。";
  private static final String TRADITIONAL = "二、主動公開政府信息情況：本縣共發佈信息1208條。";

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GB18030", "GBK", "GB2312", "UTF-16LE", "UTF-16BE", "UTF-16"})
  void undeclaredTextOfAnyCharsetIsDecoded(String charset) throws Exception {
    byte[] bytes = SIMPLIFIED.getBytes(Charset.forName(charset));
    assertThat(Reading.read("report.txt", bytes).text()).isEqualTo(SIMPLIFIED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16BE"})
  void undeclaredTraditionalTextIsDecoded(String charset) throws Exception {
    byte[] bytes = TRADITIONAL.getBytes(Charset.forName(charset));
    assertThat(Reading.read("report.txt", bytes).text()).isEqualTo(TRADITIONAL);
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8,gb2312",
    "GB18030,utf-8",
    "GB18030,big5",
    "Big5,gb2312",
    "GB18030,gb2312",
    "GB18030,iso-8859-1",
    "UTF-8,utf-16"
  })
  void pageIsDecodedByEvidenceWhateverItDeclares(String actual, String declared) throws Exception {
    String text = actual.equals("Big5") ? TRADITIONAL : SIMPLIFIED;
    String page =
        "<html><head><meta charset=\"%s\"></head><body><p>%s</p></body></html>"
            .formatted(declared, text);
    SourceDocument document = Reading.read("a.html", page.getBytes(Charset.forName(actual)));
    assertThat(document.text()).isEqualTo(text + "\n");
    assertThat(document.mediaType()).isEqualTo("text/html");
  }

  @Test
  void byteOrderMarkIsNoPartOfTheText() throws Exception {
    for (String charset : new String[] {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "UTF-32LE"}) {
      byte[] bytes = ("\uFEFF" + SIMPLIFIED).getBytes(Charset.forName(charset));
      SourceDocument document = Reading.read("report.txt", bytes);
      assertThat(document.text()).isEqualTo(SIMPLIFIED);
      assertThat(document.charset()).isEqualTo(charset);
    }
  }

  @Test
  void aFewBrokenBytesDoNotTurnUtf8IntoAnotherCharset() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 20; i++) {
      bytes.write(SIMPLIFIED.getBytes(UTF_8));
    }
    bytes.write(0xE6);
    assertThat(bytes.size()).isPositive();
    assertThat(textOf(bytes.toByteArray())).startsWith(SIMPLIFIED).endsWith("\uFFFD");
  }

  @Test
  void lineEndsBecomeLineFeedsAndNothingElseChanges() throws Exception {
    byte[] bytes = "甲  乙\r\n a | b ||\r丙\n".getBytes(UTF_8);
    assertThat(Reading.read("report.txt", bytes).text()).isEqualTo("甲  乙\n a | b ||\n丙\n");
  }

  @Test
  void noiseIsNoText() {
    byte[] noise = new byte[5000];
    new Random(7).nextBytes(noise);
    assertThat(Reading.reasonFor("report.txt", noise)).isEqualTo("binary_noise");
    assertThat(Reading.reasonFor("report.txt", new byte[4000])).isEqualTo("binary_noise");
  }

  @Test
  void emptyFilesAreRejectedAsSuch() {
    assertThat(Reading.reasonFor("report.txt", new byte[0])).isEqualTo("empty_file");
    assertThat(Reading.reasonFor("report.txt", " \r\n\t\n".getBytes(US_ASCII)))
        .isEqualTo("empty_file");
  }

  private static String textOf(byte[] bytes) {
    try {
      return Reading.read("report.txt", bytes).text();
    } catch (org.gongkai.extraction.model.RejectedException e) {
      throw new AssertionError(e);
    }
  }
}
