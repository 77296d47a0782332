package org.gongkai.extraction.repair;

import com.hankcs.hanlp.dictionary.CoreDictionary;

/**
 * How likely a character is after the two before it: from the frequencies of words in HanLP's
 * dictionary and from the document itself, whose undamaged parts say most of what the damaged ones
 * said. Traditional and Simplified forms are one character here.
 */
final class CharacterModel {
  private static final double DICTIONARY_BIGRAM = 0.7;
  private static final int USUAL = 200;
  private static final double FLOOR = 1e-8;

  private static final int LONGEST_SAMPLE = 200_000;
  private static final int DOCUMENT_WEIGHT = 20;
  private static final long KINDS = 1L << 62;

  private final Counts document = new Counts();

  /**
   * Learns from texts.
   *
   * @param text the document
   * @param phrases words of the trade, one a line
   */
  CharacterModel(String text, String phrases) {
    learn(text);
    learn(phrases);
  }

  private void learn(String text) {
    int end = Math.min(text.length(), LONGEST_SAMPLE);
    char first = '\n';
    char second = '\n';
    for (int i = 0; i < end; i++) {
      char third = normal(text.charAt(i));
      document.add(third, 1);
      document.add(bigram(second, third), 1);
      addKind(bigram(second, third), second);
      document.add(trigram(first, second, third), 1);
      addKind(trigram(first, second, third), bigram(first, second));
      first = second;
      second = third;
    }
  }

  /** The natural logarithm of the probability of a character after two others. */
  double score(char first, char second, char third) {
    char a = normal(first);
    char b = normal(second);
    char c = normal(third);
    double fromDictionary =
        DICTIONARY_BIGRAM * ratio(Dictionary.COUNTS, bigram(b, c), b)
            + (1 - DICTIONARY_BIGRAM) * unigram(c);
    double fromPairs = mix(bigram(b, c), b, fromDictionary);
    double probability = FLOOR + mix(trigram(a, b, c), bigram(a, b), fromPairs);
    return Math.log(probability);
  }

  /** Whether a character is among those that texts are made of. */
  boolean isUsual(char c) {
    char plain = Han.simplified(c);
    return Dictionary.COUNTS.of(plain) >= USUAL || document.of(plain) > 0;
  }

  /** The score of a text that stands after two characters. */
  double score(char first, char second, CharSequence text) {
    double score = 0;
    for (int i = 0; i < text.length(); i++) {
      char third = text.charAt(i);
      score += score(first, second, third);
      first = second;
      second = third;
    }
    return score;
  }

  /**
   * What the document says and what is known otherwise, weighed by Witten and Bell: the more
   * different characters followed in the document, the less the document has settled.
   */
  private double mix(long part, long whole, double otherwise) {
    double n = document.of(whole);
    double kinds = document.of(KINDS | whole);
    return n == 0 ? otherwise : (document.of(part) + kinds * otherwise) / (n + kinds);
  }

  private double unigram(char c) {
    return (double) (Dictionary.COUNTS.of(c) + DOCUMENT_WEIGHT * document.of(c))
        / (Dictionary.COUNTS.of(Dictionary.TOTAL) + 1.0 * DOCUMENT_WEIGHT * LONGEST_SAMPLE);
  }

  private static double ratio(Counts counts, long part, long whole) {
    int n = counts.of(whole);
    return n == 0 ? 0 : (double) counts.of(part) / (n + 1);
  }

  private void addKind(long part, long whole) {
    if (document.of(part) == 1) {
      document.add(KINDS | whole, 1);
    }
  }

  private static long bigram(char a, char b) {
    return (long) a << 16 | b;
  }

  private static long trigram(char a, char b, char c) {
    return (long) a << 32 | (long) b << 16 | c;
  }

  /** One form for what differs in width, script or digit only. */
  private static char normal(char c) {
    char half = c >= '！' && c <= '～' ? (char) (c - 0xFEE0) : c;
    if (half >= '0' && half <= '9') {
      return '0';
    }
    if (half == '\0' || half == '\u3000' || half == ' ') {
      return ' ';
    }
    return Han.simplified(half);
  }

  /** HanLP's dictionary as characters and pairs of characters; read at first use. */
  private static final class Dictionary {
    static final long TOTAL = -1;
    static final Counts COUNTS = load();

    /**
     * Walks the double array, which offers no list of its words: the node {@code p} is the child of
     * the node whose base is {@code check[p]}, by the character {@code p - check[p] - 1}, and ends
     * a word where that is -1.
     */
    private static Counts load() {
      int[] base = CoreDictionary.trie.getBase();
      int[] check = CoreDictionary.trie.getCheck();
      int[] nodeOfBase = new int[check.length];
      for (int node = 1; node < check.length; node++) {
        if (check[node] > 0 && base[node] > 0) {
          nodeOfBase[base[node]] = node;
        }
      }
      Counts counts = new Counts();
      for (int leaf = 1; leaf < check.length; leaf++) {
        if (check[leaf] == leaf && base[leaf] < 0) {
          int frequency =
              Math.max(1, CoreDictionary.trie.getValueAt(-base[leaf] - 1).totalFrequency);
          char after = 0;
          for (int node = nodeOfBase[leaf]; node > 0; node = nodeOfBase[check[node]]) {
            char c = (char) (node - check[node] - 1);
            if (Han.isHan(c)) {
              counts.add(c, frequency);
              counts.add(TOTAL, frequency);
              if (after != 0) {
                counts.add(bigram(c, after), frequency);
              }
            }
            after = Han.isHan(c) ? c : 0;
          }
        }
      }
      return counts;
    }
  }
}
