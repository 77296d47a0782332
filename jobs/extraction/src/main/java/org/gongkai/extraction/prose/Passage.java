package org.gongkai.extraction.prose;

import org.gongkai.extraction.model.Section;
import org.gongkai.extraction.model.Span;

/**
 * One paragraph as it reads once layout is taken away: full-width signs folded, spaces between
 * characters dropped, broken lines joined.
 *
 * @param text the paragraph
 * @param offsets for each character, and the end, its offset in the repaired text
 * @param section kind of the section it stands in
 */
record Passage(String text, int[] offsets, Section.Kind section) {

  /** The place in the repaired text of a range of this paragraph. */
  Span origin(int start, int end) {
    return start >= end
        ? new Span(offsets[start], offsets[start])
        : new Span(offsets[start], offsets[end - 1] + 1);
  }

  Span origin(Span span) {
    return origin(span.start(), span.end());
  }
}
