package org.gongkai.pipeline.schema;

import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * The types that columns of the warehouse have. Everything may be null as far as Spark is
 * concerned, because that is how it reads Parquet.
 */
public enum ColumnType {
  STRING(DataTypes.StringType),
  INT(DataTypes.IntegerType),
  LONG(DataTypes.LongType),
  DOUBLE(DataTypes.DoubleType),
  BOOLEAN(DataTypes.BooleanType),
  /** Large enough for every figure of a report, exact to a hundredth of a 元 in 万元. */
  DECIMAL(DataTypes.createDecimalType(24, 6)),
  DATE(DataTypes.DateType),
  TIMESTAMP(DataTypes.TimestampType),
  STRINGS(DataTypes.createArrayType(DataTypes.StringType, true)),
  /** The figures that a finding is about. */
  CITED(
      DataTypes.createArrayType(
          DataTypes.createStructType(
              List.<StructField>of(
                  DataTypes.createStructField("table", DataTypes.StringType, true),
                  DataTypes.createStructField("code", DataTypes.StringType, true),
                  DataTypes.createStructField("applicant", DataTypes.StringType, true),
                  DataTypes.createStructField("value", DataTypes.createDecimalType(24, 6), true))),
          true));

  private final DataType spark;

  ColumnType(DataType spark) {
    this.spark = spark;
  }

  /** The type in Spark. */
  public DataType spark() {
    return spark;
  }

  /** The type's name in SQL, for example {@code decimal(24,6)}. */
  public String sql() {
    return spark.catalogString();
  }
}
