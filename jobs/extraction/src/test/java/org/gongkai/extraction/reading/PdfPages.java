package org.gongkai.extraction.reading;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes small PDF files the way many Chinese programs do: with a font that is not embedded and
 * strings in UTF-16. Positions are in points from the top left of an A4 page.
 */
final class PdfPages {
  static final double WIDTH = 595;
  static final double HEIGHT = 842;

  private final List<StringBuilder> pages = new ArrayList<>();
  private String pageEntries = "";

  PdfPages page() {
    pages.add(new StringBuilder());
    return this;
  }

  /** Entries for every page, such as a rotation. */
  PdfPages with(String entries) {
    pageEntries = entries;
    return this;
  }

  private StringBuilder last() {
    return pages.get(pages.size() - 1);
  }

  PdfPages text(double x, double baseline, double size, String text) {
    StringBuilder hex = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_16BE)) {
      hex.append(String.format("%02X", b));
    }
    return raw(
        String.format(
            Locale.ROOT,
            "BT /F1 %.1f Tf %.1f %.1f Td <%s> Tj ET%n",
            size,
            x,
            HEIGHT - baseline,
            hex));
  }

  PdfPages line(double x0, double y0, double x1, double y1) {
    return raw(
        String.format(
            Locale.ROOT, "%.1f %.1f m %.1f %.1f l S%n", x0, HEIGHT - y0, x1, HEIGHT - y1));
  }

  PdfPages raw(String operators) {
    last().append(operators);
    return this;
  }

  /** A ruled grid; blank texts leave a cell empty. Rows are 20 points high. */
  PdfPages grid(double top, double[] edges, String[]... rows) {
    for (int r = 0; r <= rows.length; r++) {
      line(edges[0], top + 20 * r, edges[edges.length - 1], top + 20 * r);
    }
    for (double edge : edges) {
      line(edge, top, edge, top + 20 * rows.length);
    }
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < rows[r].length; c++) {
        text(edges[c] + 4, top + 20 * r + 14, 10, rows[r][c]);
      }
    }
    return this;
  }

  byte[] bytes() {
    List<String> objects = new ArrayList<>();
    StringBuilder kids = new StringBuilder();
    for (int i = 0; i < pages.size(); i++) {
      kids.append(6 + 2 * i).append(" 0 R ");
    }
    objects.add("<</Type/Catalog/Pages 2 0 R>>");
    objects.add("<</Type/Pages/Count " + pages.size() + "/Kids[" + kids + "]>>");
    objects.add(
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>");
    objects.add(
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/DW 1000/W[1 95 500]/FontDescriptor 5 0 R"
            + "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>");
    objects.add(
        "<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0"
            + "/Ascent 880/Descent -120/CapHeight 880/StemV 80>>");
    for (int i = 0; i < pages.size(); i++) {
      objects.add(
          "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
              + pageEntries
              + "/Resources<</Font<</F1 3 0 R>>>>/Contents "
              + (7 + 2 * i)
              + " 0 R>>");
      objects.add(
          "<</Length " + pages.get(i).length() + ">>stream\n" + pages.get(i) + "\nendstream");
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    write(file, "%PDF-1.5\n");
    StringBuilder xref = new StringBuilder("0000000000 65535 f \n");
    for (int i = 0; i < objects.size(); i++) {
      xref.append(String.format("%010d 00000 n %n", file.size()).replace("\r\n", "\n"));
      write(file, (i + 1) + " 0 obj\n" + objects.get(i) + "\nendobj\n");
    }
    int start = file.size();
    int size = objects.size() + 1;
    write(file, "xref\n0 " + size + "\n" + xref);
    write(file, "trailer<</Size " + size + "/Root 1 0 R>>\nstartxref\n" + start + "\n%%EOF\n");
    return file.toByteArray();
  }

  private static void write(ByteArrayOutputStream file, String text) {
    file.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
