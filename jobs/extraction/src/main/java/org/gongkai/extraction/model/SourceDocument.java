package org.gongkai.extraction.model;

import java.util.List;
import java.util.Map;

/**
 * A document after reading: one linear text and the grids in it, whatever the file was. Paragraphs
 * stand on lines of their own; a table row stands on one line, its cells separated by {@code " |
 * "}.
 *
 * @param source where it came from: a path or URI, with {@code !/member} for the member of a
 *     container
 * @param sha256 lower-case hexadecimal digest of the original bytes of this document
 * @param mediaType IANA media type, as detected from the content
 * @param charset charset used for decoding, or null for binary formats
 * @param url the address that the page was fetched from, where known, else null
 * @param title title by the file's own metadata (HTML title, document property), or null
 * @param metadata further name-value pairs of the file (meta elements such as SiteName, ColumnName,
 *     PubDate)
 * @param text the text, lines separated by {@code \n}
 * @param tables the grids, in order of their position in the text
 */
public record SourceDocument(
    String source,
    String sha256,
    String mediaType,
    String charset,
    String url,
    String title,
    Map<String, String> metadata,
    String text,
    List<Table> tables) {
  public SourceDocument {
    metadata = Map.copyOf(metadata);
    tables = List.copyOf(tables);
  }
}
