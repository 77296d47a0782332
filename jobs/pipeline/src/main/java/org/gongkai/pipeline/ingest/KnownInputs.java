package org.gongkai.pipeline.ingest;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * The inputs that the warehouse holds with the same content and read by the same program. Kept as
 * 64-bit digests, so that a million inputs travel to the executors in 8 MB.
 */
final class KnownInputs implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] digests;

  private KnownInputs(long[] digests) {
    this.digests = digests;
  }

  /** No input is known. */
  static KnownInputs none() {
    return new KnownInputs(new long[0]);
  }

  /** The inputs of the given rows of source and content digest. */
  static KnownInputs of(List<Row> inputs) {
    return new KnownInputs(
        inputs.stream()
            .mapToLong(input -> digest(input.getString(0), input.getString(1)))
            .sorted()
            .toArray());
  }

  boolean holds(String uri, String sha256) {
    return digests.length > 0 && Arrays.binarySearch(digests, digest(uri, sha256)) >= 0;
  }

  private static long digest(String uri, String sha256) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(uri.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return ByteBuffer.wrap(digest.digest(sha256.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
