package org.gongkai.extraction.repair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads text back whose GBK bytes were paired one byte off.
 *
 * <p>The bytes are those of the text as it stands, except that a pair without a character vanished,
 * and the byte before the first pair, and one beside an ASCII character, were lost. The search
 * walks along the pairs, supplies every byte that may have been lost, and keeps the readings that
 * are most likely as Chinese by {@link CharacterModel}. Since each reading explains the damage
 * fully, the likelihood alone decides.
 */
final class ShiftDecoder {
  private static final int BEAM = 16;
  private static final int OPEN_BEAM = 10;
  private static final int LONGEST = 160;

  /** Characters weighed for one document: a damaged page takes some ten thousand for each place. */
  private static final int MOST_WEIGHED = 8_000_000;

  private static final int MOST_VANISHED_IN_A_ROW = 3;

  /** What a character more may cost at most before a path is given up. */
  private static final double CATCH_UP = 8;

  /**
   * A character outside GB 2312 in a Simplified text, or a Simplified one in a Traditional text.
   */
  private static final double FOREIGN_SCRIPT = -3;

  /** An ordinal such as （三 that nothing closes. */
  private static final double UNCLOSED = -6;

  private static final double ORDINAL_BEGINS = -1.5;
  private static final double ORDINAL = -2.5;
  private static final double ORDINAL_ENDS = -0.1;
  private static final String ORDINALS = "一二三四五六七八九十";
  private static final double WIDE_LETTER = -8;

  private static final double LOST_WITHOUT_TRACE = -6;

  private static final String MARKS = "（），；：％";

  /** Full-width marks that folding made ASCII. */
  private static final String FOLDED = "(),:;%?!.-/";

  private static final int[] VANISHING_LEADS = vanishingLeads();

  private final String text;
  private final CharacterModel model;
  private final boolean traditional;

  private final Map<String, char[]> readers = new HashMap<>();
  private int weighed;

  /** By first byte, the usual characters whose second byte may begin a pair that vanishes. */
  private final char[][] usualBeforeVanished = new char[0x100][];

  ShiftDecoder(String text, CharacterModel model, boolean traditional) {
    this.text = text;
    this.model = model;
    this.traditional = traditional;
    for (int first = 0; first < usualBeforeVanished.length; first++) {
      StringBuilder usual = new StringBuilder();
      for (int lead : VANISHING_LEADS) {
        char c = Gbk.character(first, lead);
        if (c != 0 && (MARKS.indexOf(c) >= 0 || !isForeign(c) && model.isUsual(c))) {
          usual.append(c);
        }
      }
      usualBeforeVanished[first] = usual.toString().toCharArray();
    }
  }

  /**
   * A reading.
   *
   * @param text the recovered text
   * @param end where it ends in the damaged text
   * @param exact whether every byte was there or could be told
   * @param score natural logarithm of its probability, its context after it included
   */
  record Decoded(String text, int end, boolean exact, double score) {}

  /**
   * A way to begin: characters that are settled, and the byte that the next character begins with.
   */
  record Beginning(String text, int pending, boolean exact, double score) {}

  /**
   * The most likely reading of what stands at an offset, or null if there is none or the document
   * has used up the time for it.
   */
  Decoded decode(List<Beginning> beginnings, int from, char beforeFirst, char before) {
    if (weighed > MOST_WEIGHED) {
      return null;
    }
    int limit = Math.min(text.length(), from + LONGEST);
    List<Path> finished = new ArrayList<>();
    List<Path> current = new ArrayList<>();
    for (Beginning beginning : beginnings) {
      Path path = new Path(null, beforeFirst, beginning.pending(), -1, 0, true);
      path = new Path(path, before, beginning.pending(), -1, 0, true);
      for (int i = 0; i < beginning.text().length(); i++) {
        path = new Path(path, beginning.text().charAt(i), beginning.pending(), -1, 0, true);
      }
      current.add(
          new Path(
              path.parent,
              path.character,
              beginning.pending(),
              -1,
              beginning.score(),
              beginning.exact()));
    }
    for (int position = from; position <= limit && !current.isEmpty(); position++) {
      List<Path> next = new ArrayList<>();
      current = best(current, BEAM);
      step(current, position, limit, next, finished);
      List<Path> open = current;
      for (int i = 0; i < MOST_VANISHED_IN_A_ROW && !open.isEmpty(); i++) {
        open = best(vanished(open, worthwhile(next, finished)), OPEN_BEAM);
        step(open, position, limit, next, finished);
      }
      current = next;
    }
    return choose(finished);
  }

