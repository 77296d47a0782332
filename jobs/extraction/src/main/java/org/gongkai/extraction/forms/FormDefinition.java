package org.gongkai.extraction.forms;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;

/**
 * An official form as {@code conf/forms/<code>.csv} describes it: one record per printed line,
 * header and rule.
 *
 * @param code code of the form, such as {@code form_2021}
 * @param title its name for a person
 * @param strongMarks words each of which tells this form from all others
 * @param weakMarks words that this form shares with others
 * @param tables codes of its tables with their titles, in order
 * @param headings table code to the header words that stand above the values, the column labels not
 *     included
 * @param lines all lines of all tables, in printed order
 * @param constraints its arithmetic
 */
public record FormDefinition(
    String code,
    String title,
    List<String> strongMarks,
    List<String> weakMarks,
    Map<String, String> tables,
    Map<String, List<String>> headings,
    List<FormLine> lines,
    List<Constraint> constraints) {

  /** What a record of the CSV declares. */
  private enum Kind {
    FORM,
    MARK,
    TABLE,
    HEADING,
    COLUMN,
    TITLE,
    ROW,
    RULE
  }

  public FormDefinition {
    strongMarks = List.copyOf(strongMarks);
    weakMarks = List.copyOf(weakMarks);
    headings = Map.copyOf(headings);
    lines = List.copyOf(lines);
    constraints = List.copyOf(constraints);
  }

  /** The line with the given code. */
  public FormLine line(String lineCode) {
    return lines.stream()
        .filter(line -> lineCode.equals(line.code()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(code + " has no line with the code " + lineCode));
  }

  /** All words that the form prints: labels of lines and columns, headings, and other wordings. */
  Set<String> labels() {
    Set<String> labels = new LinkedHashSet<>();
    for (FormLine line : lines) {
      labels.add(line.label());
      labels.addAll(line.aliases());
      for (FormColumn column : line.columns()) {
        labels.add(column.label());
        labels.addAll(column.aliases());
      }
    }
    headings.values().forEach(labels::addAll);
    labels.addAll(tables.values());
    labels.remove("");
    return labels;
  }

  /** How many rows with values a table of the form has. */
  long rows(String table) {
    return lines.stream().filter(line -> line.table().equals(table) && !line.isTitle()).count();
  }

  /**
   * Reads and checks a form.
   *
   * @throws ConfException if a record is wrong, naming file and line
   */
  static FormDefinition load(ConfFiles conf, String path) {
    return new Loader(path).load(conf);
  }

  private static final class Loader {
    private final String path;
    private final List<String> strong = new ArrayList<>();
    private final List<String> weak = new ArrayList<>();
    private final Map<String, String> tables = new LinkedHashMap<>();
    private final Map<String, List<String>> headings = new LinkedHashMap<>();
    private final Map<String, List<FormColumn>> columns = new LinkedHashMap<>();
    private final List<FormLine> lines = new ArrayList<>();
    private final List<Constraint> constraints = new ArrayList<>();
    private final Set<String> lineCodes = new HashSet<>();
    private String code;
    private String title;

    Loader(String path) {
      this.path = path;
    }

    FormDefinition load(ConfFiles conf) {
      for (CSVRecord row : conf.csv(path)) {
        try {
          read(row);
        } catch (IllegalArgumentException e) {
          throw new ConfException(path, lineNumber(conf, row), e.getMessage(), e);
        }
      }
      if (code == null || lines.isEmpty()) {
        throw new ConfException(path, 0, "needs a record of kind form and at least one row");
      }
      return new FormDefinition(code, title, strong, weak, tables, headings, lines, constraints);
    }

    private long lineNumber(ConfFiles conf, CSVRecord row) {
      String text = conf.text(path);
      int start =
          text.indexOf(
              String.join(",", row.values()[0], row.values()[1], row.values()[2]),
              (int) row.getCharacterPosition());
      return text.substring(0, Math.max(0, start)).lines().count() + 1;
    }

    private void read(CSVRecord row) {
      Kind kind = kind(row.get("kind"));
      String table = row.get("table");
      String label = row.get("label");
      if (kind != Kind.FORM
          && kind != Kind.MARK
          && kind != Kind.TABLE
          && !tables.containsKey(table)) {
        throw new IllegalArgumentException(
            "is in the table " + table + ", which no record declares above");
      }
      switch (kind) {
        case FORM -> {
          code = row.get("code");
          title = label;
        }
        case MARK -> (mark(row.get("code")) ? strong : weak).add(Labels.squeeze(label));
        case TABLE -> {
          tables.put(table, label);
          headings.put(table, new ArrayList<>());
        }
        case HEADING -> {
          headings.get(table).add(label);
          headings.get(table).addAll(aliases(row));
        }
        case COLUMN ->
            columns
                .computeIfAbsent(table + "/" + row.get("columns"), set -> new ArrayList<>())
                .add(
                    new FormColumn(
                        row.get("code"),
                        label,
                        aliases(row),
                        unit(row),
                        number(row),
                        row.get("key")));
        case TITLE ->
            lines.add(new FormLine(table, null, label, aliases(row), List.of(), null, null));
        case ROW -> lines.add(line(row, table, label));
        case RULE -> constraints.add(rule(row, table, label));
      }
    }

    private FormLine line(CSVRecord row, String table, String label) {
      String set = row.get("columns");
      List<FormColumn> own =
          set.isEmpty()
              ? List.of(new FormColumn(null, "", List.of(), null, number(row), ""))
              : columns.get(table + "/" + set);
      if (own == null) {
        throw new IllegalArgumentException(
            "names the columns " + set + ", which no record declares above");
      }
      if (row.get("code").isEmpty() || !lineCodes.add(row.get("code"))) {
        throw new IllegalArgumentException(
            "needs a code of its own, not \"" + row.get("code") + "\"");
      }
      String key = row.get("key").isEmpty() ? null : row.get("key");
      FormLine line =
          new FormLine(table, row.get("code"), label, aliases(row), own, unit(row), key);
      own.forEach(line::keyIn);
      return line;
    }

    private Constraint rule(CSVRecord row, String table, String expression) {
      Constraint rule =
          Constraint.parse(
              row.get("code"),
              table,
              Constraint.Axis.valueOf(row.get("columns").toUpperCase(Locale.ROOT)),
              expression);
      for (String term : rule.terms()) {
        boolean known =
            switch (rule.axis()) {
              case ROWS -> lineCodes.contains(term);
              case COLUMNS ->
                  columns.values().stream()
                      .flatMap(List::stream)
                      .anyMatch(column -> column.code().equals(term));
            };
        if (!known) {
          throw new IllegalArgumentException("has the unknown term " + term);
        }
      }
      return rule;
    }

    private static Kind kind(String word) {
      try {
        return Kind.valueOf(word.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("is of the unknown kind " + word, e);
      }
    }

    private static boolean mark(String weight) {
      return switch (weight) {
        case "strong" -> true;
        case "weak" -> false;
        default ->
            throw new IllegalArgumentException("is neither a strong nor a weak mark: " + weight);
      };
    }

    private static FormColumn.Number number(CSVRecord row) {
      String word = row.get("number");
      return word.isEmpty()
          ? FormColumn.Number.COUNT
          : FormColumn.Number.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static String unit(CSVRecord row) {
      return row.get("unit").isEmpty() ? null : row.get("unit");
    }

    private static List<String> aliases(CSVRecord row) {
      String aliases = row.get("aliases");
      return aliases.isEmpty() ? List.of() : List.of(aliases.split("\\s*;\\s*"));
    }
  }
}
