package org.gongkai.pipeline.schema;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table of the warehouse.
 *
 * @param name name of the table and of its folder
 * @param zh what one row is, in Chinese
 * @param en the same in English
 * @param columns the columns in order
 * @param key columns that together name one row; empty where several rows may share all codes
 * @param partitioned whether the table is stored in a folder for each {@code report_year}
 */
public record TableSpec(
    String name,
    String zh,
    String en,
    List<Column> columns,
    List<String> key,
    boolean partitioned) {
  /** The column that tables are partitioned by. */
  public static final String PARTITION = "report_year";

  /** The column that holds the figures of the tables that have some. */
  public static final String FIGURE = "value";

  public TableSpec {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    Set<String> names = new LinkedHashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException(name + " declares " + column.name() + " twice");
      }
    }
    if (!names.containsAll(key) || (partitioned && !names.contains(PARTITION))) {
      throw new IllegalArgumentException(name + " lacks a column of its key or partition");
    }
  }

  /** The table's schema in Spark, with comments. */
  public StructType schema() {
    return struct(columns);
  }

  /** The schema of the table's files; the partition column stands in the folder's name only. */
  public StructType fileSchema() {
    return partitioned ? struct(columnsWithout(Set.of(PARTITION))) : schema();
  }

  /** A schema of the given columns. */
  static StructType struct(List<Column> columns) {
    return new StructType(columns.stream().map(Column::field).toArray(StructField[]::new));
  }

  /** The columns without the named ones. */
  public List<Column> columnsWithout(Set<String> names) {
    return columns.stream().filter(column -> !names.contains(column.name())).toList();
  }

  /** Whether each row holds a figure, or may. */
  public boolean holdsFigures() {
    return columns.stream()
        .anyMatch(c -> c.name().equals(FIGURE) && c.type() == ColumnType.DECIMAL);
  }

  /** The column names in order. */
  public List<String> columnNames() {
    return Arrays.asList(schema().fieldNames());
  }
}
