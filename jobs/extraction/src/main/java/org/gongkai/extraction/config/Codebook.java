package org.gongkai.extraction.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.FigureKey;

/** The codes of the data contract with their names, from {@code conf/codes.csv}. */
public final class Codebook {
  private static final String PATH = "codes.csv";

  private final Map<Column, Map<String, Code>> codes;

  private record Column(FactTable table, String name) {}

  /**
   * A code.
   *
   * @param code value of the code column
   * @param group the outcome group of an outcome, else empty
   * @param zh name in Chinese
   * @param en name in English
   */
  public record Code(String code, String group, String zh, String en) {}

  private Codebook(Map<Column, Map<String, Code>> codes) {
    this.codes = codes;
  }

  /**
   * Reads the codes.
   *
   * @throws ConfException if a line names an unknown table or column, or a code twice
   */
  public static Codebook load(ConfFiles conf) {
    Map<Column, Map<String, Code>> codes = new LinkedHashMap<>();
    for (CSVRecord line : conf.csv(PATH)) {
      FactTable table = table(line);
      String column = line.get("column");
      if (!table.codeColumns().contains(column)) {
        throw new ConfException(
            PATH,
            line.getParser().getCurrentLineNumber(),
            "has no code column " + column + " in " + table.tableName());
      }
      Code code = new Code(line.get("code"), line.get("group"), line.get("zh"), line.get("en"));
      Code before =
          codes
              .computeIfAbsent(new Column(table, column), c -> new LinkedHashMap<>())
              .put(code.code(), code);
      if (before != null) {
        throw new ConfException(
            PATH,
            line.getParser().getCurrentLineNumber(),
            "declares " + code.code() + " twice for " + column);
      }
    }
    return new Codebook(codes);
  }

  private static FactTable table(CSVRecord line) {
    try {
      return FactTable.named(line.get("table"));
    } catch (IllegalArgumentException e) {
      throw new ConfException(
          PATH,
          line.getParser().getCurrentLineNumber(),
          "names no fact table: " + line.get("table"),
          e);
    }
  }

  /** The codes of a column in order of display. */
  public List<Code> codes(FactTable table, String column) {
    return List.copyOf(codes.getOrDefault(new Column(table, column), Map.of()).values());
  }

  /**
   * The declared code.
   *
   * @throws IllegalArgumentException if the column has no such code
   */
  public Code code(FactTable table, String column, String code) {
    Code found = codes.getOrDefault(new Column(table, column), Map.of()).get(code);
    if (found == null) {
      throw new IllegalArgumentException(
          "conf/codes.csv declares no " + column + " " + code + " for " + table.tableName());
    }
    return found;
  }

  /**
   * Checks that every code of a key is declared.
   *
   * @throws IllegalArgumentException naming the first that is not
   */
  public FigureKey check(FigureKey key) {
    for (String column : key.table().codeColumns()) {
      code(key.table(), column, key.code(column));
    }
    return key;
  }

  /** The outcome group of an outcome key, or null for keys of other tables. */
  public String outcomeGroup(FigureKey key) {
    return key.table() == FactTable.OUTCOMES
        ? code(FactTable.OUTCOMES, "outcome", key.code("outcome")).group()
        : null;
  }

  /**
   * The key in Chinese, for example {@code 新收申请·自然人}; a code {@code total} is left out where
   * another says more.
   */
  public String zh(FigureKey key) {
    return names(key, Code::zh, "·");
  }

  /** The key in English, for example {@code received, natural persons}. */
  public String en(FigureKey key) {
    return names(key, Code::en, ", ");
  }

  private String names(FigureKey key, Function<Code, String> language, String separator) {
    return key.table().codeColumns().stream()
        .filter(column -> !isPlainTotal(key, column))
        .map(column -> language.apply(code(key.table(), column, key.code(column))))
        .collect(Collectors.joining(separator));
  }

  private static boolean isPlainTotal(FigureKey key, String column) {
    return (column.equals("applicant") || column.equals("result"))
        && key.code(column).equals("total");
  }
}
