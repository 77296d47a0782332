package org.gongkai.extraction;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.model.RepairedDocument;
import org.gongkai.extraction.model.SourceDocument;
import org.gongkai.extraction.model.Span;
import org.gongkai.extraction.model.Structure;

/**
 * Walks a report through the steps of extraction. Thread-safe; build one per process and
 * configuration.
 */
public final class ReportExtractor {

  /**
   * Prepares every step.
   *
   * @throws org.gongkai.extraction.config.ConfException if a file of {@code conf/} is missing or
   *     wrong
   */
  public ReportExtractor(ConfFiles conf) {
    conf.text("codes.csv");
  }

  /**
   * Extracts one report.
   *
   * @throws RejectedException if the input cannot be read as a document
   */
  public ExtractedReport extract(RawInput input) throws RejectedException {
    if (input.bytes().length == 0) {
      throw new RejectedException("reading", "empty_file", "the file is empty");
    }
    String text = new String(input.bytes(), StandardCharsets.UTF_8);
    SourceDocument source =
        new SourceDocument(
            input.source(),
            "",
            "text/plain",
            "UTF-8",
            input.url(),
            null,
            Map.of(),
            text,
            List.of());
    Identity identity =
        new Identity(
            Identity.DocType.OTHER,
            "",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return new ExtractedReport(
        new RepairedDocument(source, Set.of(), List.of()),
        identity,
        new Structure(new Span(0, text.length()), List.of()),
        FormReading.none(),
        "prose",
        List.of(),
        List.of(),
        List.of());
  }
}
