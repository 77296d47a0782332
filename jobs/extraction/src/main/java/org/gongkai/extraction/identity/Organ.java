package org.gongkai.extraction.identity;

import java.util.List;
import java.util.function.IntPredicate;
import org.gongkai.extraction.model.Identity.OrganKind;

/**
 * An organ as a text names it.
 *
 * @param name its name, a bare region, town or zone completed to its government
 * @param printed its name as printed, 政府 written out as 人民政府 or not
 * @param kind kind of organ
 * @param regions names of regions that its name begins with, the widest first; may be empty
 * @param rest the name without them
 * @param national whether it is an organ of the state as a whole
 */
record Organ(
    String name,
    String printed,
    OrganKind kind,
    List<String> regions,
    String rest,
    boolean national) {
  static final String DIVISION_CLASSES = "省市县区州盟旗";

  Organ {
    regions = List.copyOf(regions);
  }

  /** The 市 of 市教育局, a name that leaves its region out; 0 in any other name. */
  char localPrefix() {
    boolean prefixed =
        name.length() > 2
            && DIVISION_CLASSES.indexOf(name.charAt(0)) >= 0
            && isChinese(name.charAt(1))
            && isChinese(name.charAt(2));
    return prefixed ? name.charAt(0) : 0;
  }

  static boolean isChinese(int c) {
    return c >= '\u4e00' && c <= '\u9fff';
  }

  /**
   * What ends at a place of a text and is made of a name's characters alone, as long as it can be.
   *
   * @param earliest where it begins at the earliest
   */
  static String nameBefore(String text, int earliest, int end, IntPredicate ofName) {
    int start = end;
    while (start > earliest && ofName.test(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, end);
  }
}
