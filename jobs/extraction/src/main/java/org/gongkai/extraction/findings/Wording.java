package org.gongkai.extraction.findings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.Finding;
import org.gongkai.extraction.model.Span;

/** Puts findings into the words of {@code conf/rules.csv}. */
final class Wording {
  private final Codebook codebook;

  Wording(Codebook codebook) {
    this.codebook = codebook;
  }

  /**
   * What a finding is about.
   *
   * @param key the figure, or null where the contract has no code for it
   * @param label what it is called where it has no code
   */
  record Subject(FigureKey key, String label) {
    static Subject of(FigureKey key) {
      return new Subject(key, "");
    }

    private String named(Function<FigureKey, String> names) {
      return key == null ? label : names.apply(key);
    }
  }

  /** A sum that is not what it should be; {@code id} may be that of a rule without own wording. */
  Finding sum(
      String id,
      Rule rule,
      Subject subject,
      BigDecimal stated,
      List<BigDecimal> parts,
      List<Finding.Cited> figures,
      Span evidence) {
    BigDecimal expected = parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    Map<String, String> values =
        Map.of(
            "stated", number(stated),
            "expected", number(expected),
            "parts", writtenOut(parts));
    return finding(id, rule, subject, values, stated, expected, figures, evidence);
  }

  /** Two numbers that should agree, with their units. */
  Finding difference(
      Rule rule,
      Finding.Cited stated,
      String unit,
      Finding.Cited expected,
      String otherUnit,
      Span evidence) {
    Map<String, String> values =
        Map.of(
            "stated", number(stated.value()) + unit,
            "expected", number(expected.value()) + otherUnit);
    return finding(
        rule.id(),
        rule,
        Subject.of(stated.key()),
        values,
        stated.value(),
        expected.value(),
        List.of(stated, expected),
        evidence);
  }

  /** A number that others contradict. */
  Finding computed(
      Rule rule,
      Subject subject,
      BigDecimal stated,
      BigDecimal expected,
      List<Finding.Cited> figures,
      Span evidence) {
    Map<String, String> values = Map.of("stated", number(stated), "expected", number(expected));
    return finding(rule.id(), rule, subject, values, stated, expected, figures, evidence);
  }

  /** Something that concerns a place, not numbers. */
  Finding place(Rule rule, String detail, String expected, Span span) {
    Map<String, String> values = Map.of("detail", detail, "expected", expected);
    return finding(rule.id(), rule, new Subject(null, ""), values, null, null, List.of(), span);
  }

  private Finding finding(
      String id,
      Rule rule,
      Subject subject,
      Map<String, String> values,
      BigDecimal stated,
      BigDecimal expected,
      List<Finding.Cited> figures,
      Span evidence) {
    Map<String, String> chinese = new HashMap<>(values);
    chinese.put("what", subject.named(codebook::zh));
    Map<String, String> english = new HashMap<>(values);
    english.put("what", subject.named(codebook::en));
    return new Finding(
        id,
        rule.severity(),
        rule.messageZh(chinese),
        rule.messageEn(english),
        stated,
        expected,
        figures,
        evidence);
  }

  private static String writtenOut(List<BigDecimal> parts) {
    String shown =
        parts.stream()
            .filter(part -> part.signum() != 0)
            .map(Wording::number)
            .collect(Collectors.joining("+"));
    return shown.isEmpty() ? "0" : shown;
  }

  private static String number(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return (stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped)
        .toPlainString();
  }
}
