package org.gongkai.extraction.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;

/** Damaged files of every kind end as a document or a reject, soon. */
class MutationProperties {
  private static final List<byte[]> SEEDS = seeds();

  private static List<byte[]> seeds() {
    String page =
        "<html><head><meta charset=gbk><title>报告</title></head><body><table><tr><td rowspan=2>收到"
            + "申请数</td><td>13<br>件</td></tr><tr><td>7</td></tr></table><p>完。</p></body></html>";
    String rtf =
        "{\\rtf1\\ansi{\\fonttbl{\\f0 S;}}\\u24773?\\'ca\\'d5\\par\\trowd\\clvmgf\\cellx1000\\cellx2000"
            + "\\pard\\intbl A\\cell 1\\cell\\row\\pard End\\par}";
    byte[] pdf =
        new PdfPages()
            .page()
            .text(60, 60, 14, "政府信息公开年度报告")
            .grid(100, new double[] {60, 200, 300}, new String[] {"收到申请数", "13"})
            .bytes();
    return List.of(
        page.getBytes(UTF_8),
        page.getBytes(Charset.forName("GBK")),
        "收到申请13件\n指标 | 7 | |\n".getBytes(Charset.forName("UTF-16")),
        rtf.getBytes(UTF_8),
        pdf,
        docx(),
        sheet());
  }

  private static byte[] docx() {
    try {
      return OfficeReaderTest.docx(
          "<w:p><w:r><w:t>正文</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/>"
              + "</w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] sheet() {
    try (HSSFWorkbook workbook = new HSSFWorkbook()) {
      workbook.createSheet("表").createRow(0).createCell(0).setCellValue("收到申请数");
      workbook.getSheetAt(0).getRow(0).createCell(1).setCellValue(13);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      workbook.write(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Arbitraries.of(SEEDS)
        .flatMap(seed -> Arbitraries.longs().map(number -> damage(seed, new Random(number))));
  }

  /** Flips, cuts, repeats and inserts some bytes. */
  private static byte[] damage(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int times = 1 + random.nextInt(6); times > 0 && bytes.length > 1; times--) {
      int at = random.nextInt(bytes.length);
      int length = random.nextInt(Math.min(64, bytes.length - at)) + 1;
      ByteArrayOutputStream changed = new ByteArrayOutputStream();
      changed.write(bytes, 0, at);
      switch (random.nextInt(4)) {
        case 0 -> {
          byte[] noise = new byte[length];
          random.nextBytes(noise);
          changed.writeBytes(noise);
        }
        case 1 -> {
          for (int i = 0; i < 3; i++) {
            changed.write(bytes, at, length);
          }
        }
        case 2 -> changed.write(bytes[at] ^ 1 << random.nextInt(8));
        default -> {
          // the stretch is lost
        }
      }
      int rest = Math.min(bytes.length, at + length);
      changed.write(bytes, rest, bytes.length - rest);
      bytes = changed.toByteArray();
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
  }

  @Property(tries = 400, seed = "20260101")
  void everyDamagedFileIsADocumentOrAReject(@ForAll("damaged") byte[] bytes) {
    long start = System.nanoTime();
    try {
      Reading.assertSound(Reading.read("damaged", bytes));
    } catch (RejectedException e) {
      assertThat(RejectReason.values()).extracting(RejectReason::code).contains(e.reasonCode());
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Property(tries = 200, seed = "20260102")
  void everyDamagedContainerGivesDocumentsOrRejects(@ForAll("damaged") byte[] bytes) {
    int[] seen = {0};
    new Containers(Reading.CONF)
        .open(
            Reading.input("damaged", bytes),
            new Containers.Members() {
              @Override
              public void document(RawInput member) {
                seen[0]++;
              }

              @Override
              public void reject(String source, RejectedException reason) {
                seen[0]++;
              }
            });
    assertThat(seen[0]).isPositive();
  }
}
