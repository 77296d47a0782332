package org.gongkai.extraction.forms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gongkai.extraction.forms.Aligner.Match;
import org.gongkai.extraction.forms.Placement.Placed;
import org.gongkai.extraction.forms.Printed.Cell;
import org.gongkai.extraction.forms.Printed.Entry;
import org.gongkai.extraction.forms.Printed.Line;
import org.gongkai.extraction.forms.ValueColumns.Meaning;
import org.gongkai.extraction.model.EvidenceKind;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.FormCell;
import org.gongkai.extraction.model.FormReading.Doubt;
import org.gongkai.extraction.model.Precision;
import org.gongkai.extraction.model.Scope;
import org.gongkai.extraction.model.Span;

/** Turns the matched entries of one printed form into cells, figures, doubts and covered lines. */
final class TableWriter {
  private static final int HEADER_LINES = 40;
  private static final int HEADER_ENTRIES = 12;
  private static final double LEAST_READ = 0.6;

  private static final Pattern UNIT =
      Pattern.compile("[(（]\\s?(?:单位\\s?[:：]?)?\\s?([^()（）\\s]{1,3})\\s?[)）]");

  private final CellReader reader;
  private final ValueColumns valueColumns;
  private final Margins margins;

  TableWriter(CellReader reader, ValueColumns valueColumns, Margins margins) {
    this.reader = reader;
    this.valueColumns = valueColumns;
    this.margins = margins;
  }

  void write(Aligner aligner, List<Entry> entries, List<Match> matches, FormOutput output) {
    List<Match> settled = withoutLooseEnds(matches, aligner);
    Map<String, List<Match>> tables = new LinkedHashMap<>();
    for (Match match : settled) {
      String table = aligner.form().lines().get(match.line()).table();
      tables.computeIfAbsent(table, code -> new ArrayList<>()).add(match);
    }
    for (Map.Entry<String, List<Match>> table : tables.entrySet()) {
      new OneTable(aligner, entries, table.getKey(), table.getValue(), output).write();
    }
  }

  /** An entry without a label is only settled between the two lines that enclose its own. */
  private static List<Match> withoutLooseEnds(List<Match> matches, Aligner aligner) {
    List<Match> kept = new ArrayList<>();
    for (int m = 0; m < matches.size(); m++) {
      Match match = matches.get(m);
      boolean named = match.similarity() > 0;
      boolean enclosed =
          m > 0
              && m + 1 < matches.size()
              && aligner.follows(match.line(), matches.get(m - 1).line())
              && aligner.follows(matches.get(m + 1).line(), match.line());
      if (named || enclosed) {
        kept.add(match);
      }
    }
    return kept;
  }

  private final class OneTable {
    private final Aligner aligner;
    private final FormDefinition form;
    private final List<Entry> entries;
    private final String table;
    private final List<Match> matches;
    private final FormOutput output;
    private final List<Figure> figures = new ArrayList<>();
    private final RowPlacer placer;
    private int expected;
    private int read;

    OneTable(
        Aligner aligner,
        List<Entry> entries,
        String table,
        List<Match> matches,
        FormOutput output) {
      this.aligner = aligner;
      this.form = aligner.form();
      this.entries = entries;
      this.table = table;
      this.matches = matches;
      this.output = output;
      placer = new RowPlacer(form, table, entries, output.text);
    }

    void write() {
      List<Match> rows = matches.stream().filter(match -> !line(match).isTitle()).toList();
      if (rows.isEmpty()) {
        return;
      }
      List<Meaning> meanings = meanings(rows);
      Map<Match, Placed> placed = placer.place(rows);
      for (Match row : rows) {
        FormLine line = line(row);
        if (placed.containsKey(row)) {
          several(row, line, placed.get(row));
        } else {
          single(row, line, meanings);
        }
      }
      unknownRows();
      cover();
      long wanted = form.rows(table);
      Span span = span();
      if (rows.size() < wanted * LEAST_READ || read < expected * LEAST_READ) {
        output.doubts.add(
            new Doubt("table_incomplete", table, rows.size() + "/" + wanted + " rows", span));
      }
      output.copy(form.code(), table, figures, span);
    }

