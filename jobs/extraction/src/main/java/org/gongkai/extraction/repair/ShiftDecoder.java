package org.gongkai.extraction.repair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
  private static final int BEAM = 24;
  private static final int OPEN_BEAM = 12;
  private static final int LONGEST = 160;
  private static final int MOST_VANISHED_IN_A_ROW = 3;

  /** What a character more may cost at most before a path is given up. */
  private static final double CATCH_UP = 8;

  /**
   * A character outside GB 2312 in a Simplified text, or a Simplified one in a Traditional text.
   */
  private static final double FOREIGN_SCRIPT = -3;

  /** An ordinal such as （三 that nothing closes. */
  private static final double UNCLOSED = -6;

  private static final String ORDINALS = "一二三四五六七八九";

  private static final double LOST_WITHOUT_TRACE = -6;

  /** Full-width marks that folding made ASCII. */
  private static final String FOLDED = "(),:;%?!.-/";

  private static final int[] VANISHING_LEADS = vanishingLeads();

  private final String text;
  private final CharacterModel model;
  private final boolean traditional;

  ShiftDecoder(String text, CharacterModel model, boolean traditional) {
    this.text = text;
    this.model = model;
    this.traditional = traditional;
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

  /** The most likely reading of what stands at an offset, or null if there is none. */
  Decoded decode(List<Beginning> beginnings, int from, char beforeFirst, char before) {
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
    for (Path path : paths) {
      int firstPending = path.isOpen() ? 0x81 : path.pending;
      int lastPending = path.isOpen() ? 0xFE : path.pending;
      for (int pending = firstPending; pending <= lastPending; pending++) {
        if (path.isOpen() && !Gbk.vanishes(path.vanishedLead, pending)) {
          continue;
        }
        if (pair != Gbk.NONE && position < limit) {
          extend(next, path, Gbk.character(pending, pair >> 8), pair & 0xFF, path.exact);
        }
        if (c == '?' && position < text.length()) {
          swallowed(finished, path, pending, position);
        } else if (c >= '@' && c <= '~') {
          end(finished, path, Gbk.character(pending, c), position + 1, "", path.exact);
        } else if (c < '@' && !path.isOpen()) {
          for (int trail = 0x40; trail <= 0xFE; trail++) {
            end(
                finished,
                path.with(LOST_WITHOUT_TRACE),
                Gbk.character(pending, trail),
                position,
                "",
                false);
          }
        }
      }
    }
  }

  /** A lead byte that took an ASCII character with it; the reading of an annotation tells which. */
  private void swallowed(List<Path> finished, Path path, int pending, int position) {
    int syllableEnd = PinyinReadings.syllableEnd(text, position + 1);
    boolean annotated =
        syllableEnd > position + 1
            && syllableEnd < text.length()
            && (text.charAt(syllableEnd) == ')' || text.charAt(syllableEnd) == '）');
    CharSequence syllable = annotated ? text.substring(position + 1, syllableEnd) : "";
    for (int trail = 0x40; trail <= 0xFE; trail++) {
      char c = Gbk.character(pending, trail);
      if (!annotated || c != 0 && Han.isHan(c) && PinyinReadings.reads(c, syllable)) {
        end(finished, path, c, position + 1, annotated ? "(" : "", annotated && path.exact);
      }
    }
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
        for (int lead : VANISHING_LEADS) {
          char c = Gbk.character(pending, lead);
          if (c != 0) {
            double score = score(path, c);
            if (path.score + score > worthwhile) {
              open.add(path.then(c, 0, lead, score, false));
            }
          }
        }
      }
    }
    return open;
  }

  private void extend(List<Path> next, Path path, char c, int pending, boolean exact) {
    if (c != 0) {
      next.add(path.then(c, pending, -1, score(path, c), exact));
    }
  }

  private void end(
      List<Path> finished, Path path, char c, int end, String restored, boolean exact) {
    if (c == 0) {
      return;
    }
    Path last = path.then(c, 0, -1, score(path, c), exact);
    last.end = end;
    for (int i = 0; i < restored.length(); i++) {
      char r = restored.charAt(i);
      last = last.then(r, 0, -1, score(last, r), exact);
      last.end = end;
    }
    finished.add(last);
  }

  private double score(Path path, char c) {
    char first = path.parent.character;
    double script = isOpenOrdinal(first, path.character) && c != ')' && c != '）' ? UNCLOSED : 0;
    if (Han.isHan(c)) {
      boolean foreign = traditional ? !Han.isTraditionalStandard(c) : !Han.isStandard(c);
      script += foreign ? FOREIGN_SCRIPT : 0;
    }
    return script + model.score(first, path.character, c);
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
