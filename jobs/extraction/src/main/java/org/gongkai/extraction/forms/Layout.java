package org.gongkai.extraction.forms;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gongkai.extraction.forms.Printed.Cell;
import org.gongkai.extraction.forms.Printed.Entry;
import org.gongkai.extraction.forms.Printed.Line;
import org.gongkai.extraction.model.SourceDocument;
import org.gongkai.extraction.model.Span;
import org.gongkai.extraction.model.Table;

/**
 * Turns grids and flattened text alike into lines of cells, and lines into entries: labels with the
 * values behind them.
 */
final class Layout {
  private static final Pattern WIDE_GAP = Pattern.compile("\\t|[ \\u3000\\u00a0]{2,}");
  private static final Pattern BARS = Pattern.compile("[|\\s]*");
  private static final Pattern PAGE_NUMBER =
      Pattern.compile("[-—–─－~]+\\s*\\d{1,4}\\s*[-—–─－~]+|第\\s*\\d{1,4}\\s*页.{0,20}");
  private static final Pattern TOKEN = Pattern.compile("\\S+");
  private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\n\\s*");
  private static final int PROSE_LENGTH = 120;
  private static final int LAYOUT_CELL_LINES = 4;

  private final CellReader reader;
  private final RunningRows running;
  private final DelimitedRows delimited;

  /**
   * @param labels finds the labels of the forms
   * @param isHeader whether a cell heads a column of values
   */
  Layout(CellReader reader, LabelFinder labels, Predicate<String> isHeader) {
    this.reader = reader;
    running = new RunningRows(labels, reader);
    delimited = new DelimitedRows(labels, reader, isHeader);
  }