    private FormLine line(Match match) {
      return form.lines().get(match.line());
    }

    private Entry entry(Match match) {
      return entries.get(match.entry());
    }

    private Span span() {
      Span first = entry(matches.get(0)).span();
      Span last = entry(matches.get(matches.size() - 1)).span();
      return new Span(first.start(), Math.max(first.end(), last.end()));
    }

    /** From the first cell of the label to the last of the values. */
    private Span rowSpan(Match match) {
      Entry entry = entry(match);
      Span whole = entry.span();
      if (match.labelCells() == 0) {
        return entry.values().isEmpty()
            ? whole
            : new Span(entry.values().get(0).span().start(), whole.end());
      }
      List<Cell> labels = entry.labels();
      return new Span(labels.get(labels.size() - match.labelCells()).span().start(), whole.end());
    }

    private String label(Match match) {
      List<Cell> labels = entry(match).labels();
      StringBuilder label = new StringBuilder();
      labels
          .subList(labels.size() - match.labelCells(), labels.size())
          .forEach(cell -> label.append(cell.text()));
      return label.toString();
    }

    private void several(Match row, FormLine line, Placed placed) {
      expected += line.columns().size();
      String doubt =
          switch (placed.how()) {
            case UNSETTLED, PARTLY -> "row_incomplete";
            case REJOINED -> "number_rejoined";
            case SHIFTED -> "row_shifted";
            case POSITION, TRIMMED, ARITHMETIC -> null;
          };
      if (placed.how() == Placement.How.UNSETTLED) {
        unsettled(row, line, entry(row));
        return;
      }
      if (doubt != null) {
        output.doubts.add(new Doubt(doubt, table, label(row), rowSpan(row)));
      }
      double sure = confidence(row, placed.how());
      if (placer.telling(row, placed) && !placer.holds(row, placed)) {
        sure *= 0.97;
      }
      for (int i = 0; i < line.columns().size(); i++) {
        Cell cell = placed.cells().get(i);
        if (cell != null) {
          read++;
          FormColumn column = line.columns().get(i);
          add(row, line, column, column.label(), cell, Scope.WHOLE, sure);
        }
      }
    }

    /** A row of which only a zero is left states that zero for the total. */
    private void unsettled(Match row, FormLine line, Entry entry) {
      List<Cell> stated =
          entry.values().stream().filter(cell -> cell.reading().value() != null).toList();
      FormColumn last = line.columns().get(line.columns().size() - 1);
      boolean zero =
          stated.size() == 1
              && stated.get(0).reading().value().signum() == 0
              && !Cuts.isGlued(stated)
              && "total".equals(last.code());
      if (zero) {
        add(row, line, last, last.label(), stated.get(0), Scope.WHOLE, 0.7);
        return;
      }
      for (Cell cell : entry.values()) {
        cell(row, line, null, "", cell, null, null);
      }
      output.doubts.add(new Doubt("row_incomplete", table, label(row), rowSpan(row)));
    }

    private void single(Match row, FormLine line, List<Meaning> meanings) {
      FormColumn column = line.columns().get(0);
      expected++;
      List<Cell> values = entry(row).values();
      if (values.isEmpty()) {
        read++;
        return;
      }
      double sure = confidence(row, Placement.How.POSITION);
      if (meanings.size() < 2) {
        read++;
        add(row, line, column, "", theOne(values), Scope.WHOLE, sure);
        return;
      }
      int skip = Math.max(0, values.size() - meanings.size());
      boolean trailing =
          skip > 0
              && values.subList(meanings.size(), values.size()).stream().allMatch(Cell::isBlank);
      List<Cell> shown =
          trailing ? values.subList(0, meanings.size()) : values.subList(skip, values.size());
      if (shown.size() < meanings.size()) {
        for (Cell cell : shown) {
          cell(row, line, null, "", cell, null, null);
        }
        output.doubts.add(new Doubt("row_incomplete", table, label(row), rowSpan(row)));
        return;
      }
      read++;
      for (int i = 0; i < shown.size(); i++) {
        Meaning meaning = meanings.get(i);
        if (meaning.scope() == null) {
          cell(row, line, null, meaning.header(), shown.get(i), null, null);
        } else {
          add(
              row,
              line,
              column,
              meaning.header(),
              shown.get(i),
              meaning.scope(),
              meaning.sure() ? sure : sure * 0.8);
        }
      }
    }

