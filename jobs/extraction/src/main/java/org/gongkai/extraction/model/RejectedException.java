package org.gongkai.extraction.model;

/**
 * Thrown where an input cannot be read as a document. Its fields become the row in {@code rejects}.
 */
public final class RejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String stage;
  private final String reasonCode;

  /**
   * @param stage the step that gave up, such as {@code reading}
   * @param reasonCode stable code, such as {@code empty_file} or {@code needs_ocr}
   * @param message one line for a person: what is wrong and the way out
   */
  public RejectedException(String stage, String reasonCode, String message) {
    super(message);
    this.stage = stage;
    this.reasonCode = reasonCode;
  }

  public String stage() {
    return stage;
  }

  public String reasonCode() {
    return reasonCode;
  }
}
