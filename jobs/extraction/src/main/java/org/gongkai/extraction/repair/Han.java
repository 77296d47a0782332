package org.gongkai.extraction.repair;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.corpus.io.IOUtil;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.BitSet;

/** What kind of character a character is. */
final class Han {
  private static final BitSet SIMPLIFIED_STANDARD = standard("GB2312");

  private Han() {}

  static boolean isHan(char c) {
    return c >= '\u4E00' && c <= '\u9FFF' || c >= '\u3400' && c <= '\u4DBF' || c == '〇';
  }

  /**
   * Whether GB 2312, the character set of Simplified Chinese, holds the character. Of Simplified
   * text it holds all but rare names.
   */
  static boolean isStandard(char c) {
    return SIMPLIFIED_STANDARD.get(c);
  }

  /** The Simplified form of a character; itself where it has none or only one outside the BMP. */
  static char simplified(char c) {
    return c < '\u3400' ? c : Table.SIMPLIFIED[c];
  }

  /** Whether Big5, the character set of Traditional Chinese, holds the character. */
  static boolean isTraditionalStandard(char c) {
    return Table.TRADITIONAL_STANDARD.get(c);
  }

  private static BitSet standard(String charset) {
    CharsetEncoder encoder = Charset.forName(charset).newEncoder();
    BitSet standard = new BitSet(0x10000);
    for (char c = '\u4E00'; c <= '\u9FFF'; c++) {
      standard.set(c, encoder.canEncode(c));
    }
    return standard;
  }

  /** Tables that clean text never needs, read at first use. */
  private static final class Table {
    static final char[] SIMPLIFIED = load();
    static final BitSet TRADITIONAL_STANDARD = standard("Big5");

    private static char[] load() {
      char[] table = new char[0x10000];
      for (int c = 0; c < table.length; c++) {
        table[c] = (char) c;
      }
      for (String line : IOUtil.readLineList(HanLP.Config.tcDictionaryRoot + "t2s.txt")) {
        if (line.length() == 3 && line.charAt(1) == '=') {
          table[line.charAt(0)] = line.charAt(2);
        }
      }
      return table;
    }
  }
}
