package org.gongkai.extraction.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.FigureKey;

/**
 * Which figures of sentences add up to which, from {@code conf/sums.csv}.
 *
 * @param equations sums of which both sides must be equal
 * @param divisions wholes and the parts that lists divide them into
 */
record TextSums(List<Equation> equations, List<Division> divisions) {
  private static final String PATH = "sums.csv";

  /** A sum that holds wherever every term is stated. */
  record Equation(Rule rule, List<FigureKey> left, List<FigureKey> right) {
    List<FigureKey> terms() {
      return Stream.concat(left.stream(), right.stream()).toList();
    }
  }

  /**
   * A whole that is told in parts.
   *
   * @param wholes figures that may be the whole
   * @param parts patterns of the parts
   * @param least number of parts that leaves nothing out, or {@link Integer#MAX_VALUE}
   * @param closing a code that makes any list complete, or empty
   * @param overlapping whether one thing may be counted under several parts
   */
  record Division(
      Rule rule,
      List<FigureKey> wholes,
      Pattern parts,
      int least,
      String closing,
      boolean overlapping) {

    /** Whether the parts leave nothing out. */
    boolean isComplete(List<FigureKey> told) {
      return told.size() >= least
          || (!closing.isEmpty() && told.stream().anyMatch(key -> key.codes().contains(closing)));
    }
  }

  /** A figure key in which one code is open: {@code *} or {@code denied_*}, never a total. */
  record Pattern(FigureKey notation) {
    boolean fits(FigureKey key) {
      if (key.table() != notation.table()) {
        return false;
      }
      for (int i = 0; i < key.codes().size(); i++) {
        String open = notation.codes().get(i);
        String code = key.codes().get(i);
        boolean fits =
            open.endsWith("*")
                ? !code.equals("total") && code.startsWith(open.substring(0, open.length() - 1))
                : code.equals(open);
        if (!fits) {
          return false;
        }
      }
      return true;
    }
  }

  TextSums {
    equations = List.copyOf(equations);
    divisions = List.copyOf(divisions);
  }

  /**
   * Reads the sums.
   *
   * @throws ConfException naming the line that is wrong
   */
  static TextSums load(ConfFiles conf, Codebook codebook, Rules rules) {
    List<Equation> equations = new ArrayList<>();
    List<Division> divisions = new ArrayList<>();
    for (CSVRecord line : conf.csv(PATH)) {
      try {
        Rule rule = rules.named(line.get("rule"));
        switch (line.get("kind")) {
          case "equation" ->
              equations.add(
                  new Equation(
                      rule,
                      Equivalents.terms(line.get("whole"), codebook),
                      Equivalents.terms(line.get("parts"), codebook)));
          case "list" -> divisions.add(division(line, codebook, rule));
          default ->
              throw new IllegalArgumentException("is of the unknown kind " + line.get("kind"));
        }
      } catch (IllegalArgumentException e) {
        throw new ConfException(PATH, line.getParser().getCurrentLineNumber(), e.getMessage(), e);
      }
    }
    return new TextSums(equations, divisions);
  }

  private static Division division(CSVRecord line, Codebook codebook, Rule rule) {
    List<FigureKey> wholes = new ArrayList<>();
    for (String whole : line.get("whole").split("\\s*;\\s*", -1)) {
      wholes.add(codebook.check(FigureKey.parse(whole)));
    }
    return new Division(
        rule,
        List.copyOf(wholes),
        new Pattern(FigureKey.parse(line.get("parts"))),
        line.get("least").isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(line.get("least")),
        line.get("closing"),
        switch (line.get("overlap").toLowerCase(Locale.ROOT)) {
          case "yes" -> true;
          case "no" -> false;
          default -> throw new IllegalArgumentException("overlap is neither yes nor no");
        });
  }
}
