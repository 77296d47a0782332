package org.gongkai.extraction.forms;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gongkai.extraction.forms.Printed.Cell;
import org.gongkai.extraction.forms.Printed.Line;
import org.gongkai.extraction.model.Span;

/**
 * Divides a line of text on which several rows of a form stand, or a label and its digits without a
 * gap, into rows by the labels that the forms know.
 */
final class RunningRows {
  private static final Pattern DIGITS = Pattern.compile("\\d{1,60}(?:\\.\\d{1,6})?");
  private static final Pattern WHOLE_DIGITS = Pattern.compile("\\d{1,60}");
  private static final Pattern DASHES = Pattern.compile("[-—–─]{1,3}");
  private static final Pattern SENTENCE = Pattern.compile("[。；;！？]");
  private static final int LONGEST_WORDS = 60;
  private static final int ORDINAL_LENGTH = 6;
  private static final int LONGEST_LABEL = 120;
  private static final int LONGEST_VALUE = 80;
  private static final int LONGEST_LINE = 50_000;
  private static final int LEAST_NAMES = 4;
  private static final double LEAST_KNOWN = 0.5;

  private final LabelFinder labels;
  private final CellReader reader;

  private enum Kind {
    LABEL,
    UNIT,
    VALUE,
    WORDS
  }

  /**
   * @param glued whether it begins where a label ends, without a gap
   */
  private record Item(Kind kind, Span span, boolean glued) {}

  RunningRows(LabelFinder labels, CellReader reader) {
    this.labels = labels;
    this.reader = reader;
  }

  /** The rows on a line and the words between them; nothing where the line holds no rows. */
  List<Line> lines(String text, Span line) {
    if (line.length() > LONGEST_LINE) {
      return List.of();
    }
    List<Line> lines = new ArrayList<>();
    List<Item> items = items(text, line);
    boolean any = false;
    int from = 0;
    while (from < items.size()) {
      int to = stretch(items, from, text);
      int first = from;
      while (first < to
          && items.get(first).kind() == Kind.WORDS
          && !isOrdinal(items.get(first), text)) {
        first++;
      }
      int last = to;
      while (last > first && items.get(last - 1).kind() == Kind.WORDS) {
        last--;
      }
      if (areRows(items.subList(first, last), text)) {
        words(text, items.subList(from, first), lines);
        rows(text, items.subList(first, last), lines);
        words(text, items.subList(last, to), lines);
        any = true;
      } else {
        words(text, items.subList(from, to), lines);
      }
      from = to;
    }
    return any ? lines : List.of();
  }

  private List<Item> items(String text, Span line) {
    List<Item> items = new ArrayList<>();
    int words = -1;
    boolean glued = false;
    int at = line.start();
    while (at < line.end()) {
      if (Character.isWhitespace(text.charAt(at))) {
        words = close(items, words, at);
        glued = false;
        at++;
        continue;
      }
      int label = labels.end(text, at, line.end());
      boolean within = words >= 0 && label - at < LabelFinder.SHORT;
      Item item =
          label > 0 && !within
              ? new Item(Kind.LABEL, new Span(at, label), glued)
              : words < 0 ? figure(text, at, line.end(), glued) : null;
      if (item == null) {
        words = words < 0 ? at : words;
        glued = false;
        at++;
        continue;
      }
      words = close(items, words, at);
      items.add(item);
      at = item.span().end();
      glued = true;
    }
    close(items, words, line.end());
    return items;
  }

  private static int close(List<Item> items, int words, int end) {
    if (words >= 0) {
      items.add(new Item(Kind.WORDS, new Span(words, end), false));
    }
    return -1;
  }

  /** The value or unit that begins at an offset, or null. */
  private Item figure(String text, int from, int limit, boolean glued) {
    int gap = gap(text, from, limit);
    if (reader.isUnit(text.substring(from, gap))) {
      return new Item(Kind.UNIT, new Span(from, gap), glued);
    }
    int value = valueEnd(text, from, limit);
    if (value > 0) {
      return new Item(Kind.VALUE, new Span(from, value), glued);
    }
    for (int end = from + 1; glued && end <= Math.min(gap - 1, from + 2); end++) {
      if (reader.isUnit(text.substring(from, end)) && valueEnd(text, end, limit) > 0) {
        return new Item(Kind.UNIT, new Span(from, end), true);
      }
    }
    return null;
  }

