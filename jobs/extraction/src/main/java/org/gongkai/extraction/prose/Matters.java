package org.gongkai.extraction.prose;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gongkai.extraction.prose.Item.Word;

/** The matters that one statement joins: 未发生依申请公开、行政复议和行政诉讼. */
final class Matters {
  private static final Set<String> JOINED = Set.of("request", "fees");

  private Matters() {}

  /**
   * The topics of requests, fees and venues that stand in a list, each joined to the next one; a
   * cause (因信息公开申请引起的行政复议) is none of them.
   */
  static Set<String> listed(List<Item> words) {
    Set<String> listed = new LinkedHashSet<>();
    String open = null;
    boolean joined = false;
    boolean cause = false;
    for (Item item : words) {
      String topic = item instanceof Word word ? word.code("topic") : null;
      if (topic != null && (JOINED.contains(topic) || Venue.isTopic(topic))) {
        if (joined) {
          listed.add(open);
          listed.add(topic);
        }
        open = cause ? null : topic;
        joined = false;
      } else if (Clause.joinsNumbers(item)) {
        joined = open != null;
      } else if (!(item instanceof Word word && isLight(word))) {
        open = null;
        joined = false;
      }
      cause = item instanceof Word word && word.has("cause");
    }
    return listed;
  }

  /** 无申请、无复议: a negation, and words that say nothing, may stand between the matters. */
  private static boolean isLight(Word word) {
    return word.has("not") || word.has("light") || word.has("occur");
  }
}
