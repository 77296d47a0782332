package org.gongkai.extraction.findings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.forms.FormCatalogue;
import org.gongkai.extraction.model.Finding;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.ProseReading;
import org.gongkai.extraction.model.Span;

/**
 * Holds a report against itself: sums of its tables, its sentences against its tables and against
 * each other. Thread-safe.
 */
public final class Checker {
  private final Rules rules;
  private final FormCatalogue catalogue;
  private final Wording wording;
  private final FormSums formSums;
  private final Statements statements;
  private final SentenceSums sentenceSums;
  private final Comparisons comparisons;
  private final Dates dates;

  /**
   * Reads the rules.
   *
   * @param codebook names of the figures
   * @param catalogue the forms whose arithmetic is checked
   * @throws ConfException if a file of rules is wrong
   */
  public Checker(ConfFiles conf, Codebook codebook, FormCatalogue catalogue) {
    this.catalogue = catalogue;
    rules = Rules.load(conf);
    wording = new Wording(codebook);
    formSums = new FormSums(catalogue, rules, wording);
    statements = new Statements(rules, Equivalents.load(conf, codebook), wording);
    TextSums sums = TextSums.load(conf, codebook, rules);
    sentenceSums = new SentenceSums(rules, sums, wording);
    comparisons = new Comparisons(conf, rules, sums, wording);
    dates = new Dates(rules, wording);
  }

  /**
   * What does not fit together in one report, tables first.
   *
   * @param text the repaired text
   */
  public List<Finding> check(
      String text, Identity identity, FormReading forms, ProseReading prose) {
    List<Finding> findings = new ArrayList<>(formSums.check(forms));
    findings.addAll(statements.check(text, forms, prose));
    findings.addAll(sentenceSums.check(text, forms, prose));
    findings.addAll(comparisons.check(text, prose));
    for (FormReading.Doubt doubt : forms.doubts()) {
      findings.add(wording.place(rules.named(doubt.rule()), doubt.detail(), "", doubt.span()));
    }
    findings.addAll(dates.check(text));
    checkForm(identity, forms, findings);
    checkPeriod(identity, findings);
    return findings;
  }

  /** The statistics of a report of one year that are said to cover another. */
  private void checkPeriod(Identity identity, List<Finding> findings) {
    if (identity.reportYear() == null || identity.periodEnd() == null) {
      return;
    }
    int stated = identity.periodEnd().getYear();
    if (stated < identity.reportYear()) {
      findings.add(
          wording.computed(
              rules.named("period_year"),
              new Wording.Subject(null, ""),
              BigDecimal.valueOf(stated),
              BigDecimal.valueOf(identity.reportYear()),
              List.of(),
              new Span(0, 0)));
    }
  }

  private void checkForm(Identity identity, FormReading forms, List<Finding> findings) {
    if (identity.docType() != Identity.DocType.ANNUAL_REPORT
        || identity.reportYear() == null
        || !forms.cells().isEmpty()) {
      return;
    }
    catalogue
        .inForce(identity.reportYear())
        .ifPresent(
            due ->
                findings.add(
                    wording.place(
                        rules.named("form_missing"),
                        due,
                        identity.reportYear().toString(),
                        new Span(0, 0))));
  }
}