  /** Lets every path take what stands at a position. */
  private void step(
      List<Path> paths, int position, int limit, List<Path> next, List<Path> finished) {
    char c = position < text.length() ? text.charAt(position) : '\n';
    int pair = pairAt(c);
    String syllable = c == '?' ? annotationAt(position + 1) : "";
    for (Path path : paths) {
      if (!syllable.isEmpty()) {
        annotated(finished, path, syllable, position + 1);
      } else if (c < '@' && !path.isOpen()) {
        swallowed(finished, path, position);
      }
      int firstPending = path.isOpen() ? 0x81 : path.pending;
      int lastPending = path.isOpen() ? 0xFE : path.pending;
      for (int pending = firstPending; pending <= lastPending; pending++) {
        if (path.isOpen() && !Gbk.vanishes(path.vanishedLead, pending)) {
          continue;
        }
        if (pair != Gbk.NONE && position < limit) {
          char whole = Gbk.character(pending, pair >> 8);
          if (whole != 0) {
            next.add(path.then(whole, pair & 0xFF, -1, score(path, whole), path.exact));
          }
        }
        if (c >= '@' && c <= '~') {
          end(finished, path, Gbk.character(pending, c), position + 1, path.exact);
        }
      }
    }
  }

  /** The syllable at an offset that a bracket closes, or nothing. */
  private String annotationAt(int offset) {
    int end = PinyinReadings.syllableEnd(text, offset);
    boolean closed = end < text.length() && (text.charAt(end) == ')' || text.charAt(end) == '）');
    return closed ? text.substring(offset, end) : "";
  }

  /** A byte that took the bracket of an annotation with it, which tells both. */
  private void annotated(List<Path> finished, Path path, String syllable, int end) {
    for (char c : readers.computeIfAbsent(syllable, this::readersOf)) {
      int lead = Gbk.pair(c) >> 8;
      if (path.isOpen() ? Gbk.vanishes(path.vanishedLead, lead) : path.pending == lead) {
        Path last = path.then(c, 0, -1, score(path, c), path.exact);
        last = last.then('(', 0, -1, 0, path.exact);
        last.end = end;
        finished.add(last);
      }
    }
  }

  /**
   * A byte that is gone, and what stood beside it too where a question mark shows. If that may have
   * been a digit the question mark stays, so that no wrong number is read.
   */
  private void swallowed(List<Path> finished, Path path, int position) {
    boolean trace = position < text.length() && text.charAt(position) == '?';
    boolean digit =
        trace && position + 1 < text.length() && Character.isDigit(text.charAt(position + 1));
    Path from = trace ? path : path.with(LOST_WITHOUT_TRACE);
    for (int trail = 0x40; trail <= 0xFE; trail++) {
      char c = Gbk.character(path.pending, trail);
      if (c != 0 && (MARKS.indexOf(c) >= 0 || model.isUsual(c))) {
        end(finished, from, c, trace && !digit ? position + 1 : position, false);
      }
    }
  }

  private char[] readersOf(String syllable) {
    StringBuilder found = new StringBuilder();
    for (char c = '\u4E00'; c <= '\u9FA5'; c++) {
      if (Gbk.pair(c) != Gbk.NONE && model.isUsual(c) && PinyinReadings.reads(c, syllable)) {
        found.append(c);
      }
    }
    return found.toString().toCharArray();
  }

  /** The score below which a path cannot catch up any more with those that took one step. */
  private static double worthwhile(List<Path> next, List<Path> finished) {
    return Stream.concat(next.stream(), finished.stream())
            .mapToDouble(path -> path.score)
            .max()
            .orElse(Double.NEGATIVE_INFINITY)
        - CATCH_UP;
  }

  /** The paths that go on with a pair that vanished, and are not hopeless. */
  private List<Path> vanished(List<Path> paths, double worthwhile) {
    List<Path> open = new ArrayList<>();
    for (Path path : paths) {
      if (path.score <= worthwhile) {
        continue;
      }
      int first = path.isOpen() ? 0x81 : path.pending;
      int last = path.isOpen() ? 0xFE : path.pending;
      for (int pending = first; pending <= last; pending++) {
        if (path.isOpen() && !Gbk.vanishes(path.vanishedLead, pending)) {
          continue;
        }
        for (char c : usualBeforeVanished[pending]) {
          double score = score(path, c);
          if (path.score + score > worthwhile) {
            open.add(path.then(c, 0, Gbk.pair(c) & 0xFF, score, false));
          }
        }
      }
    }
    return open;
  }

