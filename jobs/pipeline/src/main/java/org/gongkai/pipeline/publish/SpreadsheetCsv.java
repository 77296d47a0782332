package org.gongkai.pipeline.publish;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * CSV for people who open it in Excel or WPS: with a byte order mark, so that Chinese is read
 * right, and with every text that a spreadsheet would run as a formula made a plain text.
 */
final class SpreadsheetCsv implements AutoCloseable {
  private final CSVPrinter printer;

  SpreadsheetCsv(OutputStream out, List<String> header) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    writer.write('\uFEFF');
    printer = new CSVPrinter(writer, CSVFormat.EXCEL);
    printer.printRecord(header);
  }

  /** Writes one row of texts and numbers; null is an empty cell. */
  void row(List<?> cells) throws IOException {
    printer.printRecord(cells.stream().map(SpreadsheetCsv::cell).toList());
  }

  private static Object cell(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.stripTrailingZeros().toPlainString();
    }
    return value instanceof String text ? neutralised(text) : value;
  }

  /**
   * The text with an apostrophe before it where a spreadsheet would take it for a formula. The
   * full-width signs count too: Chinese and Japanese editions of Excel accept them.
   */
  static String neutralised(String text) {
    return !text.isEmpty() && "=+-@\t\r\n＝＋－＠".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  @Override
  public void close() throws IOException {
    printer.close(true);
  }
}
