package org.gongkai.extraction.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.forms.FormCatalogue;
import org.gongkai.extraction.model.EvidenceKind;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.Finding;
import org.gongkai.extraction.model.FormCell;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.Precision;
import org.gongkai.extraction.model.ProseReading;
import org.gongkai.extraction.model.ProseReading.Partition;
import org.gongkai.extraction.model.ProseReading.Partition.Completeness;
import org.gongkai.extraction.model.ProseReading.Stated;
import org.gongkai.extraction.model.Scope;
import org.gongkai.extraction.model.Span;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CheckerTest {
  private static Checker checker;

  @BeforeAll
  static void load() throws IOException {
    ConfFiles conf = ConfFiles.load(Path.of(System.getProperty("gongkai.home"), "conf"));
    checker = new Checker(conf, Codebook.load(conf), FormCatalogue.load(conf));
  }

  @Test
  void findsBrokenSumsPerApplicant() {
    List<Finding> findings =
        check(
            "form_2021",
            request("granted", "natural_person", "60"),
            request("partly_granted", "natural_person", "7"),
            request("total", "natural_person", "68"),
            request("received", "natural_person", "70"),
            request("carried_in", "natural_person", "0"),
            request("carried_out", "natural_person", "2"));
    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo("outcomes_sum");
              assertThat(finding.stated()).isEqualByComparingTo("68");
              assertThat(finding.expected()).isEqualByComparingTo("67");
              assertThat(finding.messageZh()).contains("68").contains("60+7").contains("自然人");
              assertThat(finding.messageEn()).contains("natural persons");
            });
  }

  @Test
  void countsBlankPartsAsNothingButNeverABlankTotal() {
    assertThat(
            check(
                "form_2021",
                request("received", "total", "5"),
                request("received", "natural_person", "5"),
                request("received", "research_institution", "")))
        .isEmpty();
    assertThat(
            check(
                "form_2021",
                request("granted", "total", "5"),
                request("partly_granted", "total", "1"),
                request("total", "total", "")))
        .isEmpty();
  }

  @Test
  void judgesNoSumWithAnUnreadableCell() {
    assertThat(
            check(
                "form_2021",
                request("received", "total", "5"),
                request("received", "natural_person", "3"),
                request("received", "legal_service", "?")))
        .isEmpty();
  }

  @Test
  void comparesSentencesWithTheTableAsExactlyAsTheyAreStated() {
    Figure printed = cell("disclosures(all_information, published)", "15234");
    assertThat(
            against(
                printed,
                said("disclosures(all_information, published)", "15000", Precision.AT_LEAST)))
        .isEmpty();
    assertThat(
            against(
                printed, said("disclosures(all_information, published)", "15243", Precision.EXACT)))
        .extracting(Finding::rule)
        .containsExactly("text_differs_from_table");
  }

  @Test
  void acceptsASentenceThatRepeatsTheTableBesideOneThatCountsOtherwise() {
    Figure printed = cell("requests(received, total)", "13");
    assertThat(
            check(
                new FormReading("form_2014", List.of(), List.of(printed), List.of(), List.of()),
                new ProseReading(
                    List.of(
                        said("requests(received, total)", "13", Precision.EXACT),
                        later(said("requests(received, total)", "12", Precision.EXACT))),
                    List.of(),
                    List.of())))
        .extracting(Finding::rule)
        .containsExactly("text_differs_from_text");
  }

  @Test
  void holdsSentencesToTheSumsOfTheFormsWhereEveryTermIsStated() {
    Figure staff = said("staffing(staff_total)", "45", Precision.EXACT);
    Figure fullTime = said("staffing(staff_full_time)", "3", Precision.EXACT);
    Figure partTime = said("staffing(staff_part_time)", "40", Precision.EXACT);
    assertThat(check(FormReading.none(), prose(staff, fullTime, partTime)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo("staff_sum");
              assertThat(finding.expected()).isEqualByComparingTo("43");
            });
    assertThat(check(FormReading.none(), prose(staff, fullTime))).isEmpty();
  }

  @Test
  void findsPartsThatDoNotFitTheirWhole() {
    Span span = new Span(0, 4);
    List<Stated> parts = List.of(stated("20"), stated("22"), stated("2"));
    ProseReading prose =
        new ProseReading(
            List.of(),
            List.of(),
            List.of(
                new Partition(stated("64"), parts, Completeness.COMPLETE, span),
                new Partition(stated("64"), parts, Completeness.OPEN, span),
                new Partition(stated("43"), parts, Completeness.OPEN, span)));
    assertThat(check(FormReading.none(), prose))
        .extracting(Finding::stated)
        .containsExactly(new BigDecimal("64"), new BigDecimal("43"));
  }

  @Test
  void tellsDoubtAboutTheReadingFromErrorsOfTheReport() {
    FormReading forms =
        new FormReading(
            "form_2021",
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new FormReading.Doubt("table_incomplete", "requests", "读出 3 行", new Span(0, 2))));
    assertThat(check(forms, prose()))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
              assertThat(finding.messageZh()).contains("读出 3 行");
            });
  }

  private static Stated stated(String value) {
    return new Stated(new BigDecimal(value), Precision.EXACT, new Span(0, 1));
  }

  private static ProseReading prose(Figure... figures) {
    return new ProseReading(List.of(figures), List.of(), List.of());
  }

  private static List<Finding> check(String form, FormCell... cells) {
    return check(new FormReading(form, List.of(cells), List.of(), List.of(), List.of()), prose());
  }

  private static FormCell request(String row, String column, String printed) {
    FormCell.State state =
        switch (printed) {
          case "" -> FormCell.State.BLANK;
          case "?" -> FormCell.State.UNREADABLE;
          default -> FormCell.State.NUMBER;
        };
    boolean isRequest = List.of("received", "carried_in", "carried_out").contains(row);
    Span span = new Span(0, 4);
    return new FormCell(
        "form_2021",
        "requests",
        row,
        row,
        column,
        column,
        printed,
        state,
        state.hasValue() ? new BigDecimal(printed) : null,
        FigureKey.of(isRequest ? FactTable.REQUESTS : FactTable.OUTCOMES, row, column),
        Scope.WHOLE,
        "件",
        span,
        span);
  }

  private static List<Finding> against(Figure printed, Figure said) {
    return check(
        new FormReading("form_2014", List.of(), List.of(printed), List.of(), List.of()),
        prose(said));
  }

  private static List<Finding> check(FormReading forms, ProseReading prose) {
    Identity identity =
        new Identity(
            Identity.DocType.SELF_ASSESSMENT,
            "",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            2020,
            null,
            null,
            null,
            null,
            null);
    return new ArrayList<>(checker.check("....。....", identity, forms, prose));
  }

  private static Figure cell(String key, String value) {
    return figure(key, value, Precision.EXACT, EvidenceKind.TABLE);
  }

  private static Figure said(String key, String value, Precision precision) {
    return figure(key, value, precision, EvidenceKind.PROSE);
  }

  /** The figure as the second sentence states it. */
  private static Figure later(Figure figure) {
    Span span = new Span(5, 9);
    return new Figure(
        figure.key(),
        figure.scope(),
        figure.value(),
        figure.unit(),
        figure.precision(),
        figure.evidenceKind(),
        span,
        span,
        figure.confidence());
  }

  private static Figure figure(String key, String value, Precision precision, EvidenceKind kind) {
    Span span = new Span(0, 4);
    return new Figure(
        FigureKey.parse(key),
        Scope.WHOLE,
        new BigDecimal(value),
        "件",
        precision,
        kind,
        span,
        span,
        0.9);
  }
}
