package org.gongkai.extraction.prose;

import org.gongkai.extraction.language.Unit;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.ProseReading.Stated;
import org.gongkai.extraction.model.Span;

/**
 * Lets nothing through but that there were no appeals: all that the section on problems tells of
 * figures (存在不足…上半年无行政复议、行政诉讼).
 */
record ZerosOfAppeals(Findings out) implements Findings {
  @Override
  public int sentence() {
    return out.sentence();
  }

  @Override
  public void nextSentence() {
    out.nextSentence();
  }

  @Override
  public void figure(Draft draft) {
    boolean inWords = draft.value().signum() == 0 && draft.number().length() == 0;
    if (inWords && draft.key().table() == FactTable.APPEALS) {
      out.figure(draft);
    }
  }

  @Override
  public void standsAlone(Span number) {}

  @Override
  public void publishesAll(Span number) {}

  @Override
  public void accrued(Span number) {}

  @Override
  public void enumerates(Span number) {}

  @Override
  public void replace(Draft figure, Draft by, String reason) {}

  @Override
  public void refused(Span number, String reason) {}

  @Override
  public void counted(Stated number, Unit unit, Partitions.Role role, int depth) {}
}
