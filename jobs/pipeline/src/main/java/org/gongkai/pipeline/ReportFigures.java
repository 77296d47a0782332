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
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Row;
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
        .mapPartitionsToPair(
            // They stand side by side in their files.
            rows -> new Runs<>(rows, row -> row.getString(1)).map(run -> of(run._1(), run._2())));
  }

  private static Tuple2<String, ReportFigures> of(String reportId, List<Row> rows) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(packed)) {
      for (Row row : rows) {
        out.writeUTF(row.getString(2));
        out.writeUTF(row.getDecimal(3).toString());
        out.writeInt(row.getInt(4));
        out.writeInt(row.getInt(5));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Tuple2<>(
        rows.get(0).getString(0), new ReportFigures(reportId, packed.toByteArray()));
  }
}
