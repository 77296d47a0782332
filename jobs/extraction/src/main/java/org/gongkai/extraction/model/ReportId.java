package org.gongkai.extraction.model;

/** The id of a report version. */
public final class ReportId {
  private static final int DIGITS = 16;

  private ReportId() {}

  /**
   * The id of a document with the given content. It depends on the bytes alone, so a report keeps
   * its id whatever is learnt about it later, and the same file found twice is one report.
   *
   * @param sha256 hexadecimal SHA-256 digest of the original bytes
   */
  public static String of(String sha256) {
    return sha256.substring(0, DIGITS);
  }
}
