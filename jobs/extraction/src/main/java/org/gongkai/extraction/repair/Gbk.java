package org.gongkai.extraction.repair;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;

/** The two-byte characters of GBK, both ways. A pair is {@code lead << 8 | trail}. */
final class Gbk {
  static final int NONE = -1;

  private static final char[] CHARACTERS = new char[0x10000];
  private static final char[] PAIRS = new char[0x10000];

  static {
    Charset gbk = Charset.forName("GBK");
    ByteBuffer bytes = ByteBuffer.allocate(2);
    for (int pair = 0x8140; pair <= 0xFEFE; pair++) {
      CharBuffer decoded = gbk.decode(bytes.clear().putShort((short) pair).flip());
      char c = decoded.get(0);
      if (decoded.length() == 1 && c != '\uFFFD' && !isPrivate(c)) {
        CHARACTERS[pair] = c;
        PAIRS[c] = (char) pair;
      }
    }
  }

  private Gbk() {}

  /** The character of a pair, or 0 where GBK has none. */
  static char character(int lead, int trail) {
    return CHARACTERS[lead << 8 | trail];
  }

  /** The pair of a character, or {@link #NONE}. */
  static int pair(char c) {
    return PAIRS[c] == 0 ? NONE : PAIRS[c];
  }

  /**
   * Whether the bytes have the shape of a pair but no character of their own: such a pair vanishes
   * when a page is decoded.
   */
  static boolean vanishes(int lead, int trail) {
    return lead >= 0x81
        && lead <= 0xFE
        && trail >= 0x40
        && trail <= 0xFE
        && trail != 0x7F
        && CHARACTERS[lead << 8 | trail] == 0;
  }

  private static boolean isPrivate(char c) {
    return c >= '\uE000' && c <= '\uF8FF';
  }
}
