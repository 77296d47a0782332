package org.gongkai.extraction.findings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gongkai.extraction.forms.FormCatalogue;
import org.gongkai.extraction.forms.FormColumn;
import org.gongkai.extraction.forms.FormDefinition;
import org.gongkai.extraction.forms.FormLine;

/** An official form printed with bars, filled with zeros but for some cells. */
final class TablePage {
  private TablePage() {}

  /** The page of a form; {@code cells} are written {@code row[.column]=value; …}. */
  static String of(String code, String cells, FormCatalogue catalogue) {
    FormDefinition form = catalogue.form(code).orElseThrow();
    Map<String, String> values = new HashMap<>();
    for (String cell : cells.split("; ")) {
      int sign = cell.indexOf('=');
      values.put(cell.substring(0, sign), cell.substring(sign + 1));
    }
    StringBuilder page = new StringBuilder();
    String table = "";
    List<FormColumn> columns = List.of();
    for (FormLine line : form.lines()) {
      if (!line.table().equals(table)) {
        table = line.table();
        page.append(form.tables().get(table)).append('\n');
      }
      if (line.isTitle()) {
        page.append(line.label()).append(" |\n");
        continue;
      }
      boolean single = line.columns().get(0).code() == null;
      if (!single && !line.columns().equals(columns)) {
        columns = line.columns();
        page.append("信息内容");
        columns.forEach(column -> page.append(" | ").append(column.label()));
        page.append(" |\n");
      }
      page.append(line.label().isEmpty() ? "" : line.label() + " | ");
      for (FormColumn column : line.columns()) {
        String cell = single ? line.code() : line.code() + "." + column.code();
        String value = values.containsKey(cell) ? values.remove(cell) : "0";
        page.append(single ? line.unitIn(column) + " | " : "").append(value).append(" | ");
      }
      page.append('\n');
    }
    if (!values.isEmpty()) {
      throw new IllegalArgumentException(code + " has no cells " + values.keySet());
    }
    return page.toString();
  }
}
