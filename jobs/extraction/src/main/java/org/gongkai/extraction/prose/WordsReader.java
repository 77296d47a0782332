package org.gongkai.extraction.prose;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Reads words that no number of their clause uses up: zeros, wholes, and what they hand on. */
final class WordsReader {
  /** Types of words that tell what was done with all. */
  private static final Set<String> SAYING =
      Set.of(
          "act", "outcome", "group", "result", "channel", "applicant", "topic", "medium", "free");

  private final Times times;
  private final Context context;
  private final Inheritance inheritance;
  private final Hindsight hindsight;
  private final Denials denials;
  private final Totalities totalities;

  WordsReader(
      Times times,
      Context context,
      Inheritance inheritance,
      Hindsight hindsight,
      Denials denials,
      Totalities totalities) {
    this.times = times;
    this.context = context;
    this.inheritance = inheritance;
    this.hindsight = hindsight;
    this.denials = denials;
    this.totalities = totalities;
  }

  /** Reads what words without a number of their own say: zeros and wholes. */
  void read(Clause clause, List<Item> words, boolean counted) {
    Set<String> meanings = Meanings.of(words);
    String topic = Meanings.last(words, "topic");
    boolean denies = Denials.denies(words) || continuesZero(words, meanings, counted);
    String time = inheritance.time(words);
    boolean speaksOfNow =
        Times.refusal(time) == null
            || (denies && Times.CUMULATIVE.equals(time))
            || meanings.contains("act:carry")
            || times.nameCurrent(words)
            || times.nameCurrent(context.lead);
    boolean zeroStated = false;
    boolean ofAll = false;
    if (speaksOfNow && denies && !meanings.contains("quality")) {
      zeroStated = denials.read(clause, words, inheritance.scope(words));
    } else if (speaksOfNow && !denies && totalities.speaksOfAll(clause, words, meanings)) {
      totalities.read(clause, words, inheritance.scope(words));
      ofAll = true;
    }
    context.ofAll = ofAll;
    context.unsaid = Collections.disjoint(meanings, SAYING);
    context.zero = zeroStated;
    context.act(words);
    if (!counted) {
      hindsight.carryOver(meanings);
      inheritance.inheritFromWords(words, meanings);
    }
    if (topic != null && (!zeroStated || !topic.startsWith("n_"))) {
      context.inherit(topic, Ground.SENTENCE);
    }
  }

  /** 未发生行政复议,行政诉讼: the second clause goes on denying. */
  private boolean continuesZero(List<Item> words, Set<String> meanings, boolean counted) {
    return context.zero
        && !counted
        && !meanings.contains("all")
        && Meanings.sequence(words, "topic").stream().anyMatch(Venue::isTopic);
  }
}
