package org.gongkai.pipeline.ingest;

import java.io.Serializable;
import java.util.List;
import org.gongkai.extraction.ExtractedReport;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.model.Token;

/** What ingest asks of the extraction of reports. Thread-safe. */
public interface Extraction {
  /**
   * Extracts one report.
   *
   * @throws RejectedException if the input cannot be read as a document
   */
  ExtractedReport extract(RawInput input) throws RejectedException;

  /** The words of a text. */
  List<Token> tokens(String text);

  /** Words that are not counted as terms. */
  boolean isStopWord(Token token);

  /** Makes an extraction from the configuration, once per executor. */
  interface Factory extends Serializable {
    Extraction open(ConfFiles conf);
  }
}
