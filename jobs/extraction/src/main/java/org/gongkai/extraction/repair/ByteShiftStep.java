package org.gongkai.extraction.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.gongkai.extraction.model.Repair;

/**
 * Undoes what programs do to a page that handle GBK bytes without regard to characters: they cut at
 * the bytes of a sentence mark, or annotate the bytes of a character, that lie across two
 * characters, and what follows is read one byte off until an ASCII byte. {@code ?。ㄒ唬┦盏} was {@code
 * （一）收到}.
 */
final class ByteShiftStep implements Step {
  private static final String MARKS = "。；？！;?!";

  /** The least by which a reading must be likelier than the damaged text, as a logarithm. */
  private static final double MARGIN = 4;

  /** A mark without the question mark of the lost byte before it is weaker evidence. */
  private static final double MARGIN_WITHOUT_TRACE = 14;

  /** How much less likely than the usual a character may be, on average, to be believed. */
  private static final double LEAST_PER_CHARACTER = -12.5;

  /** A cut stands at the head of a line more often than anywhere else: official pages indent so. */
  private static final double INDENT = -0.7;

  private static final double INDENT_ELSEWHERE = -9;

  /** Searching is slow; no real page has this many damaged places. */
  private static final int MOST_SEARCHES = 500;

  private final Supplier<String> phrases;

  /**
   * @param phrases words of the trade, one a line; asked for at the first damage
   */
  ByteShiftStep(Supplier<String> phrases) {
    this.phrases = phrases;
  }

  @Override
  public List<Edit> edits(String text) {
    List<Place> places = places(text);
    if (places.isEmpty()) {
      return List.of();
    }
    CharacterModel model = new CharacterModel(withoutDamage(text, places), phrases.get());
    ShiftDecoder decoder = new ShiftDecoder(text, model, TraditionalStep.isTraditional(text));
    List<Edit> edits = new ArrayList<>();
    int mended = 0;
    for (Place place : places) {
      if (place.at() >= mended) {
        Edit edit = mend(text, place.at(), place.kind(), decoder, model);
        if (edit != null) {
          edits.add(edit);
          mended = edit.end();
        }
      }
    }
    return edits;
  }

  private static List<Place> places(String text) {
    List<Place> places = new ArrayList<>();
    int last = text.length() - 2;
    for (int i = 0; i < last && places.size() < MOST_SEARCHES; i++) {
      Kind kind = kindAt(text, i);
      if (kind != Kind.NONE) {
        places.add(new Place(i, kind));
        i++;
      }
    }
    return places;
  }

  /** What to learn from: damaged characters would make damage look usual. */
  private static String withoutDamage(String text, List<Place> places) {
    StringBuilder rest = new StringBuilder(text.length());
    int copied = 0;
    for (Place place : places) {
      if (place.at() >= copied) {
        rest.append(text, copied, place.at()).append('\n');
        copied = place.at() + 2;
        while (copied < text.length() && text.charAt(copied) > '~') {
          copied++;
        }
      }
    }
    return rest.append(text, copied, text.length()).toString();
  }

  private record Place(int at, Kind kind) {}

  private enum Kind {
    /** {@code ?。}: the lead byte lost, the mark, and the rest shifted. */
    CUT,
    /** {@code 。ㄗ}: the same without a trace of the lead byte. */
    CUT_WITHOUT_TRACE,
    /** {@code 請?zhí)}: the bytes of a character that lies across two were annotated. */
    ANNOTATED_ACROSS,
    NONE
  }

  private static Kind kindAt(String text, int i) {
    char c = text.charAt(i);
    char next = text.charAt(i + 1);
    if (c == '?' && MARKS.indexOf(next) >= 0 && !isRun(text, i)) {
      return Kind.CUT;
    }
    if (MARKS.indexOf(c) >= 0 && isOdd(next)) {
      return Kind.CUT_WITHOUT_TRACE;
    }
    if (c == '?' && i > 0 && Han.isHan(text.charAt(i - 1)) && PinyinReadings.isPinyinLetter(next)) {
      int end = PinyinReadings.syllableEnd(text, i + 1);
      if (end > i + 1 && end < text.length() && text.charAt(end) == ')') {
        return Kind.ANNOTATED_ACROSS;
      }
    }
    return Kind.NONE;
  }

