package org.gongkai.extraction.findings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gongkai.extraction.forms.Constraint;
import org.gongkai.extraction.forms.FormCatalogue;
import org.gongkai.extraction.model.Finding;
import org.gongkai.extraction.model.FormCell;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.Span;

/** Holds the tables of a report to the arithmetic of their form. */
final class FormSums {
  private final FormCatalogue catalogue;
  private final Rules rules;
  private final Wording wording;

  FormSums(FormCatalogue catalogue, Rules rules, Wording wording) {
    this.catalogue = catalogue;
    this.rules = rules;
    this.wording = wording;
  }

  /** The rules of the form that are broken. */
  List<Finding> check(FormReading forms) {
    List<Finding> findings = new ArrayList<>();
    catalogue
        .form(forms.form())
        .ifPresent(
            form -> {
              for (Constraint constraint : form.constraints()) {
                if (!isLost(constraint, forms)) {
                  lines(constraint, forms.cells())
                      .values()
                      .forEach(cells -> check(constraint, cells, findings));
                }
              }
            });
    return findings;
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
  private void check(Constraint constraint, Map<String, FormCell> cells, List<Finding> findings) {
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
    int difference = stated.compareTo(sum(right));
    String general =
        switch (constraint.relation()) {
          case EQUAL -> difference == 0 ? null : "form_sum";
          case AT_MOST -> difference <= 0 ? null : "form_limit";
        };
    if (general == null) {
      return;
    }
    List<FormCell> cited = new ArrayList<>(left);
    cited.addAll(right);
    FormCell whole = left.get(0);
    findings.add(
        wording.sum(
            constraint.id(),
            rules.find(constraint.id()).orElseGet(() -> rules.named(general)),
            new Wording.Subject(whole.key(), whole.rowLabel()),
            stated,
            right.stream().map(FormCell::value).toList(),
            cited.stream()
                .filter(cell -> cell.key() != null)
                .map(cell -> new Finding.Cited(cell.key(), cell.value()))
                .toList(),
            whole.row()));
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
}
