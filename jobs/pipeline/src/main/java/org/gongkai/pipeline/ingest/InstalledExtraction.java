package org.gongkai.pipeline.ingest;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gongkai.extraction.ExtractedReport;
import org.gongkai.extraction.ReportExtractor;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.language.Tokenizer;
import org.gongkai.extraction.model.RawInput;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.model.Token;

/** The extraction of this program; one per JVM and configuration, so HanLP loads once. */
public final class InstalledExtraction implements Extraction {
  private static final Map<String, InstalledExtraction> OPEN = new ConcurrentHashMap<>();

  private final ReportExtractor extractor;
  private final Tokenizer tokenizer;

  private InstalledExtraction(ConfFiles conf) {
    extractor = new ReportExtractor(conf);
    tokenizer = new Tokenizer(conf);
  }

  /** The extraction with that configuration. */
  public static InstalledExtraction of(ConfFiles conf) {
    return OPEN.computeIfAbsent(conf.fingerprint(""), key -> new InstalledExtraction(conf));
  }

  @Override
  public ExtractedReport extract(RawInput input) throws RejectedException {
    return extractor.extract(input);
  }

  @Override
  public List<Token> tokens(String text) {
    return tokenizer.tokens(text);
  }

  /** Function words, numbers and punctuation by HanLP's tags, and words of one character. */
  @Override
  public boolean isStopWord(Token token) {
    return token.text().length() < 2
        || !Character.isIdeographic(token.text().codePointAt(0))
        || "cdefhkmopqruwxy".indexOf(token.pos().charAt(0)) >= 0;
  }
}
