package org.gongkai.extraction.repair;

import java.util.List;
import org.gongkai.extraction.model.Span;

/**
 * One pass over a text: its edits, the text afterwards, and the way from offsets before to offsets
 * after and back. Both ways take the logarithm of the number of edits.
 */
final class Revision {
  private final List<Edit> edits;
  private final int[] newStarts;
  private final String text;

  private Revision(List<Edit> edits, int[] newStarts, String text) {
    this.edits = edits;
    this.newStarts = newStarts;
    this.text = text;
  }

  /**
   * Applies edits.
   *
   * @param edits in order of position, without overlap
   */
  static Revision of(String before, List<Edit> edits) {
    StringBuilder after = new StringBuilder(before.length());
    int[] newStarts = new int[edits.size()];
    int copied = 0;
    for (int i = 0; i < newStarts.length; i++) {
      Edit edit = edits.get(i);
      after.append(before, copied, edit.start());
      newStarts[i] = after.length();
      after.append(edit.replacement());
      copied = edit.end();
    }
    return new Revision(
        List.copyOf(edits), newStarts, after.append(before, copied, before.length()).toString());
  }

  String text() {
    return text;
  }

  List<Edit> edits() {
    return edits;
  }

  /** Where the i-th edit's replacement stands. */
  Span replaced(int i) {
    return new Span(newStarts[i], newStarts[i] + edits.get(i).replacement().length());
  }

  /** The span after the pass; an end inside an edit grows to cover all of its replacement. */
  Span forward(Span span) {
    int start = forward(span.start(), span.length() == 0);
    return new Span(start, Math.max(start, forward(span.end(), true)));
  }

  /** The span before the pass, grown in the same way. */
  Span backward(Span span) {
    int start = backward(span.start(), span.length() == 0);
    return new Span(start, Math.max(start, backward(span.end(), true)));
  }

  private int forward(int offset, boolean isEnd) {
    int i = lastBefore(offset, isEnd, false);
    if (i < 0) {
      return offset;
    }
    Edit edit = edits.get(i);
    int length = edit.replacement().length();
    return newStarts[i] + moved(offset - edit.start(), edit.end() - edit.start(), length, isEnd);
  }

  private int backward(int offset, boolean isEnd) {
    int i = lastBefore(offset, isEnd, true);
    if (i < 0) {
      return offset;
    }
    Edit edit = edits.get(i);
    int length = edit.replacement().length();
    return edit.start() + moved(offset - newStarts[i], length, edit.end() - edit.start(), isEnd);
  }

  /** A position in or behind an edit, relative to its start; equal lengths map one to one. */
  private static int moved(int relative, int oldLength, int newLength, boolean isEnd) {
    if (relative >= oldLength) {
      return relative - oldLength + newLength;
    }
    if (oldLength == newLength) {
      return relative;
    }
    return isEnd ? newLength : 0;
  }

  /** The last edit that starts at or before an offset; before it, for an end. */
  private int lastBefore(int offset, boolean isEnd, boolean after) {
    int low = 0;
    int high = newStarts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int start = after ? newStarts[middle] : edits.get(middle).start();
      if (isEnd ? start < offset : start <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
