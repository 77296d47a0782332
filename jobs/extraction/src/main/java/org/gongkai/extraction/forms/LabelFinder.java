package org.gongkai.extraction.forms;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the labels of the forms in running text, whatever stands before and behind them. */
final class LabelFinder {
  private static final Pattern ORDINAL =
      Pattern.compile(
          "\\s*(?:其中[:：,，]?|[(（\\[][一二三四五六七八九十\\d]{1,3}[)）\\]]、?|[一二三四五六七八九十]{1,3}、|\\d{1,2}[.．、)）])");
  private static final String CLOSING = ")）]】”’\"》」』";
  private static final int MOST_ORDINALS = 2;
  private static final int MOST_FOLLOWERS = 4;
  private static final int LONGEST_NOTE = 80;

  /** Labels that are so short occur inside other words, and count only between gaps and labels. */
  static final int SHORT = 4;

  private final Node root = new Node();

  private static final class Node {
    final Map<Character, Node> next = new HashMap<>();
    boolean end;
  }

  /**
   * Adds a label with and without the explanation in brackets at its end.
   *
   * @param core the label by {@link Labels#core}
   */
  void add(String label, String core) {
    insert(core);
    insert(Labels.squeeze(label.substring(ordinals(label, 0, label.length()))));
  }

  private void insert(String letters) {
    Node node = root;
    for (int i = 0; i < letters.length(); i++) {
      node = node.next.computeIfAbsent(letters.charAt(i), c -> new Node());
    }
    node.end |= letters.length() > 1;
  }

  /**
   * Where the longest label ends that begins at an offset, its ordinal before and its note in
   * brackets behind it included.
   *
   * @param limit one past the last character to look at
   * @return offset one past the label, or -1 where none begins
   */
  int end(String text, int from, int limit) {
    int open = ordinals(text, from, limit);
    int end = words(text, open, limit, MOST_FOLLOWERS);
    if (end < 0 && open > from) {
      end = words(text, from, limit, MOST_FOLLOWERS);
    }
    return end < 0 ? -1 : note(text, closed(text, end, limit), limit);
  }

  private static int ordinals(String text, int from, int limit) {
    int at = from;
    Matcher ordinal = ORDINAL.matcher(text);
    for (int i = 0; i < MOST_ORDINALS; i++) {
      if (at < limit && ordinal.region(at, limit).lookingAt()) {
        at = ordinal.end();
      }
    }
    return at;
  }

  /**
   * Where the longest label ends that begins at an offset.
   *
   * @param followers how many labels behind it may be looked at to tell a short one
   */
  private int words(String text, int from, int limit, int followers) {
    Node node = root;
    int length = 0;
    int found = -1;
    for (int i = from; i < limit && node != null; i++) {
      char c = plain(text.charAt(i));
      if (Character.isLetterOrDigit(c)) {
        node = node.next.get(c);
        length++;
        if (node != null
            && node.end
            && (length >= SHORT || stands(text, i + 1, limit, followers))) {
          found = i + 1;
        }
      } else if (length == 0 && !Character.isWhitespace(c)) {
        return -1;
      }
    }
    return found;
  }

  /** Whether a short label that ends at the offset is followed by a gap, a digit or a label. */
  private boolean stands(String text, int end, int limit, int followers) {
    return end == limit
        || !Character.isLetter(text.charAt(end))
        || Character.isWhitespace(text.charAt(end))
        || (followers > 0 && words(text, ordinals(text, end, limit), limit, followers - 1) > 0);
  }

  /** One past the marks that close what a label has opened. */
  private static int closed(String text, int end, int limit) {
    int at = end;
    while (at < limit && CLOSING.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static int note(String text, int end, int limit) {
    int open = end;
    while (open < limit && Character.isWhitespace(text.charAt(open))) {
      open++;
    }
    if (open == limit
        || "(（".indexOf(text.charAt(open)) < 0
        || ordinals(text, open, limit) > open) {
      return end;
    }
    for (int i = open + 1; i < Math.min(limit, open + LONGEST_NOTE); i++) {
      if (")）".indexOf(text.charAt(i)) >= 0) {
        return i + 1;
      }
    }
    return end;
  }

  private static char plain(char c) {
    if (c < '\u2e80' || (c >= '\u4e00' && c <= '\u9fff')) {
      return c;
    }
    String normal = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
    return normal.isEmpty() ? c : normal.charAt(0);
  }
}
