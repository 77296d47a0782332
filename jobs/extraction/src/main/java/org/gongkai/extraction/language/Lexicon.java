package org.gongkai.extraction.language;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
        List<Sense> sense = List.of(new Sense(line.get("type"), line.get("code")));
        for (String word : words(path, line)) {
          read.merge(word, sense, Lexicon::union);
        }
      }
    }
    senses = Collections.unmodifiableMap(read);
  }

  private static List<Sense> union(List<Sense> some, List<Sense> more) {
    return Stream.concat(some.stream(), more.stream()).distinct().toList();
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
      List<String> words = TermNotation.expand(line.get("term"));
      if (words.stream().anyMatch(word -> word.length() > WordIndex.LONGEST)) {
        throw new IllegalArgumentException(
            line.get("term") + " is longer than " + WordIndex.LONGEST + " characters");
      }
      return words;
    } catch (IllegalArgumentException e) {
      throw new ConfException(path, line.getRecordNumber(), e.getMessage(), e);
    }
  }
}
