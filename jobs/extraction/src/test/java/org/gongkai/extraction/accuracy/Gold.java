package org.gongkai.extraction.accuracy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.FigureKey;

/**
 * What a person read in one report.
 *
 * @param file the report
 * @param metadata expected values of the identity's fields
 * @param facts figures that must be found
 * @param optional figures that may be found
 * @param findings inconsistencies that must be found
 */
record Gold(
    Path file,
    Map<String, String> metadata,
    Set<Fact> facts,
    Set<Fact> optional,
    List<Inconsistency> findings) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** A figure as compared: its unit is folded into the value. */
  record Fact(FigureKey key, String scope, BigDecimal value) {
    Fact {
      value = value.stripTrailingZeros();
    }
  }

  /** A planted or found inconsistency. */
  record Inconsistency(String rule, BigDecimal stated, BigDecimal expected) {}

  /** The documents of a {@code gold.jsonl}; the reports stand in {@code reports}. */
  static List<Gold> load(Path goldFile, Path reports) throws IOException {
    List<Gold> documents = new ArrayList<>();
    for (String line : Files.readAllLines(goldFile)) {
      if (line.isBlank()) {
        continue;
      }
      JsonNode node = JSON.readTree(line);
      Map<String, String> metadata = new LinkedHashMap<>();
      node.get("report")
          .properties()
          .forEach(
              field -> {
                if (!field.getValue().isNull()) {
                  metadata.put(field.getKey(), field.getValue().asText());
                }
              });
      List<Inconsistency> findings = new ArrayList<>();
      for (JsonNode finding : node.path("findings")) {
        findings.add(
            new Inconsistency(
                finding.path("rule").asText(),
                number(finding, "stated"),
                number(finding, "expected")));
      }
      documents.add(
          new Gold(
              reports.resolve(node.get("doc").asText()),
              metadata,
              facts(node.path("facts")),
              facts(node.path("optional")),
              findings));
    }
    return documents;
  }

  private static BigDecimal number(JsonNode node, String name) {
    return node.hasNonNull(name) ? node.get(name).decimalValue() : null;
  }

  private static Set<Fact> facts(JsonNode nodes) {
    Set<Fact> facts = new LinkedHashSet<>();
    for (JsonNode node : nodes) {
      FactTable table = FactTable.named(node.get("table").asText());
      List<String> codes =
          table.codeColumns().stream().map(column -> node.get(column).asText()).toList();
      BigDecimal value = node.get("value").decimalValue();
      boolean tenThousands = node.path("unit").asText().equals("万元");
      facts.add(
          new Fact(
              new FigureKey(table, codes),
              node.get("scope").asText(),
              tenThousands ? value.movePointRight(4) : value));
    }
    return facts;
  }
}
