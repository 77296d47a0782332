package org.gongkai.extraction.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * Something a checker would send back to the issuing organ.
 *
 * @param rule id of the rule in {@code conf/rules.csv}
 * @param severity how serious
 * @param messageZh message in Chinese, with the figures filled in
 * @param messageEn the same in English
 * @param stated the number printed, or null
 * @param expected the number that the other figures require, or null
 * @param figures the figures concerned
 * @param evidence where in the repaired text
 */
public record Finding(
    String rule,
    Severity severity,
    String messageZh,
    String messageEn,
    BigDecimal stated,
    BigDecimal expected,
    List<Cited> figures,
    Span evidence) {
  public Finding {
    figures = List.copyOf(figures);
  }

  /** Stated minus expected, or null where either is missing. */
  public BigDecimal difference() {
    return stated == null || expected == null ? null : stated.subtract(expected);
  }

  /** A figure that a finding is about. */
  public record Cited(FigureKey key, BigDecimal value) {}

  /** How serious a finding is. */
  public enum Severity {
    ERROR,
    WARNING,
    INFO;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
