package org.gongkai.pipeline.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;

/** The divisions as tables to join with. */
final class Regions {
  private static final String DIVISIONS = "divisions/divisions.csv";
  private static final String SUPPLEMENT = "divisions/supplement.csv";
  private static final String CHANGES = "divisions/changes.csv";
  private static final Set<String> LEVELS = Set.of("province", "prefecture", "county");
  private static final int OPEN_END = 9999;

  private final SparkSession spark;
  private final ConfFiles conf;

  Regions(SparkSession spark, ConfFiles conf) {
    this.spark = spark;
    this.conf = conf;
  }

  /**
   * Every division with the one above it: code, name, level, parent, valid_from, valid_to.
   *
   * @throws ConfException if a line is wrong
   */
  Dataset<Row> divisions() {
    List<Row> rows = new ArrayList<>();
    for (String path : List.of(DIVISIONS, SUPPLEMENT)) {
      for (CSVRecord line : conf.csv(path)) {
        if (LEVELS.contains(line.get("level"))) {
          rows.add(
              RowFactory.create(
                  line.get("code"),
                  line.get("name"),
                  line.get("level"),
                  line.get("parent").isEmpty() ? null : line.get("parent"),
                  year(path, line, "valid_from", 0),
                  year(path, line, "valid_to", OPEN_END)));
        }
      }
    }
    return table(rows, "code", "name", "level", "parent", "#valid_from", "#valid_to");
  }

  /**
   * The divisions whose area changed, and the first year on whose last day it was so: code, year.
   *
   * @throws ConfException if a line is wrong
   */
  Dataset<Row> changes() {
    List<Row> rows = new ArrayList<>();
    for (CSVRecord line : conf.csv(CHANGES)) {
      if (!line.get("kind").equals("rename")) {
        int year = year(CHANGES, line, "year", 0);
        Stream.of(line.get("old"), line.get("new"))
            .flatMap(codes -> Stream.of(codes.split(" +")))
            .filter(code -> !code.isEmpty())
            .distinct()
            .forEach(code -> rows.add(RowFactory.create(code, year)));
      }
    }
    return table(rows, "code", "#year").distinct();
  }

  private static int year(String path, CSVRecord line, String column, int open) {
    String text = line.get(column);
    try {
      return text.isEmpty() ? open : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new ConfException(
          path, line.getParser().getCurrentLineNumber(), column + " is no year: " + text, e);
    }
  }

  private Dataset<Row> table(List<Row> rows, String... columns) {
    List<StructField> fields = new ArrayList<>();
    for (String column : columns) {
      boolean number = column.startsWith("#");
      fields.add(
          DataTypes.createStructField(
              number ? column.substring(1) : column,
              number ? DataTypes.IntegerType : DataTypes.StringType,
              true));
    }
    return spark.createDataFrame(rows, new StructType(fields.toArray(StructField[]::new)));
  }
}
