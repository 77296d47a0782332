package org.gongkai.pipeline.ingest;

import java.io.Serializable;

/**
 * A file to read.
 *
 * @param uri its path or URI, as it will stand in {@code source_uri}
 * @param address opens it on a local disk; null elsewhere, where the URI does
 * @param bytes its length, or -1 where it could not be told
 * @param problem why it cannot be read, or null
 */
public record InputFile(String uri, String address, long bytes, String problem)
    implements Serializable {}
