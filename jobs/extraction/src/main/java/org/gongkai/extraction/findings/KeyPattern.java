package org.gongkai.extraction.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gongkai.extraction.model.FigureKey;

/**
 * A figure key in which a code may be open: {@code @} is bound to one code throughout a rule,
 * {@code *} stands for every code but {@code total}.
 */
public record KeyPattern(FigureKey key) {
  static final String BOUND = "@";
  static final String EVERY = "*";
  private static final String TOTAL = "total";

  /**
   * Reads a sum such as {@code requests(received, @) + requests(carried_in, @)}; empty text gives
   * none.
   *
   * @throws IllegalArgumentException if a term is no key
   */
  static List<KeyPattern> parseSum(String sum) {
    List<KeyPattern> patterns = new ArrayList<>();
    if (!sum.isBlank()) {
      for (String term : sum.split("\\+", -1)) {
        patterns.add(new KeyPattern(FigureKey.parse(term.strip())));
      }
    }
    return patterns;
  }

  boolean isEvery() {
    return key.codes().contains(EVERY);
  }

  /** The code that {@code @} stands for in a key, or null where the key does not match. */
  String binding(FigureKey candidate) {
    if (candidate.table() != key.table()) {
      return null;
    }
    String bound = "";
    for (int i = 0; i < key.codes().size(); i++) {
      String open = key.codes().get(i);
      String code = candidate.codes().get(i);
      if (open.equals(BOUND)) {
        bound = code;
      } else if (!open.equals(code)) {
        return null;
      }
    }
    return bound;
  }

  /** The stated keys that the pattern stands for, once {@code @} is bound. */
  List<FigureKey> resolve(String bound, Set<FigureKey> stated) {
    List<String> codes =
        key.codes().stream().map(code -> code.equals(BOUND) ? bound : code).toList();
    FigureKey resolved = new FigureKey(key.table(), codes);
    if (!isEvery()) {
      return List.of(resolved);
    }
    return stated.stream().filter(candidate -> matchesEvery(resolved, candidate)).toList();
  }

  private static boolean matchesEvery(FigureKey pattern, FigureKey candidate) {
    if (candidate.table() != pattern.table()) {
      return false;
    }
    for (int i = 0; i < pattern.codes().size(); i++) {
      String open = pattern.codes().get(i);
      String code = candidate.codes().get(i);
      boolean matches = open.equals(EVERY) ? !code.equals(TOTAL) : open.equals(code);
      if (!matches) {
        return false;
      }
    }
    return true;
  }
}
