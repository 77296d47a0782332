package org.gongkai.pipeline.ingest;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.Finding;

/** The figures that a finding is about, as the column {@code findings.cells} holds them. */
public final class CitedRows {
  private static final String APPLICANT = "applicant";

  private CitedRows() {}

  /** One figure; several codes of one key are joined by a slash. */
  public static Row of(Finding.Cited cited) {
    FigureKey key = cited.key();
    List<String> codes =
        key.table().codeColumns().stream()
            .filter(column -> !column.equals(APPLICANT))
            .map(key::code)
            .toList();
    return RowFactory.create(
        key.table().tableName(),
        String.join("/", codes),
        key.table().codeColumns().contains(APPLICANT) ? key.code(APPLICANT) : null,
        ReportRows.decimal(cited.value()));
  }
}
