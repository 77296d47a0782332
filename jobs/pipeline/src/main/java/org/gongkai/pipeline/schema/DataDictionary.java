package org.gongkai.pipeline.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.FactTable;

/** Writes {@code docs/data-dictionary.md} from the declarations of the tables. */
public final class DataDictionary {
  private DataDictionary() {}

  /**
   * Writes the dictionary anew.
   *
   * @param arguments the project's folder; the current one if none is given
   */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments.length > 0 ? arguments[0] : "");
    Path file = home.resolve("docs").resolve("data-dictionary.md");
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, markdown(Codebook.load(ConfFiles.load(home.resolve("conf")))));
  }

  /** The dictionary as it must stand in {@code docs/data-dictionary.md}. */
  public static String markdown(Codebook codebook) {
    StringBuilder text = new StringBuilder();
    text.append("# 数据字典 Data dictionary\n\n")
        .append("Generated from the declarations in the code (`org.gongkai.pipeline.schema`); ")
        .append("do not edit. Write it anew with\n")
        .append("`mvn -q compile exec:java -pl jobs/pipeline -am ")
        .append("-Dexec.mainClass=org.gongkai.pipeline.schema.DataDictionary`.\n\n")
        .append("Schema version ")
        .append(Tables.SCHEMA_VERSION)
        .append(". Every table is a folder of Parquet files, most with a folder for each ")
        .append("`report_year`. One row of a fact table is one figure stated by one report; ")
        .append("a figure that a report does not state has no row. The view `best_TABLE` ")
        .append("(`duckdb.sql` in the warehouse) keeps one row per figure.\n");
    for (TableSpec table : Tables.all()) {
      append(table, text);
      Arrays.stream(FactTable.values())
          .filter(fact -> Tables.fact(fact).equals(table))
          .findFirst()
          .ifPresent(fact -> append(fact, codebook, text));
    }
    return text.toString();
  }

  private static void append(TableSpec table, StringBuilder text) {
    text.append("\n## `").append(table.name()).append("`\n\n");
    text.append(table.zh()).append("。 One row: ").append(table.en()).append(".");
    Optional.of(table.key())
        .filter(key -> !key.isEmpty())
        .ifPresent(key -> text.append(" Key: `").append(String.join("`, `", key)).append("`."));
    text.append("\n\n| column | type | 含义 | meaning |\n| --- | --- | --- | --- |\n");
    for (Column column : table.columns()) {
      appendRow(
          text,
          List.of(
              "`" + column.name() + "`",
              "`" + column.type().sql() + "`",
              column.zh(),
              column.en()));
    }
  }

  private static void append(FactTable fact, Codebook codebook, StringBuilder text) {
    for (String column : fact.codeColumns()) {
      text.append("\nCodes of `").append(column).append("`:\n\n");
      text.append("| code | 含义 | meaning |\n| --- | --- | --- |\n");
      for (Codebook.Code code : codebook.codes(fact, column)) {
        appendRow(text, List.of("`" + code.code() + "`", code.zh(), code.en()));
      }
    }
  }

  private static void appendRow(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
