package org.gongkai.extraction.forms;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gongkai.extraction.forms.Printed.Line;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FormCell;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.FormReading.Doubt;
import org.gongkai.extraction.model.Span;

/** Collects what is read from one document. */
final class FormOutput {
  final String text;
  final List<Line> lines;
  final List<FormCell> cells = new ArrayList<>();
  final List<Doubt> doubts = new ArrayList<>();
  final BitSet covered = new BitSet();
  private final List<Copy> copies = new ArrayList<>();

  /** The figures of one printed copy of one table. */
  private record Copy(String form, String table, List<Figure> figures, Span span) {}

  FormOutput(String text, List<Line> lines) {
    this.text = text;
    this.lines = lines;
  }

  void copy(String form, String table, List<Figure> figures, Span span) {
    copies.add(new Copy(form, table, List.copyOf(figures), span));
  }

  /**
   * The reading. Where a table is printed more than once, the fullest copy states the figures; the
   * others stay in the cells. Parts of one table that repeat nothing are parts, not copies.
   *
   * @param catalogue says which tables the form of the reading has
   */
  FormReading reading(FormCatalogue catalogue) {
    if (copies.isEmpty()) {
      return FormReading.none();
    }
    Map<String, Integer> lengths = new HashMap<>();
    copies.forEach(copy -> lengths.merge(copy.form(), 1 + copy.figures().size(), Integer::sum));
    Set<List<Object>> stated = new HashSet<>();
    List<Figure> figures = new ArrayList<>();
    List<Copy> fullestFirst =
        copies.stream()
            .sorted(Comparator.comparingInt((Copy copy) -> -copy.figures().size()))
            .toList();
    for (Copy copy : fullestFirst) {
      Set<List<Object>> keys = new HashSet<>();
      copy.figures()
          .forEach(figure -> keys.add(List.of(copy.form(), figure.key(), figure.scope())));
      if (Collections.disjoint(stated, keys)) {
        figures.addAll(copy.figures());
        stated.addAll(keys);
      } else {
        doubts.add(new Doubt("table_repeated", copy.table(), copy.form(), copy.span()));
      }
    }
    String form =
        lengths.entrySet().stream()
            .max(
                Map.Entry.<String, Integer>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .orElseThrow()
            .getKey();
    lostTables(catalogue, form);
    figures.sort(Comparator.comparing(Figure::number));
    cells.sort(Comparator.comparing(FormCell::span));
    doubts.sort(Comparator.comparing(Doubt::span));
    return new FormReading(form, cells, figures, spans(), doubts);
  }

  /** A table of the form that was not found at all is in doubt where the form begins. */
  private void lostTables(FormCatalogue catalogue, String form) {
    Set<String> found = new HashSet<>();
    Span first = null;
    for (Copy copy : copies) {
      if (copy.form().equals(form)) {
        found.add(copy.table());
        first = first == null || copy.span().start() < first.start() ? copy.span() : first;
      }
    }
    FormDefinition definition = catalogue.form(form).orElseThrow();
    for (String table : definition.tables().keySet()) {
      if (!found.contains(table)) {
        String read = "0/" + definition.rows(table) + " rows";
        doubts.add(new Doubt("table_incomplete", table, read, first));
      }
    }
  }

  /** Runs of covered lines as spans. */
  private List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    for (int from = covered.nextSetBit(0); from >= 0; ) {
      int to = covered.nextClearBit(from);
      spans.add(new Span(lines.get(from).span().start(), lines.get(to - 1).span().end()));
      from = covered.nextSetBit(to);
    }
    return spans;
  }
}
