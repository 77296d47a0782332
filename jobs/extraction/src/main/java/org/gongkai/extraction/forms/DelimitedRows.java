package org.gongkai.extraction.forms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.gongkai.extraction.forms.Printed.Cell;
import org.gongkai.extraction.model.Span;

/**
 * Reads rows with commas or the like between their cells, as tables copied from a sheet have, and
 * rows with a colon behind their label.
 */
final class DelimitedRows {
  private static final String DELIMITERS = ",，;；、";
  private static final String COLONS = ":：";
  private static final String QUOTES = "\"“”";
  private static final int LONGEST_ROW = 240;

  /** Fewer values behind a label that no form knows may be a list in a sentence. */
  private static final int LEAST_VALUES = 2;

  /** Fewer values without a label may be anything. */
  private static final int LEAST_BARE_VALUES = 5;

  /** A figure at the end of a label: its comma groups digits, 行政许可 18,206. */
  private static final Pattern FIGURE_BEHIND = Pattern.compile("\\s\\d{1,9}$");

  private static final char ORDINAL_MARK = '、';

  private static final int LEAST_COLUMNS = 3;
  private static final int LONGEST_HEADER = 16;

  private final LabelFinder labels;
  private final CellReader reader;
  private final Predicate<String> isHeader;

  DelimitedRows(LabelFinder labels, CellReader reader, Predicate<String> isHeader) {
    this.labels = labels;
    this.reader = reader;
    this.isHeader = isHeader;
  }

  /** The cells of a row; nothing where a line is none. */
  List<Cell> cells(String text, Span line) {
    if (line.length() > LONGEST_ROW) {
      return List.of();
    }
    // Within the line only: a search in the whole text would go to its end for each line.
    String words = line.of(text);
    for (int i = 0; i < DELIMITERS.length(); i++) {
      char delimiter = DELIMITERS.charAt(i);
      if (words.indexOf(delimiter) >= 0) {
        List<Cell> row = row(text, split(text, line, delimiter));
        if (!row.isEmpty()) {
          return row;
        }
      }
    }
    return behindColon(text, line);
  }

  private List<Cell> split(String text, Span line, char delimiter) {
    List<Cell> cells = new ArrayList<>();
    String words = line.of(text);
    int start = 0;
    while (start <= words.length()) {
      int next = words.indexOf(delimiter, start);
      int end = next < 0 ? words.length() : next;
      cells.add(cell(text, line.start() + start, line.start() + end));
      start = end + 1;
    }
    return cells;
  }

  private Cell cell(String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isFrame(text.charAt(start))) {
      start++;
    }
    while (end > start && isFrame(text.charAt(end - 1))) {
      end--;
    }
    Span span = new Span(start, end);
    return new Cell(span.of(text), span, reader.read(span.of(text)), -1);
  }

  private static boolean isFrame(char c) {
    return Character.isWhitespace(c) || QUOTES.indexOf(c) >= 0;
  }

  /** What stands before the values is one label, unless a part of it begins with an ordinal. */
  private List<Cell> row(String text, List<Cell> parts) {
    int values = parts.size();
    while (values > 0 && parts.get(values - 1).isValue()) {
      values--;
    }
    int count = parts.size() - values;
    if (values == 0) {
      return count >= LEAST_BARE_VALUES ? parts : List.of();
    }
    if (count == 0 && isHeader(parts)) {
      return parts;
    }
    boolean unit = values > 1 && count > 0 && reader.isUnit(parts.get(values - 1).text());
    int words = unit ? values - 1 : values;
    List<Cell> row = new ArrayList<>();
    int start = isSerialNumber(text, parts, words) ? 1 : 0;
    row.addAll(parts.subList(0, start));
    for (int i = start + 1; i <= words; i++) {
      if (i == words || opensLabel(parts, start, i)) {
        row.add(label(text, parts.get(start).span().start(), parts.get(i - 1).span().end()));
        start = i;
      }
    }
    Cell last = row.get(row.size() - 1);
    boolean known = count > 0 && isKnown(text, last.span());
    boolean figure = FIGURE_BEHIND.matcher(last.text()).find();
    if (figure || (count < LEAST_VALUES && !unit && !known)) {
      return List.of();
    }
    row.addAll(parts.subList(words, parts.size()));
    return row;
  }

  /** Short words that head columns, one of them known. */
  private boolean isHeader(List<Cell> parts) {
    return parts.size() >= LEAST_COLUMNS
        && parts.stream().allMatch(part -> part.text().length() <= LONGEST_HEADER)
        && parts.stream().anyMatch(part -> isHeader.test(part.text()));
  }

  /** Whether the first part numbers the row; the ordinal of a label may be cut off by its mark. */
  private static boolean isSerialNumber(String text, List<Cell> parts, int words) {
    return words > 1
        && parts.get(0).isValue()
        && text.charAt(parts.get(0).span().end()) != ORDINAL_MARK;
  }

  /** Whether a part begins a label: the ordinal of one may be cut off by its own mark. */
  private static boolean opensLabel(List<Cell> parts, int start, int part) {
    return Labels.opensWithOrdinal(parts.get(part).text())
        && !parts.get(start).text().isEmpty()
        && !parts.get(part - 1).isValue();
  }

  private static Cell label(String text, int start, int end) {
    Span span = new Span(start, end);
    return new Cell(span.of(text), span, null, -1);
  }

  private boolean isKnown(String text, Span label) {
    int end = labels.end(text, label.start(), label.end());
    return end > 0 && Labels.squeeze(text.substring(end, label.end())).isEmpty();
  }

  /** A known label with values behind its colon: 行政许可：318. */
  private List<Cell> behindColon(String text, Span line) {
    int colon = line.end() - 1;
    while (colon > line.start() && COLONS.indexOf(text.charAt(colon)) < 0) {
      colon--;
    }
    Span label = new Span(line.start(), colon);
    if (colon == line.start() || colon + 1 == line.end() || !isKnown(text, label)) {
      return List.of();
    }
    List<Cell> row = new ArrayList<>(List.of(label(text, label.start(), label.end())));
    int start = colon + 1;
    while (start < line.end()) {
      int end = start;
      while (end < line.end() && !Character.isWhitespace(text.charAt(end))) {
        end++;
      }
      if (end > start) {
        row.add(cell(text, start, end));
      }
      start = end + 1;
    }
    return row.stream().skip(1).allMatch(Cell::isValue) ? row : List.of();
  }
}
