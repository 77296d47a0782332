package org.gongkai.extraction.forms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.Span;
import org.gongkai.extraction.model.Table;

/** A form filled with seeded figures that obey its sums, printed in one of the ways of the wild. */
final class PrintedForm {

  /** How a page was flattened. */
  enum Style {
    GRID,
    GRID_WITHOUT_SPANS,
    CELL_PER_LINE,
    ROW_PER_LINE,
    ROW_PER_LINE_LEFT_PADDED,
    TABS,
    WIDE_SPACES,
    SPACES,
    NUMBER_PER_LINE,
    ONE_LINE,
    TWO_ROWS_PER_LINE,
    LABEL_AND_VALUES_GLUED,
    VALUES_GLUED,
    ALL_GLUED,
    MARKDOWN;

    /** Whether digits of different numbers touch, so that not every row can be told. */
    boolean gluesNumbers() {
      return this == VALUES_GLUED || this == ALL_GLUED;
    }

    boolean keepsBlanks() {
      return switch (this) {
        case GRID,
            GRID_WITHOUT_SPANS,
            CELL_PER_LINE,
            ROW_PER_LINE,
            ROW_PER_LINE_LEFT_PADDED,
            MARKDOWN ->
            true;
        case TABS,
            WIDE_SPACES,
            SPACES,
            NUMBER_PER_LINE,
            ONE_LINE,
            TWO_ROWS_PER_LINE,
            LABEL_AND_VALUES_GLUED,
            VALUES_GLUED,
            ALL_GLUED ->
            false;
      };
    }
  }

  /** What happened to the page besides. */
  enum Damage {
    NONE,
    TYPOS,
    LABEL_DROPPED,
    LABELS_WRAPPED,
    ROW_ADDED,
    SUBTOTAL_ADDED,
    ZEROS_BLANK,
    ZEROS_LOST,
    FULL_WIDTH,
    PAGE_BREAK,
    REORDERED,
    TEMPLATE_BEFORE,
    ORDINALS_DROPPED,
    TITLES_DROPPED,
    WRONG_TOTALS
  }

  /** A printed row: label cells with their level 0 to 2, then values. */
  private static final class Row {
    final List<String> labels = new ArrayList<>();
    final List<Integer> levels = new ArrayList<>();
    List<String> values = new ArrayList<>();
    String unit;
    boolean header;
    FormLine line;
  }

  private final FormDefinition form;
  private final Style style;
  private final Damage damage;
  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private final List<Table> tables = new ArrayList<>();
  private final Map<FigureKey, Integer> truth = new HashMap<>();

  PrintedForm(FormDefinition form, Style style, Damage damage, long seed) {
    this.form = form;
    this.style = style;
    this.damage = damage;
    this.random = new Random(seed);
    print();
  }

  String text() {
    return text.toString();
  }

  List<Table> tables() {
    return tables;
  }

  /** The figures that a careful reader finds. */
  Map<FigureKey, Integer> truth() {
    return truth;
  }

  private void print() {
    text.append("某县2022年政府信息公开工作年度报告\n一、总体情况\n我县全年主动公开政府信息5120条,收到申请若干。\n");
    int section = 0;
    for (String table : form.tables().keySet()) {
      text.append("二三四".charAt(section++ % 3))
          .append("、")
          .append(form.tables().get(table))
          .append('\n');
      List<Row> rows = rows(table);
      fill(rows);
      if (damage == Damage.TEMPLATE_BEFORE) {
        print(template(rows));
        text.append("填表说明见后。\n");
      }
      damage(rows);
      print(rows);
    }
    text.append("五、存在的主要问题及改进情况\n一是公开意识有待加强,全年培训2次,参加60人次。\n六、其他需要报告的事项\n无\n");
  }

