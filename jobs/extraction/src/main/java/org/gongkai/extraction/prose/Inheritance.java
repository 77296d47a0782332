package org.gongkai.extraction.prose;

import java.util.List;
import java.util.Set;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.prose.Interpreter.Reading;
import org.gongkai.extraction.prose.Item.Word;

/** What a number takes from the words and clauses before it, and leaves to those behind. */
final class Inheritance {
  /** Times that hold for their own number only: 比上年增加3件. */
  private static final Set<String> PASSING =
      Set.of("time:change", "time:cumulative", "time:rate", "time:each", "compare");

  /** A time among the first words of a clause holds for the next clauses too. */
  private static final int OPENING_WORDS = 3;

  private final Times times;
  private final Context context;

  Inheritance(Times times, Context context) {
    this.times = times;
    this.context = context;
  }

  String time(List<Item> before) {
    String own = times.of(before);
    if (own != null) {
      return own;
    }
    String lead = times.of(context.lead);
    String time = lead != null ? lead : context.time;
    boolean compared = Meanings.has(before, "list", "reaches") && "previous".equals(time);
    return compared ? null : time;
  }

  String scope(List<Item> before) {
    boolean among = Meanings.has(before, "list", "among");
    String own =
        Meanings.scope(
            among ? before : before.stream().filter(item -> !isMediumOfBody(item)).toList());
    if (own == null && Interpreter.isOnlyBody(before)) {
      own = Meanings.last(before, "below");
    }
    if (own != null) {
      return own;
    }
    String lead = Meanings.scope(context.lead);
    return lead != null ? lead : context.scope;
  }

  /** 县政府网站 says whose website it is, and nothing of the numbers that follow. */
  static boolean isMediumOfBody(Item item) {
    return item instanceof Word word && word.has("medium") && word.has("scope");
  }

  void inheritFrom(Reading reading, List<Item> before, Set<String> own, String time) {
    String scope = scope(before);
    if (PASSING.stream().noneMatch(own::contains)) {
      context.time = time;
    }
    String medium = Meanings.last(before, "medium");
    if (medium != null) {
      context.medium = medium;
    }
    context.zero = false;
    context.scope = scope;
    String topic = topic(reading);
    if (!topic.isEmpty()) {
      boolean sure = reading.confidence() > 0.9 || context.source == Ground.NO_TOPIC;
      context.inherit(topic, sure ? Ground.SENTENCE : context.source);
    }
  }

  /** The topic that the next number inherits: that of what was counted, whatever the words. */
  private static String topic(Reading reading) {
    boolean answers =
        reading.match().keys().stream()
            .anyMatch(
                key ->
                    key.table() == FactTable.OUTCOMES
                        || key.table() == FactTable.REQUESTS
                        || key.toString().startsWith("channels(request"));
    if (answers) {
      return "request";
    }
    boolean published =
        reading.topic().startsWith("n_")
            && reading.match().keys().stream()
                .anyMatch(key -> key.toString().startsWith("channels(publication"));
    return published ? "disclosure" : reading.topic();
  }

  void inheritFromWords(List<Item> words, Set<String> meanings) {
    String scope = Meanings.scope(words);
    if (scope != null) {
      context.scope = scope;
    }
    String time = times.of(words.subList(0, Math.min(words.size(), OPENING_WORDS)));
    if (time != null
        && !time.equals("change")
        && !meanings.contains("compare")
        && !meanings.contains("act:carry")) {
      context.time = time;
    }
  }
}
