package org.gongkai.pipeline.ingest;

import java.io.Serializable;

/**
 * What one task reads of a file: all of it, or every so many of an archive's members.
 *
 * @param file the file
 * @param part which members, from 0
 * @param parts number of tasks that share the file
 */
public record InputSlice(InputFile file, int part, int parts) implements Serializable {
  /** A whole file. */
  static InputSlice all(InputFile file) {
    return new InputSlice(file, 0, 1);
  }

  /** Its share of the file's length. */
  public long bytes() {
    return Math.max(0, file.bytes()) / parts;
  }

  /**
   * Whether a document belongs to it.
   *
   * @param source the document's source; that of the file, if it is no archive
   * @param number of the member within the archive, from 0
   */
  boolean takes(String source, long number) {
    return source.equals(file.uri()) ? part == 0 : number % parts == part;
  }
}
