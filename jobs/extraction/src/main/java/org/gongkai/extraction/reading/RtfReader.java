package org.gongkai.extraction.reading;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gongkai.extraction.model.RejectedException;

/**
 * Reads RTF by its specification 1.9.1: text in any code page and in Unicode, and tables; the
 * editor kit of the JDK knows neither Chinese code pages nor tables.
 */
final class RtfReader {
  private static final int DEPTH = 2000;

  /** Groups that hold no text of the page. */
  private static final Set<String> SKIPPED =
      Set.of(
          "fonttbl",
          "colortbl",
          "stylesheet",
          "info",
          "pict",
          "object",
          "header",
          "headerl",
          "headerr",
          "headerf",
          "footer",
          "footerl",
          "footerr",
          "footerf",
          "fldinst",
          "listtable",
          "listoverridetable",
          "generator",
          "themedata",
          "datastore",
          "xmlnstbl",
          "revtbl");

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final Charset BIG5 = Charset.forName("Big5-HKSCS");

  private final String rtf;
  private final ReadingLimits limits;
  private final DocumentText document;
  private final Deque<State> states = new ArrayDeque<>();
  private final ByteArrayOutputStream encoded = new ByteArrayOutputStream();
  private final StringBuilder text = new StringBuilder();
  private final List<CellShape> shapes = new ArrayList<>();
  private final List<String> rowCells = new ArrayList<>();
  private final List<List<CellShape>> tableShapes = new ArrayList<>();
  private final List<List<String>> tableCells = new ArrayList<>();
  private Charset charset = GB18030;
  private State state = new State();
  private boolean inTable;
  private boolean mergedDown;
  private boolean mergedRight;
  private int skipCharacters;
  private int at;

  RtfReader(byte[] bytes, ReadingLimits limits) {
    this.rtf = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    this.limits = limits;
    this.document = new DocumentText(limits);
  }

  /** What a group inherits and its end restores. */
  private static final class State {
    boolean skipped;
    boolean hidden;
    boolean optional;
    int unicodeSkip = 1;

    State copy() {
      State copy = new State();
      copy.skipped = skipped;
      copy.hidden = hidden;
      copy.unicodeSkip = unicodeSkip;
      return copy;
    }
  }

  /** Right edge of a cell in twips, and whether it goes on from its neighbour. */
  private record CellShape(int right, boolean fromAbove, boolean fromLeft) {}

  Content read() throws RejectedException {
    while (at < rtf.length()) {
      Watchdog.check();
      char character = rtf.charAt(at++);
      switch (character) {
        case '{' -> {
          flush();
          if (states.size() >= DEPTH) {
            throw RejectReason.TOO_DEEP.because(
                "the RTF nests deeper than any document; save it anew");
          }
          states.push(state);
          state = state.copy();
        }
        case '}' -> {
          flush();
          state = states.isEmpty() ? state : states.pop();
        }
        case '\\' -> control();
        case '\r', '\n' -> {
          // line ends of the file mean nothing
        }
        default -> literal(character);
      }
    }
    endParagraph();
    endTable();
    return Content.of(null, Map.of(), document);
  }

  private boolean isPrinted() {
    return !state.skipped && !state.hidden;
  }

  private void literal(char character) {
    if (skipCharacters > 0) {
      skipCharacters--;
    } else if (isPrinted()) {
      encoded.write(character);
    }
  }

  private void flush() {
    if (encoded.size() > 0) {
      text.append(encoded.toString(charset));
      encoded.reset();
    }
  }

  private void append(String printed) {
    flush();
    if (isPrinted()) {
      text.append(printed);
    }
  }

  private void control() throws RejectedException {
    if (at >= rtf.length()) {
      return;
    }
    char first = rtf.charAt(at);
    if (first == '\'') {
      String digits = rtf.substring(Math.min(rtf.length(), at + 1), Math.min(rtf.length(), at + 3));
      at = Math.min(rtf.length(), at + 3);
      if (digits.matches("[0-9A-Fa-f]{2}")) {
        literal((char) Integer.parseInt(digits, 16));
      }
      return;
    }
    if (!isLetter(first)) {
      at++;
      symbol(first);
      return;
    }
    int start = at;
    while (at < rtf.length() && isLetter(rtf.charAt(at)) && at - start < 32) {
      at++;
    }
    String word = rtf.substring(start, at);
    int digits = at;
    if (at < rtf.length() && rtf.charAt(at) == '-') {
      at++;
    }
    while (at < rtf.length() && isDigit(rtf.charAt(at)) && at - digits < 10) {
      at++;
    }
    String number = rtf.substring(digits, at);
    if (at < rtf.length() && rtf.charAt(at) == ' ') {
      at++;
    }
    word(word, number.matches("-?\\d{1,9}") ? Integer.valueOf(number) : null);
  }

