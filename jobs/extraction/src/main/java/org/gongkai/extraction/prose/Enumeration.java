package org.gongkai.extraction.prose;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gongkai.extraction.prose.Item.Word;

/**
 * The things that a number counts all together: 公开机构职能、行政许可、财政预算等信息120条. What they are says nothing
 * of the number, which counts what the word behind 等 says, or where there is none, what was done
 * with them.
 */
final class Enumeration {
  /** Meanings of words that may stand between 等 and what it sums up: 等各类、等方面的. */
  private static final Set<String> BETWEEN = Set.of("light", "category");

  /** Meanings of the words within the enumeration that tell of all of it. */
  private static final Set<String> KEPT = Set.of("medium", "scope");

  private Enumeration() {}

  /**
   * The words before a number without the things enumerated; the same list where there are none.
   */
  static List<Item> without(List<Item> before) {
    int end = end(before);
    boolean part = Meanings.has(before, "list", "among") && !Meanings.has(before, "medium");
    int start = end < 0 || part ? -1 : published(before, end);
    if (start < 0 || before.subList(start, end).stream().noneMatch(Clause::joinsNumbers)) {
      return before;
    }
    int head = end + 1;
    while (head < before.size() && isBetween(before.get(head))) {
      head++;
    }
    List<Item> words = new ArrayList<>(before.subList(0, start + 1));
    before.subList(start + 1, end).stream().filter(Enumeration::isKept).forEach(words::add);
    words.add(before.get(end));
    words.addAll(before.subList(head, before.size()));
    return words;
  }

  /** Where 等 stands that sums up what the number counts: right before it or before 信息; or -1. */
  private static int end(List<Item> before) {
    boolean head = true;
    boolean unknown = false;
    for (int i = before.size() - 1; i >= 0; i--) {
      if (!(before.get(i) instanceof Word word)) {
        return -1;
      }
      if (word.has("etcetera")) {
        return i;
      }
      boolean named = word.senses().isEmpty() && !unknown;
      if (!named && !isBetween(word) && !isSum(word) && !(head && isAll(word))) {
        return -1;
      }
      unknown |= named;
      head &= !isAll(word);
    }
    return -1;
  }

  /** 共, 达, 为. */
  private static boolean isSum(Word word) {
    return word.has("list", "sum") || word.has("list", "reaches") || word.has("list", "is");
  }

  private static boolean isAll(Word word) {
    return word.has("info", "all") && !word.has("act");
  }

  private static boolean isBetween(Item item) {
    return item instanceof Word word
        && BETWEEN.stream().anyMatch(word::has)
        && !word.has("etcetera")
        && !word.has("list");
  }

  private static boolean isKept(Item item) {
    return item instanceof Word word && KEPT.stream().anyMatch(word::has);
  }

  /** Where the act of publication stands before an enumeration, or -1. */
  private static int published(List<Item> before, int end) {
    for (int i = 0; i < end; i++) {
      if (before.get(i) instanceof Word word
          && word.has("act", "publish")
          && !word.has("info", "all")) {
        return i;
      }
    }
    return -1;
  }
}
