package org.gongkai.extraction.findings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FigureKey;

/** The sums of table cells that say what a figure of a sentence says. */
final class Equivalents {
  private static final String PATH = "equivalents.csv";

  private final List<Sum> sums;

  /**
   * A sum of table figures.
   *
   * @param form code of the form, empty for any
   * @param alone whether a sentence is held to it where the table does not print the figure itself
   */
  record Sum(FigureKey figure, String form, List<FigureKey> terms, boolean alone) {
    /** The sum of the terms, or null where the tables do not state each of them once. */
    BigDecimal valueIn(Map<FigureKey, List<Figure>> tables) {
      BigDecimal sum = BigDecimal.ZERO;
      for (FigureKey term : terms) {
        List<Figure> printed = tables.getOrDefault(term, List.of());
        if (printed.size() != 1) {
          return null;
        }
        sum = sum.add(printed.get(0).value());
      }
      return sum;
    }
  }

  private Equivalents(List<Sum> sums) {
    this.sums = List.copyOf(sums);
  }

  /**
   * Reads the sums.
   *
   * @throws ConfException naming the line that is wrong
   */
  static Equivalents load(ConfFiles conf, Codebook codebook) {
    List<Sum> sums = new ArrayList<>();
    for (CSVRecord line : conf.csv(PATH)) {
      try {
        sums.add(
            new Sum(
                codebook.check(FigureKey.parse(line.get("figure"))),
                line.get("form"),
                terms(line.get("sum"), codebook),
                switch (line.get("alone")) {
                  case "yes" -> true;
                  case "no" -> false;
                  default -> throw new IllegalArgumentException("alone is neither yes nor no");
                }));
      } catch (IllegalArgumentException e) {
        throw new ConfException(PATH, line.getParser().getCurrentLineNumber(), e.getMessage(), e);
      }
    }
    return new Equivalents(sums);
  }

  /** Reads {@code a + b}, each a figure. */
  static List<FigureKey> terms(String sum, Codebook codebook) {
    return Arrays.stream(sum.split("\\s*\\+\\s*", -1))
        .map(term -> codebook.check(FigureKey.parse(term)))
        .toList();
  }

  /** The sums that may stand for a figure in a form, the first to be preferred. */
  List<Sum> of(FigureKey figure, String form) {
    return sums.stream()
        .filter(sum -> sum.figure().equals(figure))
        .filter(sum -> sum.form().isEmpty() || sum.form().equals(form))
        .toList();
  }
}
