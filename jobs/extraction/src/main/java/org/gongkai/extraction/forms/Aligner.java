package org.gongkai.extraction.forms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.gongkai.extraction.forms.Printed.Cell;
import org.gongkai.extraction.forms.Printed.Entry;

/**
 * Finds the most likely way through a form's lines for a sequence of printed entries: a shortest
 * path over labels, order and number of values. An entry that fits no line is passed over.
 */
final class Aligner {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern LEADING_NUMBER = Pattern.compile("^(?:\\d{1,2}|[一二三四五六七八九十]{1,2})");
  private static final int MOST_HEADERS = 20;
  private static final int NEAR_HEADERS = 8;
  private static final int LONGEST_LABEL = 4;

  /** No other table has a row of so many, so that their number alone tells it. */
  private static final int MANY_COLUMNS = 8;

  private static final int LEAST_TAIL = 4;
  private static final double BACKWARDS = 0.8;
  private static final double PER_SKIPPED_LINE = 0.02;
  private static final double MOST_FOR_SKIPPING = 0.5;

  private final FormDefinition form;
  private final List<List<String>> cores = new ArrayList<>();
  private final Map<String, Set<String>> headers = new HashMap<>();
  private final Set<String> titles = new LinkedHashSet<>();

  /**
   * An entry taken for a line of the form.
   *
   * @param entry index of the entry
   * @param line index of the line in the form
   * @param similarity of the labels, 0 where the entry has none
   * @param labelCells how many of the entry's last label cells make up the label
   */
  record Match(int entry, int line, double similarity, int labelCells) {}

  private record Fit(double similarity, int labelCells, double weight) {}

  Aligner(FormDefinition form) {
    this.form = form;
    for (FormLine line : form.lines()) {
      List<String> names = new ArrayList<>(List.of(Labels.core(line.label())));
      line.aliases().forEach(alias -> names.add(Labels.core(alias)));
      cores.add(names.stream().distinct().toList());
      if (line.isTitle()) {
        titles.addAll(names);
      }
      Set<String> header = headers.computeIfAbsent(line.table(), table -> new HashSet<>());
      form.headings()
          .getOrDefault(line.table(), List.of())
          .forEach(h -> header.add(Labels.core(h)));
      for (FormColumn column : line.columns()) {
        header.add(Labels.core(column.label()));
        column.aliases().forEach(alias -> header.add(Labels.core(alias)));
      }
    }
  }

  FormDefinition form() {
    return form;
  }

  /** Whether the words stand in the header of the table. */
  boolean isHeader(String table, Cell cell) {
    Set<String> known = headers.getOrDefault(table, Set.of());
    if (known.contains(cell.core())) {
      return true;
    }
    if (!SPACE.matcher(cell.text()).find()) {
      return false;
    }
    String[] words = SPACE.split(cell.text(), MOST_HEADERS);
    return words.length > 1
        && 2 * Arrays.stream(words).filter(word -> known.contains(Labels.core(word))).count()
            > words.length;
  }

  /** The matches of the best way, in order of the entries. */
  List<Match> align(List<Entry> entries) {
    int lines = form.lines().size();
    double[] best = new double[lines + 1];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    best[0] = 0;
    int[][] previous = new int[entries.size()][];
    Fit[][] fits = new Fit[entries.size()][];
    Map<String, double[]> known = new HashMap<>();
    for (int e = 0; e < entries.size(); e++) {
      Fit[] fit = fits(entries.get(e), known);
      double[] next = best.clone();
      int[] from = new int[lines + 1];
      Arrays.fill(from, -1);
      for (int line = 0; line < lines; line++) {
        if (fit[line] == null) {
          continue;
        }
        for (int state = 0; state <= lines; state++) {
          double score = best[state] + fit[line].weight() - cost(state - 1, line, fit[line]);
          if (score > next[line + 1]) {
            next[line + 1] = score;
            from[line + 1] = state;
          }
        }
      }
      best = next;
      previous[e] = from;
      fits[e] = fit;
    }
    return decode(best, previous, fits);
  }

  private static List<Match> decode(double[] best, int[][] previous, Fit[][] fits) {
    int state = 0;
    for (int s = 1; s < best.length; s++) {
      if (best[s] > best[state]) {
        state = s;
      }
    }
    List<Match> matches = new ArrayList<>();
    for (int e = previous.length - 1; e >= 0; e--) {
      int from = previous[e][state];
      if (from >= 0) {
        Fit fit = fits[e][state - 1];
        matches.add(new Match(e, state - 1, fit.similarity(), fit.labelCells()));
        state = from;
      }
    }
    Collections.reverse(matches);
    return matches;
  }

  /** Whether no line with figures stands between the two. */
  boolean follows(int line, int earlier) {
    return earlier >= 0
        && earlier < line
        && form.lines().subList(earlier + 1, line).stream().allMatch(FormLine::isTitle);
  }

  private double cost(int last, int line, Fit fit) {
    if (fit.similarity() == 0 && !follows(line, last)) {
      return Double.POSITIVE_INFINITY;
    }
    if (last < 0) {
      return 0;
    }
    if (line > last) {
      return Math.min(MOST_FOR_SKIPPING, PER_SKIPPED_LINE * (line - last - 1));
    }
    return fit.similarity() > 0.94 ? BACKWARDS : Double.POSITIVE_INFINITY;
  }

