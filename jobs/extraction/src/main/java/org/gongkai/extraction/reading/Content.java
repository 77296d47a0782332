package org.gongkai.extraction.reading;

import java.util.List;
import java.util.Map;
import org.gongkai.extraction.model.Table;

/**
 * What a reader of one format finds in a file.
 *
 * @param title title by the file's own metadata, or null
 * @param metadata further name-value pairs of the file
 * @param text see {@link org.gongkai.extraction.model.SourceDocument#text()}
 * @param tables the grids in the text
 */
record Content(String title, Map<String, String> metadata, String text, List<Table> tables) {
  static Content of(String title, Map<String, String> metadata, DocumentText written) {
    return new Content(title, metadata, written.text(), written.tables());
  }
}
