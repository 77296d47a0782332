package org.gongkai.extraction.prose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.gongkai.extraction.model.Section;
import org.gongkai.extraction.model.Span;
import org.gongkai.extraction.model.Structure;

/** Takes the paragraphs of a report's body out of its layout. */
final class Layout {
  /** A line at least this long that ends without a stop was probably broken by the layout. */
  private static final int BROKEN_LINE = 24;

  /** Longer paragraphs are cut, so that a file of one line stays cheap. */
  private static final int MAX_PASSAGE = 4_000;

  private static final int LONGEST_HEADING = 45;

  private static final int PAGE_DIGITS = 3;

  /** Length of the number that opens a heading: (十一). */
  private static final int NUMBERING = 4;

  private static final String STOPS = "。;:!?.…";
  private static final String FULL_WIDTH_STOPS = "。；：！？．…";

  /** Units of dates, with which paragraphs do begin: 2014年. */
  private static final String DATES = "年月日";

  private final String text;
  private final List<Passage> passages = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private int[] offsets = new int[256];
  private Section.Kind kind;

  /** Whether the line opens with a number of a heading or of an item. */
  private boolean numbered;

  /** Where the blank space ends behind which the line goes on. */
  private int joinedTo;

  private final IntPredicate opensUnit;

  private Layout(String text, IntPredicate opensUnit) {
    this.text = text;
    this.opensUnit = opensUnit;
  }

  /**
   * The paragraphs of the body, without what {@code covered} takes out.
   *
   * @param opensUnit whether a unit of measure or a classifier stands at an offset of the text
   */
  static List<Passage> passages(
      String text, Structure structure, List<Span> covered, IntPredicate opensUnit) {
    Layout layout = new Layout(text, opensUnit);
    List<Span> tables = covered.stream().sorted().toList();
    int next = 0;
    for (Section section : structure.sections()) {
      layout.kind = section.kind();
      int from = section.span().start();
      while (next < tables.size() && tables.get(next).end() <= from) {
        next++;
      }
      for (int i = next; i < tables.size() && tables.get(i).start() < section.span().end(); i++) {
        layout.read(from, Math.max(from, tables.get(i).start()));
        from = Math.max(from, tables.get(i).end());
      }
      layout.read(from, section.span().end());
    }
    return layout.passages;
  }