  private List<Row> rows(String table) {
    List<Row> rows = new ArrayList<>();
    List<FormColumn> above = null;
    List<String> pending = new ArrayList<>();
    for (FormLine line : form.lines()) {
      if (!line.table().equals(table)) {
        continue;
      }
      boolean grid = line.columns().size() > 1 || above != null;
      if (line.isTitle()) {
        if (table.equals("statistics")) {
          Row title = new Row();
          label(title, line.label());
          title.unit = "——";
          title.values.add("");
          rows.add(title);
        } else {
          pending.add(line.label());
        }
        continue;
      }
      if (!line.columns().equals(above) && !line.columns().get(0).label().isEmpty()) {
        rows.addAll(header(table, line.columns()));
      } else if (above == null && !grid) {
        rows.add(statisticsHeader());
      }
      above = line.columns();
      Row row = new Row();
      row.line = line;
      pending.forEach(title -> label(row, title));
      pending.clear();
      if (!line.label().isEmpty()) {
        label(row, line.label());
      }
      row.unit =
          line.columns().size() == 1 && line.columns().get(0).code() == null ? line.unit() : null;
      rows.add(row);
    }
    return rows;
  }

  private static void label(Row row, String label) {
    row.labels.add(label);
    row.levels.add(label.matches("^[一二三四]、.*") ? 0 : label.startsWith("（") ? 1 : 2);
  }

  private static Row statisticsHeader() {
    Row row = new Row();
    row.header = true;
    row.labels.addAll(List.of("统计指标", "单位", "统计数"));
    return row;
  }

  private static List<Row> header(String table, List<FormColumn> columns) {
    Row row = new Row();
    row.header = true;
    List<Row> rows = new ArrayList<>();
    if (table.equals("disclosure")) {
      Row caption = new Row();
      caption.header = true;
      caption.labels.add("第二十条第（" + "一五六八九".charAt(columns.size() % 5) + "）项");
      rows.add(caption);
      row.labels.add("信息内容");
    }
    columns.forEach(column -> row.labels.add(column.label()));
    rows.add(row);
    return rows;
  }

  /** Random parts first, then every total from its parts. */
  private void fill(List<Row> rows) {
    Map<String, int[]> numbers = new HashMap<>();
    for (Row row : rows) {
      if (row.line != null) {
        int[] values = new int[row.line.columns().size()];
        for (int i = 0; i < values.length; i++) {
          int kind = random.nextInt(10);
          values[i] = kind < 5 ? 0 : kind < 9 ? random.nextInt(60) : random.nextInt(20000);
        }
        numbers.put(row.line.code(), values);
      }
    }
    for (Constraint rule : form.constraints()) {
      if (rule.axis() == Constraint.Axis.ROWS && numbers.containsKey(rule.left().get(0))) {
        settleRows(rule, numbers);
      }
    }
    for (Constraint rule : form.constraints()) {
      if (rule.axis() == Constraint.Axis.ROWS
          && rule.id().equals("balance")
          && numbers.containsKey("total")) {
        settleBalance(numbers);
      }
    }
    for (Row row : rows) {
      if (row.line != null) {
        settleColumns(row.line, numbers.get(row.line.code()));
        for (int i = 0; i < row.line.columns().size(); i++) {
          int value = numbers.get(row.line.code())[i];
          row.values.add(Integer.toString(value));
          FigureKey key = row.line.keyIn(row.line.columns().get(i));
          if (key != null) {
            truth.put(key, value);
          }
        }
      }
    }
  }

  private static void settleRows(Constraint rule, Map<String, int[]> numbers) {
    if (rule.left().size() > 1 || rule.relation() == Constraint.Relation.AT_MOST) {
      return;
    }
    int[] total = numbers.get(rule.left().get(0));
    Arrays.fill(total, 0);
    for (String part : rule.right()) {
      for (int i = 0; i < total.length; i++) {
        total[i] += numbers.get(part)[i];
      }
    }
  }

  private static void settleBalance(Map<String, int[]> numbers) {
    for (int i = 0; i < numbers.get("total").length; i++) {
      int rest = numbers.get("total")[i] + numbers.get("carried_out")[i];
      numbers.get("carried_in")[i] = Math.min(rest, numbers.get("carried_in")[i] % 50);
      numbers.get("received")[i] = rest - numbers.get("carried_in")[i];
    }
  }

