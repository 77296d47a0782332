package org.gongkai.extraction.findings;

import org.gongkai.extraction.model.Span;

/** Where sentences end. */
final class Sentences {
  private Sentences() {}

  /** Whether two places stand in one sentence. */
  static boolean isOne(String text, Span one, Span other) {
    int from = Math.min(one.end(), other.end());
    int to = Math.max(one.start(), other.start());
    return from >= to || text.substring(from, to).chars().noneMatch(c -> c == '。' || c == '\n');
  }
}