    /** The stated value among padding, else the first cell. */
    private static Cell theOne(List<Cell> values) {
      return values.stream()
          .filter(cell -> cell.reading().value() != null)
          .findFirst()
          .orElse(
              values.stream().filter(cell -> !cell.isBlank()).findFirst().orElse(values.get(0)));
    }

    private static double confidence(Match row, Placement.How how) {
      double byLabel =
          row.similarity() == 0
              ? 0.85
              : row.similarity() > 0.99 ? 0.99 : row.similarity() > 0.85 ? 0.97 : 0.93;
      return switch (how) {
        case POSITION, TRIMMED -> byLabel;
        case ARITHMETIC, PARTLY, REJOINED, SHIFTED -> byLabel * 0.95;
        case UNSETTLED -> 0;
      };
    }

    private void add(
        Match row,
        FormLine line,
        FormColumn column,
        String header,
        Cell cell,
        Scope scope,
        double sure) {
      FigureKey key = line.keyIn(column);
      cell(row, line, column, header, cell, scope, key);
      CellReader.Reading reading = cell.reading();
      if (key == null || reading.value() == null) {
        return;
      }
      boolean odd =
          !reading.sure()
              || (column.number() != FormColumn.Number.SIGNED && reading.value().signum() < 0)
              || (column.number() == FormColumn.Number.COUNT && reading.value().scale() > 0);
      figures.add(
          new Figure(
              key,
              scope,
              reading.value(),
              unit(row, line, column, reading),
              Precision.EXACT,
              EvidenceKind.TABLE,
              rowSpan(row),
              cell.span(),
              odd ? sure * 0.85 : sure));
    }

    private String unit(Match row, FormLine line, FormColumn column, CellReader.Reading reading) {
      if (reading.unit() != null) {
        return reading.unit();
      }
      String printed = entry(row).unit();
      if (printed == null && column.number() == FormColumn.Number.AMOUNT) {
        printed = unitAbove(row);
      }
      return printed != null ? printed : line.unitIn(column);
    }

    /** The unit that a header between the row before and this one has in brackets, or null. */
    private String unitAbove(Match row) {
      int before =
          matches.stream().mapToInt(Match::entry).filter(e -> e < row.entry()).max().orElse(-1);
      StringBuilder headers = new StringBuilder();
      for (int e = Math.max(before + 1, row.entry() - HEADER_ENTRIES); e <= row.entry(); e++) {
        List<Cell> labels = entries.get(e).labels();
        int own = e == row.entry() ? row.labelCells() : 0;
        labels.subList(0, labels.size() - own).forEach(label -> headers.append(label.text()));
      }
      String unit = null;
      for (Matcher bracket = UNIT.matcher(headers); bracket.find(); ) {
        unit = reader.isUnit(bracket.group(1)) ? bracket.group(1) : unit;
      }
      return unit;
    }

    private void cell(
        Match row,
        FormLine line,
        FormColumn column,
        String header,
        Cell cell,
        Scope scope,
        FigureKey key) {
      CellReader.Reading reading = cell.reading();
      output.cells.add(
          new FormCell(
              form.code(),
              table,
              label(row),
              line.code(),
              header,
              column == null ? null : column.code(),
              cell.text(),
              reading.state(),
              reading.value(),
              key,
              scope,
              column == null ? null : unit(row, line, column, reading),
              cell.span(),
              rowSpan(row)));
    }

