package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.gongkai.extraction.model.EvidenceKind;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.Precision;
import org.gongkai.extraction.model.Section;
import org.gongkai.extraction.prose.Frames.Match;
import org.gongkai.extraction.prose.Item.Word;

/** Reads zeros in words: 未收到申请, 无行政复议、行政诉讼, or a bare 无 under a heading. */
final class Denials {
  private static final int BARE = 6;

  /** Complaints are denied about other matters too: 土地交易未发生投诉. */
  private static final String COMPLAINT = "complaint";

  /** The one result that reports deny of appeals: 未发生行政诉讼败诉. */
  private static final String CORRECTED = "corrected";

  /** Types of the words for a body. */
  private static final Set<String> SUBJECT = Set.of("body", "below", "scope");

  private static final String REASON = "outcome:denied_";

  /** What reports say in words that they have none of: 无专职人员. */
  private static final Set<String> STATED_STAFF =
      Set.of("staff_full_time", "staff_part_time", "access_points");

  private final Passage passage;
  private final Interpreter interpreter;
  private final Certainty certainty;
  private final List<Item> heading;
  private final Context context;
  private final Findings out;

  /**
   * @param heading words of the heading above the passage
   */
  Denials(
      Passage passage,
      Interpreter interpreter,
      Certainty certainty,
      List<Item> heading,
      Context context,
      Findings out) {
    this.passage = passage;
    this.interpreter = interpreter;
    this.certainty = certainty;
    this.heading = heading;
    this.context = context;
    this.out = out;
  }

  /** States the zeros of a clause. Returns whether there are any. */
  boolean read(Clause clause, List<Item> words, String scope) {
    boolean any = false;
    List<Item> rest = words;
    for (int second = secondDenial(rest); second > 0; second = secondDenial(rest)) {
      any |= readOne(clause, rest.subList(0, second - 1), scope);
      rest = rest.subList(second, rest.size());
    }
    return any | readOne(clause, rest, scope);
  }

  private boolean readOne(Clause clause, List<Item> words, String scope) {
    List<Item> denied = denied(words);
    if (denied == null || Meanings.has(denied, "other", "any") || isOfOthers(words)) {
      return false;
    }
    boolean bare = isBare(words);
    List<Item> title = Meanings.has(context.lead, "topic") ? context.lead : heading;
    List<Item> named = bare ? title : names(denied) ? denied : words;
    boolean any = false;
    Set<String> topics = topics(named, denied, bare);
    for (String topic : topics) {
      boolean oneOfSeveral = topics.size() > 1 && topic.equals("request");
      Set<String> meanings =
          oneOfSeveral
              ? Set.of("zero", "topic", "topic:request")
              : meanings(named, topic, interpreter.time(words));
      for (Set<String> matter : eachOutcome(meanings)) {
        any |= state(clause, interpreter.find(topic, matter, Units.WORDED), scope);
      }
    }
    return any;
  }

  /** 未收到申请和未涉及不予公开: where a second denial begins, joined to the first; 0 for none. */
  private static int secondDenial(List<Item> words) {
    return IntStream.range(2, words.size())
        .filter(
            i ->
                isNegation(words, i)
                    && Clause.joinsNumbers(words.get(i - 1))
                    && words.get(i - 1) instanceof Word
                    && Meanings.has(words.subList(0, i), "topic")
                    && denies(words.subList(0, i))
                    && names(words.subList(i, words.size())))
        .findFirst()
        .orElse(0);
  }

  private boolean state(Clause clause, Match match, String scope) {
    boolean any = false;
    for (FigureKey key : match == null ? List.<FigureKey>of() : match.keys()) {
      if (statedInWords(key) && !isContradicted(key, scope)) {
        any = true;
        out.figure(zero(clause, key, scope, match.confidence()));
      }
    }
    return any;
  }

  /** 收到申请8件,均为个人申请,无律师代为申请: some came in, so that only a kind of them is denied. */
  private boolean isContradicted(FigureKey key, String scope) {
    Draft told = context.whole("request");
    return told != null
        && key.equals(told.key())
        && told.sentence() == out.sentence()
        && told.scopeWord().equals(scope)
        && told.value().signum() > 0;
  }

