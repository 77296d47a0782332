package org.gongkai.pipeline.aggregate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.model.FigureKey;

/**
 * A sum over the figures of a report, with ways out where a report states them differently. Written
 * {@code a + b? | c}: the first alternative counts of which every figure is stated; a figure marked
 * {@code ?} may be missing as long as one of the alternative is stated. A code that ends in {@code
 * *} stands for the sum of all stated codes that begin so.
 */
record Formula(String text, List<List<Term>> alternatives) {
  private static final String MANY = "*";

  /** One figure of a sum. */
  private record Term(FigureKey key, boolean optional, boolean many) {
    /** The sum of the figures that it stands for, null if none is stated. */
    private BigDecimal value(Map<FigureKey, BigDecimal> figures) {
      if (!many) {
        return figures.get(key);
      }
      BigDecimal sum = null;
      for (Map.Entry<FigureKey, BigDecimal> figure : figures.entrySet()) {
        if (matches(figure.getKey())) {
          sum = sum == null ? figure.getValue() : sum.add(figure.getValue());
        }
      }
      return sum;
    }

    private boolean matches(FigureKey candidate) {
      if (candidate.table() != key.table()) {
        return false;
      }
      for (int i = 0; i < key.codes().size(); i++) {
        if (!matches(key.codes().get(i), candidate.codes().get(i))) {
          return false;
        }
      }
      return true;
    }

    private static boolean matches(String pattern, String code) {
      return pattern.endsWith(MANY)
          ? code.startsWith(pattern.substring(0, pattern.length() - 1))
          : pattern.equals(code);
    }
  }

  /**
   * Reads a formula.
   *
   * @throws IllegalArgumentException if a figure is none of the vocabulary
   */
  static Formula parse(String text, Codebook codebook) {
    List<List<Term>> alternatives = new ArrayList<>();
    for (String alternative : text.split("\\|", -1)) {
      List<Term> terms = new ArrayList<>();
      for (String term : alternative.split("\\+", -1)) {
        terms.add(term(term.strip(), codebook));
      }
      alternatives.add(List.copyOf(terms));
    }
    return new Formula(text, List.copyOf(alternatives));
  }

  private static Term term(String text, Codebook codebook) {
    boolean optional = text.endsWith("?");
    FigureKey key = FigureKey.parse(optional ? text.substring(0, text.length() - 1) : text);
    for (String column : key.table().codeColumns()) {
      String code = key.code(column);
      boolean known =
          code.endsWith(MANY)
              ? codebook.codes(key.table(), column).stream()
                  .anyMatch(c -> c.code().startsWith(code.substring(0, code.length() - 1)))
              : codebook.codes(key.table(), column).stream().anyMatch(c -> c.code().equals(code));
      if (!known) {
        throw new IllegalArgumentException(
            "conf/codes.csv declares no "
                + column
                + " "
                + code
                + " for "
                + key.table().tableName());
      }
    }
    return new Term(key, optional, key.codes().stream().anyMatch(code -> code.endsWith(MANY)));
  }

  /** Whether a figure can be part of the sum. */
  boolean uses(FigureKey key) {
    return alternatives.stream()
        .flatMap(List::stream)
        .anyMatch(term -> term.key().equals(key) || term.matches(key));
  }

  /** The sum over the figures of one report, empty where no alternative is stated. */
  Optional<BigDecimal> value(Map<FigureKey, BigDecimal> figures) {
    for (List<Term> terms : alternatives) {
      BigDecimal sum = sum(terms, figures);
      if (sum != null) {
        return Optional.of(sum);
      }
    }
    return Optional.empty();
  }

  private static BigDecimal sum(List<Term> terms, Map<FigureKey, BigDecimal> figures) {
    BigDecimal sum = null;
    for (Term term : terms) {
      BigDecimal value = term.value(figures);
      if (value == null && !term.optional()) {
        return null;
      }
      if (value != null) {
        sum = sum == null ? value : sum.add(value);
      }
    }
    return sum;
  }
}
