package org.gongkai.extraction.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.RejectedException;

/**
 * Turns bytes into text by evidence: a byte order mark, valid UTF-8, and else the charset under
 * which most of the text is made of frequent Chinese characters. A declaration only breaks ties,
 * because pages are often saved in another charset than the one they declare.
 */
final class TextDecoder {
  private static final String FREQUENT = "reading/frequent_characters.csv";
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final Charset BIG5 = Charset.forName("Big5-HKSCS");
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

  private static final Pattern DECLARED =
      Pattern.compile("(?:charset|encoding)\\s{0,9}=\\s{0,9}[\"']?([A-Za-z0-9_-]{2,20})");

  /** Where a declaration can stand: in the first bytes of a page. */
  private static final int DECLARATION_BYTES = 4096;

  /** How much of a text is weighed to tell charsets apart. */
  private static final int SAMPLE_BYTES = 1 << 18;

  /** A text of this share of control or unassigned characters is no text. */
  private static final double MOST_NOISE = 0.03;

  /** Broken sequences that still are UTF-8 with damage, per multi-byte sequence. */
  private static final double MOST_BROKEN = 0.05;

  private static final double DECLARED_BONUS = 0.05;

  /**
   * Bytes of UTF-8 read as a western charset show as controls up to here; repair takes them back.
   */
  private static final char LAST_OF_MISREAD = '\u009F';

  private final ConfFiles conf;
  private volatile BitSet frequent;

  TextDecoder(ConfFiles conf) {
    this.conf = conf;
  }

  /**
   * Decodes a text file.
   *
   * @throws RejectedException if it is not text in any charset
   */
  Decoded decode(byte[] bytes) throws RejectedException {
    Decoded decoded = decodeByEvidence(bytes);
    if (noise(decoded.text()) > MOST_NOISE) {
      throw RejectReason.BINARY_NOISE.because(
          "the bytes are no text in any charset and no known format; save the document anew");
    }
    return decoded;
  }

  private Decoded decodeByEvidence(byte[] bytes) {
    Mark mark = Mark.of(bytes);
    if (mark != null) {
      int length = bytes.length - mark.length();
      return new Decoded(
          new String(bytes, mark.length(), length, mark.charset()), mark.charset().name());
    }
    byte[] sample = bytes.length <= SAMPLE_BYTES ? bytes : Arrays.copyOf(bytes, SAMPLE_BYTES);
    Charset wide = wideByZeros(sample);
    if (wide != null) {
      return new Decoded(new String(bytes, wide), wide.name());
    }
    if (isValid(bytes, UTF_8) || brokenUtf8(bytes) <= MOST_BROKEN) {
      return new Decoded(new String(bytes, UTF_8), UTF_8.name());
    }
    Charset best = mostLikely(sample, declared(bytes));
    return new Decoded(new String(bytes, best), best.name());
  }

  /** The charset that a page declares for itself, or null. */
  private static Charset declared(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(bytes.length, DECLARATION_BYTES), ISO_8859_1);
    Matcher matcher = DECLARED.matcher(head);
    if (!matcher.find()) {
      return null;
    }
    return switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
      case "gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936" -> GB18030;
      case "big5", "big5-hkscs", "cp950" -> BIG5;
      case "utf-16", "utf-16le" -> UTF_16LE;
      case "utf-16be" -> UTF_16BE;
      default -> null;
    };
  }

  private Charset mostLikely(byte[] sample, Charset declared) {
    Charset best = GB18030;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (Charset candidate : List.of(GB18030, BIG5, UTF_16LE, UTF_16BE)) {
      double score =
          likelihood(new String(sample, candidate))
              + (candidate.equals(declared) ? DECLARED_BONUS : 0);
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return best;
  }

  /** Share of frequent Chinese characters among those beyond ASCII, less what cannot be text. */
  private double likelihood(String text) {
    BitSet known = frequentCharacters();
    int beyond = 0;
    int good = 0;
    int bad = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character < 0x80) {
        if (isControl(character)) {
          bad++;
        }
        continue;
      }
      beyond++;
      if (known.get(character)) {
        good++;
      } else if (isImpossible(character)) {
        bad++;
      }
    }
    return beyond == 0 ? -1.0 * bad / Math.max(1, text.length()) : (good - 2.0 * bad) / beyond;
  }

  private BitSet frequentCharacters() {
    BitSet known = frequent;
    if (known == null) {
      known = new BitSet(0x10000);
      for (CSVRecord row : conf.csv(FREQUENT)) {
        String characters = row.get("characters");
        if (characters.isEmpty()) {
          throw new ConfException(FREQUENT, row.getRecordNumber(), "has a row without characters");
        }
        characters.chars().forEach(known::set);
      }
      "，。、；：？！（）《》“”‘’〔〕【】—…　０１２３４５６７８９％·".chars().forEach(known::set);
      frequent = known;
    }
    return known;
  }

  /**
   * UTF-16 without a mark shows in the zero bytes of its ASCII characters: all at odd or even
   * places.
   */
  private static Charset wideByZeros(byte[] sample) {
    int even = 0;
    int odd = 0;
    for (int i = 0; i < sample.length; i++) {
      if (sample[i] == 0) {
        if (i % 2 == 0) {
          even++;
        } else {
          odd++;
        }
      }
    }
    int enough = sample.length / 50;
    if (odd > enough && odd > 10 * even) {
      return UTF_16LE;
    }
    return even > enough && even > 10 * odd ? UTF_16BE : null;
  }

  private static boolean isValid(byte[] bytes, Charset charset) {
    try {
      charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Broken sequences per multi-byte sequence, 1 where there is none of either. */
  private static double brokenUtf8(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    int broken = 0;
    int whole = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '\uFFFD') {
        broken++;
      } else if (character >= 0x80) {
        whole++;
      }
    }
    return whole == 0 ? 1 : (double) broken / whole;
  }

  private static double noise(String text) {
    int bad = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (isControl(character)
          || (character > LAST_OF_MISREAD && character != '\uFFFD' && isImpossible(character))) {
        bad++;
      }
    }
    return (double) bad / Math.max(1, text.length());
  }

  private static boolean isControl(char character) {
    return character < 0x20 && "\t\n\r\f".indexOf(character) < 0;
  }

  private static boolean isImpossible(char character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.UNASSIGNED, Character.PRIVATE_USE -> true;
      default -> character == '\uFFFD';
    };
  }

  /** A byte order mark at the beginning of a file. */
  private record Mark(Charset charset, int length) {
    private static final List<Mark> MARKS =
        List.of(
            new Mark(UTF_32LE, 4),
            new Mark(UTF_32BE, 4),
            new Mark(GB18030, 4),
            new Mark(UTF_8, 3),
            new Mark(UTF_16LE, 2),
            new Mark(UTF_16BE, 2));

    static Mark of(byte[] bytes) {
      for (Mark mark : MARKS) {
        byte[] expected = "\uFEFF".getBytes(mark.charset());
        if (bytes.length >= expected.length
            && Arrays.equals(bytes, 0, expected.length, expected, 0, expected.length)) {
          return mark;
        }
      }
      return null;
    }
  }
}
