package org.gongkai.pipeline.ingest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FigureKey;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The guarded corrections of {@code conf/corrections.yaml}. */
final class Corrections {
  static final String PATH = "corrections.yaml";

  /** Begins the name of a correction among the {@link #parts}. */
  static final String PART = "correction ";

  private static final Set<String> ALWAYS =
      Set.of("id", "figure", "scope", "expected", "value", "reason", "source", "date");

  private final List<Correction> corrections;

  private Corrections(List<Correction> corrections) {
    this.corrections = List.copyOf(corrections);
  }

  /**
   * What a person says of one figure.
   *
   * @param id appears in the tables
   * @param report the report's id, or null where publisher and year name it
   * @param publisher the organ's id, or null
   * @param year the report's year, or null
   * @param figure what it counts
   * @param scope whose figure it is
   * @param expected what the report states
   * @param value what is right
   */
  record Correction(
      String id,
      String report,
      String publisher,
      Integer year,
      FigureKey figure,
      String scope,
      BigDecimal expected,
      BigDecimal value) {
    @Override
    public String toString() {
      List<String> targets = targets(report, publisher, year);
      return "%s: %s, %s, %s instead of %s"
          .formatted(
              report != null ? targets.get(0) : targets.get(1),
              figure,
              scope,
              value.toPlainString(),
              expected.toPlainString());
    }

    private boolean isOf(String reportId, String publisherId, Integer reportYear) {
      return report != null
          ? report.equals(reportId)
          : publisher.equals(publisherId) && year.equals(reportYear);
    }

    private boolean isAbout(Figure stated) {
      return stated.key().equals(figure) && stated.scope().code().equals(scope);
    }

    private boolean fits(Figure stated) {
      return isAbout(stated) && stated.value().compareTo(expected) == 0;
    }
  }

  /**
   * Reads the corrections; without the file there are none.
   *
   * @throws ConfException if one is not complete or names what does not exist
   */
  static Corrections load(ConfFiles conf, Codebook codebook) {
    if (!conf.has(PATH)) {
      return new Corrections(List.of());
    }
    List<Correction> corrections = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    try {
      Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(conf.text(PATH));
      if (content instanceof Map<?, ?> map && map.get("corrections") instanceof List<?> list) {
        for (Object entry : list) {
          Correction correction = correction((Map<?, ?>) entry, codebook);
          if (!ids.add(correction.id())) {
            throw new ConfException(PATH, 0, "has two corrections with the id " + correction.id());
          }
          corrections.add(correction);
        }
        return new Corrections(corrections);
      }
      throw new ConfException(PATH, 0, "must have a list named corrections; it may be []");
    } catch (YAMLException | ClassCastException e) {
      throw new ConfException(PATH, 0, "is no list of corrections: " + e.getMessage(), e);
    }
  }

  private static Correction correction(Map<?, ?> entry, Codebook codebook) {
    String id = String.valueOf(entry.get("id"));
    for (String name : ALWAYS) {
      if (entry.get(name) == null) {
        throw new ConfException(PATH, 0, "correction " + id + " has no " + name);
      }
    }
    boolean named = entry.get("publisher") != null && entry.get("year") != null;
    if (entry.get("report") == null && !named) {
      throw new ConfException(
          PATH, 0, "correction " + id + " needs report, or publisher and year, to name the report");
    }
    try {
      FigureKey figure = FigureKey.parse(String.valueOf(entry.get("figure")));
      codebook.check(figure);
      return new Correction(
          id,
          text(entry.get("report")),
          text(entry.get("publisher")),
          entry.get("year") == null ? null : Integer.valueOf(text(entry.get("year"))),
          figure,
          text(entry.get("scope")),
          new BigDecimal(text(entry.get("expected"))),
          new BigDecimal(text(entry.get("value"))));
    } catch (IllegalArgumentException e) {
      throw new ConfException(PATH, 0, "correction " + id + ": " + e.getMessage(), e);
    }
  }

  private static String text(Object value) {
    return value == null ? null : String.valueOf(value);
  }

  /** What each correction says, by its name; the report that it is about comes first. */
  Map<String, String> parts() {
    return corrections.stream()
        .collect(Collectors.toMap(one -> PART + one.id(), Correction::toString));
  }

  /** The report that a correction is about, out of what {@link #parts} say of it. */
  static String target(String part) {
    return part.substring(0, part.indexOf(": "));
  }

  /** How corrections may name a report. */
  static List<String> targets(String reportId, String publisherId, Integer year) {
    return List.of("report " + reportId, "publisher " + publisherId + ", year " + year);
  }

  /** The corrections of one report. */
  List<Correction> of(String reportId, String publisherId, Integer year) {
    return corrections.stream().filter(one -> one.isOf(reportId, publisherId, year)).toList();
  }

  /** The correction that applies to a figure. */
  static Optional<Correction> of(Figure figure, List<Correction> ofReport) {
    return ofReport.stream().filter(one -> one.fits(figure)).findFirst();
  }

  /** What is wrong with the corrections of a report, one line each. */
  static List<String> problems(List<Correction> ofReport, List<Figure> figures, String source) {
    return ofReport.stream()
        .filter(one -> figures.stream().noneMatch(one::fits))
        .map(
            one ->
                "correction %s expects %s to be %s in %s, which states %s; withdraw or amend it in conf/%s"
                    .formatted(
                        one.id(),
                        one.figure(),
                        one.expected().toPlainString(),
                        source,
                        figures.stream()
                            .filter(one::isAbout)
                            .map(figure -> figure.value().toPlainString())
                            .findFirst()
                            .orElse("no such figure"),
                        PATH))
        .toList();
  }
}
