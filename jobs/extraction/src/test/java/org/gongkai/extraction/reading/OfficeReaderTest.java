package org.gongkai.extraction.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.gongkai.extraction.model.SourceDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfficeReaderTest {
  static byte[] docx(String body) throws IOException {
    return docx(body, Map.of());
  }

  private static byte[] docx(String body, Map<String, String> others) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      part(
          zip,
          "word/document.xml",
          "<w:document xmlns:w='w' xmlns:mc='mc'><w:body>" + body + "</w:body></w:document>");
      for (Map.Entry<String, String> other : others.entrySet()) {
        part(zip, other.getKey(), "<w:part xmlns:w='w'>" + other.getValue() + "</w:part>");
      }
    }
    return bytes.toByteArray();
  }

  private static void part(ZipOutputStream zip, String name, String xml) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(("<?xml version='1.0'?>" + xml).getBytes(UTF_8));
  }

  private static String run(String text) {
    return "<w:r><w:t>" + text + "</w:t></w:r>";
  }

  private static String cell(String properties, String text) {
    return "<w:tc><w:tcPr>" + properties + "</w:tcPr><w:p>" + run(text) + "</w:p></w:tc>";
  }

  @Test
  void documentsOfPoiAreRead() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (XWPFDocument word = new XWPFDocument()) {
      word.getProperties().getCoreProperties().setTitle("年度报告");
      word.createParagraph().createRun().setText("一、总体情况");
      XWPFTable table = word.createTable(2, 2);
      table.getRow(0).getCell(0).setText("收到申请数");
      table.getRow(0).getCell(1).setText("13");
      word.createParagraph().createRun().setText("二、其他");
      word.write(bytes);
    }
    SourceDocument document = Reading.read("a.doc", bytes.toByteArray());
    assertThat(document.mediaType()).isEqualTo(OfficeReader.DOCX);
    assertThat(document.title()).isEqualTo("年度报告");
    assertThat(document.text()).isEqualTo("一、总体情况\n收到申请数 | 13\n | \n二、其他\n");
    Reading.assertSound(document);
  }

  @Test
  void mergedCellsOfWordKeepTheirPlaces() throws Exception {
    String merge = "<w:vMerge/>";
    SourceDocument document =
        Reading.read(
            "a.docx",
            docx(
                "<w:tbl><w:tr>"
                    + cell("<w:gridSpan w:val='2'/><w:vMerge w:val='restart'/>", "甲")
                    + cell("<w:gridSpan w:val='2'/>", "乙")
                    + "</w:tr><w:tr>"
                    + cell("<w:gridSpan w:val='2'/>" + merge, "")
                    + cell("", "丙")
                    + cell("", "丁")
                    + "</w:tr><w:tr>"
                    + cell("", "戊")
                    + cell("", "己")
                    + cell("", "1")
                    + cell("", "2")
                    + "</w:tr></w:tbl>"));
    assertThat(Reading.cells(document, 0))
        .containsExactly(
            "0,0,2,2 甲",
            "0,2,1,2 乙",
            "1,2,1,1 丙",
            "1,3,1,1 丁",
            "2,0,1,1 戊",
            "2,1,1,1 己",
            "2,2,1,1 1",
            "2,3,1,1 2");
  }

  @Test
  void wordIsReadAsItPrints() throws Exception {
    SourceDocument document =
        Reading.read(
            "a.docx",
            docx(
                "<w:p>"
                    + run("收到")
                    + "<w:del><w:r><w:delText>99</w:delText></w:r></w:del><w:ins>"
                    + run("13")
                    + "</w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>88</w:t></w:r>"
                    + run("件")
                    + "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p><w:p><w:r>"
                    + "<mc:AlternateContent><mc:Choice><w:txbxContent><w:p>"
                    + run("框中")
                    + "</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p>"
                    + run("框中")
                    + "</w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>"));
    assertThat(document.text()).isEqualTo("收到13件\n框中\n");
  }

  private static String level(int level, String numeral, String pattern, String more) {
    return "<w:lvl w:ilvl='%d'><w:start w:val='1'/><w:numFmt w:val='%s'/><w:lvlText w:val='%s'/>%s</w:lvl>"
        .formatted(level, numeral, pattern, more);
  }

  private static String listed(String properties, String text) {
    return "<w:p><w:pPr>" + properties + "</w:pPr>" + run(text) + "</w:p>";
  }

  @Test
  void numbersThatWordCountsAreRead() throws Exception {
    String lists =
        "<w:abstractNum w:abstractNumId='7'>"
            + level(0, "chineseCounting", "%1、", "<w:pStyle w:val='1'/>")
            + level(1, "chineseCountingThousand", "（%2）", "")
            + level(2, "decimal", "%1.%3", "<w:isLgl/>")
            + level(3, "bullet", "●", "")
            + "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
            + "<w:num w:numId='2'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='1'>"
            + "<w:startOverride w:val='3'/></w:lvlOverride></w:num>";
    String styles =
        "<w:style w:styleId='1'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
            + "<w:style w:styleId='2'><w:basedOn w:val='1'/></w:style>";
    String second = "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr>";
    String third = "<w:numPr><w:ilvl w:val='2'/><w:numId w:val='1'/></w:numPr>";
    SourceDocument document =
        Reading.read(
            "a.docx",
            docx(
                listed("<w:pStyle w:val='1'/>", "总体情况")
                    + listed(second, "主动公开")
                    + listed(second, "依申请公开")
                    + listed(third, "收到")
                    + listed("<w:numPr><w:ilvl w:val='3'/><w:numId w:val='1'/></w:numPr>", "项")
                    + "<w:p><w:pPr><w:pStyle w:val='2'/></w:pPr></w:p>"
                    + listed("<w:pStyle w:val='2'/>", "行政复议")
                    + listed(second, "复议")
                    + listed("<w:numPr><w:ilvl w:val='1'/><w:numId w:val='2'/></w:numPr>", "诉讼")
                    + listed("<w:pStyle w:val='1'/><w:numPr><w:numId w:val='0'/></w:numPr>", "无号"),
                Map.of("word/numbering.xml", lists, "word/styles.xml", styles)));
    assertThat(document.text().lines())
        .containsExactly(
            "一、总体情况", "（一）主动公开", "（二）依申请公开", "1.1 收到", "项", "三、行政复议", "（一）复议", "（三）诉讼", "无号");
  }

  @Test
  void entitiesOfXmlAreNotFetched() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      zip.write(
          ("<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><w:document xmlns:w='w'>"
                  + "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>")
              .getBytes(UTF_8));
    }
    assertThat(Reading.reasonFor("a.docx", bytes.toByteArray())).isIn("corrupt_file", "no_text");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sheetsShowWhatTheirCellsShow(boolean xlsx) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workbook workbook = xlsx ? new XSSFWorkbook() : new HSSFWorkbook()) {
      Sheet sheet = workbook.createSheet("表");
      sheet.createRow(0).createCell(0).setCellValue("统计表");
      sheet.addMergedRegion(new CellRangeAddress(0, 0, 0, 2));
      sheet.createRow(2).createCell(0).setCellValue("收到申请数");
      sheet.getRow(2).createCell(1).setCellValue("件");
      sheet.getRow(2).createCell(2).setCellValue(13612);
      sheet.createRow(3).createCell(0).setCellValue("经费");
      sheet.getRow(3).createCell(1).setCellValue("万元");
      sheet.getRow(3).createCell(2).setCellValue(4.5);
      workbook.write(bytes);
    }
    SourceDocument document = Reading.read("a", bytes.toByteArray());
    assertThat(document.mediaType()).isEqualTo(xlsx ? OfficeReader.XLSX : OfficeReader.XLS);
    assertThat(document.text()).isEqualTo("统计表\n收到申请数 | 件 | 13612\n经费 | 万元 | 4.5\n");
    assertThat(Reading.cells(document, 0)).startsWith("0,0,1,3 统计表", "1,0,1,1 收到申请数");
  }

  @Test
  void documentsWithAPasswordAreRejected() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (POIFSFileSystem files = new POIFSFileSystem()) {
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.standard).getEncryptor();
      encryptor.confirmPassword("secret");
      try (var out = encryptor.getDataStream(files)) {
        out.write(docx("<w:p/>"));
      }
      files.writeFilesystem(bytes);
    }
    assertThat(Reading.reasonFor("a.docx", bytes.toByteArray())).isEqualTo("encrypted");
  }

  @Test
  void richTextWithTablesAndBothSpellingsOfChineseIsRead() throws Exception {
    StringBuilder hex = new StringBuilder();
    for (byte b : "收到申请数".getBytes(Charset.forName("GBK"))) {
      hex.append("\\'").append(String.format("%02x", b));
    }
    String rtf =
        "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 SimSun;}}{\\*\\generator x}\\pard "
            + hex
            + "\\u24773?\\u20917?{\\v 88}\\par\\trowd\\cellx2000\\cellx3000\\pard\\intbl "
            + hex
            + "\\cell 13\\cell\\row\\trowd\\clvmgf\\cellx1000\\cellx2000\\cellx3000\\pard\\intbl A\\cell B\\cell 1\\cell\\row"
            + "\\trowd\\clvmrg\\cellx1000\\cellx2000\\cellx3000\\pard\\intbl \\cell C\\cell 2\\cell\\row\\pard End.\\par}";
    SourceDocument document = Reading.read("a.doc", rtf.getBytes(UTF_8));
    assertThat(document.text()).isEqualTo("收到申请数情况\n收到申请数 | 13\nA | B | 1\nC | 2\nEnd.\n");
    assertThat(Reading.cells(document, 0))
        .containsExactly(
            "0,0,1,2 收到申请数",
            "0,2,1,1 13",
            "1,0,2,1 A",
            "1,1,1,1 B",
            "1,2,1,1 1",
            "2,1,1,1 C",
            "2,2,1,1 2");
    Reading.assertSound(document);
  }

  @ParameterizedTest
  @ValueSource(strings = {"quoted-printable", "base64"})
  void aWebArchiveNamedAsWordIsReadAsItsPage(String encoding) throws Exception {
    byte[] page = "<html><body><p>收到申请13件</p></body></html>".getBytes(Charset.forName("GBK"));
    StringBuilder coded = new StringBuilder();
    for (byte b : page) {
      coded.append(String.format("=%02X", b)).append(coded.length() % 70 > 60 ? "=\r\n" : "");
    }
    String body =
        encoding.equals("base64")
            ? java.util.Base64.getMimeEncoder().encodeToString(page)
            : coded.toString();
    String archive =
        ("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"--=_N\"\r\n\r\n----=_N\r\n"
                + "Content-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: %s\r\n\r\n"
                + "%s\r\n\r\n----=_N--\r\n")
            .formatted(encoding, body);
    SourceDocument document = Reading.read("a.doc", archive.getBytes(UTF_8));
    assertThat(document.mediaType()).isEqualTo("text/html");
    assertThat(document.text()).isEqualTo("收到申请13件\n");
  }

  @Test
  void deepNestingIsRejected() throws Exception {
    assertThat(Reading.reasonFor("a.rtf", ("{\\rtf1 " + "{".repeat(100_000)).getBytes(UTF_8)))
        .isEqualTo("too_deep");
    assertThat(Reading.reasonFor("a.docx", docx("<w:p>".repeat(5000) + "</w:p>".repeat(5000))))
        .isEqualTo("too_deep");
  }
}
