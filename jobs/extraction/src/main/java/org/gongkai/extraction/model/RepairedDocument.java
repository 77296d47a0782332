package org.gongkai.extraction.model;

import java.util.List;
import java.util.Set;

/**
 * A document whose text has been mended; the spans of its tables point into the mended text.
 *
 * @param document the document with the repaired text
 * @param repairs the kinds of damage that were mended
 * @param mends what was changed where, in order of position
 */
public record RepairedDocument(SourceDocument document, Set<Repair> repairs, List<Mend> mends) {
  public RepairedDocument {
    repairs = Set.copyOf(repairs);
    mends = List.copyOf(mends);
  }

  public String text() {
    return document.text();
  }

  /**
   * One stretch of text that was changed.
   *
   * @param repair kind of damage
   * @param original its place in the text as read
   * @param repaired its place in the repaired text
   * @param exact whether nothing was lost: false where a character had to be guessed or is gone
   */
  public record Mend(Repair repair, Span original, Span repaired, boolean exact) {}
}
