package org.gongkai.pipeline.warehouse;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.gongkai.pipeline.schema.TableSpec;

/** Adds up the figures of a Parquet file as they stand on the disk. */
final class FigureSum {
  private FigureSum() {}

  /**
   * The sum of the column {@link TableSpec#FIGURE}; a row without one adds nothing.
   *
   * @throws IllegalArgumentException if the file has no such column of decimal numbers
   */
  static BigDecimal of(ParquetFileReader reader) throws IOException {
    MessageType schema = reader.getFileMetaData().getSchema();
    if (!schema.containsField(TableSpec.FIGURE)
        || !(schema.getType(TableSpec.FIGURE).getLogicalTypeAnnotation()
            instanceof DecimalLogicalTypeAnnotation decimal)) {
      throw new IllegalArgumentException("no column of figures");
    }
    MessageType only = new MessageType(schema.getName(), schema.getType(TableSpec.FIGURE));
    reader.setRequestedSchema(only);
    ColumnDescriptor column = only.getColumns().get(0);
    BigInteger sum = BigInteger.ZERO;
    for (PageReadStore group = reader.readNextRowGroup();
        group != null;
        group = reader.readNextRowGroup()) {
      ColumnReader figures =
          new ColumnReadStoreImpl(
                  group,
                  new GroupRecordConverter(only).getRootConverter(),
                  only,
                  reader.getFileMetaData().getCreatedBy())
              .getColumnReader(column);
      for (long left = group.getRowCount(); left > 0; left--) {
        if (figures.getCurrentDefinitionLevel() == column.getMaxDefinitionLevel()) {
          sum = sum.add(new BigInteger(figures.getBinary().getBytes()));
        }
        figures.consume();
      }
    }
    return new BigDecimal(sum, decimal.getScale());
  }
}