  private void symbol(char symbol) throws RejectedException {
    switch (symbol) {
      case '\\', '{', '}' -> literal(symbol);
      case '~' -> append(" ");
      case '_' -> append("-");
      case '*' -> state.optional = true;
      case '\r', '\n' -> endParagraph();
      default -> {
        // index entries and optional hyphens are not printed
      }
    }
  }

  private void word(String word, Integer number) throws RejectedException {
    if (state.optional && !word.equals("shptxt") && !word.equals("shpinst")) {
      state.skipped = true;
    }
    state.optional = false;
    if (SKIPPED.contains(word)) {
      state.skipped = true;
      return;
    }
    switch (word) {
      case "par", "sect", "page", "line" -> endParagraph();
      case "tab" -> append(" ");
      case "emdash" -> append("—");
      case "endash" -> append("–");
      case "lquote" -> append("‘");
      case "rquote" -> append("’");
      case "ldblquote" -> append("“");
      case "rdblquote" -> append("”");
      case "bin" -> at = Math.min(rtf.length(), at + Math.max(0, number == null ? 0 : number));
      case "ansicpg" -> charset = number != null && number == 950 ? BIG5 : GB18030;
      case "uc" -> state.unicodeSkip = number == null ? 1 : Math.max(0, number);
      case "u" -> {
        if (number != null) {
          append(String.valueOf((char) number.intValue()));
          skipCharacters = state.unicodeSkip;
        }
      }
      case "v", "deleted" -> {
        flush();
        state.hidden = number == null || number != 0;
      }
      case "plain" -> {
        flush();
        state.hidden = false;
      }
      default -> tableWord(word, number);
    }
  }

  private void tableWord(String word, Integer number) throws RejectedException {
    switch (word) {
      case "trowd" -> {
        shapes.clear();
        mergedDown = false;
        mergedRight = false;
      }
      case "clvmrg" -> mergedDown = true;
      case "clmrg" -> mergedRight = true;
      case "cellx" -> {
        shapes.add(new CellShape(number == null ? 0 : number, mergedDown, mergedRight));
        mergedDown = false;
        mergedRight = false;
      }
      case "intbl" -> inTable = true;
      case "pard" -> {
        flush();
        if (inTable && rowCells.isEmpty() && Chinese.trim(text).isEmpty()) {
          inTable = false;
        }
      }
      case "cell" -> {
        flush();
        rowCells.add(text.toString());
        text.setLength(0);
        checkCells();
      }
      case "row" -> {
        tableShapes.add(List.copyOf(shapes));
        tableCells.add(List.copyOf(rowCells));
        rowCells.clear();
      }
      default -> {
        // formatting
      }
    }
  }

  private void checkCells() throws RejectedException {
    if (rowCells.size() > limits.cells() || tableCells.size() > limits.cells()) {
      throw RejectReason.TOO_MANY_PARTS.because(
          "a table has more than " + limits.cells() + " cells; split the document");
    }
  }

  private void endParagraph() throws RejectedException {
    flush();
    if (!rowCells.isEmpty() || inTable) {
      text.append('\n');
      return;
    }
    if (!Chinese.trim(text).isEmpty()) {
      endTable();
      document.paragraphs(text.toString());
    }
    text.setLength(0);
  }

  private void endTable() throws RejectedException {
    if (tableCells.isEmpty()) {
      return;
    }
    Set<Double> found = new HashSet<>(Set.of(0.0));
    tableShapes.forEach(row -> row.forEach(cell -> found.add((double) cell.right())));
    List<Double> edges = Clusters.of(found, 40);
    WordTable table = new WordTable(limits);
    for (int r = 0; r < tableCells.size(); r++) {
      table.startRow();
      row(table, tableShapes.get(r), tableCells.get(r), edges);
    }
    tableShapes.clear();
    tableCells.clear();
    Grid grid = table.grid();
    if (grid.isTable()) {
      document.table(grid);
      return;
    }
    for (Grid.Cell cell : grid.cells()) {
      document.paragraphs(cell.text());
    }
  }

  private static void row(
      WordTable table, List<CellShape> shapes, List<String> cells, List<Double> edges)
      throws RejectedException {
    int left = 0;
    for (int c = 0; c < cells.size(); c++) {
      boolean fromAbove = c < shapes.size() && shapes.get(c).fromAbove();
      StringBuilder text = new StringBuilder(cells.get(c));
      while (c + 1 < Math.min(cells.size(), shapes.size()) && shapes.get(c + 1).fromLeft()) {
        c++;
        text.append('\n').append(cells.get(c));
      }
      int right = c < shapes.size() ? Clusters.nearest(edges, shapes.get(c).right()) : left + 1;
      table.columnSpan = Math.max(1, right - left);
      table.goesOnFromAbove = fromAbove;
      table.cell.append(text);
      table.endCell();
      left += Math.max(1, right - left);
    }
  }

  private static boolean isLetter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
