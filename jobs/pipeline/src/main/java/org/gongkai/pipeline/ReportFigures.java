package org.gongkai.pipeline;

import static org.apache.spark.sql.functions.col;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Row;
import org.gongkai.pipeline.schema.Tables;
import org.gongkai.pipeline.warehouse.TableReader;
import scala.Tuple2;

/**
 * What one report states of some figures, small enough to travel between tasks by the thousand.
 * Where a report's rows were read by several tasks, each of them gives a part.
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
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
      while (in.available() > 0) {
        figures.add(
            new Figure(in.readUTF(), new BigDecimal(in.readUTF()), in.readInt(), in.readInt()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return figures;
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
        .toJavaRDD()
        .mapPartitionsToPair(ByReport::new);
  }

  /** Brings the rows of each report together; they stand side by side in their files. */
  private static final class ByReport implements Iterator<Tuple2<String, ReportFigures>> {
    private final Iterator<Row> rows;
    private Row next;

    ByReport(Iterator<Row> rows) {
      this.rows = rows;
      advance();
    }

    private void advance() {
      next = rows.hasNext() ? rows.next() : null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Tuple2<String, ReportFigures> next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      String owner = next.getString(0);
      String report = next.getString(1);
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(packed)) {
        for (;
            next != null && report.equals(next.getString(1)) && owner.equals(next.getString(0));
            advance()) {
          out.writeUTF(next.getString(2));
          out.writeUTF(next.getDecimal(3).toString());
          out.writeInt(next.getInt(4));
          out.writeInt(next.getInt(5));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Tuple2<>(owner, new ReportFigures(report, packed.toByteArray()));
    }
  }
}
