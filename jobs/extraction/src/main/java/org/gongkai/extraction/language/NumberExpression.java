package org.gongkai.extraction.language;

import java.math.BigDecimal;
import org.gongkai.extraction.model.Precision;
import org.gongkai.extraction.model.Span;

/**
 * A number in a text.
 *
 * @param kind what sort of number
 * @param value the value in {@code unit}; null where the words give none (多次, 3至5次)
 * @param unit the unit printed behind it
 * @param precision how exact it claims to be
 * @param digits the number itself
 * @param span number, marks of precision and unit
 */
public record NumberExpression(
    Kind kind, BigDecimal value, Unit unit, Precision precision, Span digits, Span span) {

  /** Sorts of numbers. */
  public enum Kind {
    /** A quantity. */
    COUNT,
    /** A share: 40%, 百分之四十, 四成. */
    PERCENT,
    /** A calendar year. */
    YEAR,
    /** A day, month or time of day. */
    DATE,
    /** 第三, or the number of an item in a list. */
    ORDINAL,
    /** 3至5次, 3-5次. */
    RANGE,
    /** A measure of something that no figure counts: hours, metres, floors, versions. */
    MEASURE,
    /** Document numbers, telephone numbers, addresses, 7*24. */
    CODE
  }
}
