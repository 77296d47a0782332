package org.gongkai.extraction.language;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;

/**
 * The words of the domain and what they mean, from {@code conf/lexicon/terms/*.csv}.
 *
 * <p>A term may be written with optional parts and alternatives: {@code [政府]信息公开<申请|请求>} stands for
 * four words.
 */
public final class Lexicon {
  private static final String FOLDER = "lexicon/terms/";

  private final Map<String, List<Sense>> senses;

  /**
   * Reads the lexicon.
   *
   * @throws ConfException if a line is incomplete or its notation is wrong
   */
  public Lexicon(ConfFiles conf) {
    Map<String, List<Sense>> read = new HashMap<>();
    for (String path : conf.below(FOLDER)) {
      for (CSVRecord line : conf.csv(path)) {
        if (line.size() < 3 || line.get("term").isEmpty() || line.get("type").isEmpty()) {
          throw new ConfException(path, line.getRecordNumber(), "needs term, type and code");
        }
        Sense sense = new Sense(line.get("type"), line.get("code"));
        for (String word : words(path, line)) {
          List<Sense> of = read.computeIfAbsent(word, key -> new ArrayList<>(1));
          if (!of.contains(sense)) {
            of.add(sense);
          }
        }
      }
    }
    read.replaceAll((word, of) -> List.copyOf(of));
    senses = Collections.unmodifiableMap(read);
  }

  /** The meanings of a word; empty where the lexicon does not know it. */
  public List<Sense> senses(String word) {
    return senses.getOrDefault(word, List.of());
  }

  /** Every word of the lexicon with its meanings. */
  public Map<String, List<Sense>> words() {
    return senses;
  }

  private static List<String> words(String path, CSVRecord line) {
    try {
      return TermNotation.expand(line.get("term"));
    } catch (IllegalArgumentException e) {
      throw new ConfException(path, line.getRecordNumber(), e.getMessage(), e);
    }
  }
}
