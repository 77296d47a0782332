package org.gongkai.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.samples.Grid.Cell;

/** Fills the official forms, whose labels it takes from {@code conf/forms}. */
final class FormTables {
  private static final int REQUEST_LABELS = 3;
  private static final int APPLICANTS = 7;

  /** Lines that provinces added; the national form of 2014 has them not. */
  private static final Set<String> NOT_NATIONAL = Set.of("received_email", "received_other");

  private final ConfFiles conf;

  FormTables(ConfFiles conf) {
    this.conf = conf;
  }

  /** The statistics table of 2014 to 2018. */
  Grid statistics(YearFigures figures) {
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(List.of(Cell.of("统 计 指 标"), Cell.of("单位"), Cell.of("统计数")));
    for (CSVRecord row : rows("form_2014", "statistics")) {
      String label = row.get("label").replaceFirst("（不同[^）]*）$", "");
      if (row.get("kind").equals("title")) {
        rows.add(List.of(Cell.of(label), Cell.wide("——", 2)));
      } else if (row.get("kind").equals("row") && !NOT_NATIONAL.contains(row.get("code"))) {
        rows.add(
            List.of(
                Cell.of(label),
                Cell.of(row.get("unit")),
                Cell.of(figures.printed(row.get("code")))));
      }
    }
    return new Grid(3, rows);
  }

  /** The table of section two. */
  Grid disclosure(String form, YearFigures figures) {
    List<List<Cell>> rows = new ArrayList<>();
    List<String> headings =
        conf.csv("forms/" + form + ".csv").stream()
            .filter(
                row -> row.get("kind").equals("heading") && row.get("table").equals("disclosure"))
            .map(row -> row.get("label"))
            .toList();
    List<CSVRecord> all = rows(form, "disclosure");
    List<CSVRecord> columns = all.stream().filter(row -> row.get("kind").equals("column")).toList();
    List<CSVRecord> items = all.stream().filter(row -> row.get("kind").equals("row")).toList();
    int heading = 1;
    String previous = "";
    for (CSVRecord item : items) {
      String group = item.get("columns");
      List<CSVRecord> own =
          columns.stream().filter(column -> column.get("columns").equals(group)).toList();
      int span = own.size() == 1 ? 3 : 1;
      String block = blockOf(item.get("code"), group);
      if (!block.equals(previous)) {
        rows.add(List.of(Cell.wide(headings.get(heading++), 4)));
        List<Cell> header = new ArrayList<>(List.of(Cell.of(headings.get(0))));
        own.forEach(column -> header.add(Cell.wide(column.get("label"), span)));
        rows.add(List.copyOf(header));
        previous = block;
      }
      List<Cell> cells = new ArrayList<>(List.of(Cell.of(item.get("label"))));
      for (CSVRecord column : own) {
        cells.add(Cell.wide(figures.printed(item.get("code") + "/" + column.get("code")), span));
      }
      rows.add(List.copyOf(cells));
    }
    return new Grid(4, rows);
  }

  /** Licences and what goes with them stand apart from penalties, under the same columns. */
  private static String blockOf(String item, String group) {
    return group + (item.equals("penalties") || item.equals("coercive_measures"));
  }

  /** The table of section three. */
  Grid requests(String form, YearFigures figures) {
    List<CSVRecord> all = rows(form, "requests");
    List<CSVRecord> columns = all.stream().filter(row -> row.get("kind").equals("column")).toList();
    List<CSVRecord> lines =
        all.stream()
            .filter(row -> row.get("kind").equals("row") || row.get("kind").equals("title"))
            .toList();
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(
        List.of(
            new Cell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", REQUEST_LABELS, 3),
            Cell.wide("申请人情况", APPLICANTS)));
    rows.add(List.of(new Cell("自然人", 1, 2), Cell.wide("法人或其他组织", 5), new Cell("总计", 1, 2)));
    rows.add(columns.subList(1, 6).stream().map(column -> Cell.of(column.get("label"))).toList());
    List<Cell> pending = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      CSVRecord line = lines.get(i);
      int level = level(line.get("label"));
      if (line.get("kind").equals("title")) {
        pending.add(new Cell(line.get("label"), 1, linesBelow(lines, i, level)));
        continue;
      }
      List<Cell> cells = new ArrayList<>(pending);
      pending.clear();
      cells.add(Cell.wide(line.get("label"), REQUEST_LABELS - level));
      for (CSVRecord column : columns) {
        cells.add(Cell.of(figures.printed(line.get("code") + "/" + column.get("code"))));
      }
      rows.add(List.copyOf(cells));
    }
    return new Grid(REQUEST_LABELS + APPLICANTS, rows);
  }

  private static int linesBelow(List<CSVRecord> lines, int title, int level) {
    int below = 0;
    for (CSVRecord line : lines.subList(title + 1, lines.size())) {
      if (level(line.get("label")) <= level) {
        break;
      }
      below += line.get("kind").equals("row") ? 1 : 0;
    }
    return below;
  }

  /** 0 for 一、, 1 for （一）, 2 for 1. */
  private static int level(String label) {
    char first = label.charAt(0);
    return first == '（' ? 1 : Character.isDigit(first) ? 2 : 0;
  }

  /** The table of section four. */
  Grid appeals(String form, YearFigures figures) {
    List<CSVRecord> columns =
        rows(form, "appeals").stream().filter(row -> row.get("kind").equals("column")).toList();
    List<Cell> results = columns.stream().map(column -> Cell.of(column.get("label"))).toList();
    return new Grid(
        columns.size(),
        List.of(
            List.of(Cell.wide("行政复议", 5), Cell.wide("行政诉讼", 10)),
            List.of(
                new Cell("结果维持", 1, 2),
                new Cell("结果纠正", 1, 2),
                new Cell("其他结果", 1, 2),
                new Cell("尚未审结", 1, 2),
                new Cell("总计", 1, 2),
                Cell.wide("未经复议直接起诉", 5),
                Cell.wide("复议后起诉", 5)),
            results.subList(5, results.size()),
            columns.stream().map(column -> Cell.of(figures.printed(column.get("code")))).toList()));
  }

  private List<CSVRecord> rows(String form, String table) {
    return conf.csv("forms/" + form + ".csv").stream()
        .filter(row -> row.get("table").equals(table))
        .toList();
  }
}
