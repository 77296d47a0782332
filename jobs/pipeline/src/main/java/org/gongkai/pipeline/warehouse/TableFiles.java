package org.gongkai.pipeline.warehouse;

import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetOutputWriter;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.gongkai.pipeline.Runs;
import org.gongkai.pipeline.schema.ColumnType;
import org.gongkai.pipeline.schema.TableSpec;
import org.gongkai.pipeline.schema.Tables;
import scala.Tuple2;

/**
 * Writes rows of many tables side by side, in one pass, with Spark's own Parquet writer. One file
 * per table and partition is open at a time, so rows must come partition by partition. Not
 * thread-safe.
 */
public final class TableFiles implements AutoCloseable {
  private static final String SUFFIX = ".zstd.parquet";

  private final Target target;
  private final String label;
  private final Map<String, TaskAttemptContext> contexts = new HashMap<>();
  private final Map<String, Open> open = new LinkedHashMap<>();
  private final List<Written> written = new ArrayList<>();
  private Integer partition;

  /**
   * Where and how files are written.
   *
   * @param snapshot folder of the snapshot
   * @param hadoop the settings of Spark's Parquet writer
   */
  public record Target(String snapshot, SerializableConfiguration hadoop) implements Serializable {
    /** Files of a draft. */
    public static Target of(Draft draft, SparkSession spark) throws IOException {
      Job job = Job.getInstance(spark.sessionState().newHadoopConf());
      new ParquetFileFormat()
          .prepareWrite(
              spark, job, scala.collection.immutable.Map$.MODULE$.empty(), Tables.REPORTS.schema());
      return new Target(
          draft.path().toString(), new SerializableConfiguration(job.getConfiguration()));
    }
  }

  /**
   * A complete file.
   *
   * @param path its path below the snapshot's folder
   * @param table name of its table
   * @param rows its number of rows
   * @param sum what its figures add up to, whatever they count; null if the table has none
   */
  public record Written(String path, String table, long rows, BigDecimal sum)
      implements Serializable {}

  private static final class Open {
    private final String path;
    private final int columns;
    private final int figure;
    private final ParquetOutputWriter writer;
    private long rows;
    private BigDecimal sum;

    Open(String path, TableSpec table, ParquetOutputWriter writer) {
      this.path = path;
      this.writer = writer;
      StructType stored = table.fileSchema();
      columns = stored.length();
      figure = table.holdsFigures() ? stored.fieldIndex(TableSpec.FIGURE) : -1;
      sum = figure < 0 ? null : BigDecimal.ZERO;
    }

    void write(UnsafeRow row) {
      writer.write(row);
      rows++;
      if (figure >= 0 && !row.isNullAt(figure)) {
        DecimalType type = (DecimalType) ColumnType.DECIMAL.spark();
        Decimal value = row.getDecimal(figure, type.precision(), type.scale());
        sum = sum.add(value.toJavaBigDecimal());
      }
    }
  }

  /**
   * Prepares for one task.
   *
   * @param label begins the name of each file; no other task of any run may use it
   */
  public TableFiles(Target target, String label) {
    this.target = target;
    this.label = label;
  }

  /**
   * Adds a row.
   *
   * @param year the row's partition, or null; rows of a former partition must not come again
   * @param row the row as packed by {@link RowPacker}
   */
  public void add(TableSpec table, Integer year, byte[] row) {
    if (!java.util.Objects.equals(partition, year)) {
      closeFiles();
      partition = year;
    }
    Open file = open.computeIfAbsent(table.name(), name -> open(table));
    file.write(RowPacker.unpack(row, file.columns));
  }

  /** Makes a file without rows, so that an empty table can be read like any other. */
  public void addEmpty(TableSpec table) {
    closeFiles();
    partition = 0;
    open.computeIfAbsent(table.name(), name -> open(table));
  }

