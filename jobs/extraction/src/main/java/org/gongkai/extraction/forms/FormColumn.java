package org.gongkai.extraction.forms;

import java.util.List;

/**
 * A value column of a form's table.
 *
 * @param code code of the column
 * @param label its header as the official form prints it
 * @param aliases other wordings of the header
 * @param unit unit of its cells, or null where the row says
 * @param number which numbers its cells hold
 * @param key what stands for {@code *} in the keys of its rows
 */
public record FormColumn(
    String code, String label, List<String> aliases, String unit, Number number, String key) {
  public FormColumn {
    aliases = List.copyOf(aliases);
  }

  /** Which numbers a cell may hold. */
  public enum Number {
    /** Whole numbers from zero. */
    COUNT,
    /** A change, which may carry a sign: {@code +2}, 减1. */
    SIGNED,
    /** Money, with decimals. */
    AMOUNT
  }
}
