package org.gongkai.extraction.repair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;

/** The words of {@code conf/lexicon/taiwan_words.csv}. */
final class TaiwanWords {
  private static final String FILE = "lexicon/taiwan_words.csv";

  private final Map<Character, List<Word>> byFirst = new HashMap<>();
  private final List<Word> signs = new ArrayList<>();

  TaiwanWords(ConfFiles conf) {
    for (CSVRecord row : conf.csv(FILE)) {
      String traditional = row.get("traditional");
      String simplified = row.get("simplified");
      if (traditional.isEmpty() || simplified.isEmpty()) {
        throw new ConfException(FILE, row.getParser().getCurrentLineNumber(), "needs both words");
      }
      When when =
          switch (row.get("when")) {
            case "always" -> When.ALWAYS;
            case "taiwan" -> When.TAIWAN;
            default ->
                throw new ConfException(
                    FILE,
                    row.getParser().getCurrentLineNumber(),
                    "has '" + row.get("when") + "' in column when; write always or taiwan");
          };
      Word word = new Word(traditional, simplified, when);
      byFirst.computeIfAbsent(traditional.charAt(0), c -> new ArrayList<>()).add(word);
      if (when == When.TAIWAN) {
        signs.add(word);
      }
    }
    Comparator<Word> longestFirst = Comparator.comparingInt(word -> -word.taiwan().length());
    byFirst.values().forEach(words -> words.sort(longestFirst));
  }

  /** When a word is replaced: in any Traditional text, or in one that uses Taiwan's words. */
  private enum When {
    ALWAYS,
    TAIWAN
  }

  record Word(String taiwan, String mainland, When when) {}

  /** The longest word at an offset, or null. */
  Word at(String text, int offset, boolean taiwan) {
    for (Word word : byFirst.getOrDefault(text.charAt(offset), List.of())) {
      if ((taiwan || word.when() == When.ALWAYS) && text.startsWith(word.taiwan(), offset)) {
        return word;
      }
    }
    return null;
  }

  /**
   * Whether a text speaks Taiwan's language rather than the mainland's in Traditional characters:
   * its words outnumber their mainland counterparts.
   */
  boolean areUsedIn(String text) {
    int taiwan = 0;
    int mainland = 0;
    for (Word word : signs) {
      taiwan += count(text, word.taiwan());
    }
    if (taiwan == 0) {
      return false;
    }
    StringBuilder simplified = new StringBuilder(text.length());
    text.chars().forEach(c -> simplified.append(Han.simplified((char) c)));
    String plain = simplified.toString();
    for (String word : signs.stream().map(Word::mainland).distinct().toList()) {
      mainland += count(plain, word);
    }
    return taiwan >= mainland;
  }

  private static int count(String text, String word) {
    int count = 0;
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length())) {
      count++;
    }
    return count;
  }
}
