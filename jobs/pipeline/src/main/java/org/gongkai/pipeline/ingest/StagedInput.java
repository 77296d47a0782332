package org.gongkai.pipeline.ingest;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of one input. All tables of a run are written from these, so each report is extracted
 * once.
 *
 * @param outcome what the driver must know of it
 * @param rows its rows by table, packed by {@link org.gongkai.pipeline.warehouse.RowPacker}; empty
 *     unless it became a report
 */
record StagedInput(Outcome outcome, TreeMap<String, byte[][]> rows) implements Serializable {

  /** What became of an input. */
  enum Status {
    /** It became a report. */
    REPORT,
    /** It was rejected. */
    REJECT,
    /** It is in the warehouse already, unchanged. */
    CARRIED
  }

  /**
   * An input without its rows.
   *
   * @param uri its source
   * @param sha256 digest of its bytes, or null if they could not be read
   * @param status what became of it
   * @param reject why it was rejected, or null
   * @param reportId id of the report, or null
   * @param year the report's year, or null
   * @param counts number of rows by table
   * @param problems what stops the run, one line each
   */
  record Outcome(
      String uri,
      String sha256,
      Status status,
      Reject reject,
      String reportId,
      Integer year,
      TreeMap<String, Integer> counts,
      List<String> problems)
      implements Serializable {}

  /** Why an input was rejected; see {@code rejects}. */
  record Reject(String stage, String reasonCode, String message) implements Serializable {}

  static StagedInput carried(String uri, String sha256) {
    return without(uri, sha256, Status.CARRIED, null);
  }

  static StagedInput reject(
      String uri, String sha256, String stage, String reason, String message) {
    return without(uri, sha256, Status.REJECT, new Reject(stage, reason, message));
  }

  private static StagedInput without(String uri, String sha256, Status status, Reject reject) {
    return new StagedInput(
        new Outcome(uri, sha256, status, reject, null, null, new TreeMap<>(), List.of()),
        new TreeMap<>());
  }

  static StagedInput report(
      String uri,
      String sha256,
      String reportId,
      Integer year,
      Map<String, List<byte[]>> rows,
      List<String> problems) {
    TreeMap<String, byte[][]> packed = new TreeMap<>();
    TreeMap<String, Integer> counts = new TreeMap<>();
    rows.forEach(
        (table, list) -> {
          packed.put(table, list.toArray(byte[][]::new));
          counts.put(table, list.size());
        });
    return new StagedInput(
        new Outcome(uri, sha256, Status.REPORT, null, reportId, year, counts, problems), packed);
  }
}
