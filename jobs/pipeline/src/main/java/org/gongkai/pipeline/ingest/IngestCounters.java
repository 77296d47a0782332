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

  /** Known to the driver alone; below 0 until it is. */
  private transient volatile long expectedInputs = -1;

  private transient volatile long expectedBytes;

  public IngestCounters(SparkContext spark) {
    extractions = spark.longAccumulator("extractions");
    inputs = spark.longAccumulator("inputs");
    bytes = spark.longAccumulator("bytes");
    reports = spark.longAccumulator("reports");
    rejects = spark.longAccumulator("rejects");
    figures = spark.longAccumulator("figures");
  }

  /**
   * Sets what there is to do.
   *
   * @param inputs number of files and pages
   * @param bytes their length, or 0 where it is not known: the pages of a table are packed together
   */
  void expect(long inputs, long bytes) {
    expectedInputs = inputs;
    expectedBytes = bytes;
  }

  void extracting() {
    extractions.add(1);
  }

  void read(InputSlice slice) {
    inputs.add(slice.part() == 0 ? 1 : 0);
    bytes.add(slice.bytes());
  }

  /** Counts an input that is rejected before any task. */
  void rejectUnread() {
    inputs.add(1);
    rejects.add(1);
  }

  void readPage() {
    inputs.add(1);
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

  /** Inputs that there are, below 0 while they are looked through. */
  public long expectedInputs() {
    return expectedInputs;
  }

  /** How much is done, from 0 to 1; by length where that is known, as inputs differ in it. */
  public double share() {
    double done =
        expectedBytes > 0
            ? (double) bytes.value() / expectedBytes
            : (double) inputs.value() / Math.max(1, expectedInputs);
    return Math.min(1, done);
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
