package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import org.gongkai.extraction.model.EvidenceKind;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.Precision;
import org.gongkai.extraction.model.Scope;
import org.gongkai.extraction.model.Span;

/**
 * A figure whose scope is still the word that the sentence uses.
 *
 * @param scopeWord code of the word of scope, empty where there is none
 * @param sentence number of the sentence in the report
 */
record Draft(
    FigureKey key,
    String scopeWord,
    int sentence,
    BigDecimal value,
    String unit,
    Precision precision,
    EvidenceKind kind,
    Span evidence,
    Span number,
    double confidence) {

  /** The same statement read as another figure. */
  Draft with(FigureKey other, double certainty) {
    return new Draft(
        other,
        scopeWord,
        sentence,
        value,
        unit,
        precision,
        kind,
        evidence,
        number,
        confidence * certainty);
  }

  /** A figure that words without a number of their own state, of the same amount as this one. */
  Draft implies(FigureKey other, int inSentence, Span words, Span digits, double certainty) {
    return new Draft(
        other,
        scopeWord,
        inSentence,
        value,
        unit,
        precision,
        EvidenceKind.DERIVED,
        words,
        digits,
        certainty);
  }

  Figure figure(Scope scope) {
    return new Figure(
        key, scope, value, unit, precision, kind, evidence, number, Math.min(1, confidence));
  }
}
