package org.gongkai.extraction.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds tables that no lines draw, by the columns that their texts are aligned in. */
final class AlignedTables {
  private static final int FEWEST_ROWS = 3;

  /** Blanks this wide, in font sizes, show that a line has columns. */
  private static final double WIDE_GAP = 1.2;

  /** Blanks this wide may part columns where nearly all lines have one. */
  private static final double NARROW_GAP = 0.6;

  private static final Pattern VALUE = Pattern.compile("[-—–/0-9０-９.,，．%+]+|无");

  private static final Pattern ORDINAL =
      Pattern.compile("\\A(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\\d]{1,3}[）)]|\\d{1,2}[.．、]|其中)");

  private AlignedTables() {}

  /** A run of lines that is a table: the first line, one past the last, and the table. */
  record Found(int from, int to, PdfTable table) {}

  /** The first table at or after a line, or null. */
  static Found next(List<TextLine> lines, int start) {
    double margin = lines.stream().mapToDouble(TextLine::right).max().orElse(0);
    for (int from = start; from < lines.size(); from++) {
      Watchdog.check();
      if (!isRow(lines.get(from))) {
        continue;
      }
      int to = from + 1;
      int rows = 1;
      int valued = endsWithValue(lines.get(from)) ? 1 : 0;
      for (int i = to; i < lines.size() && near(lines.get(i - 1), lines.get(i)); i++) {
        boolean row = isRow(lines.get(i));
        if (!row && (i + 1 >= lines.size() || !isShort(lines.get(i), margin))) {
          break;
        }
        if (row) {
          rows++;
          valued += endsWithValue(lines.get(i)) ? 1 : 0;
          to = i + 1;
        }
      }
      if (rows >= FEWEST_ROWS && valued * 2 >= rows) {
        return new Found(from, to, table(lines.subList(from, to)));
      }
    }
    return null;
  }

  private static boolean isRow(TextLine line) {
    return line.chunks(WIDE_GAP).size() > 1;
  }

  private static boolean endsWithValue(TextLine line) {
    List<TextLine> chunks = line.chunks(WIDE_GAP);
    return VALUE.matcher(chunks.get(chunks.size() - 1).text()).matches();
  }

  private static boolean near(TextLine above, TextLine below) {
    return below.y() - above.y() < 3.5 * Math.max(above.size(), below.size());
  }

  /** A line of one text can be part of a long label, but not one that goes to the margin. */
  private static boolean isShort(TextLine line, double margin) {
    return line.right() < margin - 4 * line.size();
  }

  /**
   * The texts of one line by column, or of several lines that make one row.
   *
   * @param y baseline of the last line
   */
  private record Row(String[] texts, double y) {
    boolean hasLabel() {
      return texts[0] != null;
    }

    boolean hasValues() {
      for (int i = 1; i < texts.length; i++) {
        if (texts[i] != null) {
          return true;
        }
      }
      return false;
    }

    /**
     * Whether a line goes on with this row, whose long label may stand above and below its values.
     */
    boolean goesOnWith(Row line, double size) {
      boolean close = line.y - y < 0.95 * size;
      boolean freshLabel = line.hasLabel() && ORDINAL.matcher(line.texts[0]).find();
      if (freshLabel) {
        return false;
      }
      if (line.hasLabel() && line.hasValues()) {
        return hasLabel() && !hasValues() && line.y - y < 1.9 * size;
      }
      return line.hasLabel() ? hasLabel() || close : !hasValues() && (close || hasLabel());
    }

    Row with(Row line) {
      String[] joined = texts.clone();
      for (int i = 0; i < joined.length; i++) {
        if (line.texts[i] != null) {
          joined[i] = joined[i] == null ? line.texts[i] : joined[i] + "\n" + line.texts[i];
        }
      }
      return new Row(joined, line.y);
    }
  }

  private static PdfTable table(List<TextLine> lines) {
    List<Double> edges = edges(lines);
    List<Row> rows = new ArrayList<>();
    for (TextLine line : lines) {
      Row row = row(line, edges);
      int last = rows.size() - 1;
      if (last >= 0 && rows.get(last).goesOnWith(row, line.size())) {
        rows.set(last, rows.get(last).with(row));
      } else {
        rows.add(row);
      }
    }
    List<Grid.Cell> cells = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      String[] texts = rows.get(i).texts();
      for (int column = 0; column < texts.length; column++) {
        cells.add(new Grid.Cell(i, column, 1, 1, texts[column] == null ? "" : texts[column]));
      }
    }
    return new PdfTable(edges, rows.size(), cells);
  }

  private static Row row(TextLine line, List<Double> edges) {
    String[] texts = new String[edges.size() - 1];
    for (TextLine chunk : line.chunks(NARROW_GAP)) {
      double centre = (chunk.left() + chunk.right()) / 2;
      int column = Math.max(0, Clusters.interval(edges, centre));
      texts[column] = texts[column] == null ? chunk.text() : texts[column] + " " + chunk.text();
    }
    return new Row(texts, line.y());
  }

  /** Edges in the middle of the blank strips that nearly all lines of the table leave free. */
  private static List<Double> edges(List<TextLine> lines) {
    int left = (int) lines.stream().mapToDouble(TextLine::left).min().orElseThrow();
    int right = (int) Math.ceil(lines.stream().mapToDouble(TextLine::right).max().orElseThrow());
    double size = lines.stream().mapToDouble(TextLine::size).max().orElseThrow();
    int[] covered = new int[right - left + 1];
    for (TextLine line : lines) {
      for (TextLine chunk : line.chunks(NARROW_GAP)) {
        for (int x = (int) chunk.left(); x <= Math.min(right, chunk.right()); x++) {
          covered[x - left]++;
        }
      }
    }
    int tolerated = lines.size() / 12;
    List<Double> edges = new ArrayList<>(List.of((double) left - 1));
    int blank = 0;
    for (int x = 0; x < covered.length; x++) {
      if (covered[x] <= tolerated) {
        blank++;
        continue;
      }
      if (blank >= NARROW_GAP * size && x > blank) {
        edges.add(left + x - blank / 2.0);
      }
      blank = 0;
    }
    edges.add(right + 1.0);
    return edges;
  }
}