  /** Where the word ends that begins at an offset, as far as it can be a value. */
  private static int gap(String text, int from, int limit) {
    int gap = from;
    while (gap < Math.min(limit, from + LONGEST_VALUE)
        && !Character.isWhitespace(text.charAt(gap))) {
      gap++;
    }
    return gap;
  }

  /** One past the value that begins at an offset, or -1. */
  private int valueEnd(String text, int from, int limit) {
    int gap = gap(text, from, limit);
    if (gap > from && reader.read(text.substring(from, gap)) != null) {
      return gap;
    }
    for (Pattern pattern : List.of(DIGITS, WHOLE_DIGITS, DASHES)) {
      Matcher matcher = pattern.matcher(text).region(from, gap);
      if (matcher.lookingAt()) {
        int end = matcher.end();
        if (end == gap
            || labels.end(text, end, limit) > 0
            || Labels.opensWithOrdinal(text.substring(end, Math.min(gap, end + ORDINAL_LENGTH)))) {
          return end;
        }
        if (end - 1 > from && labels.end(text, end - 1, limit) > 0) {
          return end - 1;
        }
      }
    }
    return -1;
  }

  /** One past the last item before the next sentence or run of unknown words. */
  private static int stretch(List<Item> items, int from, String text) {
    int unknown = 0;
    for (int i = from; i < items.size(); i++) {
      Item item = items.get(i);
      unknown = item.kind() == Kind.WORDS ? unknown + item.span().length() : 0;
      boolean sentence = item.kind() == Kind.WORDS && SENTENCE.matcher(item.span().of(text)).find();
      if (sentence || unknown > LONGEST_WORDS) {
        return i + 1;
      }
    }
    return items.size();
  }

  /** Whether labels with values behind them make up the items, most of them known. */
  private static boolean areRows(List<Item> items, String text) {
    int rows = 0;
    int known = 0;
    int all = 0;
    int names = 0;
    boolean again = false;
    boolean glued = false;
    boolean named = false;
    for (Item item : items) {
      int length = item.span().length();
      all += length;
      known += item.kind() == Kind.WORDS ? 0 : length;
      boolean name = item.kind() == Kind.LABEL || isOrdinal(item, text);
      if (named && !name && item.kind() != Kind.WORDS) {
        rows += item.kind() == Kind.VALUE ? 1 : 0;
        glued |= item.glued();
      }
      names += name ? 1 : 0;
      again |= name && rows > 0;
      named = name || (named && item.kind() == Kind.UNIT);
    }
    boolean several = again || (rows > 0 && names >= LEAST_NAMES);
    return (several || glued) && known >= all * LEAST_KNOWN;
  }

  /** Whether the words begin like a label, of which the rest may be misprinted. */
  private static boolean isOrdinal(Item item, String text) {
    return item.kind() == Kind.WORDS && Labels.opensWithOrdinal(item.span().of(text));
  }

  private void rows(String text, List<Item> items, List<Line> lines) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      boolean value = item.kind() == Kind.VALUE;
      if (!value && i > 0 && items.get(i - 1).kind() == Kind.VALUE) {
        line(cells, lines);
        cells = new ArrayList<>();
      }
      String words = item.span().of(text);
      cells.add(new Cell(words, item.span(), value ? value(words) : null, -1));
    }
    line(cells, lines);
  }

  private CellReader.Reading value(String words) {
    CellReader.Reading reading = reader.read(words);
    return reading == null ? CellReader.Reading.UNREADABLE : reading;
  }

  private static void line(List<Cell> cells, List<Line> lines) {
    Span span = new Span(cells.get(0).span().start(), cells.get(cells.size() - 1).span().end());
    lines.add(new Line(List.copyOf(cells), span, false, -1));
  }

  /** Words between the rows; a sentence has no cells. */
  private void words(String text, List<Item> items, List<Line> lines) {
    if (items.isEmpty()) {
      return;
    }
    Span span = new Span(items.get(0).span().start(), items.get(items.size() - 1).span().end());
    List<Cell> cells =
        span.length() > LONGEST_LABEL
            ? List.of()
            : List.of(new Cell(span.of(text), span, null, -1));
    lines.add(new Line(cells, span, false, -1));
  }
}