  private void read(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        int page = pageNumber(i, to);
        if (!joins(page, to)) {
          flush(i);
        }
        i = page;
      } else if (c == '|' || c == '\t') {
        flush(i);
      } else if (!isLostBlank(i) && (!isSpace(c) || isBetweenAscii(i))) {
        append(isSpace(c) ? ' ' : fold(c), i);
        if (line.length() >= MAX_PASSAGE && (c == '。' || line.length() >= 2 * MAX_PASSAGE)) {
          flush(i + 1);
        }
      }
    }
    flush(to);
  }

  /**
   * The end of a line that holds no more than the number of a page (— 2 —); {@code end} if none.
   */
  private int pageNumber(int end, int limit) {
    int at = skip(end, limit, c -> c == '\n' || c == '\r' || isSpace(c));
    int digits = skip(at, limit, c -> isDash(c) || isSpace(c));
    int behind = skip(digits, limit, Layout::isDigit);
    int close = skip(behind, limit, c -> isDash(c) || (isSpace(c) && c != '\n' && c != '\r'));
    boolean whole = close >= limit || text.charAt(close) == '\n' || text.charAt(close) == '\r';
    boolean page =
        digits > at
            && behind > digits
            && behind - digits <= PAGE_DIGITS
            && close > behind
            && isDash(text.charAt(at))
            && whole;
    return page ? close : end;
  }

  private int skip(int from, int limit, IntPredicate skipped) {
    int at = from;
    while (at < limit && skipped.test(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDash(int c) {
    return c == '-' || c == '—' || c == '－' || c == '–';
  }

  /** Whether the sentence goes on behind the end of a line. */
  private boolean joins(int end, int limit) {
    if (line.isEmpty() || end < joinedTo) {
      return true;
    }
    char last = line.charAt(line.length() - 1);
    if (STOPS.indexOf(last) >= 0 || isHeading()) {
      return false;
    }
    int next = end;
    while (next < limit
        && (text.charAt(next) == '\n' || text.charAt(next) == '\r' || isSpace(text.charAt(next)))) {
      next++;
    }
    if (next >= limit || opensItem(next)) {
      return false;
    }
    boolean goesOn =
        last == ','
            || last == '、'
            || isDigit(last) && (line.length() > 3 || opensUnit.test(next))
            || isNumberOfItsOwn(next, limit)
            || opensWithCount(next, limit)
            || line.length() >= BROKEN_LINE;
    joinedTo = goesOn ? next : joinedTo;
    return goesOn;
  }

  /** Whether a line holds nothing but a number whose unit opens the next line. */
  private boolean isNumberOfItsOwn(int from, int limit) {
    int behind = skip(from, limit, c -> isDigit(c) || c == '.' || c == ',');
    int unit = skip(behind, limit, c -> c == '\n' || c == '\r' || isSpace(c));
    return behind > from
        && text.substring(behind, unit).indexOf('\n') >= 0
        && unit < limit
        && opensUnit.test(unit);
  }

  /** Whether a line opens with a quantity (配备了 / 132名人员): no item or heading begins like that. */
  private boolean opensWithCount(int from, int limit) {
    int behind = skip(from, limit, c -> isDigit(c) || c == '.');
    return behind > from
        && behind < limit
        && DATES.indexOf(text.charAt(behind)) < 0
        && opensUnit.test(behind);
  }

  /** Whether the line opens with a number and holds neither a comma nor another number. */
  private boolean isHeading() {
    return numbered
        && line.length() <= LONGEST_HEADING
        && line.chars().skip(NUMBERING).noneMatch(c -> c == ',' || isDigit(c));
  }

  /** Whether a line opens with a number of a heading or of an item. */
  private boolean opensItem(int at) {
    char c = fold(text.charAt(at));
    boolean numeral =
        at + 1 < text.length()
            && ("一二三四五六七八九十".indexOf(text.charAt(at + 1)) >= 0
                || isDigit(fold(text.charAt(at + 1))));
    if ((c == '(' && numeral)
        || c == '【'
        || c == '第'
        || c == '附'
        || (c >= '㈠' && c <= '㈩')
        || (c >= '①' && c <= '⑳')) {
      return true;
    }
    int end = at;
    while (end < text.length()
        && ("一二三四五六七八九十".indexOf(text.charAt(end)) >= 0 || isDigit(fold(text.charAt(end))))) {
      end++;
    }
    if (end == at || end >= text.length()) {
      return false;
    }
    char after = fold(text.charAt(end));
    boolean number = after == '、' || after == ')' || after == '是';
    return number
        || (after == '.' && !(end + 1 < text.length() && isDigit(fold(text.charAt(end + 1)))));
  }

  /** 主动公开信息?10条: a blank that some converter made a question mark, as blanks before digits are. */
  private boolean isLostBlank(int at) {
    return text.charAt(at) == '?'
        && (line.isEmpty() || at + 1 < text.length() && isDigit(text.charAt(at + 1)));
  }

  private boolean isBetweenAscii(int at) {
    return at > 0
        && at + 1 < text.length()
        && isAsciiWord(text.charAt(at - 1))
        && isAsciiWord(text.charAt(at + 1));
  }

  private void append(char c, int offset) {
    if (line.isEmpty()) {
      numbered = opensItem(offset);
    }
    if (line.length() + 1 >= offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    offsets[line.length()] = offset;
    line.append(c);
  }

  private void flush(int end) {
    if (!line.isEmpty()) {
      offsets[line.length()] = end;
      passages.add(new Passage(line.toString(), Arrays.copyOf(offsets, line.length() + 1), kind));
      line.setLength(0);
    }
  }

  private static char fold(char c) {
    if (c >= '！' && c <= '～') {
      return (char) (c - '！' + '!');
    }
    int stop = FULL_WIDTH_STOPS.indexOf(c);
    return stop < 0 ? c : STOPS.charAt(stop);
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u200b' || c == '\ufeff';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isAsciiWord(char c) {
    char folded = fold(c);
    return isDigit(folded) || (folded >= 'a' && folded <= 'z') || (folded >= 'A' && folded <= 'Z');
  }
}
