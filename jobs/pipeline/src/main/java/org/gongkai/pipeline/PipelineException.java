package org.gongkai.pipeline;

/**
 * A run cannot go on. The message is one line for a person: what is wrong, with which file, and the
 * way out.
 */
public final class PipelineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PipelineException(String message) {
    super(message);
  }

  public PipelineException(String message, Throwable cause) {
    super(message, cause);
  }
}
