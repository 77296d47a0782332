package org.gongkai.pipeline.ingest;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * Counts kept while ingest runs, for showing progress. A task that is repeated counts twice, so
 * nothing is decided by them.
 */
public final class IngestCounters implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LongAccumulator extractions;
  private final LongAccumulator inputs;
  private final LongAccumulator bytes;
  private final LongAccumulator reports;
  private final LongAccumulator rejects;
  private final LongAccumulator figures;

  public IngestCounters(SparkContext spark) {
    extractions = spark.longAccumulator("extractions");
    inputs = spark.longAccumulator("inputs");
    bytes = spark.longAccumulator("bytes");
    reports = spark.longAccumulator("reports");
    rejects = spark.longAccumulator("rejects");
    figures = spark.longAccumulator("figures");
  }

  void extracting() {
    extractions.add(1);
  }

  void read(InputSlice slice) {
    inputs.add(slice.part() == 0 ? 1 : 0);
    bytes.add(slice.bytes());
  }

  void readPage(long length) {
    inputs.add(1);
    bytes.add(length);
  }

  void report(int figuresOfReport) {
    reports.add(1);
    figures.add(figuresOfReport);
  }

  void reject() {
    rejects.add(1);
  }

  /** How often extraction was called. */
  public long extractions() {
    return extractions.value();
  }

  /** Inputs dealt with. */
  public long inputs() {
    return inputs.value();
  }

  /** Bytes of the inputs dealt with. */
  public long bytes() {
    return bytes.value();
  }

  public long reports() {
    return reports.value();
  }

  public long rejects() {
    return rejects.value();
  }

  public long figures() {
    return figures.value();
  }
}
