package org.gongkai.extraction.forms;

import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gongkai.extraction.forms.Printed.Cell;

/**
 * Chooses among the ways in which the values of rows may stand in their columns those that satisfy
 * the sums down the columns.
 */
final class ColumnSums {
  private static final int MOST_STATES = 1_500;
  private static final int MOST_ROUNDS = 3;

  private final List<Constraint> rules;

  /**
   * @param constraints the form's arithmetic for the table
   */
  ColumnSums(List<Constraint> constraints) {
    rules =
        constraints.stream()
            .filter(
                rule ->
                    rule.axis() == Constraint.Axis.ROWS
                        && rule.relation() == Constraint.Relation.EQUAL)
            .toList();
  }

  /**
   * The ways of each row that take part in a solution of every sum whose rows are all known; empty
   * where there is no solution. A sum with too many is left out.
   *
   * @param ways row code to the ways of the row, each with a cell or null for every column
   */
  Map<String, List<List<Cell>>> narrow(Map<String, List<List<Cell>>> ways) {
    Map<String, List<List<Cell>>> narrowed = new HashMap<>(ways);
    boolean changed = true;
    for (int round = 0; changed && round < MOST_ROUNDS; round++) {
      changed = false;
      for (Constraint rule : rules) {
        if (!narrowed.keySet().containsAll(rule.terms()) || !isEvenlyWide(rule, narrowed)) {
          continue;
        }
        List<Term> terms = terms(rule, narrowed);
        List<Set<Integer>> viable = viable(terms);
        if (viable == null) {
          continue;
        }
        for (int t = 0; t < terms.size(); t++) {
          Term term = terms.get(t);
          if (viable.get(t).isEmpty()) {
            return Map.of();
          }
          changed |= viable.get(t).size() < term.ways().size();
          List<List<Cell>> kept = new ArrayList<>();
          for (int way = 0; way < term.ways().size(); way++) {
            if (viable.get(t).contains(way)) {
              kept.add(term.ways().get(way));
            }
          }
          narrowed.put(term.row(), kept);
        }
      }
    }
    return narrowed;
  }

  private static boolean isEvenlyWide(Constraint rule, Map<String, List<List<Cell>>> ways) {
    return rule.terms().stream().map(row -> ways.get(row).get(0).size()).distinct().count() == 1;
  }

  /** A row with its sign in the sum and its ways. */
  private record Term(String row, int sign, List<List<Cell>> ways, List<Amounts> amounts) {
    static Term of(String row, int sign, List<List<Cell>> ways) {
      return new Term(row, sign, ways, ways.stream().map(way -> Amounts.of(way, sign)).toList());
    }
  }

  /** One number for each column. */
  private record Amounts(LongBuffer columns) {
    static Amounts zero(int width) {
      return new Amounts(LongBuffer.allocate(width));
    }

    static Amounts of(List<Cell> way, int sign) {
      LongBuffer columns = LongBuffer.allocate(way.size());
      for (int i = 0; i < way.size(); i++) {
        columns.put(i, way.get(i) == null ? 0 : sign * way.get(i).count());
      }
      return new Amounts(columns);
    }

    Amounts plus(Amounts other) {
      LongBuffer sum = LongBuffer.allocate(columns.capacity());
      for (int i = 0; i < columns.capacity(); i++) {
        sum.put(i, columns.get(i) + other.columns.get(i));
      }
      return new Amounts(sum);
    }

    boolean isNegative() {
      for (int i = 0; i < columns.capacity(); i++) {
        if (columns.get(i) < 0) {
          return true;
        }
      }
      return false;
    }
  }

  /** The terms of a rule: what counts for it before what counts against, the surest first. */
  private static List<Term> terms(Constraint rule, Map<String, List<List<Cell>>> ways) {
    List<Term> terms = new ArrayList<>();
    rule.left().forEach(row -> terms.add(Term.of(row, 1, ways.get(row))));
    rule.right().forEach(row -> terms.add(Term.of(row, -1, ways.get(row))));
    terms.sort(
        Comparator.comparingInt((Term term) -> -term.sign())
            .thenComparingInt(term -> term.ways().size()));
    return terms;
  }

  /** For each term the ways by which the sum comes to nothing in every column, or null. */
  private static List<Set<Integer>> viable(List<Term> terms) {
    Amounts zero = Amounts.zero(terms.get(0).ways().get(0).size());
    List<Set<Amounts>> reached = new ArrayList<>();
    reached.add(Set.of(zero));
    for (Term term : terms) {
      Set<Amounts> next = new HashSet<>();
      for (Amounts state : reached.get(reached.size() - 1)) {
        for (Amounts amounts : term.amounts()) {
          Amounts sum = state.plus(amounts);
          if (term.sign() > 0 || !sum.isNegative()) {
            next.add(sum);
          }
        }
        if (next.size() > MOST_STATES) {
          return null;
        }
      }
      reached.add(next);
    }
    List<Set<Integer>> viable = new ArrayList<>();
    Set<Amounts> wanted = Set.of(zero);
    for (int t = terms.size() - 1; t >= 0; t--) {
      Set<Integer> ways = new HashSet<>();
      Set<Amounts> before = new HashSet<>();
      for (Amounts state : reached.get(t)) {
        for (int way = 0; way < terms.get(t).ways().size(); way++) {
          if (wanted.contains(state.plus(terms.get(t).amounts().get(way)))) {
            ways.add(way);
            before.add(state);
          }
        }
      }
      viable.add(0, ways);
      wanted = before;
    }
    return viable;
  }
}
