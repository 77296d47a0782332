package org.gongkai.extraction.repair;

import java.util.ArrayList;
import java.util.List;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Repair;

/**
 * Traditional characters to Simplified ones, and Taiwan's words to the mainland's where the text
 * uses them. Whether a text is Traditional is decided on all of it: single Traditional characters
 * in a Simplified text are names or old spellings and stay.
 */
final class TraditionalStep implements Step {
  /**
   * A Traditional text has about one in four; a Simplified one full of rare names less than this.
   */
  private static final int TRADITIONAL_ONE_IN = 20;

  private static final int FEWEST = 2;

  private final TaiwanWords words;

  TraditionalStep(ConfFiles conf) {
    words = new TaiwanWords(conf);
  }

  /** Whether a text is written in Traditional characters. */
  static boolean isTraditional(String text) {
    int han = 0;
    int candidates = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Han.isHan(c)) {
        han++;
        candidates += Han.isStandard(c) ? 0 : 1;
      }
    }
    if (candidates < FEWEST || candidates * TRADITIONAL_ONE_IN < han) {
      return false;
    }
    long traditional =
        text.chars()
            .filter(
                c -> c >= '\u3400' && !Han.isStandard((char) c) && Han.simplified((char) c) != c)
            .count();
    return traditional >= FEWEST && traditional * TRADITIONAL_ONE_IN >= han;
  }

  @Override
  public List<Edit> edits(String text) {
    return isTraditional(text) ? conversion(text) : List.of();
  }

  /** The edits that convert a text that is known to be Traditional. */
  List<Edit> conversion(String text) {
    List<Edit> edits = new ArrayList<>();
    boolean taiwan = words.areUsedIn(text);
    int runStart = -1;
    int lastChange = -1;
    StringBuilder run = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      TaiwanWords.Word word = words.at(text, i, taiwan);
      int length = word == null ? 1 : word.taiwan().length();
      String converted =
          word == null ? String.valueOf(Han.simplified(text.charAt(i))) : word.mainland();
      boolean changed = !text.startsWith(converted, i) || converted.length() != length;
      if (changed && converted.length() != length) {
        close(edits, run, runStart, lastChange);
        runStart = -1;
        edits.add(new Edit(i, i + length, converted, Repair.TRADITIONAL, true));
      } else if (Han.isHan(text.charAt(i))) {
        if (runStart < 0 && changed) {
          runStart = i;
          run.setLength(0);
        }
        if (runStart >= 0) {
          run.append(converted);
          lastChange = changed ? i + length : lastChange;
        }
      } else {
        close(edits, run, runStart, lastChange);
        runStart = -1;
      }
      i += length;
    }
    close(edits, run, runStart, lastChange);
    return edits;
  }

  private static void close(List<Edit> edits, StringBuilder run, int start, int end) {
    if (start >= 0) {
      edits.add(new Edit(start, end, run.substring(0, end - start), Repair.TRADITIONAL, true));
    }
  }
}
