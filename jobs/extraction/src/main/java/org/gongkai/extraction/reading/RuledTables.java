package org.gongkai.extraction.reading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.reading.PdfPage.Direction;
import org.gongkai.extraction.reading.PdfPage.Glyph;
import org.gongkai.extraction.reading.PdfPage.Line;

/** Finds the tables that the lines of a page draw. */
final class RuledTables {
  /** Lines that come this near each other meet, in points. */
  private static final double MEET = 3;

  /** What is lower or narrower than this, in points, is the space between two tables. */
  private static final double NO_ROOM = 5;

  private RuledTables() {}

  /**
   * One table drawn on a page.
   *
   * @param columns x of the edges
   * @param rows y of the edges
   * @param owner for each place of the finest grid the number of its cell
   */
  record Drawn(List<Double> columns, List<Double> rows, int[][] owner) {
    double top() {
      return rows.get(0);
    }

    /** The number of the cell that holds a character, or -1 outside the table. */
    int cellOf(Glyph glyph) {
      int row = Clusters.interval(rows, glyph.centreY());
      int column = Clusters.interval(columns, glyph.centreX());
      return row < 0 || column < 0 ? -1 : owner[row][column];
    }
  }

  /** The tables of a page with more than one cell, from top to bottom. */
  static List<Drawn> find(List<Line> lines, int mostCells) throws RejectedException {
    List<Line> merged = new ArrayList<>(merge(lines, Direction.HORIZONTAL));
    int horizontals = merged.size();
    merged.addAll(merge(lines, Direction.VERTICAL));
    int[] parent = new int[merged.size()];
    for (int i = 0; i < parent.length; i++) {
      parent[i] = i;
    }
    for (int h = 0; h < horizontals; h++) {
      Watchdog.check();
      for (int v = horizontals; v < merged.size(); v++) {
        if (meet(merged.get(h), merged.get(v))) {
          parent[root(parent, h)] = root(parent, v);
        }
      }
    }
    Map<Integer, List<Line>> groups = new HashMap<>();
    for (int i = 0; i < parent.length; i++) {
      groups.computeIfAbsent(root(parent, i), key -> new ArrayList<>()).add(merged.get(i));
    }
    List<Drawn> tables = new ArrayList<>();
    for (List<Line> group : withOpenEdges(groups.values())) {
      Drawn table = drawn(group, mostCells);
      if (table.columns().size() > 2 && table.rows().size() > 1) {
        tables.add(table);
      }
    }
    tables.sort(Comparator.comparingDouble(Drawn::top));
    return tables;
  }

  /**
   * Adds to each group the vertical lines beside it that nothing meets: the edge of a tall cell
   * that began on the page before and goes on to the next.
   */
  private static List<List<Line>> withOpenEdges(Collection<List<Line>> groups) {
    List<Line> alone = new ArrayList<>();
    List<List<Line>> tables = new ArrayList<>();
    for (List<Line> group : groups) {
      if (group.size() > 2) {
        tables.add(group);
      } else {
        group.stream().filter(l -> l.direction() == Direction.VERTICAL).forEach(alone::add);
      }
    }
    for (List<Line> table : tables) {
      List<Line> down = table.stream().filter(l -> l.direction() == Direction.VERTICAL).toList();
      double top = down.stream().mapToDouble(Line::from).min().orElse(0);
      double bottom = down.stream().mapToDouble(Line::to).max().orElse(0);
      for (Line edge : alone) {
        double shared = Math.min(bottom, edge.to()) - Math.max(top, edge.from());
        if (shared > 0.8 * (bottom - top) && shared > 0.8 * (edge.to() - edge.from())) {
          table.add(edge);
        }
      }
    }
    return tables;
  }

