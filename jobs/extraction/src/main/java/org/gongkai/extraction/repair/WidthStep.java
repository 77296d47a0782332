package org.gongkai.extraction.repair;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.gongkai.extraction.model.Repair;
import org.jsoup.parser.Parser;

/**
 * Brings every character to one form: full-width digits, letters and marks to ASCII, radicals and
 * compatibility forms to the characters they stand for, invisible characters away, entities that
 * were left in the text resolved.
 *
 * <p>Full-width punctuation is correct Chinese typography: it is folded, but that is no repair. The
 * marks {@code 。、“”《》〔〕【】} stay, and so do circled numbers: ① before a figure would become a digit
 * of it.
 */
final class WidthStep implements Step {
  private static final int LONGEST_ENTITY = 10;

  /** Radicals without a decomposition in Unicode that PDF fonts of Simplified text print. */
  private static final String RADICALS = "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟";

  /** Longest run that becomes one edit; longer than any number, and keeps the work linear. */
  private static final int LONGEST_RUN = 100;

  @Override
  public List<Edit> edits(String text) {
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '&') {
        int end = entityEnd(text, i);
        String resolved = Parser.unescapeEntities(text.substring(i, end), true);
        if (end > i && resolved.length() < end - i) {
          edits.add(new Edit(i, end, foldAll(resolved), Repair.WIDTH, true));
          i = end - 1;
        }
      } else if (c > '~') {
        String folded = fold(c);
        if (folded.length() != 1 || folded.charAt(0) != c) {
          add(edits, i, c, folded);
        }
      }
    }
    return edits;
  }

  /** Joins neighbours of one kind, so that a number is one edit. */
  private static void add(List<Edit> edits, int at, char c, String folded) {
    Repair repair = isTypography(c) ? null : Repair.WIDTH;
    if (!edits.isEmpty() && folded.length() == 1) {
      Edit last = edits.get(edits.size() - 1);
      int length = last.end() - last.start();
      if (last.end() == at
          && length < LONGEST_RUN
          && last.repair() == repair
          && last.replacement().length() == length) {
        edits.set(
            edits.size() - 1,
            new Edit(last.start(), at + 1, last.replacement() + folded, repair, true));
        return;
      }
    }
    edits.add(new Edit(at, at + 1, folded, repair, true));
  }

  private static String foldAll(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.chars().forEach(c -> folded.append(fold((char) c)));
    return folded.toString();
  }

  private static boolean isTypography(char c) {
    return c == '\u3000'
        || Character.getType(c) == Character.SPACE_SEPARATOR
        || c >= '\uFF01' && c <= '\uFF5E' && !isAsciiLetterOrDigit((char) (c - 0xFEE0));
  }

  private static String fold(char c) {
    if (c == '｜') {
      return "｜";
    }
    if (c >= '\uFF01' && c <= '\uFF5E') {
      return String.valueOf((char) (c - 0xFEE0));
    }
    if (Character.getType(c) == Character.SPACE_SEPARATOR) {
      return " ";
    }
    if (isInvisible(c)) {
      return "";
    }
    return switch (c) {
      case '﹝' -> "〔";
      case '﹞' -> "〕";
      default -> isCompatibilityForm(c) ? decompose(c) : String.valueOf(c);
    };
  }

  private static String decompose(char c) {
    int radical = RADICALS.indexOf(c);
    return radical >= 0 && radical % 2 == 0
        ? RADICALS.substring(radical + 1, radical + 2)
        : Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC);
  }

  private static boolean isCompatibilityForm(char c) {
    return c >= '\u2E80' && c <= '\u2FDF'
        || c >= '\uF900' && c <= '\uFAFF'
        || c >= '\u2474' && c <= '\u249B'
        || c >= '\u3220' && c <= '\u3229'
        || c >= '\uFE50' && c <= '\uFE6B';
  }

  private static boolean isInvisible(char c) {
    return switch (Character.getType(c)) {
      case Character.FORMAT, Character.CONTROL -> c != '\n' && c != '\t';
      default -> c >= '\uFE00' && c <= '\uFE0F';
    };
  }

  private static boolean isAsciiLetterOrDigit(char c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }

  /** One past the semicolon of an entity, or {@code from} where there is none. */
  private static int entityEnd(String text, int from) {
    int limit = Math.min(text.length(), from + LONGEST_ENTITY);
    for (int i = from + 1; i < limit; i++) {
      char c = text.charAt(i);
      if (c == ';') {
        return i > from + 2 ? i + 1 : from;
      }
      if (!isAsciiLetterOrDigit(c) && !(c == '#' && i == from + 1)) {
        return from;
      }
    }
    return from;
  }
}
