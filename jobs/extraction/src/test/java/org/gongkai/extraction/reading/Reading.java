package org.gongkai.extraction.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.model.SourceDocument;
import org.gongkai.extraction.model.Table;

/** What the tests of reading share. */
final class Reading {
  static final ConfFiles CONF = conf();
  static final DocumentReader READER = new DocumentReader(CONF);

  private Reading() {}

  private static ConfFiles conf() {
    try {
      return ConfFiles.load(Path.of(System.getProperty("gongkai.home", "../.."), "conf"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The configuration of reading with one other limit, written into a folder. */
  static ConfFiles confWith(Path folder, String limit, int value) throws IOException {
    Files.createDirectories(folder.resolve("reading"));
    for (String path : CONF.below("reading/")) {
      String text = CONF.text(path).replaceFirst("(?m)^" + limit + ",\\d+", limit + "," + value);
      Files.writeString(folder.resolve(path), text);
    }
    return ConfFiles.load(folder);
  }

  static RawInput input(String name, byte[] bytes) {
    return new RawInput(name, bytes, null);
  }

  static SourceDocument read(String name, byte[] bytes) throws RejectedException {
    return READER.read(input(name, bytes));
  }

  static SourceDocument html(String body) throws RejectedException {
    return read("page.html", ("<html><body>" + body + "</body></html>").getBytes(UTF_8));
  }

  static String reasonFor(String name, byte[] bytes) {
    RejectedException rejected =
        catchThrowableOfType(RejectedException.class, () -> read(name, bytes));
    assertThat(rejected).as("reject of %s", name).isNotNull();
    assertThat(rejected.stage()).isEqualTo(RejectReason.STAGE);
    assertThat(rejected.getMessage()).isNotBlank().doesNotContain("\n");
    return rejected.reasonCode();
  }

  /** The cells of a table as {@code row,column,rowSpan,columnSpan text}. */
  static List<String> cells(SourceDocument document, int table) {
    return document.tables().get(table).cells().stream()
        .map(
            cell ->
                "%d,%d,%d,%d %s"
                    .formatted(
                        cell.row(),
                        cell.column(),
                        cell.rowSpan(),
                        cell.columnSpan(),
                        cell.span().of(document.text())))
        .toList();
  }

  /** The texts of the cells that begin in one row of a table. */
  static List<String> row(SourceDocument document, int table, int row) {
    return document.tables().get(table).cells().stream()
        .filter(cell -> cell.row() == row)
        .map(cell -> cell.span().of(document.text()))
        .toList();
  }

  /** Every span of a document stands in its text, in order and inside its table. */
  static void assertSound(SourceDocument document) {
    int last = 0;
    for (Table table : document.tables()) {
      assertThat(table.span().start()).isGreaterThanOrEqualTo(last);
      assertThat(table.span().end()).isLessThanOrEqualTo(document.text().length());
      last = table.span().end();
      for (Table.Cell cell : table.cells()) {
        assertThat(table.span().contains(cell.span())).isTrue();
        assertThat(cell.row() + cell.rowSpan()).isLessThanOrEqualTo(table.rows());
        assertThat(cell.column() + cell.columnSpan()).isLessThanOrEqualTo(table.columns());
        assertThat(cell.span().of(document.text())).doesNotContain("\n");
      }
    }
  }
}
