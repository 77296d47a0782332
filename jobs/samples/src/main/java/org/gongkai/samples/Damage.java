package org.gongkai.samples;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.dictionary.py.PinyinDictionary;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Damages text in the ways that real report pages have been damaged. */
public final class Damage {
  private static final Charset GBK = Charset.forName("GBK");
  private static final byte[] STOP = {(byte) 0xA1, (byte) 0xA3};
  private static final byte[] QUESTION = {(byte) 0xA3, (byte) 0xBF};
  private static final byte[] SEMICOLON = {(byte) 0xA3, (byte) 0xBB};

  private Damage() {}

  /** Converts to Traditional characters, one by one. */
  public static String traditional(String text) {
    return HanLP.convertToTraditionalChinese(text);
  }

  /**
   * Puts the reading in brackets after every occurrence of some characters: {@code 創(chuàng)}.
   *
   * @param characters which characters are annotated
   */
  public static String pinyin(String text, Set<Character> characters) {
    StringBuilder annotated = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      annotated.append(c);
      if (characters.contains(c)) {
        annotated.append('(').append(reading(c)).append(')');
      }
    }
    return annotated.toString();
  }

  /**
   * Cuts a text at the GBK bytes of a sentence mark wherever they lie across two characters, as
   * copying programs do that look for byte pairs. What follows such a cut is read one byte off
   * until an ASCII byte or the end of the line; a byte left alone becomes {@code ?} and takes a
   * following ASCII character with it, and pairs without a character vanish.
   */
  public static String byteShift(String text) {
    StringBuilder shifted = new StringBuilder(text.length());
    for (String line : text.split("(?<=\n)")) {
      shifted.append(shiftLine(line));
    }
    return shifted.toString();
  }

  private static String shiftLine(String line) {
    byte[] bytes = line.getBytes(GBK);
    ByteArrayOutputStream cut = new ByteArrayOutputStream(bytes.length + 8);
    boolean aligned = true;
    for (int i = 0; i < bytes.length; i++) {
      boolean ascii = bytes[i] >= 0;
      if (ascii || i + 1 == bytes.length) {
        cut.write(bytes[i]);
        continue;
      }
      boolean straddles =
          i + 2 < bytes.length && bytes[i + 1] < 0 && isMark(bytes[i + 1], bytes[i + 2]);
      if (straddles && aligned) {
        cut.write('?');
        aligned = false;
        continue;
      }
      cut.write(bytes[i]);
      cut.write(bytes[++i]);
      aligned |= bytes[i] >= 0;
    }
    return decode(cut.toByteArray());
  }

  private static boolean isMark(byte first, byte second) {
    return matches(STOP, first, second)
        || matches(QUESTION, first, second)
        || matches(SEMICOLON, first, second);
  }

  private static boolean matches(byte[] mark, byte first, byte second) {
    return mark[0] == first && mark[1] == second;
  }

  /** Decodes GBK the way browsers' ancestors did: pairs without a character vanish. */
  private static String decode(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    int i = 0;
    while (i < bytes.length) {
      int trail = i + 1 < bytes.length ? bytes[i + 1] & 0xFF : 0;
      if (bytes[i] >= 0) {
        text.append((char) bytes[i]);
        i++;
      } else if (trail < 0x40) {
        text.append('?');
        i += trail == '\n' || trail == 0 ? 1 : 2;
      } else {
        String c = new String(bytes, i, 2, GBK);
        if (c.length() == 1 && c.charAt(0) != '\uFFFD' && !isPrivate(c.charAt(0))) {
          text.append(c);
        }
        i += 2;
      }
    }
    return text.toString();
  }

  private static boolean isPrivate(char c) {
    return c >= '\uE000' && c <= '\uF8FF';
  }

  /** UTF-8 bytes read as windows-1252 by the rules of the web: no byte is lost. */
  public static String utf8AsWestern(String text) {
    return western(text.getBytes(StandardCharsets.UTF_8));
  }

  /** GBK bytes read as Latin-1. */
  public static String gbkAsLatin1(String text) {
    return new String(text.getBytes(GBK), StandardCharsets.ISO_8859_1);
  }

  /** UTF-8 bytes read as GBK; what has no character is lost. */
  public static String utf8AsGbk(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), GBK);
  }

  /** ASCII to full width, the line feed and the cell separator apart. */
  public static String fullWidth(String text) {
    StringBuilder wide = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      wide.append(c > ' ' && c <= '~' && c != '|' ? (char) (c + 0xFEE0) : c);
    }
    return wide.toString();
  }

  private static String western(byte[] bytes) {
    String cp1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      int value = b & 0xFF;
      text.append(value >= 0x80 && value < 0xA0 ? cp1252.charAt(value - 0x80) : (char) value);
    }
    return text.toString();
  }

  private static String reading(char c) {
    return PinyinDictionary.get(String.valueOf(c))[0].getPinyinWithToneMark();
  }
}