  /** 无部分公开、不予公开的答复 denies each; but 国家秘密、商业秘密 are reasons of the one 不予公开. */
  private static List<Set<String>> eachOutcome(Set<String> meanings) {
    List<String> outcomes =
        meanings.stream().filter(m -> m.startsWith("outcome:") || m.startsWith("group:")).toList();
    boolean reasons =
        outcomes.contains("group:denied")
            && outcomes.stream().allMatch(m -> m.equals("group:denied") || m.startsWith(REASON));
    if (outcomes.size() < 2 || reasons) {
      return List.of(meanings);
    }
    return outcomes.stream()
        .map(
            outcome -> {
              Set<String> one = new LinkedHashSet<>(meanings);
              one.removeIf(m -> m.startsWith("outcome") || m.startsWith("group"));
              one.addAll(Set.of(outcome, outcome.substring(0, outcome.indexOf(':'))));
              return one;
            })
        .toList();
  }

  private Draft zero(Clause clause, FigureKey key, String scope, double confidence) {
    return new Draft(
        key,
        scope,
        out.sentence(),
        BigDecimal.ZERO,
        Units.customary(key),
        Precision.EXACT,
        EvidenceKind.PROSE,
        passage.origin(clause.start(), clause.end()),
        passage.origin(clause.end(), clause.end()),
        certainty.of(Ground.DENIED) * confidence);
  }

  /** 其他单位未收费 tells nothing of the one that charged. */
  private static boolean isOfOthers(List<Item> words) {
    for (int i = 1; i < words.size(); i++) {
      boolean body = words.get(i) instanceof Word word && (word.has("body") || word.has("scope"));
      if (body && words.get(i - 1) instanceof Word other && other.has("other", "any")) {
        return true;
      }
    }
    return false;
  }

  /** The words of which a clause says that there are none; null where it says so of nothing. */
  private List<Item> denied(List<Item> words) {
    int not = negation(words);
    if (not < 0) {
      return words;
    }
    Word negation = (Word) words.get(not);
    boolean bare = needsNoVerb(negation);
    if (bare && not == words.size() - 1 && !negation.has("topic")) {
      return words.subList(0, not);
    }
    List<Item> denied = words.subList(negation.has("topic") ? not : not + 1, words.size());
    boolean occurs = bare || Meanings.has(denied, "occur") || isBare(words);
    return occurs ? denied : null;
  }

  /** The negation that the clause begins with if all are alike, else the last; -1 for none. */
  private int negation(List<Item> words) {
    List<Integer> all = new java.util.ArrayList<>();
    Set<Boolean> kinds = new LinkedHashSet<>();
    for (int i = 0; i < words.size(); i++) {
      if (isNegation(words, i)) {
        all.add(i);
        kinds.add(needsNoVerb((Word) words.get(i)));
      }
    }
    if (all.isEmpty()) {
      return -1;
    }
    return kinds.size() == 1 ? all.get(0) : all.get(all.size() - 1);
  }

  /** Whether words say that there is none of something. */
  static boolean denies(List<Item> words) {
    return IntStream.range(0, words.size()).anyMatch(i -> isNegation(words, i));
  }

  /** 不存在 denies what follows it (不存在收费情况); behind its matter it is an outcome (信息不存在). */
  private static boolean isNegation(List<Item> words, int at) {
    return words.get(at) instanceof Word word
        && (word.has("not") || (word.has("lacks") && names(words.subList(at + 1, words.size()))));
  }

  private static boolean needsNoVerb(Word negation) {
    return negation.has("not", "none") || negation.has("lacks");
  }

  private static boolean names(List<Item> words) {
    return Meanings.has(words, "topic")
        || Meanings.has(words, "outcome")
        || Meanings.has(words, "group");
  }

