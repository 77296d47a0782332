package org.gongkai.extraction.reading;

import java.util.HashMap;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;

/**
 * The bounds of reading, from {@code conf/reading/limits.csv}.
 *
 * @param fileBytes largest document in bytes
 * @param textChars longest text in UTF-16 units
 * @param pages most pages of a PDF document
 * @param cells most table cells of a document
 * @param elements most elements of an HTML page, or of the XML of a spreadsheet
 * @param workbookBytes largest spreadsheet in bytes, unpacked
 * @param pdfObjects most objects of a PDF document
 * @param glyphsPerPage most characters and ruling lines on a PDF page
 * @param seconds longest time for one PDF or office document
 * @param archiveMembers most members of a container
 * @param archiveNesting how deep containers may stand inside one another
 * @param archiveRatio most bytes that one compressed byte may become
 * @param archiveFreeBytes bytes that a container may expand to whatever its ratio
 */
record ReadingLimits(
    int fileBytes,
    int textChars,
    int pages,
    int cells,
    int elements,
    int workbookBytes,
    int pdfObjects,
    int glyphsPerPage,
    int seconds,
    int archiveMembers,
    int archiveNesting,
    int archiveRatio,
    int archiveFreeBytes) {

  private static final String FILE = "reading/limits.csv";

  /**
   * @throws ConfException if a limit is missing, unknown or no positive number
   */
  static ReadingLimits load(ConfFiles conf) {
    Map<String, Integer> values = new HashMap<>();
    for (CSVRecord row : conf.csv(FILE)) {
      int line = Math.toIntExact(row.getParser().getCurrentLineNumber());
      try {
        int value = Integer.parseInt(row.get("value"));
        if (value < 1 || values.put(row.get("limit"), value) != null) {
          throw new ConfException(FILE, line, row.get("limit") + " must stand once and be above 0");
        }
      } catch (NumberFormatException e) {
        throw new ConfException(
            FILE, line, row.get("limit") + " must be a whole number: " + row.get("value"), e);
      }
    }
    ReadingLimits limits =
        new ReadingLimits(
            take(values, "file_bytes"),
            take(values, "text_chars"),
            take(values, "pages"),
            take(values, "cells"),
            take(values, "elements"),
            take(values, "workbook_bytes"),
            take(values, "pdf_objects"),
            take(values, "glyphs_per_page"),
            take(values, "seconds"),
            take(values, "archive_members"),
            take(values, "archive_nesting"),
            take(values, "archive_ratio"),
            take(values, "archive_free_bytes"));
    if (!values.isEmpty()) {
      throw new ConfException(FILE, 0, "has limits that nothing reads: " + values.keySet());
    }
    return limits;
  }

  private static int take(Map<String, Integer> values, String name) {
    Integer value = values.remove(name);
    if (value == null) {
      throw new ConfException(FILE, 0, "lacks the limit " + name);
    }
    return value;
  }
}
