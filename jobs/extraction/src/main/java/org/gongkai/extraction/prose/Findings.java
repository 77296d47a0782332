package org.gongkai.extraction.prose;

import org.gongkai.extraction.language.Unit;
import org.gongkai.extraction.model.ProseReading.Stated;
import org.gongkai.extraction.model.Span;

/** Takes what the passages of a report state. */
interface Findings {
  /** Number of the sentence that is being read. */
  int sentence();

  /** A new sentence begins. */
  void nextSentence();

  /** A figure, stated or implied. */
  void figure(Draft draft);

  /** A number is no part of a list. */
  void standsAlone(Span number);

  /** A number counts all that was published on the website it was told of. */
  void publishesAll(Span number);

  /** A number was said to be accrued (累计). */
  void accrued(Span number);

  /** A number counts things that its clause enumerates: all that was published, or some of it. */
  void enumerates(Span number);

  /**
   * Takes a figure back that what follows shows to be another, or none where that is null. Nothing
   * happens to one that was taken back already.
   */
  void replace(Draft figure, Draft by, String reason);

  /** A number that states no figure. */
  void refused(Span number, String reason);

  /** A number that may be a whole or a part of one. */
  void counted(Stated number, Unit unit, Partitions.Role role, int depth);
}
