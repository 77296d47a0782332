package org.gongkai.extraction.language;

import java.math.BigDecimal;
import java.util.Set;

/**
 * A unit or classifier.
 *
 * @param name the unit in which figures are recorded
 * @param classes what it can count, such as {@code case} or {@code people}
 * @param factor what a number in the printed unit is multiplied by
 */
public record Unit(String name, Set<String> classes, BigDecimal factor) {
  /** No unit printed. */
  public static final Unit NONE = new Unit("", Set.of(), BigDecimal.ONE);

  public Unit {
    classes = Set.copyOf(classes);
  }

  /** Whether no unit is printed. */
  public boolean missing() {
    return name.isEmpty();
  }
}