  /** All lines of a document in order of position. */
  List<Line> lines(SourceDocument document) {
    String text = document.text();
    List<Table> grids = innermostGrids(document);
    List<Line> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < grids.size(); i++) {
      Table grid = grids.get(i);
      textLines(text, from, grid.span().start(), lines);
      gridLines(text, grid, i, lines);
      from = grid.span().end();
    }
    textLines(text, from, text.length(), lines);
    return lines;
  }

  /** Grids that hold no other grid and no page of text in a cell; the rest is layout. */
  private static List<Table> innermostGrids(SourceDocument document) {
    List<Table> sorted =
        document.tables().stream()
            .filter(table -> table.origin() == Table.Origin.GRID && !table.cells().isEmpty())
            .sorted(Comparator.comparing(Table::span))
            .toList();
    List<Table> innermost = new ArrayList<>();
    for (Table table : sorted) {
      innermost.removeIf(outer -> outer.span().overlaps(table.span()));
      if (!holdsPage(table, document.text())) {
        innermost.add(table);
      }
    }
    return innermost;
  }

  private static boolean holdsPage(Table table, String text) {
    return table.cells().stream()
        .anyMatch(
            cell ->
                cell.span().length() > PROSE_LENGTH
                    && cell.span().of(text).lines().limit(LAYOUT_CELL_LINES).count()
                        == LAYOUT_CELL_LINES);
  }

  private void gridLines(String text, Table grid, int number, List<Line> lines) {
    Map<Integer, List<Table.Cell>> rows = new TreeMap<>();
    for (Table.Cell cell : grid.cells()) {
      rows.computeIfAbsent(cell.row(), row -> new ArrayList<>()).add(cell);
    }
    for (List<Table.Cell> row : rows.values()) {
      row.sort(Comparator.comparingInt(Table.Cell::column));
      List<Cell> cells = merged(text, row);
      if (cells.isEmpty()) {
        row.forEach(cell -> cells.add(gridCell(text, cell)));
      }
      int start = row.stream().mapToInt(cell -> cell.span().start()).min().orElseThrow();
      int end = row.stream().mapToInt(cell -> cell.span().end()).max().orElseThrow();
      lines.add(new Line(cells, new Span(start, end), true, number));
    }
  }

  /**
   * The cells of a row of which one holds several, or none. Columns found by the blanks between
   * words can be too few; where the cells of a row come to stand then says nothing.
   */
  private List<Cell> merged(String text, List<Table.Cell> row) {
    List<Cell> cells = new ArrayList<>();
    boolean several = false;
    for (Table.Cell cell : row) {
      int before = cells.size();
      if (cell.span().length() > 0) {
        spaced(text, cell.span(), cells);
      }
      several |= cells.size() > before + 1 && cells.get(cells.size() - 1).isValue();
    }
    if (!several) {
      cells.clear();
    }
    return cells;
  }

  private Cell gridCell(String text, Table.Cell cell) {
    String words = LINE_BREAK.matcher(cell.span().of(text)).replaceAll("");
    return new Cell(words, cell.span(), reader.read(words), cell.column());
  }

  private void textLines(String text, int from, int to, List<Line> lines) {
    int start = from;
    while (start < to) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 || newline > to ? to : newline;
      Span line = trim(text, start, end);
      if (line.length() > 0) {
        List<Line> rows = isRunning(text, line) ? rows(text, line) : List.of();
        boolean mayBeFramed =
            lines.isEmpty() || !endsWithBarsOnly(text, lines.get(lines.size() - 1));
        lines.addAll(rows.isEmpty() ? List.of(textLine(text, line, mayBeFramed)) : rows);
      }
      start = end + 1;
    }
  }

  private List<Line> rows(String text, Span line) {
    List<Cell> row = delimited.cells(text, line);
    return row.isEmpty() ? running.lines(text, line) : List.of(new Line(row, line, false, -1));
  }

  /** Whether no bars and no wide gaps tell the cells of a line. */
  private static boolean isRunning(String text, Span line) {
    String words = line.of(text);
    return words.indexOf('|') < 0
        && (words.length() > PROSE_LENGTH || !WIDE_GAP.matcher(words).find());
  }

  /** Whether a line has bars behind its cells and none in front of them. */
  private static boolean endsWithBarsOnly(String text, Line line) {
    Span span = line.span();
    return line.ruled()
        && line.grid() < 0
        && !line.isBar()
        && text.charAt(span.start()) != '|'
        && text.charAt(span.end() - 1) == '|';
  }

  /**
   * @param mayBeFramed whether a bar at the beginning may be the frame of the row, and not the end
   *     of a blank cell
   */
  private Line textLine(String text, Span span, boolean mayBeFramed) {
    List<Cell> cells = new ArrayList<>();
    boolean ruled = span.of(text).indexOf('|') >= 0;
    if (ruled) {
      boolean framed =
          mayBeFramed && text.charAt(span.start()) == '|' && !BARS.matcher(span.of(text)).matches();
      int start = span.start() + (framed ? 1 : 0);
      while (start < span.end()) {
        int bar = text.indexOf('|', start);
        int end = bar < 0 || bar > span.end() ? span.end() : bar;
        Span cell = trim(text, start, end);
        cells.add(new Cell(cell.of(text), cell, reader.read(cell.of(text)), -1));
        start = end + 1;
      }
      long filled = cells.stream().filter(cell -> !cell.isBlank()).count();
      if (filled > 1 && !framed && text.charAt(span.end() - 1) == '|') {
        Span nothing = new Span(span.end(), span.end());
        cells.add(new Cell("", nothing, CellReader.Reading.BLANK, -1));
      }
    } else if (span.length() <= PROSE_LENGTH && !PAGE_NUMBER.matcher(span.of(text)).matches()) {
      Matcher gap = WIDE_GAP.matcher(text).region(span.start(), span.end());
      int start = span.start();
      while (gap.find()) {
        spaced(text, new Span(start, gap.start()), cells);
        start = gap.end();
      }
      spaced(text, new Span(start, span.end()), cells);
    }
    return new Line(cells, span, ruled, -1);
  }

  /** Words with figures behind them, separated by single spaces. */
  private void spaced(String text, Span span, List<Cell> cells) {
    String words = span.of(text);
    CellReader.Reading whole = reader.read(words);
    if (whole != null || words.indexOf(' ') < 0) {
      cells.add(new Cell(words, span, whole, -1));
      return;
    }
    List<Cell> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(words);
    while (token.find()) {
      Span place = new Span(span.start() + token.start(), span.start() + token.end());
      tokens.add(new Cell(token.group(), place, reader.read(token.group()), -1));
    }
    int first = tokens.size();
    while (first > 0 && tokens.get(first - 1).isValue()) {
      first--;
    }
    if (first > 1 && first < tokens.size() && reader.isUnit(tokens.get(first - 1).text())) {
      first--;
    }
    int start = 0;
    for (int i = 1; i <= first; i++) {
      if (i == first || Labels.opensWithOrdinal(tokens.get(i).text())) {
        Span label = new Span(tokens.get(start).span().start(), tokens.get(i - 1).span().end());
        cells.add(new Cell(label.of(text), label, null, -1));
        start = i;
      }
    }
    cells.addAll(tokens.subList(first, tokens.size()));
  }

  private static Span trim(String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && blank(text.charAt(start))) {
      start++;
    }
    while (end > start && blank(text.charAt(end - 1))) {
      end--;
    }
    return new Span(start, end);
  }

  private static boolean blank(char c) {
    return Character.isWhitespace(c) || c == '\u00a0' || c == '\u3000' || c == '\ufeff';
  }

  /** The entries of the lines {@code from} to {@code to}, exclusive. */
  List<Entry> entries(List<Line> lines, int from, int to) {
    EntryBuilder builder = new EntryBuilder();
    boolean separated = isSeparated(lines.subList(from, to));
    for (int i = from; i < to; i++) {
      boolean separator =
          separated && lines.get(i).isBar() && i > from && !lines.get(i - 1).isBar();
      if (!separator) {
        builder.line(lines.get(i), i);
      }
    }
    builder.close();
    return builder.entries;
  }

  /** Whether every cell stands on a line of its own with a bar on the next. */
  private static boolean isSeparated(List<Line> lines) {
    int followed = 0;
    int cells = 0;
    for (int i = 0; i + 1 < lines.size(); i++) {
      Line line = lines.get(i);
      if (!line.ruled() && line.cells().size() == 1 && line.cells().get(0).isValue()) {
        cells++;
        followed += lines.get(i + 1).isBar() ? 1 : 0;
      }
    }
    return followed > 0 && followed * 5 >= cells * 4;
  }

  private final class EntryBuilder {
    private final List<Entry> entries = new ArrayList<>();
    private List<Cell> labels = new ArrayList<>();
    private List<Cell> values = new ArrayList<>();
    private String unit;
    private int firstLine;
    private int lastLine;
    private int grid = -1;
    private boolean rowPerLine;

    /** Whether bars without cells, the padding at the end of a row, stand behind the labels. */
    private boolean padded;

    /** How many blank values the first of such bars have made; further bars are blank cells. */
    private int padding;

    /** Whether the line before ended with a unit and no value. */
    private boolean unfilled;

    /** Whether the line before held a single cell. */
    private boolean cellPerLine;

    void line(Line printed, int number) {
      if (printed.cells().isEmpty()) {
        close();
        return;
      }
      Line line = cellPerLine && printed.endsRow() ? printed.firstCell() : printed;
      cellPerLine = line.cells().size() == 1;
      boolean wholeRow =
          line.cells().size() > 1 && line.cells().stream().anyMatch(cell -> !cell.isBlank());
      boolean stray = rowPerLine && line.cells().get(0).isValue();
      if (!wholeRow && !padded && line.cells().size() > 1) {
        padding = values.size() + line.cells().size();
      }
      padded = !wholeRow && (padded || line.cells().size() > 1);
      if (unfilled) {
        close();
      }
      if (!values.isEmpty() && (wholeRow || stray || line.grid() != grid)) {
        close();
      }
      grid = line.grid();
      boolean leading = wholeRow;
      int lastWords = lastWords(line.cells(), false);
      int lastLabel = lastWords(line.cells(), true);
      for (int i = 0; i < line.cells().size(); i++) {
        Cell cell = line.cells().get(i);
        if (reader.isUnit(cell.text()) && values.isEmpty() && (wholeRow || !labels.isEmpty())) {
          unit = cell.text().strip();
          lastLine = number;
        } else if (cell.isValue()) {
          boolean wordsFollow = i < (cell.isBlank() ? lastWords : lastLabel);
          leading = value(cell, wordsFollow, number, leading);
        } else {
          leading = false;
          label(cell, number);
        }
      }
      rowPerLine = wholeRow && !values.isEmpty();
      unfilled = wholeRow && unit != null && values.isEmpty();
    }

    private int lastWords(List<Cell> cells, boolean exceptUnits) {
      for (int i = cells.size() - 1; i >= 0; i--) {
        Cell cell = cells.get(i);
        if (!cell.isValue() && !(exceptUnits && reader.isUnit(cell.text()))) {
          return i;
        }
      }
      return -1;
    }

    /** Blank cells and serial numbers before the words of a row are not its values. */
    private boolean value(Cell cell, boolean wordsFollow, int number, boolean leading) {
      if (wordsFollow && (leading || cell.isBlank())) {
        return leading;
      }
      if (labels.isEmpty() && values.isEmpty()) {
        firstLine = number;
      }
      if (padded && !cell.isBlank() && values.stream().allMatch(Cell::isBlank)) {
        values.subList(0, Math.min(padding, values.size())).clear();
        padded = false;
      }
      values.add(cell);
      lastLine = number;
      return false;
    }

    private void label(Cell cell, int number) {
      if (!values.isEmpty()) {
        close();
      }
      if (labels.isEmpty()) {
        firstLine = number;
      }
      labels.add(cell);
      lastLine = number;
    }

    void close() {
      if (!labels.isEmpty() || !values.isEmpty()) {
        entries.add(
            new Entry(List.copyOf(labels), List.copyOf(values), unit, firstLine, lastLine, grid));
      }
      labels = new ArrayList<>();
      values = new ArrayList<>();
      unit = null;
      rowPerLine = false;
      padded = false;
      unfilled = false;
    }
  }
}
