package org.gongkai.pipeline.warehouse;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InterpretedUnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.gongkai.pipeline.schema.TableSpec;
import scala.Function1;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Packs the rows of a table into Spark's own row format, in which they travel and are written
 * without being unpacked. Not thread-safe.
 */
public final class RowPacker {
  private final int width;
  private final Function1<Object, Object> converter;
  private final UnsafeProjection projection;

  /** A packer of one table's rows. */
  public RowPacker(TableSpec table) {
    StructType schema = table.schema();
    width = schema.length();
    converter = CatalystTypeConverters.createToCatalystConverter(schema);
    List<Expression> stored = new ArrayList<>();
    for (StructField field : table.fileSchema().fields()) {
      stored.add(
          new BoundReference(schema.fieldIndex(field.name()), field.dataType(), field.nullable()));
    }
    // Interpreted, because compiling a projection per table costs more than most runs save by it.
    projection =
        InterpretedUnsafeProjection.createProjection(CollectionConverters.asScala(stored).toSeq());
  }

  /**
   * Packs a row without the partition column, which its folder holds.
   *
   * @param row one value per column of the table, in the declared order
   */
  public byte[] pack(Row row) {
    if (row.size() != width) {
      throw new IllegalArgumentException("expected " + width + " values, not " + row.size());
    }
    return projection.apply((InternalRow) converter.apply(row)).getBytes();
  }

  /** The row that was packed with a number of stored columns. */
  static UnsafeRow unpack(byte[] bytes, int columns) {
    UnsafeRow row = new UnsafeRow(columns);
    row.pointTo(bytes, bytes.length);
    return row;
  }
}
