package org.gongkai.extraction.prose;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gongkai.extraction.language.Sense;
import org.gongkai.extraction.prose.Item.Word;

/** What a run of items means, as the words of {@code conf/lexicon/frames.csv}. */
final class Meanings {
  private static final String WHOLE = "whole";

  private Meanings() {}

  /** Every meaning as {@code type} and as {@code type:code}. */
  static Set<String> of(Collection<? extends Item> items) {
    Set<String> meanings = new LinkedHashSet<>();
    for (Item item : items) {
      if (item instanceof Word word) {
        for (Sense sense : word.senses()) {
          meanings.add(sense.type());
          meanings.add(sense.toString());
        }
      }
    }
    return meanings;
  }

  /** The code of the last word of a type, or null. */
  static String last(List<? extends Item> items, String type) {
    for (int i = items.size() - 1; i >= 0; i--) {
      if (items.get(i) instanceof Word word && word.code(type) != null) {
        return word.code(type);
      }
    }
    return null;
  }

  /** The codes of all words of a type, in order, neighbours that say the same taken as one. */
  static List<String> sequence(List<? extends Item> items, String type) {
    java.util.ArrayList<String> codes = new java.util.ArrayList<>();
    for (Item item : items) {
      if (item instanceof Word word && word.code(type) != null) {
        String code = word.code(type);
        if (codes.isEmpty() || !codes.get(codes.size() - 1).equals(code)) {
          codes.add(code);
        }
      }
    }
    return codes;
  }

  /**
   * The scope that words name, or null: that of the last, or the whole where it opens the list of
   * bodies (全区各部门、各街道), an organ is joined with those below it (县政府及各部门) or levels are joined
   * (县、乡两级).
   */
  static String scope(List<? extends Item> items) {
    String scope = null;
    boolean open = false;
    boolean joined = false;
    boolean each = has(items, "list", "respectively");
    for (Item item : items) {
      if (!each && item instanceof Word word && word.has("levels")) {
        scope = WHOLE;
        open = false;
      } else if (item instanceof Word word && word.code("scope") != null) {
        boolean below = word.has("scope", "subordinate") || word.has("scope", "grassroots");
        boolean continues = open && WHOLE.equals(scope) && !word.has("scope", "own");
        boolean together = joined && below && ("office".equals(scope) || "own".equals(scope));
        boolean widens = joined && "subordinate".equals(scope) && word.has("scope", "grassroots");
        scope = together ? WHOLE : continues || widens ? scope : word.code("scope");
        open = true;
        joined = false;
      } else {
        joined = open && item instanceof Word && Clause.joinsNumbers(item);
        open &= item instanceof Item.Mark || Clause.joinsNumbers(item);
      }
    }
    return scope;
  }

  static boolean has(Collection<? extends Item> items, String type) {
    for (Item item : items) {
      if (item instanceof Word word && word.has(type)) {
        return true;
      }
    }
    return false;
  }

  static boolean has(Collection<? extends Item> items, String type, String code) {
    return items.stream().anyMatch(item -> item instanceof Word word && word.has(type, code));
  }
}
