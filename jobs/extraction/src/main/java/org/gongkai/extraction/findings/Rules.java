package org.gongkai.extraction.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Finding;

/** The rules of {@code conf/rules.csv}. */
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
  public static Rules load(ConfFiles conf) {
    List<Rule> rules = new ArrayList<>();
    for (CSVRecord line : conf.csv(PATH)) {
      try {
        Rule rule =
            new Rule(
                line.get("id"),
                Finding.Severity.valueOf(line.get("severity").toUpperCase(Locale.ROOT)),
                Rule.Kind.named(line.get("kind")),
                line.get("zh"),
                line.get("en"));
        rules.add(rule);
      } catch (IllegalArgumentException e) {
        throw new ConfException(PATH, line.getParser().getCurrentLineNumber(), e.getMessage(), e);
      }
    }
    return new Rules(rules);
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
   * The rule with an id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Rule named(String id) {
    return find(id)
        .orElseThrow(() -> new IllegalArgumentException("conf/rules.csv has no rule " + id));
  }

  /** The rule with an id, if there is one. */
  public Optional<Rule> find(String id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }
}
