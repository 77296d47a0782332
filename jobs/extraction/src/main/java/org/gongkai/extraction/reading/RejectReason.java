package org.gongkai.extraction.reading;

import java.util.Locale;
import org.gongkai.extraction.model.RejectedException;

/** Why a file or a member of a container cannot be read. The codes are stable. */
public enum RejectReason {
  /** No bytes, or nothing but white space. */
  EMPTY_FILE,
  /** The file has a page but no text in it: frames, or content that a script fetches. */
  NO_TEXT,
  /** Neither a known format nor text in any charset. */
  BINARY_NOISE,
  /** More bytes or characters than allowed. */
  TOO_LARGE,
  /** More pages than allowed. */
  TOO_MANY_PAGES,
  /** More table cells, glyphs, lines or members than allowed. */
  TOO_MANY_PARTS,
  /** Nested deeper than allowed. */
  TOO_DEEP,
  /** Pictures of text: a scanned PDF or an image. */
  NEEDS_OCR,
  /** A password is needed. */
  ENCRYPTED,
  /** A format that is known but not read. */
  UNSUPPORTED_TYPE,
  /** The format is known and the content breaks its rules. */
  CORRUPT_FILE,
  /** A container that expands beyond every measure. */
  ARCHIVE_BOMB,
  /** Reading took longer than allowed. */
  TIMEOUT;

  /** The stage that all rejects of this package carry. */
  public static final String STAGE = "reading";

  private static final int LONGEST_DETAIL = 200;

  /** The code in {@code rejects.reason_code}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * A reject with this reason.
   *
   * @param message one line for a person: what is wrong and the way out
   */
  public RejectedException because(String message) {
    return new RejectedException(STAGE, code(), message);
  }

  /** A reject with this reason whose cause is an error of a parser. */
  RejectedException because(String message, Throwable cause) {
    String detail = String.valueOf(cause.getMessage()).replaceAll("\\p{Cntrl}+", " ").strip();
    if (detail.length() > LONGEST_DETAIL) {
      detail = detail.substring(0, LONGEST_DETAIL);
    }
    RejectedException rejected =
        because(message + " (" + cause.getClass().getSimpleName() + ": " + detail + ")");
    rejected.initCause(cause);
    return rejected;
  }
}