  private void settleColumns(FormLine line, int[] values) {
    List<String> codes = line.columns().stream().map(FormColumn::code).toList();
    for (Constraint rule : form.constraints()) {
      if (rule.axis() == Constraint.Axis.COLUMNS && codes.containsAll(rule.terms())) {
        int sum = 0;
        for (String part : rule.right()) {
          sum += values[codes.indexOf(part)];
        }
        values[codes.indexOf(rule.left().get(0))] = sum;
      }
    }
  }

  private static List<Row> template(List<Row> rows) {
    List<Row> copy = new ArrayList<>();
    for (Row row : rows) {
      Row empty = new Row();
      empty.labels.addAll(row.labels);
      empty.levels.addAll(row.levels);
      empty.unit = row.unit;
      empty.header = row.header;
      empty.line = row.line;
      row.values.forEach(value -> empty.values.add(""));
      copy.add(empty);
    }
    return copy;
  }

  private void damage(List<Row> rows) {
    List<Row> data = rows.stream().filter(row -> row.line != null).collect(Collectors.toList());
    switch (damage) {
      case NONE, TEMPLATE_BEFORE, LABELS_WRAPPED -> {}
      case TYPOS ->
          data.forEach(
              row -> {
                int last = row.labels.size() - 1;
                if (last >= 0 && row.labels.get(last).length() > 7 && random.nextInt(3) == 0) {
                  row.labels.set(last, typo(row.labels.get(last)));
                }
              });
      case LABEL_DROPPED -> {
        if (data.size() > 4) {
          Row row = data.get(1 + random.nextInt(data.size() - 2));
          row.labels.set(row.labels.size() - 1, "");
        }
      }
      case ROW_ADDED -> {
        if (data.size() > 4) {
          Row added = new Row();
          label(added, "9.属于本地增设的特别事项");
          added.line = data.get(data.size() / 2).line;
          data.get(data.size() / 2).values.forEach(value -> added.values.add("3"));
          added.unit = data.get(data.size() / 2).unit;
          rows.add(rows.indexOf(data.get(data.size() / 2)) + 1, added);
        }
      }
      case SUBTOTAL_ADDED ->
          data.forEach(
              row -> {
                if (row.values.size() == 7) {
                  int sum = 0;
                  for (int i = 1; i < 6; i++) {
                    sum += Integer.parseInt(row.values.get(i));
                  }
                  row.values.add(1, Integer.toString(sum));
                }
              });
      case ZEROS_BLANK ->
          data.forEach(
              row -> {
                for (int i = 0; i < row.values.size(); i++) {
                  if (row.values.get(i).equals("0") && style.keepsBlanks()) {
                    row.values.set(i, "");
                    FigureKey key = row.line.keyIn(row.line.columns().get(i));
                    truth.remove(key);
                  }
                }
              });
      case ZEROS_LOST ->
          data.forEach(
              row -> {
                if (row.values.size() == 7 && style == Style.SPACES) {
                  row.values.replaceAll(value -> value.equals("0") ? "" : value);
                  row.line.columns().stream()
                      .map(row.line::keyIn)
                      .forEach(key -> truth.remove(key, 0));
                }
              });
      case FULL_WIDTH -> data.forEach(row -> row.values.replaceAll(PrintedForm::fullWidth));
      case PAGE_BREAK -> {
        if (data.size() > 6) {
          int at = rows.indexOf(data.get(data.size() / 2));
          List<Row> header = rows.stream().filter(row -> row.header).limit(3).toList();
          rows.addAll(at, header);
        }
      }
      case REORDERED -> {
        if (data.size() > 20 && data.get(0).line.columns().size() == 1) {
          int four = indexOf(rows, "四、");
          int five = indexOf(rows, "五、");
          int six = indexOf(rows, "六、");
          if (four < 0) {
            return;
          }
          List<Row> moved = new ArrayList<>(rows.subList(four, five));
          rows.subList(four, five).clear();
          rows.addAll(six - moved.size(), moved);
        } else if (data.size() > 20) {
          Collections.swap(rows, rows.indexOf(data.get(0)), rows.indexOf(data.get(1)));
        }
      }
      case ORDINALS_DROPPED ->
          rows.forEach(
              row ->
                  row.labels.replaceAll(
                      label -> label.replaceFirst("^(?:[一二三四五六七八九]、|（[一二三四五六七八九]）|\\d\\.)", "")));
      case TITLES_DROPPED ->
          data.forEach(
              row -> {
                while (row.labels.size() > 1) {
                  row.labels.remove(0);
                  row.levels.remove(0);
                }
              });
      case WRONG_TOTALS ->
          data.forEach(
              row -> {
                if (random.nextInt(5) == 0) {
                  int last = row.values.size() - 1;
                  int wrong = Integer.parseInt(row.values.get(last)) + 1;
                  row.values.set(last, Integer.toString(wrong));
                  FigureKey key = row.line.keyIn(row.line.columns().get(last));
                  truth.computeIfPresent(key, (k, v) -> wrong);
                }
              });
    }
  }

