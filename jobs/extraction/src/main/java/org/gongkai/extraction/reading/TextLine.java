package org.gongkai.extraction.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gongkai.extraction.reading.PdfPage.Glyph;

/** Characters on one baseline, from left to right. Never empty. */
record TextLine(List<Glyph> glyphs) {
  /** Baselines this near, in font sizes, are one. */
  private static final double SAME_LINE = 0.35;

  /** Blanks this wide, in font sizes, are printed as a space beside a letter or digit. */
  private static final double SPACE = 0.3;

  /** Blanks this wide, in font sizes, are printed as a space between Chinese characters. */
  private static final double WIDE_SPACE = 1.5;

  TextLine {
    glyphs = List.copyOf(glyphs);
  }

  /** The lines that characters stand on, from top to bottom. */
  static List<TextLine> of(List<Glyph> glyphs) {
    List<Glyph> sorted =
        glyphs.stream()
            .filter(glyph -> !Chinese.trim(glyph.text()).isEmpty())
            .sorted(Comparator.comparingDouble(Glyph::y))
            .toList();
    List<TextLine> lines = new ArrayList<>();
    List<Glyph> line = new ArrayList<>();
    for (Glyph glyph : sorted) {
      if (!line.isEmpty() && glyph.y() - line.get(0).y() > SAME_LINE * glyph.size()) {
        lines.add(sortedLine(line));
        line.clear();
      }
      line.add(glyph);
    }
    if (!line.isEmpty()) {
      lines.add(sortedLine(line));
    }
    return lines;
  }

  private static TextLine sortedLine(List<Glyph> glyphs) {
    return new TextLine(glyphs.stream().sorted(Comparator.comparingDouble(Glyph::x)).toList());
  }

  double left() {
    return glyphs.get(0).x();
  }

  double right() {
    return glyphs.get(glyphs.size() - 1).right();
  }

  double y() {
    return glyphs.get(0).y();
  }

  double size() {
    return glyphs.stream().mapToDouble(Glyph::size).max().orElseThrow();
  }

  /** The parts between blanks wider than {@code gap} font sizes. */
  List<TextLine> chunks(double gap) {
    List<TextLine> chunks = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= glyphs.size(); i++) {
      if (i == glyphs.size() || gapBefore(i) > gap * size()) {
        chunks.add(new TextLine(glyphs.subList(start, i)));
        start = i;
      }
    }
    return chunks;
  }

  private double gapBefore(int index) {
    return glyphs.get(index).x() - glyphs.get(index - 1).right();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < glyphs.size(); i++) {
      String next = glyphs.get(i).text();
      if (i > 0) {
        boolean wide =
            Chinese.isWide(text.codePointBefore(text.length()))
                || Chinese.isWide(next.codePointAt(0));
        if (gapBefore(i) > (wide ? WIDE_SPACE : SPACE) * glyphs.get(i).size()) {
          text.append(' ');
        }
      }
      text.append(next);
    }
    return text.toString();
  }
}
