package org.gongkai.extraction.findings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gongkai.extraction.model.EvidenceKind;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.Finding;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.Precision;
import org.gongkai.extraction.model.ProseReading;
import org.gongkai.extraction.model.Scope;

/** Holds what sentences state of the whole against the tables and against each other. */
final class Statements {
  private final Rules rules;
  private final Equivalents equivalents;
  private final Wording wording;

  Statements(Rules rules, Equivalents equivalents, Wording wording) {
    this.rules = rules;
    this.equivalents = equivalents;
    this.wording = wording;
  }

  /** What contradicts the tables, then what contradicts itself, in order of the text. */
  List<Finding> check(String text, FormReading forms, ProseReading prose) {
    Map<FigureKey, List<Figure>> tables =
        forms.figures().stream()
            .filter(figure -> figure.scope() == Scope.WHOLE)
            .collect(Collectors.groupingBy(Figure::key));
    Map<FigureKey, List<Figure>> sentences =
        prose.figures().stream()
            .filter(figure -> figure.scope() == Scope.WHOLE)
            .filter(figure -> figure.evidenceKind() == EvidenceKind.PROSE)
            .sorted(Comparator.comparing(Figure::number))
            .collect(Collectors.groupingBy(Figure::key, LinkedHashMap::new, Collectors.toList()));
    List<Finding> findings = new ArrayList<>();
    for (Rule rule : rules.of(Rule.Kind.TEXT)) {
      sentences.forEach((key, said) -> table(rule, said, printed(key, forms, tables), findings));
      implied(prose, sentences.keySet())
          .forEach((key, said) -> table(rule, said, printed(key, forms, tables), findings));
    }
    sentences.keySet().removeIf(Statements::isOfManyPlaces);
    for (Rule rule : rules.of(Rule.Kind.REPEAT)) {
      sentences.forEach(
          (key, said) -> repeats(rule, said, printed(key, forms, tables), text, findings));
    }
    return findings;
  }

  /** What sentences say of all appeals in one word and no sentence counts: 3件,均维持. */
  private static Map<FigureKey, List<Figure>> implied(ProseReading prose, Set<FigureKey> counted) {
    return prose.figures().stream()
        .filter(figure -> figure.scope() == Scope.WHOLE && figure.value().signum() > 0)
        .filter(figure -> figure.evidenceKind() == EvidenceKind.DERIVED)
        .filter(figure -> figure.key().table() == FactTable.APPEALS)
        .filter(figure -> !counted.contains(figure.key()))
        .collect(Collectors.groupingBy(Figure::key, LinkedHashMap::new, Collectors.toList()));
  }

  /** Reports count visits, calls and questions place by place, without a word for all of them. */
  private static boolean isOfManyPlaces(FigureKey key) {
    return key.table() == FactTable.CHANNELS && key.code("activity").equals("consultation");
  }

  /**
   * What a table says of a figure.
   *
   * @param expected what sentences are held to, with its unit
   * @param accepted the amounts that agree with the table
   */
  private record Printed(Finding.Cited expected, String unit, List<Amount> accepted) {
    boolean agrees(Figure sentence) {
      Amount said = Amount.of(sentence);
      return accepted.stream().anyMatch(said::agrees);
    }
  }

  private Printed printed(FigureKey key, FormReading forms, Map<FigureKey, List<Figure>> tables) {
    List<Figure> own = tables.getOrDefault(key, List.of());
    List<Equivalents.Sum> sums = equivalents.of(key, forms.form());
    List<Amount> accepted = new ArrayList<>(own.stream().map(Amount::of).toList());
    Finding.Cited expected = own.isEmpty() ? null : new Finding.Cited(key, own.get(0).value());
    for (Equivalents.Sum sum : sums) {
      BigDecimal value = sum.valueIn(tables);
      if (value != null) {
        accepted.add(new Amount(value, Precision.EXACT));
        expected = expected == null && sum.alone() ? new Finding.Cited(key, value) : expected;
      }
    }
    String unit = own.isEmpty() ? "" : own.get(0).unit();
    return expected == null ? null : new Printed(expected, unit, accepted);
  }

  private void table(Rule rule, List<Figure> said, Printed printed, List<Finding> findings) {
    if (printed == null || said.stream().anyMatch(printed::agrees)) {
      return;
    }
    Figure sentence =
        said.stream().max(Comparator.comparingDouble(Figure::confidence)).orElseThrow();
    findings.add(
        wording.difference(
            rule,
            cited(sentence),
            sentence.unit(),
            printed.expected(),
            printed.unit().isEmpty() ? sentence.unit() : printed.unit(),
            sentence.evidence()));
  }

  /**
   * The first statement is held against the first of another sentence that differs, unless the
   * table says which of them is wrong. Within a sentence, 工作会议3次,专题会议2次 are two things.
   */
  private void repeats(
      Rule rule, List<Figure> said, Printed printed, String text, List<Finding> findings) {
    Figure first = said.get(0);
    Amount amount = Amount.of(first);
    said.stream()
        .filter(other -> other.unit().equals(first.unit()) && !Amount.of(other).agrees(amount))
        .filter(other -> !Sentences.isOne(text, first.number(), other.number()))
        .findFirst()
        .ifPresent(
            other -> {
              boolean firstIsRight = printed != null && printed.agrees(first);
              Figure stated = firstIsRight ? other : first;
              Figure expected = firstIsRight ? first : other;
              findings.add(
                  wording.difference(
                      rule,
                      cited(stated),
                      stated.unit(),
                      cited(expected),
                      expected.unit(),
                      Stream.of(stated, expected)
                          .map(Figure::evidence)
                          .max(Comparator.naturalOrder())
                          .orElseThrow()));
            });
  }

  private static Finding.Cited cited(Figure figure) {
    return new Finding.Cited(figure.key(), figure.value());
  }
}
