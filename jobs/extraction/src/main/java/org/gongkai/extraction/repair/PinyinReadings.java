package org.gongkai.extraction.repair;

import com.hankcs.hanlp.dictionary.py.Pinyin;
import com.hankcs.hanlp.dictionary.py.PinyinDictionary;
import java.text.Normalizer;

/** Which syllables a character may be read as, by HanLP's pinyin dictionary. */
final class PinyinReadings {
  private static final int LONGEST_SYLLABLE = 6;

  private PinyinReadings() {}

  /** Whether a syllable, with or without its tone mark, is a reading of a character. */
  static boolean reads(char c, CharSequence syllable) {
    Pinyin[] readings = PinyinDictionary.get(String.valueOf(c));
    if (readings == null) {
      readings = PinyinDictionary.get(String.valueOf(Han.simplified(c)));
    }
    if (readings == null) {
      return false;
    }
    String plain = toneless(syllable);
    for (Pinyin reading : readings) {
      String letters = reading.getPinyinWithoutTone();
      if (letters.equals(plain) || letters.replace('v', 'u').equals(plain)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The end of the letters of a syllable that starts at an offset; the offset itself where there is
   * none.
   */
  static int syllableEnd(CharSequence text, int from) {
    int end = from;
    int letters = 0;
    while (end < text.length() && isPinyinLetter(text.charAt(end))) {
      letters += Character.getType(text.charAt(end)) == Character.NON_SPACING_MARK ? 0 : 1;
      end++;
      if (letters > LONGEST_SYLLABLE) {
        return from;
      }
    }
    return end;
  }

  /** Lower-case letters of pinyin with and without tone, and the tone marks alone. */
  static boolean isPinyinLetter(char c) {
    return c >= 'a' && c <= 'z'
        || isToned(c)
        || c >= '\u0300' && c <= '\u030C'
        || c == '\u0261'
        || c == '\u0251';
  }

  /** The letters with a tone mark that GBK holds. */
  static boolean isToned(char c) {
    return "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüêńňǹḿ".indexOf(c) >= 0;
  }

  private static String toneless(CharSequence syllable) {
    String decomposed = Normalizer.normalize(syllable, Normalizer.Form.NFD);
    StringBuilder plain = new StringBuilder(decomposed.length());
    for (int i = 0; i < decomposed.length(); i++) {
      char c = decomposed.charAt(i);
      switch (c) {
        case '\u0308' -> plain.setCharAt(Math.max(0, plain.length() - 1), 'v');
        case '\u0261' -> plain.append('g');
        case '\u0251' -> plain.append('a');
        default -> {
          if (Character.getType(c) != Character.NON_SPACING_MARK) {
            plain.append(c);
          }
        }
      }
    }
    return plain.toString();
  }
}