  private Set<String> topics(List<Item> named, List<Item> denied, boolean bare) {
    List<String> topics =
        Meanings.sequence(named, "topic").stream().filter(t -> !t.startsWith("n_")).toList();
    if (bare) {
      return new LinkedHashSet<>(topics);
    }
    boolean answers =
        Meanings.has(denied, "outcome")
            || Meanings.has(denied, "group")
            || Meanings.has(denied, "act", "carry")
            || Meanings.has(denied, "act", "extended");
    if (topics.isEmpty()
        && !context.topic.isEmpty()
        && (context.source == Ground.SENTENCE || answers)) {
      topics = List.of(context.topic);
    }
    if (topics.isEmpty()) {
      return Set.of();
    }
    Set<String> listed = Matters.listed(named);
    if (!listed.stream().allMatch(Venue::isTopic)) {
      return listed;
    }
    String last = topics.get(topics.size() - 1);
    if (!Venue.isTopic(last) && !asksOfVenue(named)) {
      boolean costsOfLawsuits = last.equals("fees") && topics.contains("litig");
      return costsOfLawsuits ? Set.of() : Set.of(last);
    }
    Set<String> venues = new LinkedHashSet<>(topics);
    venues.removeIf(topic -> !Venue.isTopic(topic));
    boolean ofOurs =
        venues.size() > 1
            || passage.section() == Section.Kind.APPEALS
            || Meanings.has(named, "about")
            || Venue.isTopic(context.topic);
    return ofOurs || !last.equals(COMPLAINT) ? venues : Set.of();
  }

  /** 未收到行政复议的申请: what is asked for is the matter, not that one asks. */
  private static boolean asksOfVenue(List<Item> named) {
    return IntStream.range(2, named.size())
        .anyMatch(
            i ->
                topicIs(named.get(i), "request")
                    && named.get(i - 1) instanceof Word of
                    && of.text().equals("的")
                    && named.get(i - 2) instanceof Word venue
                    && venue.code("topic") != null
                    && Venue.isTopic(venue.code("topic")));
  }

  private static Set<String> meanings(List<Item> named, String topic, String time) {
    if (Venue.isTopic(topic)) {
      Set<String> venue = new LinkedHashSet<>(Set.of("zero", "about", "topic", "topic:" + topic));
      if (Meanings.has(named, "result", CORRECTED)) {
        venue.addAll(Set.of("result", "result:" + CORRECTED));
      }
      return venue;
    }
    boolean ours = named.stream().anyMatch(item -> topicIs(item, topic));
    Set<String> about =
        new LinkedHashSet<>(
            Meanings.of(ours ? named.stream().filter(item -> !isOther(item)).toList() : named));
    about.removeIf(
        m -> (m.startsWith("topic:") && !m.equals("topic:" + topic)) || m.startsWith("applicant"));
    about.remove("channel:written");
    if (about.stream().filter(m -> m.startsWith("channel:")).count() != 1) {
      about.removeIf(m -> m.startsWith("channel"));
    }
    about.add("zero");
    about.add(time);
    return about;
  }

  private static boolean topicIs(Item item, String topic) {
    return item instanceof Word word && topic.equals(word.code("topic"));
  }

  /** Whether a word names a matter that counts nothing: 不予公开的政府信息 is no answer. */
  private static boolean isOther(Item item) {
    return item instanceof Word word
        && word.code("topic") != null
        && word.code("topic").startsWith("n_");
  }

  /** Whether a clause says no more than 无, 2014年未发生 or 我局没有此类情况. */
  private static boolean isBare(List<Item> words) {
    int not = firstNegation(words);
    return words.size() <= BARE
        && IntStream.range(0, words.size())
            .allMatch(i -> saysNothing(words.get(i)) || (i < not && isSubject(words.get(i))));
  }

  private static int firstNegation(List<Item> words) {
    return IntStream.range(0, words.size()).filter(i -> isNegation(words, i)).findFirst().orElse(0);
  }

  /** Whether an item may be part of who has none: 我局, 本单位. */
  private static boolean isSubject(Item item) {
    return item instanceof Word word
        && word.senses().stream().allMatch(sense -> SUBJECT.contains(sense.type()));
  }

  private static boolean saysNothing(Item item) {
    return item instanceof Item.Number number && !number.counts()
        || item instanceof Word word
            && ((word.has("not") && !word.has("topic"))
                || (word.has("occur") && !word.has("topic"))
                || word.has("light")
                || word.has("time")
                || word.text().equals("情况"));
  }

  private static boolean statedInWords(FigureKey key) {
    return switch (key.table()) {
      case REQUESTS, OUTCOMES, APPEALS, FEES -> true;
      case CHANNELS -> !key.code("activity").equals("publication");
      case DISCLOSURES -> !key.code("item").equals("all_information");
      case STAFFING -> STATED_STAFF.contains(key.code("item"));
    };
  }
}