  private static int indexOf(List<Row> rows, String ordinal) {
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).labels.isEmpty() && rows.get(i).labels.get(0).startsWith(ordinal)) {
        return i;
      }
    }
    return -1;
  }

  private String typo(String label) {
    int at = 3 + random.nextInt(label.length() - 3);
    return label.substring(0, at) + "某" + label.substring(at + 1);
  }

  private static String fullWidth(String digits) {
    return digits
        .chars()
        .mapToObj(c -> Character.toString((char) (c >= '0' && c <= '9' ? c - '0' + '０' : c)))
        .collect(Collectors.joining());
  }

  private void print(List<Row> rows) {
    boolean wide = rows.stream().anyMatch(row -> !row.levels.isEmpty() && row.values.size() >= 7);
    int labelColumns = wide ? 3 : 1;
    int width =
        labelColumns
            + rows.stream().mapToInt(row -> row.values.size()).max().orElse(0)
            + (rows.stream().anyMatch(row -> row.unit != null) ? 1 : 0);
    if (rows.stream().noneMatch(row -> row.line != null && !row.labels.isEmpty())) {
      width--;
    }
    List<Table.Cell> cells = new ArrayList<>();
    int tableStart = text.length();
    for (int r = 0; r < rows.size(); r++) {
      Row row = rows.get(r);
      List<String> after = new ArrayList<>();
      if (row.unit != null) {
        after.add(row.unit);
      }
      after.addAll(row.values);
      switch (style) {
        case GRID, GRID_WITHOUT_SPANS -> grid(row, after, r, labelColumns, cells);
        case CELL_PER_LINE -> {
          row.labels.forEach(label -> text.append(label).append(" |\n"));
          after.forEach(value -> text.append(value).append(value.isEmpty() ? "|\n" : " |\n"));
          int padding = width - row.labels.size() - after.size();
          if (padding > 0) {
            text.append("|".repeat(padding)).append('\n');
          }
        }
        case ROW_PER_LINE -> {
          List<String> all = new ArrayList<>(row.labels);
          all.addAll(after);
          text.append(String.join(" | ", all))
              .append(" |".repeat(Math.max(0, width - all.size())))
              .append('\n');
        }
        case ROW_PER_LINE_LEFT_PADDED -> {
          int level = row.levels.isEmpty() ? 0 : row.levels.get(0);
          List<String> all = new ArrayList<>(Collections.nCopies(wide ? level : 0, ""));
          all.addAll(row.labels);
          all.addAll(after);
          text.append(String.join(" | ", all)).append(" |\n");
        }
        case TABS -> spaced(row, after, "\t");
        case WIDE_SPACES -> spaced(row, after, "    ");
        case SPACES -> spaced(row, after, " ");
        case ONE_LINE -> running(row, after, " ", " ", r + 1 < rows.size() ? " " : "\n");
        case TWO_ROWS_PER_LINE -> {
          boolean last = r + 1 == rows.size() || row.header || rows.get(r + 1).header;
          running(row, after, " ", " ", last || r % 2 == 0 ? "\n" : " ");
        }
        case LABEL_AND_VALUES_GLUED -> running(row, after, "", " ", "\n");
        case VALUES_GLUED -> running(row, after, "\n", row.unit == null ? "" : "\n", "\n");
        case ALL_GLUED -> running(row, after, "", "", r + 1 < rows.size() ? "" : "\n");
        case MARKDOWN -> {
          List<String> all = new ArrayList<>(row.labels);
          all.addAll(after);
          text.append("| ").append(String.join(" | ", all)).append(" |\n");
          if (row.header) {
            text.append("|---".repeat(all.size())).append("|\n");
          }
        }
        case NUMBER_PER_LINE -> {
          row.labels.stream()
              .filter(label -> !label.isEmpty())
              .forEach(label -> text.append(label).append('\n'));
          after.stream()
              .filter(value -> !value.isEmpty())
              .forEach(value -> text.append(value).append('\n'));
        }
      }
      if (damage == Damage.PAGE_BREAK
          && r == rows.size() / 2
          && (style == Style.TABS || style == Style.WIDE_SPACES || style == Style.SPACES)) {
        text.append("- 5 -\n");
      }
    }
    if (!cells.isEmpty()) {
      tables.add(
          new Table(
              Table.Origin.GRID,
              rows.size(),
              width,
              cells,
              new Span(tableStart, text.length() - 1)));
    }
  }

  private void running(
      Row row, List<String> after, String behindLabel, String between, String behindRow) {
    String gap = style == Style.ONE_LINE ? " " : "";
    text.append(
        row.labels.stream().filter(label -> !label.isEmpty()).collect(Collectors.joining(gap)));
    List<String> values = after.stream().filter(value -> !value.isEmpty()).toList();
    if (!values.isEmpty()) {
      text.append(behindLabel).append(String.join(between, values));
    }
    text.append(behindRow);
  }

  private void spaced(Row row, List<String> after, String gap) {
    List<String> labels = new ArrayList<>(row.labels);
    String rest = "";
    if (damage == Damage.LABELS_WRAPPED && !row.header && !labels.isEmpty()) {
      String last = labels.get(labels.size() - 1);
      if (last.length() > 14) {
        int cut = last.length() * 2 / 3;
        labels.set(labels.size() - 1, last.substring(0, cut));
        rest = last.substring(cut);
      }
    }
    labels.removeIf(String::isEmpty);
    labels.addAll(after.stream().filter(value -> !value.isEmpty()).toList());
    text.append(String.join(gap, labels)).append('\n');
    if (!rest.isEmpty()) {
      text.append(rest).append('\n');
    }
  }

  private void grid(
      Row row, List<String> after, int number, int labelColumns, List<Table.Cell> cells) {
    int column = 0;
    boolean first = true;
    for (int i = 0; i < row.labels.size(); i++) {
      int start = row.header ? i : Math.max(column, labelColumns == 3 ? row.levels.get(i) : 0);
      if (style == Style.GRID_WITHOUT_SPANS) {
        for (; column < start; column++) {
          first = cell("", number, column, 1, cells, first);
        }
      }
      int next =
          row.header ? start + 1 : i + 1 < row.labels.size() ? row.levels.get(i + 1) : labelColumns;
      int span = style == Style.GRID ? Math.max(1, next - start) : 1;
      first = cell(row.labels.get(i), number, start, span, cells, first);
      column = start + span;
    }
    if (!row.header) {
      for (; column < labelColumns && !row.labels.isEmpty(); column++) {
        first = cell("", number, column, 1, cells, first);
      }
      for (String value : after) {
        first = cell(value, number, column++, 1, cells, first);
      }
    }
    text.append('\n');
  }

  private boolean cell(
      String words, int row, int column, int span, List<Table.Cell> cells, boolean first) {
    if (!first) {
      text.append(" | ");
    }
    int start = text.length();
    text.append(words);
    cells.add(new Table.Cell(row, column, 1, span, new Span(start, text.length())));
    return false;
  }
}
