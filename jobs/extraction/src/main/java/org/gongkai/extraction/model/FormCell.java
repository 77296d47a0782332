package org.gongkai.extraction.model;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * One printed cell of an official form, verbatim and as understood.
 *
 * @param form code of the form definition, for example {@code form_2021}
 * @param table code of the table within the form
 * @param rowLabel the row's label as printed
 * @param rowCode line code of the form, or null where the form does not know the row
 * @param columnLabel the column's label by the form, or as printed
 * @param columnCode code of the column, or null where the form does not know it
 * @param verbatim the cell as printed
 * @param state what the cell says
 * @param value its number, null unless the state is one of a number
 * @param key the figure it becomes, or null where the contract has no code for it
 * @param scope whose figure; null for a cell that is none of the year's (a code, a cumulative sum)
 * @param unit unit by the cell, its row or the form
 * @param span the cell in the repaired text
 * @param row the whole printed row in the repaired text
 */
public record FormCell(
    String form,
    String table,
    String rowLabel,
    String rowCode,
    String columnLabel,
    String columnCode,
    String verbatim,
    State state,
    BigDecimal value,
    FigureKey key,
    Scope scope,
    String unit,
    Span span,
    Span row) {

  /** What a cell says. */
  public enum State {
    NUMBER,
    ZERO,
    BLANK,
    DASH,
    WORDED_ZERO,
    NOT_APPLICABLE,
    UNREADABLE;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a cell in this state states a figure. */
    public boolean hasValue() {
      return switch (this) {
        case NUMBER, ZERO, WORDED_ZERO -> true;
        case BLANK, DASH, NOT_APPLICABLE, UNREADABLE -> false;
      };
    }
  }
}
