package org.gongkai.extraction.reading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Positions on a page that mean the same although they differ by a hair. */
final class Clusters {
  private Clusters() {}

  /** The means of groups of positions, each at most {@code gap} from its neighbour, ascending. */
  static List<Double> of(Collection<Double> positions, double gap) {
    List<Double> sorted = positions.stream().sorted().toList();
    List<Double> means = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size() || sorted.get(i) - sorted.get(i - 1) > gap) {
        means.add(sorted.subList(start, i).stream().mapToDouble(d -> d).average().orElseThrow());
        start = i;
      }
    }
    return means;
  }

  /** Index of the position nearest to a value. */
  static int nearest(List<Double> positions, double value) {
    int best = 0;
    for (int i = 1; i < positions.size(); i++) {
      if (Math.abs(positions.get(i) - value) < Math.abs(positions.get(best) - value)) {
        best = i;
      }
    }
    return best;
  }

  /** Index of the interval between two ascending edges that holds a value, or -1 outside. */
  static int interval(List<Double> edges, double value) {
    for (int i = 0; i + 1 < edges.size(); i++) {
      if (edges.get(i) <= value && value < edges.get(i + 1)) {
        return i;
      }
    }
    return -1;
  }
}