    /** Whose figures the value columns of a single-column form hold, where it prints several. */
    private List<Meaning> meanings(List<Match> rows) {
      Map<Integer, Integer> widths = new HashMap<>();
      for (Match row : rows) {
        if (line(row).columns().get(0).code() == null && entry(row).hasNumber()) {
          List<Cell> values = entry(row).values();
          int width = values.size();
          while (width > 1 && values.get(width - 1).isBlank()) {
            width--;
          }
          widths.merge(width, 1, Integer::sum);
        }
      }
      int width =
          widths.entrySet().stream()
              .max(Map.Entry.comparingByValue())
              .map(Map.Entry::getKey)
              .orElse(1);
      if (width < 2) {
        return List.of();
      }
      List<Meaning> named = new ArrayList<>();
      int first = rows.get(0).entry();
      for (int e = Math.max(0, first - HEADER_ENTRIES); e <= first; e++) {
        List<Cell> labels = entries.get(e).labels();
        int own = e == first ? rows.get(0).labelCells() : 0;
        for (Cell label : labels.subList(0, labels.size() - own)) {
          named.addAll(valueColumns.meanings(label.text()));
        }
      }
      if (named.size() >= width) {
        return named.subList(named.size() - width, named.size());
      }
      List<Meaning> unnamed = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        unnamed.add(new Meaning("", i == 0 ? Scope.WHOLE : null, false));
      }
      return unnamed;
    }

    /** Rows between known ones that the form does not know keep their cells and raise a doubt. */
    private void unknownRows() {
      Set<Integer> known = new HashSet<>();
      matches.forEach(match -> known.add(match.entry()));
      for (int e = matches.get(0).entry() + 1; e < matches.get(matches.size() - 1).entry(); e++) {
        Entry entry = entries.get(e);
        boolean near = known.contains(e - 1) || known.contains(e + 1) || entry.grid() >= 0;
        if (known.contains(e) || !near || entry.labels().isEmpty() || !entry.hasNumber()) {
          continue;
        }
        String label = entry.labels().get(entry.labels().size() - 1).text();
        for (Cell cell : entry.values()) {
          output.cells.add(
              new FormCell(
                  form.code(),
                  table,
                  label,
                  null,
                  "",
                  null,
                  cell.text(),
                  cell.reading().state(),
                  cell.reading().value(),
                  null,
                  Scope.WHOLE,
                  entry.unit(),
                  cell.span(),
                  entry.span()));
        }
        output.doubts.add(new Doubt("unknown_row", table, label, entry.span()));
      }
    }

    /** Marks the lines of the table, its header, title and foot as covered. */
    private void cover() {
      int first = Integer.MAX_VALUE;
      int last = -1;
      for (Match match : matches) {
        Entry entry = entry(match);
        first = Math.min(first, lineOf(rowSpan(match).start(), entry));
        last = Math.max(last, entry.lastLine());
      }
      int top = first;
      while (top > 0 && first - top < HEADER_LINES && isTableLine(top - 1)) {
        top--;
      }
      int bottom = last;
      while (bottom + 1 < output.lines.size() && isFootLine(bottom + 1)) {
        bottom++;
      }
      output.covered.set(top, bottom + 1);
    }

    /** The line of an entry in which the offset lies; lines above it hold headings and headers. */
    private int lineOf(int offset, Entry entry) {
      int line = entry.lastLine();
      while (line > entry.firstLine() && output.lines.get(line).span().start() > offset) {
        line--;
      }
      return line;
    }

    private boolean isFootLine(int number) {
      Line line = output.lines.get(number);
      return (line.ruled() && line.cells().stream().allMatch(Cell::isBlank))
          || margins.isBelow(line.span().of(output.text));
    }

    /** Whether a line above the first row is part of the printed table. */
    private boolean isTableLine(int number) {
      Line line = output.lines.get(number);
      return line.ruled()
          || line.cells().size() > 1
          || margins.isAbove(line.span().of(output.text))
          || line.cells().stream().anyMatch(cell -> aligner.isHeader(table, cell));
    }
  }
}