  /** Whether question marks stand in a row, each for a character that is lost and left no bytes. */
  private static boolean isRun(String text, int i) {
    return text.charAt(i + 1) == '?'
        && (text.charAt(i + 2) == '?' || i > 0 && text.charAt(i - 1) == '?');
  }

  /** Bopomofo, box drawing and toned letters: what shifted brackets and numerals look like. */
  private static boolean isOdd(char c) {
    return c >= '\u3105' && c <= '\u3129'
        || c >= '\u2500' && c <= '\u257F'
        || PinyinReadings.isToned(c);
  }

  private static Edit mend(
      String text, int at, Kind kind, ShiftDecoder decoder, CharacterModel model) {
    char before = at > 0 ? text.charAt(at - 1) : '\n';
    char beforeFirst = at > 1 ? text.charAt(at - 2) : '\n';
    int from =
        switch (kind) {
          case CUT -> at + 2;
          case CUT_WITHOUT_TRACE -> at + 1;
          case ANNOTATED_ACROSS -> PinyinReadings.syllableEnd(text, at + 1) + 1;
          case NONE -> throw new IllegalArgumentException("no damage at " + at);
        };
    List<ShiftDecoder.Beginning> beginnings =
        kind == Kind.ANNOTATED_ACROSS
            ? afterAnnotation(before, text.substring(at + 1, from - 1))
            : afterCut(text, at, from, model);
    ShiftDecoder.Decoded decoded = decoder.decode(beginnings, from, beforeFirst, before);
    if (decoded == null) {
      return null;
    }
    double asItStands =
        model.score(
            beforeFirst, before, text.substring(at, Math.min(text.length(), decoded.end() + 1)));
    double margin = kind == Kind.CUT_WITHOUT_TRACE ? MARGIN_WITHOUT_TRACE : MARGIN;
    boolean credible =
        decoded.score() > asItStands + margin
            && decoded.score() > LEAST_PER_CHARACTER * (decoded.text().length() + 1);
    if (credible) {
      return new Edit(at, decoded.end(), decoded.text(), Repair.GBK_SHIFT, decoded.exact());
    }
    return kind == Kind.CUT && isOdd(text.charAt(from))
        ? Edit.unmended(text, at, decoded.end(), Repair.GBK_SHIFT)
        : null;
  }

  /** The characters whose second byte is the mark's first one; the indent of a line above all. */
  private static List<ShiftDecoder.Beginning> afterCut(
      String text, int at, int from, CharacterModel model) {
    char mark = text.charAt(from - 1);
    int pair = Gbk.pair(mark <= '~' ? (char) (mark + 0xFEE0) : mark);
    char before = at > 0 ? text.charAt(at - 1) : '\n';
    char beforeFirst = at > 1 ? text.charAt(at - 2) : '\n';
    boolean lineStart = Character.isWhitespace(before);
    List<ShiftDecoder.Beginning> beginnings = new ArrayList<>();
    for (int lead = 0x81; lead <= 0xFE; lead++) {
      char c = Gbk.character(lead, pair >> 8);
      if (c == '\u3000') {
        beginnings.add(
            new ShiftDecoder.Beginning(
                lineStart ? "" : "\u3000",
                pair & 0xFF,
                true,
                lineStart ? INDENT : INDENT_ELSEWHERE));
      } else if (c != 0) {
        beginnings.add(
            new ShiftDecoder.Beginning(
                String.valueOf(c), pair & 0xFF, false, model.score(beforeFirst, before, c)));
      }
    }
    return beginnings;
  }

  /** The second bytes that, after the last byte of the character before, are read as annotated. */
  private static List<ShiftDecoder.Beginning> afterAnnotation(char before, String syllable) {
    List<ShiftDecoder.Beginning> beginnings = new ArrayList<>();
    int pair = Gbk.pair(before);
    if (pair == Gbk.NONE) {
      return beginnings;
    }
    for (int trail = 0x81; trail <= 0xFE; trail++) {
      char annotated = Gbk.character(pair & 0xFF, trail);
      if (annotated != 0 && Han.isHan(annotated) && PinyinReadings.reads(annotated, syllable)) {
        beginnings.add(new ShiftDecoder.Beginning("", trail, true, 0));
      }
    }
    return beginnings;
  }
}
