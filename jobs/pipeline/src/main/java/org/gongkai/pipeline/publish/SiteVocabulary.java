package org.gongkai.pipeline.publish;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.FactTable;

/** What the page knows from {@code conf/}: names of codes, rules, forms, indicators and regions. */
final class SiteVocabulary {
  /** Placeholders of a rule's message, with the words that only make sense before one. */
  private static final String PLACEHOLDER = "( for| of)?\\s*[（(]?\\{\\w+\\}[）)]?";

  private final ConfFiles conf;

  SiteVocabulary(ConfFiles conf) {
    this.conf = conf;
  }

  /**
   * Writes the fields of the vocabulary into an open object.
   *
   * @param provinces codes of the provinces whose regions the page lists
   */
  void write(JsonGenerator json, Set<String> provinces) throws IOException {
    writeTables(json);
    writeCodes(json);
    writeRules(json);
    writeForms(json);
    writeIndicators(json);
    writeRegions(json, provinces);
  }

  private static void writeTables(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("tables");
    for (FactTable table : FactTable.values()) {
      json.writeArrayFieldStart(table.tableName());
      for (String column : table.codeColumns()) {
        json.writeString(column);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void writeCodes(JsonGenerator json) throws IOException {
    Map<String, Map<String, List<CSVRecord>>> codes =
        conf.csv("codes.csv").stream()
            .collect(
                Collectors.groupingBy(
                    record -> record.get("table"),
                    LinkedHashMap::new,
                    Collectors.groupingBy(
                        record -> record.get("column"), LinkedHashMap::new, Collectors.toList())));
    json.writeObjectFieldStart("codes");
    for (var table : codes.entrySet()) {
      json.writeObjectFieldStart(table.getKey());
      for (var column : table.getValue().entrySet()) {
        json.writeObjectFieldStart(column.getKey());
        for (CSVRecord code : column.getValue()) {
          json.writeArrayFieldStart(code.get("code"));
          json.writeString(code.get("zh"));
          json.writeString(code.get("en"));
          json.writeEndArray();
        }
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void writeRules(JsonGenerator json) throws IOException {
    Map<String, CSVRecord> rules = new LinkedHashMap<>();
    for (CSVRecord record : conf.csv("rules.csv")) {
      rules.putIfAbsent(record.get("id"), record);
    }
    json.writeArrayFieldStart("rules");
    for (CSVRecord rule : rules.values()) {
      json.writeStartObject();
      json.writeStringField("id", rule.get("id"));
      json.writeStringField("severity", rule.get("severity"));
      json.writeStringField("zh", ruleName(rule.get("zh")));
      json.writeStringField("en", ruleName(rule.get("en")));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** A rule's message without its figures: "勾稽关系不符（{what}）：本年…{stated}" is 勾稽关系不符. */
  static String ruleName(String message) {
    String name = message.split("[：:]", 2)[0].replaceAll(PLACEHOLDER, "").strip();
    return name.replaceAll("[。.，,]+$", "");
  }

  private void writeForms(JsonGenerator json) throws IOException {
    Map<String, List<Integer>> years =
        conf.csv("forms/years.csv").stream()
            .collect(
                Collectors.groupingBy(
                    record -> record.get("form"),
                    Collectors.mapping(
                        record -> Integer.valueOf(record.get("year")), Collectors.toList())));
    json.writeArrayFieldStart("forms");
    for (String path : conf.below("forms/")) {
      for (CSVRecord record : conf.csv(path)) {
        if (record.isMapped("kind") && record.get("kind").equals("form")) {
          String id = record.get("code");
          json.writeStartObject();
          json.writeStringField("id", id);
          json.writeStringField("zh", record.get("label"));
          json.writeArrayFieldStart("years");
          for (int year : years.getOrDefault(id, List.of()).stream().sorted().toList()) {
            json.writeNumber(year);
          }
          json.writeEndArray();
          json.writeEndObject();
        }
      }
    }
    json.writeEndArray();
  }

  private void writeIndicators(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("indicators");
    for (CSVRecord indicator : conf.csv("indicators.csv")) {
      json.writeStartObject();
      for (String column : indicator.getParser().getHeaderNames()) {
        json.writeStringField(column, indicator.get(column));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeRegions(JsonGenerator json, Set<String> provinces) throws IOException {
    json.writeArrayFieldStart("regions");
    for (String path : List.of("divisions/divisions.csv", "divisions/supplement.csv")) {
      for (CSVRecord region : conf.csv(path)) {
        String code = region.get("code");
        if (provinces.contains(code.substring(0, 2)) && !region.get("level").equals("zone")) {
          json.writeStartArray();
          for (String column : List.of("code", "name", "level", "parent")) {
            json.writeString(region.get(column));
          }
          for (String column : List.of("valid_from", "valid_to")) {
            if (region.get(column).isEmpty()) {
              json.writeNull();
            } else {
              json.writeNumber(Integer.parseInt(region.get(column)));
            }
          }
          json.writeEndArray();
        }
      }
    }
    json.writeEndArray();
  }
}
