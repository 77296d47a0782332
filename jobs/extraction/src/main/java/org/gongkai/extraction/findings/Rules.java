package org.gongkai.extraction.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.Finding;

/** The rules of {@code conf/rules.csv}, checked against the code vocabulary. */
public final class Rules {
  private static final String PATH = "rules.csv";

  private final List<Rule> rules;

  private Rules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Reads the rules.
   *
   * @throws ConfException naming the line that is wrong
   */
  public static Rules load(ConfFiles conf, Codebook codebook) {
    List<Rule> rules = new ArrayList<>();
    for (CSVRecord line : conf.csv(PATH)) {
      try {
        Rule rule =
            new Rule(
                line.get("id"),
                Finding.Severity.valueOf(line.get("severity").toUpperCase(Locale.ROOT)),
                Rule.Kind.named(line.get("kind")),
                line.get("forms").isEmpty() ? Set.of() : Set.of(line.get("forms").split(" +")),
                KeyPattern.parseSum(line.get("whole")),
                KeyPattern.parseSum(line.get("parts")),
                line.get("zh"),
                line.get("en"));
        rule.whole().forEach(pattern -> check(pattern, codebook));
        rule.parts().forEach(pattern -> check(pattern, codebook));
        rules.add(rule);
      } catch (IllegalArgumentException e) {
        throw new ConfException(PATH, line.getParser().getCurrentLineNumber(), e.getMessage(), e);
      }
    }
    return new Rules(rules);
  }

  private static void check(KeyPattern pattern, Codebook codebook) {
    FigureKey key = pattern.key();
    for (String column : key.table().codeColumns()) {
      String code = key.code(column);
      if (!code.equals(KeyPattern.BOUND) && !code.equals(KeyPattern.EVERY)) {
        codebook.code(key.table(), column, code);
      }
    }
  }

  /** The rules in the order of the file. */
  public List<Rule> all() {
    return rules;
  }

  /** The rules of one kind. */
  public List<Rule> of(Rule.Kind kind) {
    return rules.stream().filter(rule -> rule.kind() == kind).toList();
  }

  /**
   * The first rule with an id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Rule named(String id) {
    return rules.stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("conf/rules.csv has no rule " + id));
  }
}
