package org.gongkai.extraction.forms;

import java.util.List;
import org.gongkai.extraction.model.FigureKey;

/**
 * A printed line of a form.
 *
 * @param table code of its table
 * @param code code of the line, unique in its form; null for a title, which has no figures
 * @param label its label as the official form prints it; empty where the line has none and is known
 *     by the headers above it
 * @param aliases other wordings of the label
 * @param columns its value columns in order; one without a code where the table has a single value
 *     column; none for a title
 * @param unit unit of its cells unless the column has one
 * @param key figure key with {@code *} for the column's part, or null where the contract has no
 *     code
 */
public record FormLine(
    String table,
    String code,
    String label,
    List<String> aliases,
    List<FormColumn> columns,
    String unit,
    String key) {
  public FormLine {
    aliases = List.copyOf(aliases);
    columns = List.copyOf(columns);
  }

  public boolean isTitle() {
    return columns.isEmpty();
  }

  /** The figure that the line's cell in the column becomes, or null. */
  public FigureKey keyIn(FormColumn column) {
    return key == null ? null : FigureKey.parse(key.replace("*", column.key()));
  }

  /** The unit of the line's cell in the column by the form; 件 where it prints none. */
  public String unitIn(FormColumn column) {
    if (column.unit() != null) {
      return column.unit();
    }
    return unit != null ? unit : "件";
  }
}
