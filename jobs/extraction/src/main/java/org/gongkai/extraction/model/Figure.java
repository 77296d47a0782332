package org.gongkai.extraction.model;

import java.math.BigDecimal;

/**
 * One figure that a report states, with its evidence.
 *
 * @param key what it counts
 * @param scope whose figure it is
 * @param value the number in {@code unit}; 万 is multiplied out, except that 万元 stays the unit
 * @param unit the unit as printed, normalised (名 is 人)
 * @param precision how exactly it is stated
 * @param evidenceKind where it stands
 * @param evidence the row or clause that states it, in the repaired text
 * @param number the digits or words of the number itself, in the repaired text; empty where the
 *     figure is implied
 * @param confidence estimated probability, 0 to 1, that table, codes, scope and value are all right
 */
public record Figure(
    FigureKey key,
    Scope scope,
    BigDecimal value,
    String unit,
    Precision precision,
    EvidenceKind evidenceKind,
    Span evidence,
    Span number,
    double confidence) {
  public Figure {
    if (confidence < 0 || confidence > 1) {
      throw new IllegalArgumentException("confidence must be 0 to 1: " + confidence);
    }
  }

  public Figure withConfidence(double other) {
    return new Figure(key, scope, value, unit, precision, evidenceKind, evidence, number, other);
  }
}
