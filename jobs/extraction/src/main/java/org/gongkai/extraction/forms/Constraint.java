package org.gongkai.extraction.forms;

import java.util.ArrayList;
import java.util.List;

/**
 * An arithmetic rule that a form's labels or its printed notes imply.
 *
 * @param id id within the form, such as {@code outcomes_sum}
 * @param table code of the table
 * @param axis what the terms are: codes of rows, and the rule holds in each column; or codes of
 *     columns, and it holds in each row that has them
 * @param left terms of the left sum
 * @param relation how the sums compare
 * @param right terms of the right sum
 */
public record Constraint(
    String id, String table, Axis axis, List<String> left, Relation relation, List<String> right) {
  public Constraint {
    left = List.copyOf(left);
    right = List.copyOf(right);
  }

  /** Whether the terms are rows or columns. */
  public enum Axis {
    ROWS,
    COLUMNS
  }

  /** How the two sums compare. */
  public enum Relation {
    EQUAL,
    AT_MOST
  }

  /** All terms, left before right. */
  public List<String> terms() {
    List<String> all = new ArrayList<>(left);
    all.addAll(right);
    return all;
  }

  /**
   * Reads {@code a + b = c + d} or {@code a <= b}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static Constraint parse(String id, String table, Axis axis, String expression) {
    Relation relation = expression.contains("<=") ? Relation.AT_MOST : Relation.EQUAL;
    List<String> sides = List.of(expression.split(relation == Relation.AT_MOST ? "<=" : "=", -1));
    if (sides.size() != 2) {
      throw new IllegalArgumentException(
          "is not a rule, expected a + b = c + d or a <= b: " + expression);
    }
    return new Constraint(id, table, axis, terms(sides.get(0)), relation, terms(sides.get(1)));
  }

  private static List<String> terms(String sum) {
    List<String> terms = List.of(sum.strip().split("\\s*\\+\\s*", -1));
    if (terms.contains("")) {
      throw new IllegalArgumentException("has an empty term in the sum: " + sum);
    }
    return terms;
  }
}
