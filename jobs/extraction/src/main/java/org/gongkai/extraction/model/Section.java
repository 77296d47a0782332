package org.gongkai.extraction.model;

import java.util.Locale;

/**
 * A part of the body under one heading of the first level.
 *
 * @param ordinal zero-based position in the report
 * @param kind topic of the heading
 * @param heading the heading as printed; empty for text before the first
 * @param span heading and text
 */
public record Section(int ordinal, Kind kind, String heading, Span span) {
  /** The statutory topics, and what stands outside them. */
  public enum Kind {
    OVERVIEW,
    DISCLOSURE,
    REQUESTS,
    APPEALS,
    PROBLEMS,
    PLANS,
    FEES,
    STAFFING,
    OTHER;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
