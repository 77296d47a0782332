package org.gongkai.extraction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.gongkai.extraction.config.Codebook;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.findings.Checker;
import org.gongkai.extraction.forms.FormReader;
import org.gongkai.extraction.identity.Identifier;
import org.gongkai.extraction.language.Tokenizer;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.ProseReading;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.model.RepairedDocument;
import org.gongkai.extraction.model.Structure;
import org.gongkai.extraction.prose.ProseReader;
import org.gongkai.extraction.reading.DocumentReader;
import org.gongkai.extraction.repair.TextRepairer;
import org.gongkai.extraction.structure.Sectioner;

/**
 * Walks a report through the steps of extraction. Thread-safe; build one per process and
 * configuration.
 */
public final class ReportExtractor {
  private static final String NO_FORM = "prose";

  private final DocumentReader reader;
  private final TextRepairer repairer;
  private final FormReader formReader;
  private final Sectioner sectioner;
  private final Identifier identifier;
  private final ProseReader proseReader;
  private final Checker checker;

  /**
   * Prepares every step.
   *
   * @throws ConfException if a file of {@code conf/} is missing or wrong
   */
  public ReportExtractor(ConfFiles conf) {
    // A person who extracts a single file waits for this, so the slow steps get ready side by side.
    CompletableFuture<ProseReader> prose =
        CompletableFuture.supplyAsync(() -> new ProseReader(conf, new Tokenizer(conf)));
    reader = new DocumentReader(conf);
    repairer = new TextRepairer(conf);
    formReader = new FormReader(conf);
    sectioner = new Sectioner(conf);
    identifier = new Identifier(conf);
    checker = new Checker(conf, Codebook.load(conf), formReader.catalogue());
    proseReader = ready(prose);
  }

  private static <T> T ready(CompletableFuture<T> step) {
    try {
      return step.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ConfException wrong) {
        throw wrong;
      }
      throw e;
    }
  }

  /**
   * Extracts one report.
   *
   * @throws RejectedException if the input cannot be read as a document
   */
  public ExtractedReport extract(RawInput input) throws RejectedException {
    RepairedDocument document = repairer.repair(reader.read(input));
    FormReading forms = formReader.read(document);
    Structure structure = sectioner.structure(document, forms);
    Identity identity = identifier.identify(document, structure, forms);
    String form = forms.form() == null ? NO_FORM : forms.form();
    if (identity.docType() == Identity.DocType.OTHER) {
      return new ExtractedReport(
          document, identity, structure, forms, form, List.of(), List.of(), List.of());
    }
    ProseReading prose = proseReader.read(document, structure, identity, forms);
    List<Figure> figures = new ArrayList<>(forms.figures());
    figures.addAll(prose.figures());
    figures.sort(Comparator.comparing(Figure::evidence).thenComparing(Figure::number));
    return new ExtractedReport(
        document,
        identity,
        structure,
        forms,
        form,
        figures,
        prose.fates(),
        checker.check(document.text(), identity, forms, prose));
  }
}