  private void end(List<Path> finished, Path path, char c, int end, boolean exact) {
    if (c != 0) {
      Path last = path.then(c, 0, -1, score(path, c), exact);
      last.end = end;
      finished.add(last);
    }
  }

  private double score(Path path, char c) {
    weighed++;
    char first = path.parent.character;
    double likely = model.score(first, path.character, c);
    if (Han.isHan(c)) {
      likely += isForeign(c) ? FOREIGN_SCRIPT : 0;
    } else if (c >= 'Ａ' && c <= 'ｚ') {
      likely += WIDE_LETTER;
    }
    if (c == '（' && (path.character == '\n' || path.character == ' ')) {
      return Math.max(likely, ORDINAL_BEGINS);
    }
    if (path.character == '（' && ORDINALS.indexOf(c) >= 0) {
      return Math.max(likely, ORDINAL);
    }
    if (isOpenOrdinal(first, path.character)) {
      return c == '）' ? Math.max(likely, ORDINAL_ENDS) : likely + UNCLOSED;
    }
    return likely;
  }

  private boolean isForeign(char c) {
    return traditional ? !Han.isTraditionalStandard(c) : !Han.isStandard(c);
  }

  private static boolean isOpenOrdinal(char bracket, char numeral) {
    return (bracket == '(' || bracket == '（') && ORDINALS.indexOf(numeral) >= 0;
  }

  /** Compares the readings over the same stretch of damaged text. */
  private Decoded choose(List<Path> finished) {
    int furthest = finished.stream().mapToInt(path -> path.end).max().orElse(0);
    Path best = null;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (Path path : best(finished, BEAM)) {
      double score =
          path.score
              + model.score(
                  path.parent.character, path.character, text.substring(path.end, furthest));
      if (score > bestScore) {
        best = path;
        bestScore = score;
      }
    }
    if (best == null) {
      return null;
    }
    double after =
        model.score(
            best.parent.character,
            best.character,
            text.substring(best.end, Math.min(text.length(), best.end + 1)));
    return new Decoded(best.text(), best.end, best.exact, best.score + after);
  }

  private static List<Path> best(List<Path> paths, int most) {
    if (paths.size() <= most) {
      return paths;
    }
    paths.sort(Comparator.comparingDouble((Path path) -> path.score).reversed());
    return new ArrayList<>(paths.subList(0, most));
  }

  private static int pairAt(char c) {
    if (FOLDED.indexOf(c) >= 0) {
      return 0xA380 | c;
    }
    return c <= '~' ? Gbk.NONE : Gbk.pair(c);
  }

  private static int[] vanishingLeads() {
    List<Integer> leads = new ArrayList<>();
    for (int lead = 0x81; lead <= 0xFE; lead++) {
      for (int trail = 0x81; trail <= 0xFE; trail++) {
        if (Gbk.vanishes(lead, trail)) {
          leads.add(lead);
          break;
        }
      }
    }
    return leads.stream().mapToInt(Integer::intValue).toArray();
  }

  /** A reading so far, as a list that grows at its end. */
  private static final class Path {
    final Path parent;
    final char character;
    final int pending;
    final int vanishedLead;
    final double score;
    final boolean exact;
    int end;

    Path(Path parent, char character, int pending, int vanishedLead, double score, boolean exact) {
      this.parent = parent;
      this.character = character;
      this.pending = pending;
      this.vanishedLead = vanishedLead;
      this.score = score;
      this.exact = exact;
    }

    /** Whether the byte that the next character begins with vanished and is any that fits. */
    boolean isOpen() {
      return vanishedLead >= 0;
    }

    Path then(char c, int nextPending, int lead, double scoreOfIt, boolean nowExact) {
      return new Path(this, c, nextPending, lead, score + scoreOfIt, nowExact);
    }

    Path with(double penalty) {
      return new Path(parent, character, pending, vanishedLead, score + penalty, exact);
    }

    /** The text without the two characters of context before it. */
    String text() {
      StringBuilder reversed = new StringBuilder();
      for (Path path = this; path.parent != null; path = path.parent) {
        reversed.append(path.character);
      }
      return reversed.reverse().substring(1);
    }
  }
}
