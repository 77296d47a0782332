package org.gongkai.extraction.findings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.EvidenceKind;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.Finding;
import org.gongkai.extraction.model.FormCell;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.Precision;
import org.gongkai.extraction.model.ProseReading;
import org.gongkai.extraction.model.ProseReading.Partition;
import org.gongkai.extraction.model.ProseReading.Stated;
import org.gongkai.extraction.model.RepairedDocument;
import org.gongkai.extraction.model.Scope;
import org.gongkai.extraction.model.Span;

/**
 * Holds a report against itself: sums of its tables, its sentences against its tables and against
 * each other.
 */
public final class Checker {
  private static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);

  /** A rounded figure may stand this far from the exact one: 1.5万 for 14,600 to 15,499. */
  private static final BigDecimal ROUNDING = new BigDecimal("0.1");

  private final Rules rules;
  private final Codebook codebook;
  private final TreeMap<Integer, String> formInForce = new TreeMap<>();

  /**
   * Reads the rules.
   *
   * @throws ConfException if {@code conf/rules.csv} is wrong
   */
  public Checker(ConfFiles conf) {
    codebook = Codebook.load(conf);
    rules = Rules.load(conf, codebook);
    for (CSVRecord line : conf.csv("forms/years.csv")) {
      formInForce.put(Integer.valueOf(line.get("year")), line.get("form"));
    }
  }

  /** What does not fit together in one report, tables first, in the order of the rules. */
  public List<Finding> check(
      RepairedDocument document, Identity identity, FormReading forms, ProseReading prose) {
    List<Finding> findings = new ArrayList<>();
    checkTables(forms, findings);
    checkTextAgainstTables(forms, prose, findings);
    checkRepeats(prose, findings);
    checkPartitions(prose, findings);
    checkReading(forms, findings);
    checkDocument(document, identity, forms, findings);
    return findings;
  }

  private void checkTables(FormReading forms, List<Finding> findings) {
    Map<Scope, Map<FigureKey, Figure>> byScope = new TreeMap<>();
    for (Figure figure : forms.figures()) {
      byScope
          .computeIfAbsent(figure.scope(), scope -> new LinkedHashMap<>())
          .putIfAbsent(figure.key(), figure);
    }
    Set<FigureKey> unreadable =
        forms.cells().stream()
            .filter(cell -> cell.key() != null && cell.state() == FormCell.State.UNREADABLE)
            .map(FormCell::key)
            .collect(Collectors.toSet());
    for (Map<FigureKey, Figure> figures : byScope.values()) {
      for (Rule rule : rules.all()) {
        if (EnumSet.of(Rule.Kind.SUM, Rule.Kind.AT_MOST).contains(rule.kind())
            && rule.holdsFor(forms.form())) {
          checkRule(rule, figures, unreadable, findings);
        }
      }
    }
  }

  private void checkRule(
      Rule rule,
      Map<FigureKey, Figure> figures,
      Set<FigureKey> unreadable,
      List<Finding> findings) {
    Set<String> bindings = new LinkedHashSet<>();
    for (FigureKey key : figures.keySet()) {
      String binding = rule.whole().get(0).binding(key);
      if (binding != null) {
        bindings.add(binding);
      }
    }
    for (String binding : bindings) {
      List<FigureKey> whole = resolve(rule.whole(), binding, figures.keySet());
      List<FigureKey> parts = resolve(rule.parts(), binding, figures.keySet());
      if (whole.stream().anyMatch(unreadable::contains)
          || parts.stream().anyMatch(unreadable::contains)) {
        continue;
      }
      // A part that is left blank counts as nothing here, as the forms mean it; a whole that is
      // left blank says nothing.
      List<Figure> statedWhole = stated(whole, figures);
      List<Figure> statedParts = stated(parts, figures);
      if (statedWhole.size() < Math.min(whole.size(), rule.whole().size())
          || statedParts.isEmpty()) {
        continue;
      }
      BigDecimal left = sum(statedWhole);
      BigDecimal right = sum(statedParts);
      boolean kept =
          rule.kind() == Rule.Kind.AT_MOST
              ? left.compareTo(right) <= 0
              : left.compareTo(right) == 0;
      if (!kept) {
        findings.add(finding(rule, left, right, statedWhole, statedParts));
      }
    }
  }

  private static List<FigureKey> resolve(
      List<KeyPattern> patterns, String binding, Set<FigureKey> stated) {
    return patterns.stream().flatMap(pattern -> pattern.resolve(binding, stated).stream()).toList();
  }

  private static List<Figure> stated(List<FigureKey> keys, Map<FigureKey, Figure> figures) {
    return keys.stream().filter(figures::containsKey).map(figures::get).toList();
  }

  private static BigDecimal sum(Collection<Figure> figures) {
    return figures.stream().map(Figure::value).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private Finding finding(
      Rule rule, BigDecimal stated, BigDecimal expected, List<Figure> whole, List<Figure> parts) {
    FigureKey first = whole.get(0).key();
    List<Figure> cited = new ArrayList<>(whole);
    cited.addAll(parts);
    return finding(
        rule,
        Map.of(
            "what", codebook.zh(first),
            "stated", number(stated),
            "expected", number(expected),
            "parts", writtenOut(parts.stream().map(Figure::value).toList())),
        codebook.en(first),
        stated,
        expected,
        cited,
        whole.get(0).evidence());
  }

  private static Finding finding(
      Rule rule,
      Map<String, String> values,
      String whatEn,
      BigDecimal stated,
      BigDecimal expected,
      List<Figure> figures,
      Span evidence) {
    Map<String, String> english = new HashMap<>(values);
    english.replace("what", whatEn);
    return new Finding(
        rule.id(),
        rule.severity(),
        rule.messageZh(values),
        rule.messageEn(english),
        stated,
        expected,
        figures.stream().map(figure -> new Finding.Cited(figure.key(), figure.value())).toList(),
        evidence);
  }

  private void checkTextAgainstTables(
      FormReading forms, ProseReading prose, List<Finding> findings) {
    Map<FigureKey, List<Figure>> tables =
        forms.figures().stream()
            .filter(figure -> figure.scope() == Scope.WHOLE)
            .collect(Collectors.groupingBy(Figure::key));
    Map<FigureKey, List<Figure>> sentences =
        prose.figures().stream()
            .filter(figure -> figure.scope() == Scope.WHOLE)
            .filter(figure -> figure.evidenceKind() == EvidenceKind.PROSE)
            .collect(Collectors.groupingBy(Figure::key, LinkedHashMap::new, Collectors.toList()));
    for (Rule rule : rules.of(Rule.Kind.TEXT)) {
      sentences.forEach(
          (key, said) -> {
            List<Figure> printed = tables.getOrDefault(key, List.of());
            boolean anyAgrees =
                said.stream()
                    .anyMatch(sentence -> printed.stream().anyMatch(cell -> agree(sentence, cell)));
            if (printed.isEmpty() || anyAgrees) {
              return;
            }
            Figure sentence =
                said.stream().max(Comparator.comparingDouble(Figure::confidence)).orElseThrow();
            findings.add(difference(rule, sentence, printed.get(0)));
          });
    }
  }

  private void checkRepeats(ProseReading prose, List<Finding> findings) {
    Map<FigureKey, List<Figure>> sentences =
        prose.figures().stream()
            .filter(figure -> figure.scope() == Scope.WHOLE)
            .filter(figure -> figure.evidenceKind() == EvidenceKind.PROSE)
            .collect(Collectors.groupingBy(Figure::key, LinkedHashMap::new, Collectors.toList()));
    for (Rule rule : rules.of(Rule.Kind.REPEAT)) {
      for (List<Figure> said : sentences.values()) {
        Figure first = said.get(0);
        said.stream()
            .filter(other -> other.unit().equals(first.unit()) && !agree(other, first))
            .findFirst()
            .ifPresent(other -> findings.add(difference(rule, other, first)));
      }
    }
  }

  private Finding difference(Rule rule, Figure stated, Figure other) {
    return finding(
        rule,
        Map.of(
            "what", codebook.zh(stated.key()),
            "stated", number(stated.value()) + stated.unit(),
            "expected", number(other.value()) + other.unit()),
        codebook.en(stated.key()),
        stated.value(),
        other.value(),
        List.of(stated, other),
        stated.evidence());
  }

  /** Whether two statements of one figure can both be right, given how exactly each is put. */
  static boolean agree(Figure one, Figure other) {
    BigDecimal a = inBaseUnit(one);
    BigDecimal b = inBaseUnit(other);
    if (a.compareTo(b) == 0) {
      return true;
    }
    if (one.precision() == Precision.EXACT && other.precision() == Precision.EXACT) {
      return false;
    }
    BigDecimal larger = a.max(b);
    return a.subtract(b).abs().compareTo(larger.multiply(ROUNDING)) <= 0;
  }

  private static BigDecimal inBaseUnit(Figure figure) {
    return figure.unit().equals("万元") ? figure.value().multiply(TEN_THOUSAND) : figure.value();
  }

  private void checkPartitions(ProseReading prose, List<Finding> findings) {
    for (Rule rule : rules.of(Rule.Kind.PARTITION)) {
      for (Partition partition : prose.partitions()) {
        BigDecimal whole = partition.whole().value();
        BigDecimal sum = partition.sum();
        int difference = sum.compareTo(whole);
        boolean kept =
            switch (partition.completeness()) {
              case COMPLETE -> difference == 0;
              case OPEN -> difference <= 0;
            };
        if (kept) {
          continue;
        }
        Map<String, String> values =
            Map.of(
                "stated", number(whole),
                "expected", number(sum),
                "parts", writtenOut(partition.parts().stream().map(Stated::value).toList()));
        findings.add(finding(rule, values, "", whole, sum, List.of(), partition.span()));
      }
    }
  }

  private void checkReading(FormReading forms, List<Finding> findings) {
    for (FormReading.Doubt doubt : forms.doubts()) {
      findings.add(plain(rules.named(doubt.rule()), doubt.detail(), null, doubt.span()));
    }
  }

  private void checkDocument(
      RepairedDocument document, Identity identity, FormReading forms, List<Finding> findings) {
    if (identity.docType() != Identity.DocType.ANNUAL_REPORT || identity.reportYear() == null) {
      return;
    }
    Map.Entry<Integer, String> due = formInForce.floorEntry(identity.reportYear());
    if (due != null && !due.getValue().equals("prose") && forms.cells().isEmpty()) {
      findings.add(
          plain(
              rules.named("form_missing"),
              due.getValue(),
              BigDecimal.valueOf(identity.reportYear()),
              new Span(0, Math.min(1, document.text().length()))));
    }
  }

  private static Finding plain(Rule rule, String detail, BigDecimal expected, Span span) {
    Map<String, String> values =
        Map.of("detail", detail, "expected", expected == null ? "" : number(expected));
    return finding(rule, values, "", null, null, List.of(), span);
  }

  private static String writtenOut(List<BigDecimal> parts) {
    String shown =
        parts.stream()
            .filter(part -> part.signum() != 0)
            .map(Checker::number)
            .collect(Collectors.joining("+"));
    return shown.isEmpty() ? "0" : shown;
  }

  private static String number(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return (stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped)
        .toPlainString();
  }
}
