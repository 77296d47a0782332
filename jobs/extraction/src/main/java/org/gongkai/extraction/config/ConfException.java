package org.gongkai.extraction.config;

/**
 * A file of {@code conf/} that is missing or wrong. The message names the file and, where known,
 * the line.
 */
public final class ConfException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param path file below {@code conf/}
   * @param line line in the file, or 0 where it concerns the whole file
   * @param problem what is wrong with it
   */
  public ConfException(String path, long line, String problem) {
    this(path, line, problem, null);
  }

  public ConfException(String path, long line, String problem, Throwable cause) {
    super("conf/" + path + (line > 0 ? ":" + line : "") + " " + problem, cause);
  }
}
