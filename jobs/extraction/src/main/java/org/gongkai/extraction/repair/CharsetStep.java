package org.gongkai.extraction.repair;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gongkai.extraction.model.Repair;

/**
 * Takes back a decoding with the wrong charset, line by line and only where the bytes can be
 * recovered without loss: UTF-8 or GBK read as Latin-1 or windows-1252, and UTF-8 read as GBK. What
 * cannot be recovered stays, and is reported as not exact.
 */
final class CharsetStep implements Step {
  private static final Charset GB18030 = Charset.forName("GB18030");

  /** What windows-1252 has in place of the control characters 80 to 9F, in this order. */
  private static final String WINDOWS_1252 =
      "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

  /** What is left of bytes that were decoded wrongly, encoded, and decoded once more. */
  private static final String LOST = "锟斤拷";

  private static final int SHORTEST_RUN = 4;

  /** Of UTF-8 read as GBK every second character is rare; of Chinese text hardly one. */
  private static final int RARE_ONE_IN = 6;

  @Override
  public List<Edit> edits(String text) {
    List<Edit> edits = new ArrayList<>();
    int end;
    for (int start = 0; start < text.length(); start = end + 1) {
      int lineFeed = text.indexOf('\n', start);
      end = lineFeed < 0 ? text.length() : lineFeed;
      line(text, start, end, edits);
    }
    return edits;
  }

  private static void line(String text, int start, int end, List<Edit> edits) {
    int western = 0;
    int han = 0;
    int rare = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c <= '~') {
        continue;
      }
      if (Han.isHan(c)) {
        han++;
        rare += Han.isStandard(c) ? 0 : 1;
      } else if (c >= '\uE000' && c <= '\uF8FF') {
        rare++;
      } else if (westernByte(c) >= 0x80) {
        western++;
      }
    }
    boolean suspicious =
        western >= SHORTEST_RUN && western > han || rare > 0 && rare * RARE_ONE_IN >= han + rare;
    if (suspicious && !mend(text, start, end, edits)) {
      int from = start;
      for (int i = start; i <= end; i++) {
        if (i == end || text.charAt(i) <= '~') {
          if (i - from >= SHORTEST_RUN && !mend(text, from, i, edits)) {
            reportLost(text, from, i, edits);
          }
          from = i + 1;
        }
      }
    } else if (!suspicious && han > 0) {
      reportLost(text, start, end, edits);
    }
  }

  private static boolean mend(String text, int start, int end, List<Edit> edits) {
    String broken = text.substring(start, end);
    Optional<String> mended =
        westernBytes(broken)
            .flatMap(
                bytes -> chinese(bytes, StandardCharsets.UTF_8).or(() -> chinese(bytes, GB18030)))
            .or(() -> gbkBytes(broken).flatMap(bytes -> chinese(bytes, StandardCharsets.UTF_8)));
    mended.ifPresent(clean -> edits.add(new Edit(start, end, clean, Repair.CHARSET, true)));
    return mended.isPresent();
  }

  private static void reportLost(String text, int start, int end, List<Edit> edits) {
    for (int at = start; at < end; at++) {
      if (text.charAt(at) == LOST.charAt(0) && text.startsWith(LOST, at)) {
        edits.add(Edit.unmended(text, at, at + LOST.length(), Repair.CHARSET));
      }
    }
  }

  private static Optional<byte[]> westernBytes(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      int b = westernByte(text.charAt(i));
      if (b < 0) {
        return Optional.empty();
      }
      bytes[i] = (byte) b;
    }
    return Optional.of(bytes);
  }

  private static int westernByte(char c) {
    if (c <= 0xFF) {
      return c;
    }
    int index = WINDOWS_1252.indexOf(c);
    return index < 0 ? -1 : 0x80 + index;
  }

  private static Optional<byte[]> gbkBytes(String text) {
    try {
      ByteBuffer encoded = GB18030.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return Optional.of(bytes);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The text, if the bytes are valid and give nothing but Chinese and ASCII, at least two Han. */
  private static Optional<String> chinese(byte[] bytes, Charset charset) {
    String text;
    try {
      text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
    long han = text.chars().filter(c -> Han.isStandard((char) c)).count();
    boolean plausible =
        han >= 2
            && text.chars()
                .allMatch(
                    c ->
                        c <= '~'
                            || Han.isStandard((char) c)
                            || c >= '\u2000' && c <= '\u33FF'
                            || c >= '\uFF00'
                            || c == '·'
                            || c == '\u00A0'
                            || Han.isHan((char) c) && charset.equals(StandardCharsets.UTF_8));
    return plausible ? Optional.of(text) : Optional.empty();
  }
}