  /** Writes a table that has no partitions, or its rows of one run, in one file each. */
  public static List<Written> write(Target target, TableSpec table, List<Row> rows, String label) {
    int year = table.partitioned() ? table.columnNames().indexOf(TableSpec.PARTITION) : -1;
    RowPacker packer = new RowPacker(table);
    try (TableFiles files = new TableFiles(target, label)) {
      if (rows.isEmpty()) {
        files.addEmpty(table);
      }
      for (Row row : rows) {
        Integer partition = year < 0 || row.isNullAt(year) ? null : (Integer) row.getInt(year);
        files.add(table, partition, packer.pack(row));
      }
      return files.finish();
    }
  }

  /**
   * Writes rows of one table, each year in a file of its own, in the given order.
   *
   * @param rows the rows; those of one year and place that come one after the other stay so, and
   *     travel together
   * @param place what rows of a year are sorted by
   * @param reports number of reports that the largest year's rows are of
   * @param cores number of tasks that run at once
   */
  public static List<Written> write(
      Target target,
      TableSpec table,
      JavaRDD<Row> rows,
      SerializableFunction<Row, String> place,
      String label,
      long reports,
      int cores) {
    int year = table.columnNames().indexOf(TableSpec.PARTITION);
    String name = table.name();
    return rows.mapPartitionsToPair(
            part -> {
              RowPacker packer = new RowPacker(Tables.named(name));
              return Runs.bounded(part, row -> key(row, year, place))
                  .map(
                      run ->
                          new Tuple2<>(
                              run._1(),
                              run._2().stream().map(packer::pack).toArray(byte[][]::new)));
            })
        .repartitionAndSortWithinPartitions(PartitionKey.partitioner(reports, cores))
        .mapPartitions(
            part -> {
              int task = TaskContext.get().partitionId();
              long attempt = TaskContext.get().taskAttemptId();
              String file = "part-%05d-%d-%s".formatted(task, attempt, label);
              try (TableFiles files = new TableFiles(target, file)) {
                TableSpec spec = Tables.named(name);
                part.forEachRemaining(
                    rowsOfPlace -> {
                      for (byte[] row : rowsOfPlace._2()) {
                        files.add(spec, rowsOfPlace._1().year(), row);
                      }
                    });
                return files.finish().iterator();
              }
            })
        .collect();
  }

  /** A function that tasks can use. */
  public interface SerializableFunction<T, R> extends Function<T, R>, Serializable {}

  private static PartitionKey key(Row row, int year, Function<Row, String> place) {
    return new PartitionKey(
        row.isNullAt(year) ? null : (Integer) row.getInt(year), place.apply(row));
  }

  private Open open(TableSpec table) {
    String folder =
        table.partitioned() ? table.name() + "/" + partitionFolder(partition) : table.name();
    String path = folder + "/" + label + SUFFIX;
    return new Open(
        path,
        table,
        new ParquetOutputWriter(
            new Path(target.snapshot(), path).toString(),
            contexts.computeIfAbsent(table.name(), name -> context(table))));
  }

  private TaskAttemptContext context(TableSpec table) {
    Configuration configuration = new Configuration(target.hadoop().value());
    ParquetWriteSupport.setSchema(table.fileSchema(), configuration);
    return new TaskAttemptContextImpl(configuration, new TaskAttemptID());
  }

  /** Name of the folder of a year's rows, null for rows without one. */
  public static String partitionFolder(Integer year) {
    return TableSpec.PARTITION + "=" + (year == null ? "__HIVE_DEFAULT_PARTITION__" : year);
  }

  private void closeFiles() {
    open.forEach(
        (table, file) -> {
          file.writer.close();
          written.add(new Written(file.path, table, file.rows, file.sum));
        });
    open.clear();
  }

  /** Completes all files. */
  public List<Written> finish() {
    closeFiles();
    return List.copyOf(written);
  }

  @Override
  public void close() {
    closeFiles();
  }
}
