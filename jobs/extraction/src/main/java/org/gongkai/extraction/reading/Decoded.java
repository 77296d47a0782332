package org.gongkai.extraction.reading;

/**
 * Bytes as text.
 *
 * @param text the text without a byte order mark
 * @param charset canonical name of the charset it was decoded with
 */
record Decoded(String text, String charset) {}
