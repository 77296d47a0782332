package org.gongkai.samples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The smallest Word file: stored, not compressed, and dated alike, so that its bytes never differ.
 */
final class Docx {
  private static final LocalDateTime DATE = LocalDateTime.of(2026, 1, 1, 0, 0);
  private static final String XML =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

  private final StringBuilder body = new StringBuilder();

  void paragraph(String text) {
    body.append("<w:p><w:r><w:t>").append(text).append("</w:t></w:r></w:p>");
  }

  /** A table; row spans as Word writes them, by cells that continue the one above. */
  void table(Grid grid) {
    body.append("<w:tbl><w:tblGrid>")
        .append("<w:gridCol w:w=\"800\"/>".repeat(grid.width()))
        .append("</w:tblGrid>");
    int[] continued = new int[grid.width()];
    int[] widths = new int[grid.width()];
    for (var row : grid.rows()) {
      body.append("<w:tr>");
      int column = 0;
      int next = 0;
      while (column < grid.width()) {
        if (continued[column] > 0) {
          int width = widths[column];
          cell("", width, "<w:vMerge/>");
          continued[column]--;
          column += width;
        } else if (next < row.size()) {
          Grid.Cell cell = row.get(next++);
          cell(cell.text(), cell.columns(), cell.rows() > 1 ? "<w:vMerge w:val=\"restart\"/>" : "");
          continued[column] = cell.rows() - 1;
          widths[column] = cell.columns();
          column += cell.columns();
        } else {
          break;
        }
      }
      body.append("</w:tr>");
    }
    body.append("</w:tbl>");
  }

  private void cell(String text, int columns, String merge) {
    body.append("<w:tc><w:tcPr>");
    if (columns > 1) {
      body.append("<w:gridSpan w:val=\"").append(columns).append("\"/>");
    }
    body.append(merge).append("</w:tcPr>");
    paragraph(text);
    body.append("</w:tc>");
  }

  byte[] bytes() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put(
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\""
            + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Override PartName=\"/word/document.xml\" ContentType=\"application/"
            + "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>");
    parts.put(
        "_rels/.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/"
            + "2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>");
    parts.put(
        "word/document.xml",
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
            + "<w:body>"
            + body
            + "</w:body></w:document>");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        byte[] bytes = (XML + part.getValue()).getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(part.getKey());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(DATE);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }
}
