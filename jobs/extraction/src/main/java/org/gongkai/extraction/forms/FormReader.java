package org.gongkai.extraction.forms;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.forms.Aligner.Match;
import org.gongkai.extraction.forms.Printed.Cell;
import org.gongkai.extraction.forms.Printed.Entry;
import org.gongkai.extraction.forms.Printed.Line;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.RepairedDocument;

/**
 * Reads the official tables of a report: finds them by their labels, aligns them to the forms of
 * {@code conf/forms/} and says what every cell holds. Immutable and safe for many threads.
 */
public final class FormReader {
  private static final Pattern YEAR = Pattern.compile("(20[0-3]\\d)年");
  private static final int LONGEST_GAP = 40;
  private static final int LINES_ABOVE = 12;
  private static final int MOST_ENTRIES = 20_000;
  private static final int LEAST_ANCHOR = 4;
  private static final int LEAST_LINES = 3;
  private static final int LEAST_MARKS = 3;
  private static final double STRONG_MARK = 3;
  private static final double IN_FORCE = 0.5;

  private final FormCatalogue catalogue;
  private final Layout layout;
  private final List<Aligner> aligners;
  private final Set<String> anchors = new HashSet<>();
  private final Margins margins;
  private final TableWriter writer;

  /**
   * @param conf the configuration, of which {@code forms/} is read
   * @throws org.gongkai.extraction.config.ConfException if a file of {@code forms/} is wrong
   */
  public FormReader(ConfFiles conf) {
    catalogue = FormCatalogue.load(conf);
    Set<String> units = new HashSet<>();
    Set<String> labels = new HashSet<>();
    for (FormDefinition form : catalogue.forms()) {
      for (FormLine line : form.lines()) {
        line.columns().forEach(column -> units.add(line.unitIn(column)));
      }
      labels.addAll(form.labels());
    }
    LabelFinder finder = new LabelFinder();
    for (String label : labels) {
      String core = Labels.core(label);
      if (core.length() >= LEAST_ANCHOR) {
        anchors.add(core);
      }
      finder.add(label, core);
    }
    margins = new Margins(conf);
    CellReader cells = new CellReader(conf, units);
    ValueColumns columns = new ValueColumns(conf);
    layout = new Layout(cells, finder, text -> !columns.meanings(text).isEmpty());
    aligners = catalogue.forms().stream().map(Aligner::new).toList();
    writer = new TableWriter(cells, columns, margins);
  }

  /** The forms that this reader knows. */
  public FormCatalogue catalogue() {
    return catalogue;
  }

  /**
   * Reads the tables of a document.
   *
   * @return what they say; {@link FormReading#none()} where there is no form
   */
  public FormReading read(RepairedDocument document) {
    Map<String, Double> likely = likelyForms(document.text());
    if (likely.isEmpty()) {
      return FormReading.none();
    }
    List<Line> lines = layout.lines(document.document());
    FormOutput output = new FormOutput(document.text(), lines);
    for (int[] cluster : clusters(lines, document.text())) {
      List<Entry> entries = layout.entries(lines, cluster[0], cluster[1]);
      readCluster(entries.subList(0, Math.min(entries.size(), MOST_ENTRIES)), likely, output);
    }
    FormReading reading = output.reading(catalogue);
    return reading.form() == null ? unread(document.text()) : reading;
  }

  /** The form whose labels stand in a text that none of its rows could be read from, if any. */
  private FormReading unread(String text) {
    Set<String> lines = text.lines().map(Labels::squeeze).collect(Collectors.toSet());
    return catalogue.forms().stream()
        .filter(form -> form.strongMarks().stream().filter(lines::contains).count() >= LEAST_MARKS)
        .findFirst()
        .map(form -> new FormReading(form.code(), List.of(), List.of(), List.of(), List.of()))
        .orElse(FormReading.none());
  }

  /** Forms of which the text bears a mark, with what speaks for them before any table is read. */
  private Map<String, Double> likelyForms(String text) {
    String words = Labels.squeeze(text);
    Map<String, Double> likely = new HashMap<>();
    Set<String> certain = new HashSet<>();
    for (FormDefinition form : catalogue.forms()) {
      long strong = form.strongMarks().stream().filter(words::contains).count();
      long weak = form.weakMarks().stream().filter(words::contains).count();
      if (strong + weak > 0) {
        likely.put(form.code(), Math.min(strong, 2) * STRONG_MARK);
      }
      if (strong > 0) {
        certain.add(form.code());
      }
    }
    if (!certain.isEmpty()) {
      likely.keySet().retainAll(certain);
    }
    if (likely.size() > 1) {
      Matcher year = YEAR.matcher(text);
      if (year.find()) {
        catalogue
            .inForce(Integer.parseInt(year.group(1)))
            .ifPresent(code -> likely.computeIfPresent(code, (c, score) -> score + IN_FORCE));
      }
    }
    return likely;
  }

