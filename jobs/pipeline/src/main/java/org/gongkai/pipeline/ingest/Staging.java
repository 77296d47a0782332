package org.gongkai.pipeline.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.pipeline.schema.Column;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;

/**
 * The result of extraction as one row per input: the report's own row, and the rows of every other
 * table nested in an array named after the table. All tables of a run are cut from these rows.
 */
final class Staging {
  static final String URI = "source_uri";
  static final String SHA = "source_sha256";
  static final String STATUS = "status";
  static final String REJECT = "reject";
  static final String REPORT = "report";

  /** What became of an input. */
  enum Status {
    /** It became a report. */
    REPORT,
    /** It was rejected. */
    REJECT,
    /** It is in the warehouse already, unchanged. */
    CARRIED
  }

  private static final Set<String> OF_EVERY_ROW = Set.of("report_id", "report_year");
  private static final Set<String> OF_FACTS =
      Set.of(
          "report_id",
          "publisher_id",
          "region_code",
          "report_year",
          "period_start",
          "period_end",
          "form");

  private Staging() {}

  /** The tables whose rows are nested in arrays. */
  static List<TableSpec> nested() {
    List<TableSpec> tables = new ArrayList<>(Tables.factTables());
    tables.addAll(
        List.of(Tables.CELLS, Tables.SECTIONS, Tables.TOKENS, Tables.TERMS, Tables.FINDINGS));
    return tables;
  }

  /** The columns that a table takes from the row of its report. */
  static Set<String> inherited(TableSpec table) {
    return Tables.factTables().contains(table) ? OF_FACTS : OF_EVERY_ROW;
  }

  /** The columns of a nested row. */
  static List<Column> own(TableSpec table) {
    return table.columnsWithout(inherited(table));
  }

  /** The columns of a reject beside those that every input has. */
  static List<Column> rejectColumns() {
    return Tables.REJECTS.columnsWithout(Set.of(URI, SHA));
  }

  static StructType schema() {
    List<StructField> fields = new ArrayList<>();
    fields.add(DataTypes.createStructField(URI, DataTypes.StringType, true));
    fields.add(DataTypes.createStructField(SHA, DataTypes.StringType, true));
    fields.add(DataTypes.createStructField(STATUS, DataTypes.StringType, true));
    fields.add(DataTypes.createStructField(REJECT, struct(rejectColumns()), true));
    fields.add(DataTypes.createStructField(REPORT, Tables.REPORTS.schema(), true));
    for (TableSpec table : nested()) {
      fields.add(
          DataTypes.createStructField(
              table.name(), DataTypes.createArrayType(struct(own(table)), true), true));
    }
    return DataTypes.createStructType(fields);
  }

  private static StructType struct(List<Column> columns) {
    return DataTypes.createStructType(columns.stream().map(Column::field).toList());
  }

  /** The nested column of a fact table. */
  static String column(FactTable table) {
    return Tables.fact(table).name();
  }
}