  private Fit[] fits(Entry entry, Map<String, double[]> known) {
    Fit[] fits = new Fit[form.lines().size()];
    int deepest = Math.min(LONGEST_LABEL, entry.labels().size());
    String label = "";
    for (int cells = 1; cells <= deepest && !Labels.opensWithOrdinal(label); cells++) {
      Cell cell = entry.labels().get(entry.labels().size() - cells);
      label = cell.text() + label;
      String core = cells == 1 ? cell.core() : Labels.core(label);
      compare(entry, core, cells, known.computeIfAbsent(core, this::similarities), fits);
      if (isExact(fits)) {
        break;
      }
      String tail = cells == 1 ? tail(cell, core) : "";
      if (tail.length() >= LEAST_TAIL && tail.length() < core.length()) {
        compare(entry, tail, cells, known.computeIfAbsent(tail, this::similarities), fits);
      }
    }
    keepExact(fits);
    Map<String, Boolean> unnamed = new HashMap<>();
    for (int line = 0; line < fits.length; line++) {
      FormLine expected = form.lines().get(line);
      boolean enough = !expected.isTitle() && entry.values().size() >= expected.columns().size();
      if (expected.label().isEmpty()
          && (enough ? underHeaders(entry, expected) : underAllHeaders(entry, expected))) {
        Arrays.fill(fits, null);
        fits[line] = new Fit(0.99, 0, entry.hasNumber() ? 1.5 : 0.5);
        return fits;
      } else if (fits[line] == null
          && enough
          && entry.hasNumber()
          && unnamed.computeIfAbsent(expected.table(), table -> isUnnamed(entry, table))) {
        fits[line] = new Fit(0, 0, 0.25);
      }
    }
    return fits;
  }

  /** What stands in a cell behind a space or behind the title of a group of rows. */
  private String tail(Cell cell, String core) {
    int space = cell.text().lastIndexOf(' ');
    if (space >= 0) {
      return Labels.core(cell.text().substring(space + 1));
    }
    return titles.stream()
        .filter(core::startsWith)
        .map(title -> LEADING_NUMBER.matcher(core.substring(title.length())).replaceFirst(""))
        .findFirst()
        .orElse("");
  }

  private void compare(Entry entry, String core, int cells, double[] alike, Fit[] fits) {
    for (int line = 0; line < fits.length; line++) {
      double similarity = alike[line];
      if (similarity == 0 || (fits[line] != null && similarity <= fits[line].similarity() + 0.01)) {
        continue;
      }
      FormLine expected = form.lines().get(line);
      boolean header = !entry.hasNumber() && headers.get(expected.table()).contains(core);
      double weight = header ? 0 : weight(entry, expected, similarity);
      if (weight > 0) {
        fits[line] = new Fit(similarity, cells, weight);
      }
    }
  }

  private static boolean isExact(Fit[] fits) {
    return Arrays.stream(fits).anyMatch(fit -> fit != null && fit.similarity() == 1);
  }

  /** A label that is one line's own is not a misprint of another's. */
  private static void keepExact(Fit[] fits) {
    int fewest = Integer.MAX_VALUE;
    for (Fit fit : fits) {
      fewest = fit != null && fit.similarity() == 1 ? Math.min(fewest, fit.labelCells()) : fewest;
    }
    for (int line = 0; line < fits.length; line++) {
      Fit fit = fits[line];
      if (fewest < Integer.MAX_VALUE
          && fit != null
          && (fit.similarity() < 1 || fit.labelCells() > fewest)) {
        fits[line] = null;
      }
    }
  }

  private double[] similarities(String label) {
    double[] alike = new double[form.lines().size()];
    for (int line = 0; line < alike.length; line++) {
      for (String core : cores.get(line)) {
        if (!core.isEmpty()) {
          alike[line] = Math.max(alike[line], Labels.similarity(label, core));
        }
      }
    }
    return alike;
  }

  private static double weight(Entry entry, FormLine line, double similarity) {
    if (line.isTitle()) {
      return entry.hasNumber() ? 0 : 0.5 * similarity;
    }
    if (!entry.isRow()) {
      return 0;
    }
    if (!entry.hasNumber()) {
      return similarity + 0.1;
    }
    return similarity + (entry.values().size() >= line.columns().size() ? 0.6 : 0.3);
  }

  private boolean isUnnamed(Entry entry, String table) {
    List<Cell> labels = entry.labels();
    return labels.isEmpty() || isHeader(table, labels.get(labels.size() - 1));
  }

  /** Whether a row that has lost cells stands right under the header words of the line's table. */
  private boolean underAllHeaders(Entry entry, FormLine line) {
    List<Cell> labels = entry.labels();
    List<Cell> near = labels.subList(Math.max(0, labels.size() - NEAR_HEADERS), labels.size());
    return (entry.values().size() > 1 || Cuts.isGlued(entry.values()))
        && near.size() * 2 > NEAR_HEADERS
        && near.stream().allMatch(cell -> isHeader(line.table(), cell));
  }

  /**
   * Whether most of the words above the values are header words of the line's table, or the row is
   * known by how many values it has.
   */
  private boolean underHeaders(Entry entry, FormLine line) {
    List<Cell> labels = entry.labels();
    List<Cell> near = labels.subList(Math.max(0, labels.size() - NEAR_HEADERS), labels.size());
    long known = near.stream().filter(cell -> isHeader(line.table(), cell)).count();
    long numbers = entry.values().stream().filter(cell -> cell.reading().value() != null).count();
    boolean exact = entry.values().size() == numbers && numbers == line.columns().size();
    boolean underOne = !labels.isEmpty() && isHeader(line.table(), labels.get(labels.size() - 1));
    boolean alone =
        near.isEmpty() && numbers > 0 && entry.values().size() <= line.columns().size() + 1;
    return (underOne && known * 2 >= near.size())
        || (line.columns().size() > MANY_COLUMNS && (alone || exact));
  }
}
