package org.gongkai.extraction.findings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.gongkai.extraction.forms.Constraint;
import org.gongkai.extraction.forms.FormCatalogue;
import org.gongkai.extraction.forms.FormDefinition;
import org.gongkai.extraction.forms.FormLine;
import org.gongkai.extraction.model.EvidenceKind;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.Precision;
import org.gongkai.extraction.model.Scope;

/**
 * The sums of the official forms, held against what sentences state. A report in prose counts the
 * same things, but leaves out what it has not, so a sum is only judged where every term is stated,
 * exactly and the same each time, and where the rule says that the terms leave nothing out.
 */
final class SentenceSums {
  private final List<Sum> sums;

  /** A whole, its parts, and the rule that joins them. */
  private record Sum(String rule, FigureKey whole, List<FigureKey> parts) {}

  /** A sum with the figures that sentences state for it. */
  record Stated(String rule, Figure whole, List<Figure> parts) {}

  SentenceSums(FormCatalogue catalogue, Rules rules) {
    List<String> held = rules.of(Rule.Kind.FORM_AND_TEXT).stream().map(Rule::id).toList();
    sums =
        catalogue.forms().stream()
            .flatMap(form -> form.constraints().stream().flatMap(rule -> sum(form, rule)))
            .filter(sum -> held.contains(sum.rule()))
            .distinct()
            .toList();
  }

  private static Stream<Sum> sum(FormDefinition form, Constraint constraint) {
    if (constraint.relation() != Constraint.Relation.EQUAL
        || constraint.axis() != Constraint.Axis.ROWS
        || constraint.left().size() != 1) {
      return Stream.empty();
    }
    List<FigureKey> keys =
        constraint.terms().stream()
            .map(form::line)
            .filter(line -> line.columns().size() == 1)
            .map(SentenceSums::key)
            .filter(Objects::nonNull)
            .toList();
    return keys.size() < constraint.terms().size()
        ? Stream.empty()
        : Stream.of(new Sum(constraint.id(), keys.get(0), keys.subList(1, keys.size())));
  }

  private static FigureKey key(FormLine line) {
    return line.keyIn(line.columns().get(0));
  }

  /** The sums of which sentences state every term. */
  List<Stated> statedIn(List<Figure> figures) {
    Map<FigureKey, Figure> stated = new LinkedHashMap<>();
    List<FigureKey> contradicted = new ArrayList<>();
    for (Figure figure : figures) {
      if (figure.scope() == Scope.WHOLE
          && figure.evidenceKind() == EvidenceKind.PROSE
          && figure.precision() == Precision.EXACT) {
        Figure before = stated.putIfAbsent(figure.key(), figure);
        if (before != null && before.value().compareTo(figure.value()) != 0) {
          contradicted.add(figure.key());
        }
      }
    }
    stated.keySet().removeAll(contradicted);
    return sums.stream()
        .filter(sum -> stated.containsKey(sum.whole()) && stated.keySet().containsAll(sum.parts()))
        .map(
            sum ->
                new Stated(
                    sum.rule(),
                    stated.get(sum.whole()),
                    sum.parts().stream().map(stated::get).toList()))
        .toList();
  }
}
