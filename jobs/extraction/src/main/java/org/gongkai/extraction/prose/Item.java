package org.gongkai.extraction.prose;

import java.util.List;
import org.gongkai.extraction.language.NumberExpression;
import org.gongkai.extraction.language.Sense;

/** A word, a number or a mark of punctuation of a passage. */
sealed interface Item {
  /** Offset of its first character in the passage. */
  int start();

  /** Offset behind its last character in the passage. */
  int end();

  /**
   * A word.
   *
   * @param text the word
   * @param senses what the lexicon says of it
   */
  record Word(String text, List<Sense> senses, int start, int end) implements Item {
    boolean has(String type) {
      for (Sense sense : senses) {
        if (sense.type().equals(type)) {
          return true;
        }
      }
      return false;
    }

    boolean has(String type, String code) {
      return senses.contains(new Sense(type, code));
    }

    /** The code of its first sense of a type, or null. */
    String code(String type) {
      for (Sense sense : senses) {
        if (sense.type().equals(type)) {
          return sense.code();
        }
      }
      return null;
    }
  }

  /** A number with its unit. */
  record Number(NumberExpression expression, int start, int end) implements Item {
    boolean counts() {
      return expression.kind() == NumberExpression.Kind.COUNT;
    }
  }

  /** A mark of punctuation. */
  record Mark(char sign, int start, int end) implements Item {}
}
