package org.gongkai.pipeline;

import static org.apache.spark.sql.functions.col;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;
import org.gongkai.pipeline.schema.ColumnType;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.TableReader;
import scala.Tuple2;

/**
 * What one report states of some figures, small enough to travel between tasks by the thousand.
 * Where a report's rows are many or were read by several tasks, it comes in parts.
 */
public final class ReportFigures implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String reportId;

  /** Key, value, start and end of each: as objects they would cost more than all else. */
  private final byte[] packed;

  private ReportFigures(String reportId, byte[] packed) {
    this.reportId = reportId;
    this.packed = packed;
  }

  /**
   * One figure.
   *
   * @param key its table and codes, as in {@code figures.key}
   * @param value its value in the unit of its code
   * @param start where its evidence begins in the report's text, in UTF-16 units
   * @param end where it ends
   */
  public record Figure(String key, BigDecimal value, int start, int end) {}

  /** The report that states them. */
  public String reportId() {
    return reportId;
  }

  /** The figures, in the order in which they were read. */
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(packed);
    while (in.hasRemaining()) {
      String key = new String(bytes(in), StandardCharsets.UTF_8);
      BigDecimal value = new BigDecimal(new BigInteger(bytes(in)), Packing.VALUE.scale());
      figures.add(new Figure(key, value, in.getInt(), in.getInt()));
    }
    return figures;
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[in.getShort()];
    in.get(bytes);
    return bytes;
  }

  /**
   * The figures of a snapshot by what their reports have in common.
   *
   * @param owner the column of {@code figures} to bring them together by; rows without are left out
   * @param keys which figures
   */
  public static JavaPairRDD<String, ReportFigures> by(
      String owner, Collection<String> keys, TableReader tables) {
    return tables
        .read(Tables.FIGURES)
        .filter(col("key").isin(keys.toArray()).and(col(owner).isNotNull()))
        .select(owner, "report_id", "key", "value", "evidence_start", "evidence_end")
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitionsToPair(Packing::new);
  }

  /**
   * Packs the rows of one report after the other as they come out of the scan: as objects of Java
   * they would cost more than all that is done with them. Each row is only good until the next.
   */
  private static final class Packing implements Iterator<Tuple2<String, ReportFigures>> {
    private static final int MOST_ROWS = 1000;
    private static final DecimalType VALUE = (DecimalType) ColumnType.DECIMAL.spark();

    private final Iterator<InternalRow> rows;
    private InternalRow row;

    Packing(Iterator<InternalRow> rows) {
      this.rows = rows;
      advance();
    }

    private void advance() {
      row = rows.hasNext() ? rows.next() : null;
    }

    @Override
    public boolean hasNext() {
      return row != null;
    }

    @Override
    public Tuple2<String, ReportFigures> next() {
      if (row == null) {
        throw new NoSuchElementException();
      }
      String owner = row.getUTF8String(0).toString();
      UTF8String report = row.getUTF8String(1).clone();
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(packed);
      try {
        // They stand side by side in their files.
        for (int i = 0; i < MOST_ROWS && row != null && row.getUTF8String(1).equals(report); i++) {
          write(out, row.getUTF8String(2).getBytes());
          Decimal value = row.getDecimal(3, VALUE.precision(), VALUE.scale());
          write(out, value.toJavaBigDecimal().unscaledValue().toByteArray());
          out.writeInt(row.getInt(4));
          out.writeInt(row.getInt(5));
          advance();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Tuple2<>(owner, new ReportFigures(report.toString(), packed.toByteArray()));
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
      out.writeShort(bytes.length);
      out.write(bytes);
    }
  }
}
