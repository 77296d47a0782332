package org.gongkai.extraction.forms;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares labels as a reader does: without spaces, punctuation, width and leading ordinals. */
final class Labels {
  private static final Pattern ORDINAL =
      Pattern.compile(
          "^\\s*(?:其中[:,]?|[(\\[][一二三四五六七八九十\\d]{1,3}[)\\]]、?|[一二三四五六七八九十]{1,3}、|\\d{1,2}[.、)])\\s*");
  private static final Pattern ENCLOSED = Pattern.compile("^\\s*[①-⒛㈠-㈩]");
  private static final int LONGEST = 120;

  /** Labels that have less in common are not alike. */
  private static final double LEAST_SIMILARITY = 0.6;

  private Labels() {}

  /** Full-width to half-width, and nothing but letters and digits kept. */
  static String squeeze(CharSequence text) {
    String plain =
        Normalizer.isNormalized(text, Normalizer.Form.NFKC)
            ? text.toString()
            : Normalizer.normalize(text, Normalizer.Form.NFKC);
    StringBuilder kept = new StringBuilder(plain.length());
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (Character.isLetterOrDigit(c) || c == '+') {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  static boolean opensWithOrdinal(String word) {
    return ENCLOSED.matcher(word).find()
        || ORDINAL.matcher(Normalizer.normalize(word, Normalizer.Form.NFKC)).find();
  }

  /** The label's words alone: ordinals, 其中 and explanations in brackets left out. */
  static String core(String label) {
    String open = ENCLOSED.matcher(label).replaceFirst("");
    String rest = Normalizer.normalize(open, Normalizer.Form.NFKC).strip();
    for (Matcher ordinal = ORDINAL.matcher(rest);
        ordinal.find() && ordinal.end() < rest.length();
        ordinal = ORDINAL.matcher(rest)) {
      rest = rest.substring(ordinal.end());
    }
    int bracket = rest.indexOf('(');
    while (bracket > 1 && ORDINAL.matcher(rest).region(bracket, rest.length()).lookingAt()) {
      bracket = rest.indexOf('(', bracket + 1);
    }
    String before = bracket > 1 ? rest.substring(0, bracket) : rest;
    String core = squeeze(before);
    return core.length() > LONGEST ? core.substring(0, LONGEST) : core;
  }

  /**
   * How alike two cores are: 1 for equal, 0.9 where one begins with the other and the rest is long
   * enough to tell, else the share of characters that need no edit; 0 below 0.6.
   */
  static double similarity(String printed, String official) {
    if (printed.equals(official)) {
      return 1;
    }
    int shorter = Math.min(printed.length(), official.length());
    int longer = Math.max(printed.length(), official.length());
    if (shorter < 3) {
      return 0;
    }
    if (shorter >= 4 && (printed.startsWith(official) || official.startsWith(printed))) {
      return shorter * 2 >= longer ? 0.9 : 0.7;
    }
    String one = printed.length() == longer ? printed : official;
    String other = printed.length() == longer ? official : printed;
    if (common(one, other) < LEAST_SIMILARITY * longer) {
      return 0;
    }
    double similarity = 1 - (double) edits(one, other) / longer;
    return similarity < LEAST_SIMILARITY ? 0 : similarity;
  }

  /** How many characters need no edit at most: those that occur in the other, shorter text. */
  private static int common(String longer, String shorter) {
    int most = shorter.length();
    int common = 0;
    for (int i = 0; i < longer.length() && common < most; i++) {
      common += shorter.indexOf(longer.charAt(i)) >= 0 ? 1 : 0;
    }
    return common;
  }

  private static int edits(String a, String b) {
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[b.length()];
  }
}
