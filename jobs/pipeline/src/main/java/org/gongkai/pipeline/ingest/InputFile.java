package org.gongkai.pipeline.ingest;

import java.io.Serializable;

/**
 * A file to read.
 *
 * @param uri its path or URI, as it will stand in {@code source_uri}
 * @param bytes its length, or -1 where it could not be told
 * @param problem why it cannot be read, or null
 */
public record InputFile(String uri, long bytes, String problem) implements Serializable {}
