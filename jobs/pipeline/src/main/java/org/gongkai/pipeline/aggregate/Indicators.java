package org.gongkai.pipeline.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.FigureKey;

/** The indicators of {@code conf/indicators.csv}, checked against the code vocabulary. */
public final class Indicators {
  private static final String PATH = "indicators.csv";

  private final List<Indicator> indicators;
  private final Codebook codebook;

  private Indicators(List<Indicator> indicators, Codebook codebook) {
    this.indicators = List.copyOf(indicators);
    this.codebook = codebook;
  }

  /**
   * Reads the indicators.
   *
   * @throws ConfException naming the line that is wrong
   */
  public static Indicators load(ConfFiles conf) {
    Codebook codebook = Codebook.load(conf);
    List<Indicator> indicators = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (CSVRecord line : conf.csv(PATH)) {
      try {
        Indicator indicator = indicator(line, codebook);
        if (!ids.add(indicator.id())) {
          throw new IllegalArgumentException("declares " + indicator.id() + " twice");
        }
        indicators.add(indicator);
      } catch (IllegalArgumentException e) {
        throw new ConfException(PATH, line.getParser().getCurrentLineNumber(), e.getMessage(), e);
      }
    }
    return new Indicators(indicators, codebook);
  }

  private static Indicator indicator(CSVRecord line, Codebook codebook) {
    String denominator = line.get("denominator");
    return new Indicator(
        line.get("id"),
        line.get("zh"),
        line.get("en"),
        line.get("unit"),
        Integer.parseInt(line.get("factor")),
        Formula.parse(line.get("numerator"), codebook),
        denominator.isEmpty() ? null : Formula.parse(denominator, codebook),
        yes(line.get("summable")),
        Integer.parseInt(line.get("comparable_since")),
        Arrays.stream(line.get("series").split(";", -1))
            .map(forms -> List.of(forms.strip().split(" +")))
            .toList());
  }

  private static boolean yes(String value) {
    return switch (value) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new IllegalArgumentException("summable must be yes or no, not " + value);
    };
  }

  /** All indicators in the order of the file. */
  public List<Indicator> all() {
    return indicators;
  }

  /** Every figure of the vocabulary that an indicator is built on. */
  List<FigureKey> figures() {
    return Arrays.stream(FactTable.values()).flatMap(this::figures).filter(this::use).toList();
  }

  private Stream<FigureKey> figures(FactTable table) {
    Stream<List<String>> keys = Stream.of(List.of());
    for (String column : table.codeColumns()) {
      keys =
          keys.flatMap(
              key ->
                  codebook.codes(table, column).stream()
                      .map(code -> Stream.concat(key.stream(), Stream.of(code.code())).toList()));
    }
    return keys.map(key -> new FigureKey(table, key));
  }

  private boolean use(FigureKey key) {
    return indicators.stream()
        .anyMatch(
            indicator ->
                indicator.numerator().uses(key)
                    || (indicator.denominator() != null && indicator.denominator().uses(key)));
  }
}