  /** Lines of one direction, those that continue each other made one. */
  private static List<Line> merge(List<Line> lines, Direction direction) {
    List<Line> sorted =
        lines.stream()
            .filter(line -> line.direction() == direction)
            .sorted(Comparator.comparingDouble(Line::at))
            .toList();
    List<Line> merged = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size() || sorted.get(i).at() - sorted.get(start).at() > MEET) {
        mergeLevel(sorted.subList(start, i), merged);
        start = i;
      }
    }
    return merged;
  }

  private static void mergeLevel(List<Line> level, List<Line> merged) {
    List<Line> sorted = level.stream().sorted(Comparator.comparingDouble(Line::from)).toList();
    Line open = null;
    for (Line line : sorted) {
      if (open != null && line.from() <= open.to() + MEET) {
        open = new Line(open.direction(), open.at(), open.from(), Math.max(open.to(), line.to()));
      } else {
        if (open != null) {
          merged.add(open);
        }
        open = line;
      }
    }
    if (open != null) {
      merged.add(open);
    }
  }

  private static boolean meet(Line horizontal, Line vertical) {
    return horizontal.from() - MEET <= vertical.at()
        && vertical.at() <= horizontal.to() + MEET
        && vertical.from() - MEET <= horizontal.at()
        && horizontal.at() <= vertical.to() + MEET;
  }

  private static int root(int[] parent, int index) {
    int at = index;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  private static Drawn drawn(List<Line> group, int mostCells) throws RejectedException {
    List<Line> across = group.stream().filter(l -> l.direction() == Direction.HORIZONTAL).toList();
    List<Line> down = group.stream().filter(l -> l.direction() == Direction.VERTICAL).toList();
    List<Double> columns = edges(down, across);
    List<Double> rows = edges(across, down);
    int width = Math.max(0, columns.size() - 1);
    int height = Math.max(0, rows.size() - 1);
    if ((long) width * height > mostCells) {
      throw RejectReason.TOO_MANY_PARTS.because(
          "lines draw more than " + mostCells + " table cells on a page; save it anew");
    }
    int[] parent = new int[width * height];
    for (int i = 0; i < parent.length; i++) {
      parent[i] = i;
    }
    for (int row = 0; row < height; row++) {
      Watchdog.check();
      double y = (rows.get(row) + rows.get(row + 1)) / 2;
      for (int column = 0; column < width; column++) {
        double x = (columns.get(column) + columns.get(column + 1)) / 2;
        int place = row * width + column;
        if (column + 1 < width && !isWall(down, columns.get(column + 1), y)) {
          parent[root(parent, place + 1)] = root(parent, place);
        }
        if (row + 1 < height && !isWall(across, rows.get(row + 1), x)) {
          parent[root(parent, place + width)] = root(parent, place);
        }
      }
    }
    int[][] owner = new int[height][width];
    for (int place = 0; place < parent.length; place++) {
      owner[place / width][place % width] = root(parent, place);
    }
    return new Drawn(columns, rows, owner);
  }

  /** The edges that lines draw, and the ends of the lines across where the table is open there. */
  private static List<Double> edges(List<Line> lines, List<Line> crossing) {
    List<Double> positions = new ArrayList<>(lines.stream().map(Line::at).toList());
    if (crossing.size() > 1 && !lines.isEmpty()) {
      double from = crossing.stream().mapToDouble(Line::from).min().orElseThrow();
      double to = crossing.stream().mapToDouble(Line::to).max().orElseThrow();
      double first = positions.stream().mapToDouble(d -> d).min().orElseThrow();
      double last = positions.stream().mapToDouble(d -> d).max().orElseThrow();
      if (first - from > 3 * MEET) {
        positions.add(from);
      }
      if (to - last > 3 * MEET) {
        positions.add(to);
      }
    }
    return Clusters.of(positions, MEET);
  }

  private static boolean isWall(List<Line> lines, double at, double middle) {
    for (Line line : lines) {
      if (Math.abs(line.at() - at) <= MEET && line.covers(middle)) {
        return true;
      }
    }
    return false;
  }

  /** The table with the text of its cells. */
  static PdfTable fill(Drawn drawn, List<Glyph> glyphs) {
    Map<Integer, List<Glyph>> contents = new HashMap<>();
    for (Glyph glyph : glyphs) {
      contents.computeIfAbsent(drawn.cellOf(glyph), key -> new ArrayList<>()).add(glyph);
    }
    Map<Integer, int[]> boxes = new HashMap<>();
    for (int row = 0; row < drawn.owner().length; row++) {
      for (int column = 0; column < drawn.owner()[row].length; column++) {
        int[] box =
            boxes.computeIfAbsent(
                drawn.owner()[row][column],
                key -> new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0});
        box[0] = Math.min(box[0], row);
        box[1] = Math.min(box[1], column);
        box[2] = Math.max(box[2], row + 1);
        box[3] = Math.max(box[3], column + 1);
      }
    }
    List<Grid.Cell> cells = new ArrayList<>();
    boxes.forEach(
        (owner, box) -> {
          double right = drawn.columns().get(box[3]);
          double wide = right - drawn.columns().get(box[1]);
          double high = drawn.rows().get(box[2]) - drawn.rows().get(box[0]);
          String text = cellText(contents.getOrDefault(owner, List.of()), right);
          if (text.isEmpty() && Math.min(wide, high) < NO_ROOM) {
            return;
          }
          cells.add(new Grid.Cell(box[0], box[1], box[2] - box[0], box[3] - box[1], text));
        });
    return new PdfTable(drawn.columns(), drawn.owner().length, cells);
  }

  /** The lines of a cell; a number that was broken because the cell is narrow becomes whole. */
  private static String cellText(List<Glyph> glyphs, double rightEdge) {
    StringBuilder text = new StringBuilder();
    TextLine previous = null;
    for (TextLine line : TextLine.of(glyphs)) {
      if (previous != null) {
        boolean full = rightEdge - previous.right() < 1.3 * previous.size();
        boolean number =
            isNumeric(text.charAt(text.length() - 1)) && isNumeric(line.text().charAt(0));
        if (!(full && number)) {
          text.append('\n');
        }
      }
      text.append(line.text());
      previous = line;
    }
    return text.toString();
  }

  private static boolean isNumeric(char character) {
    return Character.isDigit(character) || character == '.' || character == ',';
  }
}