  /** Runs of lines, half-open, in which known labels follow each other under one title. */
  private List<int[]> clusters(List<Line> lines, String text) {
    List<int[]> clusters = new ArrayList<>();
    int[] open = null;
    int earliest = 0;
    int gap = 0;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (open != null && !line.ruled() && margins.isTitle(line.span().of(text))) {
        open = null;
        earliest = i;
      }
      if (line.cells().stream().noneMatch(this::isAnchor)) {
        gap += line.isBar() ? 0 : 1;
        continue;
      }
      if (open == null || gap > LONGEST_GAP) {
        open = new int[] {Math.max(i - LINES_ABOVE, earliest), i + 1};
        clusters.add(open);
      }
      open[1] = i + 1;
      earliest = i + 1;
      gap = 0;
    }
    int last = lines.size();
    for (int c = clusters.size() - 1; c >= 0; c--) {
      clusters.get(c)[1] = behind(lines, clusters.get(c)[1], last);
      last = clusters.get(c)[0];
    }
    return clusters;
  }

  /** One past the last line that can belong to a run of known labels which ends before a line. */
  private static int behind(List<Line> lines, int end, int limit) {
    int last = end;
    for (int gap = 0; last < limit && gap < LONGEST_GAP; last++) {
      gap += lines.get(last).isBar() ? 0 : 1;
    }
    return last;
  }

  private boolean isAnchor(Cell cell) {
    return anchors.contains(cell.core());
  }

  private void readCluster(List<Entry> entries, Map<String, Double> likely, FormOutput output) {
    Aligner chosen = null;
    List<Match> found = List.of();
    double best = 0;
    for (Aligner aligner : aligners) {
      Double prior = likely.get(aligner.form().code());
      if (prior == null) {
        continue;
      }
      List<Match> matches = aligner.align(entries);
      double score = prior;
      for (Match match : matches) {
        score += match.similarity();
      }
      if (valued(matches, aligner) >= LEAST_LINES && score > best) {
        best = score;
        chosen = aligner;
        found = matches;
      }
    }
    if (chosen == null) {
      return;
    }
    for (List<Match> copy : copies(found, chosen.form(), entries)) {
      writer.write(chosen, entries, copy, output);
    }
  }

  private static long valued(List<Match> matches, Aligner aligner) {
    return matches.stream()
        .map(match -> aligner.form().lines().get(match.line()))
        .mapToLong(line -> line.isTitle() ? 0 : Math.max(1, line.columns().size() / 5))
        .sum();
  }

  /** Splits matches where the form begins anew; a line printed twice by itself is kept once. */
  private static List<List<Match>> copies(
      List<Match> matches, FormDefinition form, List<Entry> entries) {
    List<List<Match>> copies = new ArrayList<>();
    Map<Integer, Match> current = new HashMap<>();
    for (int m = 0; m < matches.size(); m++) {
      Match match = matches.get(m);
      Match earlier = current.get(match.line());
      if (earlier != null && !form.lines().get(match.line()).isTitle()) {
        int window = Math.min(matches.size(), m + 5);
        Map<Integer, Match> used = current;
        long again =
            matches.subList(m, window).stream()
                .filter(next -> used.containsKey(next.line()))
                .count();
        if (again >= Math.min(3, window - m)) {
          copies.add(inOrder(current));
          current = new HashMap<>();
        } else if (quality(earlier, form, entries) >= quality(match, form, entries)) {
          continue;
        }
      }
      current.put(match.line(), match);
    }
    copies.add(inOrder(current));
    return copies;
  }

  /** How well an entry fills its line: label and share of the columns with a number. */
  private static double quality(Match match, FormDefinition form, List<Entry> entries) {
    int width = form.lines().get(match.line()).columns().size();
    int numbers = entries.get(match.entry()).numbers();
    return match.similarity() + Math.min(1, (double) numbers / width);
  }

  private static List<Match> inOrder(Map<Integer, Match> matches) {
    return matches.values().stream().sorted(Comparator.comparingInt(Match::entry)).toList();
  }
}
