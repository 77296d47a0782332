package org.gongkai.extraction;

import java.util.List;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.Finding;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.NumberFate;
import org.gongkai.extraction.model.RepairedDocument;
import org.gongkai.extraction.model.Structure;

/**
 * Everything that one report says.
 *
 * @param document the repaired text with its tables, and how it was repaired
 * @param identity who reports on when
 * @param structure body and sections
 * @param forms the official tables, cell by cell
 * @param form code of the official form, {@code prose} where there is none
 * @param figures all figures, from tables and sentences, in order of their evidence; empty for a
 *     document of another kind
 * @param fates what became of each number outside the tables
 * @param findings what does not fit together
 */
public record ExtractedReport(
    RepairedDocument document,
    Identity identity,
    Structure structure,
    FormReading forms,
    String form,
    List<Figure> figures,
    List<NumberFate> fates,
    List<Finding> findings) {
  public ExtractedReport {
    figures = List.copyOf(figures);
    fates = List.copyOf(fates);
    findings = List.copyOf(findings);
  }

  public String text() {
    return document.text();
  }
}
