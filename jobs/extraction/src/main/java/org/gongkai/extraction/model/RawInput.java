package org.gongkai.extraction.model;

/**
 * The bytes of one report before anything is known of them.
 *
 * @param source path or URI, with {@code !/member} for the member of a container
 * @param bytes the content; must not be changed afterwards
 * @param url the address that the page was fetched from, where a container says so, else null
 */
public record RawInput(String source, byte[] bytes, String url) {}
