package org.gongkai.pipeline.schema;

import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * A column of a table.
 *
 * @param name name in Parquet, SQL and JSON
 * @param type its type
 * @param zh what it holds, in Chinese
 * @param en the same in English
 */
public record Column(String name, ColumnType type, String zh, String en) {

  /** The column as Spark sees it, with both descriptions as its comment. */
  public StructField field() {
    return new StructField(
        name,
        type.spark(),
        true,
        new MetadataBuilder().putString("comment", zh + " / " + en).build());
  }
}
