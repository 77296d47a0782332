package org.gongkai.extraction.findings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.forms.Constraint;
import org.gongkai.extraction.forms.FormCatalogue;
import org.gongkai.extraction.forms.FormDefinition;
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
  private final FormCatalogue catalogue;
  private final SentenceSums sentenceSums;

  /**
   * Reads the rules.
   *
   * @throws ConfException if {@code conf/rules.csv} is wrong
   */
  public Checker(ConfFiles conf) {
    codebook = Codebook.load(conf);
    rules = Rules.load(conf);
    catalogue = FormCatalogue.load(conf);
    sentenceSums = new SentenceSums(catalogue, rules);
  }

  /** What does not fit together in one report, tables first, in the order of the rules. */
  public List<Finding> check(Identity identity, FormReading forms, ProseReading prose) {
    List<Finding> findings = new ArrayList<>();
    checkTables(forms, findings);
    checkTextAgainstTables(forms, prose, findings);
    checkRepeats(prose, findings);
    checkSentences(prose, findings);
    checkPartitions(prose, findings);
    checkReading(forms, findings);
    checkDocument(identity, forms, findings);
    return findings;
  }

  private void checkTables(FormReading forms, List<Finding> findings) {
    FormDefinition form = catalogue.form(forms.form()).orElse(null);
    if (form == null) {
      return;
    }
    for (Constraint constraint : form.constraints()) {
      if (isLost(constraint, forms)) {
        continue;
      }
      for (Map<String, FormCell> cells : lines(constraint, forms.cells()).values()) {
        checkConstraint(constraint, cells, findings);
      }
    }
  }

  /**
   * The cells that a constraint runs over: by row code in each column, or by column code in each
   * row.
   */
  private static Map<List<Object>, Map<String, FormCell>> lines(
      Constraint constraint, List<FormCell> cells) {
    Map<List<Object>, Map<String, FormCell>> lines = new LinkedHashMap<>();
    for (FormCell cell : cells) {
      if (!cell.table().equals(constraint.table())
          || cell.rowCode() == null
          || cell.scope() == null) {
        continue;
      }
      boolean overRows = constraint.axis() == Constraint.Axis.ROWS;
      String term = overRows ? cell.rowCode() : cell.columnCode();
      String line = overRows ? cell.columnCode() : cell.rowCode();
      lines
          .computeIfAbsent(Arrays.asList(line, cell.scope()), place -> new LinkedHashMap<>())
          .putIfAbsent(term, cell);
    }
    return lines;
  }

  /**
   * Whether a row that the constraint needs was not read in full, or one of the rows that nobody
   * knows could be it, so that nothing can be said.
   */
  private static boolean isLost(Constraint constraint, FormReading forms) {
    if (constraint.axis() == Constraint.Axis.COLUMNS) {
      return false;
    }
    Set<Span> incomplete = new HashSet<>();
    boolean unknown = false;
    for (FormReading.Doubt doubt : forms.doubts()) {
      if (doubt.rule().equals("row_incomplete")) {
        incomplete.add(doubt.span());
      }
      unknown |=
          doubt.table().equals(constraint.table())
              && (doubt.rule().equals("unknown_row") || doubt.rule().equals("table_incomplete"));
    }
    Set<String> read = new HashSet<>();
    boolean inPart = false;
    for (FormCell cell : forms.cells()) {
      if (cell.table().equals(constraint.table()) && cell.rowCode() != null) {
        read.add(cell.rowCode());
        inPart |= incomplete.contains(cell.row()) && constraint.terms().contains(cell.rowCode());
      }
    }
    return inPart || (unknown && !read.containsAll(constraint.terms()));
  }

  /**
   * A part that is left blank counts as nothing, as the forms mean it; a whole that is left blank
   * says nothing.
   */
  private void checkConstraint(
      Constraint constraint, Map<String, FormCell> cells, List<Finding> findings) {
    boolean unreadable =
        constraint.terms().stream()
            .map(cells::get)
            .anyMatch(cell -> cell != null && cell.state() == FormCell.State.UNREADABLE);
    List<FormCell> left = stated(constraint.left(), cells);
    List<FormCell> right = stated(constraint.right(), cells);
    if (unreadable || left.size() < constraint.left().size() || right.isEmpty()) {
      return;
    }
    BigDecimal stated = sum(left);
    BigDecimal expected = sum(right);
    String wording =
        switch (constraint.relation()) {
          case EQUAL -> stated.compareTo(expected) == 0 ? null : "form_sum";
          case AT_MOST -> stated.compareTo(expected) <= 0 ? null : "form_limit";
        };
    if (wording == null) {
      return;
    }
    Rule rule = rules.find(constraint.id()).orElseGet(() -> rules.named(wording));
    List<FormCell> cited = new ArrayList<>(left);
    cited.addAll(right);
    findings.add(
        finding(
            constraint.id(),
            rule,
            Map.of(
                "what", what(left.get(0), codebook::zh),
                "stated", number(stated),
                "expected", number(expected),
                "parts", writtenOut(right.stream().map(FormCell::value).toList())),
            what(left.get(0), codebook::en),
            stated,
            expected,
            cited.stream()
                .filter(cell -> cell.key() != null)
                .map(cell -> new Finding.Cited(cell.key(), cell.value()))
                .toList(),
            left.get(0).row()));
  }

  private static String what(FormCell cell, Function<FigureKey, String> names) {
    return cell.key() == null ? cell.rowLabel() : names.apply(cell.key());
  }

  private static List<FormCell> stated(List<String> terms, Map<String, FormCell> cells) {
    return terms.stream()
        .map(cells::get)
        .filter(cell -> cell != null && cell.state().hasValue())
        .toList();
  }

  private static BigDecimal sum(Collection<FormCell> cells) {
    return cells.stream().map(FormCell::value).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Finding finding(
      String id,
      Rule rule,
      Map<String, String> values,
      String whatEn,
      BigDecimal stated,
      BigDecimal expected,
      List<Finding.Cited> figures,
      Span evidence) {
    Map<String, String> english = new HashMap<>(values);
    english.replace("what", whatEn);
    return new Finding(
        id,
        rule.severity(),
        rule.messageZh(values),
        rule.messageEn(english),
        stated,
        expected,
        figures,
        evidence);
  }

  private void checkTextAgainstTables(
      FormReading forms, ProseReading prose, List<Finding> findings) {
    Map<FigureKey, List<Figure>> tables =
        forms.figures().stream()
            .filter(figure -> figure.scope() == Scope.WHOLE)
            .collect(Collectors.groupingBy(Figure::key));
    Map<FigureKey, List<Figure>> sentences = statements(prose);
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

  /** What sentences state of the whole, by figure, in order of the text. */
  private static Map<FigureKey, List<Figure>> statements(ProseReading prose) {
    return prose.figures().stream()
        .filter(figure -> figure.scope() == Scope.WHOLE)
        .filter(figure -> figure.evidenceKind() == EvidenceKind.PROSE)
        .collect(Collectors.groupingBy(Figure::key, LinkedHashMap::new, Collectors.toList()));
  }

  private void checkRepeats(ProseReading prose, List<Finding> findings) {
    Map<FigureKey, List<Figure>> sentences = statements(prose);
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

  private static Finding.Cited cited(Figure figure) {
    return new Finding.Cited(figure.key(), figure.value());
  }

  private Finding difference(Rule rule, Figure stated, Figure other) {
    return finding(
        rule.id(),
        rule,
        Map.of(
            "what", codebook.zh(stated.key()),
            "stated", number(stated.value()) + stated.unit(),
            "expected", number(other.value()) + other.unit()),
        codebook.en(stated.key()),
        stated.value(),
        other.value(),
        List.of(cited(stated), cited(other)),
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

  private void checkSentences(ProseReading prose, List<Finding> findings) {
    for (SentenceSums.Stated sum : sentenceSums.statedIn(prose.figures())) {
      Figure whole = sum.whole();
      BigDecimal expected =
          sum.parts().stream().map(Figure::value).reduce(BigDecimal.ZERO, BigDecimal::add);
      if (whole.value().compareTo(expected) == 0) {
        continue;
      }
      List<Figure> cited = new ArrayList<>(List.of(whole));
      cited.addAll(sum.parts());
      findings.add(
          finding(
              sum.rule(),
              rules.named(sum.rule()),
              Map.of(
                  "what", codebook.zh(whole.key()),
                  "stated", number(whole.value()),
                  "expected", number(expected),
                  "parts", writtenOut(sum.parts().stream().map(Figure::value).toList())),
              codebook.en(whole.key()),
              whole.value(),
              expected,
              cited.stream().map(Checker::cited).toList(),
              whole.evidence()));
    }
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
        findings.add(finding(rule.id(), rule, values, "", whole, sum, List.of(), partition.span()));
      }
    }
  }

  private void checkReading(FormReading forms, List<Finding> findings) {
    for (FormReading.Doubt doubt : forms.doubts()) {
      findings.add(plain(rules.named(doubt.rule()), doubt.detail(), null, doubt.span()));
    }
  }

  private void checkDocument(Identity identity, FormReading forms, List<Finding> findings) {
    if (identity.docType() != Identity.DocType.ANNUAL_REPORT || identity.reportYear() == null) {
      return;
    }
    catalogue
        .inForce(identity.reportYear())
        .filter(due -> forms.cells().isEmpty())
        .ifPresent(
            due ->
                findings.add(
                    plain(
                        rules.named("form_missing"),
                        due,
                        BigDecimal.valueOf(identity.reportYear()),
                        new Span(0, 0))));
  }

  private static Finding plain(Rule rule, String detail, BigDecimal expected, Span span) {
    Map<String, String> values =
        Map.of("detail", detail, "expected", expected == null ? "" : number(expected));
    return finding(rule.id(), rule, values, "", null, null, List.of(), span);
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
