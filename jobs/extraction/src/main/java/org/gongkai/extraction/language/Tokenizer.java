package org.gongkai.extraction.language;

import com.hankcs.hanlp.corpus.tag.Nature;
import com.hankcs.hanlp.dictionary.CoreDictionaryTransformMatrixDictionary;
import com.hankcs.hanlp.dictionary.TransformMatrix;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.Viterbi.ViterbiSegment;
import com.hankcs.hanlp.seg.common.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Token;

/**
 * Splits text into words. Words of the domain lexicon are cut out first, the longest at each place;
 * HanLP's Viterbi segmentation splits what stands between them. Words of a single character are
 * left to HanLP, which sees that 公共 does not contain the adverb 共. Thread-safe; shares no state
 * with other tokenizers.
 */
public final class Tokenizer {
  /** Tag of domain words; HanLP's tag for a proper noun of another kind. */
  public static final String DOMAIN_POS = "nz";

  /** Longest stretch given to HanLP at once, so that its lattice stays small. */
  private static final int MAX_STRETCH = 2_000;

  private final Lexicon lexicon;
  private final WordIndex domainWords;
  private final Segment segment = plain().enablePartOfSpeechTagging(false);

  /**
   * Reads the domain lexicon.
   *
   * @throws ConfException if the lexicon is wrong
   */
  public Tokenizer(ConfFiles conf) {
    lexicon = new Lexicon(conf);
    domainWords = new WordIndex(lexicon.words().keySet());
  }

  private static Segment plain() {
    return new ViterbiSegment()
        .enableCustomDictionary(false)
        .enableAllNamedEntityRecognize(false)
        .enableNumberQuantifierRecognize(false);
  }

  /** Loads HanLP's dictionaries, which the first use would do otherwise. */
  public static void load() {
    plain().enablePartOfSpeechTagging(false).seg("政府信息公开");
  }

  /** The lexicon whose words are kept whole. */
  public Lexicon lexicon() {
    return lexicon;
  }

  /**
   * The words of a text in order, each with the tag that fits its sentence; white space is no word.
   * Offsets are those of the text.
   */
  public List<Token> tokens(String text) {
    return tokens(text, Tagger.SEGMENT);
  }

  /**
   * The same words, each with the tag that it has most often, which is faster to tell than the one
   * that fits.
   */
  public List<Token> words(String text) {
    return tokens(text, segment);
  }

  private List<Token> tokens(String text, Segment segment) {
    List<Token> tokens = new ArrayList<>(text.length() / 2 + 1);
    int from = 0;
    int begin = 0;
    while (begin < text.length()) {
      int end = domainWords.endOfWordAt(text, begin);
      if (end < 0) {
        begin++;
      } else {
        split(text, from, begin, segment, tokens);
        tokens.add(new Token(text.substring(begin, end), DOMAIN_POS, begin));
        from = end;
        begin = end;
      }
    }
    split(text, from, text.length(), segment, tokens);
    return tokens;
  }

  private static void split(String text, int start, int end, Segment segment, List<Token> tokens) {
    for (int from = start; from < end; from += MAX_STRETCH) {
      int to = Math.min(end, from + MAX_STRETCH);
      int offset = from;
      for (Term term : segment.seg(text.substring(from, to))) {
        if (!term.word.isBlank()) {
          tokens.add(new Token(term.word, String.valueOf(term.nature), offset));
        }
        offset += term.word.length();
      }
    }
  }

  /** HanLP's tagger, whose tables are read at first use. */
  private static final class Tagger {
    static final Segment SEGMENT = settled();

    /**
     * HanLP compares the size of its matrix of tags with a list that it never extends, and so makes
     * the matrix anew for every sentence; with a list of the right length it does so once.
     */
    private static Segment settled() {
      TransformMatrix matrix = CoreDictionaryTransformMatrixDictionary.transformMatrixDictionary;
      int tags = Nature.values().length;
      matrix.extend(tags);
      matrix.states = IntStream.range(0, tags).toArray();
      return plain().enablePartOfSpeechTagging(true);
    }
  }
}
