package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gongkai.extraction.language.Unit;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.Section;
import org.gongkai.extraction.prose.Frames.Match;
import org.gongkai.extraction.prose.Item.Word;

/**
 * Says what a number counts: tries the words behind it, the words before it, the clause before and
 * what the sentence, the paragraph and the section are about, in this order.
 */
final class Interpreter {
  /** Types of words that say what a number counts without naming its topic. */
  private static final Set<String> NAMING =
      Set.of(
          "act",
          "outcome",
          "group",
          "result",
          "channel",
          "medium",
          "info",
          "category",
          "other",
          "staffkind",
          "answers",
          "applicant");

  /** Meanings that a number takes from the words behind it before those in front: 2件维持. */
  private static final Set<String> SPEAKING =
      Set.of("outcome", "group", "result", "staffkind", "act:open", "act:carry");

  /** Topic of numbers of people who took part: 技术人员等400多人参加了培训和考试. */
  private static final String TRAINING = "training";

  private final Frames frames;
  private final Times times;
  private final Certainty certainty;
  private final Section.Kind section;
  private final Context context;

  Interpreter(
      Frames frames, Times times, Certainty certainty, Section.Kind section, Context context) {
    this.frames = frames;
    this.times = times;
    this.certainty = certainty;
    this.section = section;
    this.context = context;
  }

  /**
   * A number with the words around it.
   *
   * @param before the words before it, back to the number before
   * @param noun the words behind it that may belong to it
   * @param nounEnds whether nothing of the clause follows these
   * @param next the word right behind it, or null
   * @param amount the number itself
   */
  record Phrase(
      List<Item> before,
      List<Item> noun,
      NounEnd nounEnds,
      Word next,
      Unit unit,
      BigDecimal amount) {}

  /** Where the words behind a number end. */
  enum NounEnd {
    /** With the clause, or at a mark. */
    CLOSED,
    /** In the middle of the clause. */
    OPEN
  }

  /**
   * What a number counts.
   *
   * @param topic topic it was found under, empty for none
   * @param confidence of the ground, 0 to 1
   * @param usedNoun whether the words behind the number were needed
   * @param meanings what it rests on
   */
  record Reading(
      Match match, String topic, double confidence, boolean usedNoun, Set<String> meanings) {}

  /** What a number counts; a reading without figures gives the reason. */
  Reading read(Phrase phrase) {
    Attempt attempt = new Attempt(phrase);
    return Stream.<Supplier<Reading>>of(
            attempt::bodies,
            attempt::outcomeBehind,
            attempt::namedBefore,
            attempt::namedBehind,
            attempt::bodyAlone,
            attempt::topicOfLead,
            attempt::inherited,
            attempt::wordsOfLead,
            attempt::sameAgain,
            attempt::afterOtherTime)
        .map(Supplier::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(attempt::unexplained);
  }

  /** The time that words name, as a meaning. */
  String time(List<Item> words) {
    return "time:" + times.of(words);
  }

  /**
   * The first rule that fits the words; an outcome leaves out the group that it belongs to, several
   * are reasons of the group (因国家秘密、商业秘密不予公开).
   */
  Match find(String topic, Set<String> meanings, Unit unit) {
    long outcomes = meanings.stream().filter(m -> m.startsWith("outcome:")).count();
    if (outcomes == 0) {
      return frames.find(topic, meanings, unit);
    }
    Set<String> clear = new LinkedHashSet<>(meanings);
    boolean reasons = outcomes > 1 && meanings.contains("group");
    clear.removeIf(m -> m.startsWith(reasons ? "outcome" : "group"));
    return frames.find(topic, clear, unit);
  }

  /** Whether words name a body and nothing else: 其中市本级87件. */
  static boolean isOnlyScope(Set<String> meanings) {
    return meanings.contains("scope") && !names(meanings);
  }

  /** Whether words name a kind of bodies, and at most that these publish: 部门9800条, 部门公开9800条. */
  static boolean isOnlyBody(List<Item> words) {
    return !words.isEmpty()
        && words.get(0) instanceof Word body
        && body.has("below")
        && words.stream().skip(1).allMatch(item -> item instanceof Word w && isPublish(w));
  }

  private static boolean isPublish(Word word) {
    return word.has("act", "publish") && !word.has("topic");
  }

  private static boolean names(Set<String> meanings) {
    return NAMING.stream().anyMatch(meanings::contains);
  }

  private final class Attempt {
    private final Phrase phrase;
    private final Set<String> noun;
    private final String nounTopic;
    private final boolean nounSpeaks;
    private final String topic;
    private final Set<String> own;
    private final Set<String> withNoun;

    Attempt(Phrase phrase) {
      this.phrase = phrase;
      noun = Meanings.of(phrase.noun());
      nounTopic = noun.contains("participants") ? TRAINING : Meanings.last(phrase.noun(), "topic");
      nounSpeaks = nounTopic != null || names(noun);
      String named = Meanings.last(phrase.before(), "topic");
      String before = named == null ? Meanings.last(phrase.before(), "judge") : named;
      boolean otherMatter =
          nounTopic != null
                  && before != null
                  && before.startsWith("n_")
                  && !nounTopic.startsWith("n_")
              || noun.contains("participants");
      boolean asksElsewhere = "consult".equals(before) && Meanings.has(phrase.before(), "outcome");
      topic = otherMatter || asksElsewhere ? null : before;
      own = otherMatter ? noun : around(Meanings.of(phrase.before()));
      withNoun = new LinkedHashSet<>(own);
      withNoun.addAll(noun);
      if (times.of(phrase.noun()) != null) {
        withNoun.add(time(phrase.noun()));
      }
    }

    private Set<String> around(Set<String> meanings) {
      if (phrase.amount().signum() == 0) {
        meanings.add("zero");
      }
      meanings.add(context.after == null ? "after:null" : context.after);
      meanings.add("in:" + context.topic);
      meanings.add(time(phrase.before()));
      if (!context.lead.isEmpty()) {
        meanings.add("lead");
      }
      if (phrase.unit().equals(context.unit)) {
        meanings.add("sameunit");
      }
      meanings.add("inmedium:" + context.medium);
      meanings.add("inact:" + context.act);
      if (context.subjects) {
        meanings.add("subjects");
      }
      if (context.answers) {
        meanings.add("inanswers");
      }
      if (dividesCarried()) {
        meanings.add("of:" + context.figure.key().code("measure"));
      }
      meanings.add("headmedium:" + context.headMedium);
      if (meanings.contains("decision") && !meanings.contains("kind")) {
        Meanings.sequence(context.lead, "kind")
            .forEach(kind -> meanings.addAll(List.of("kind", "kind:" + kind)));
      }
      Set<String> media = new LinkedHashSet<>(Meanings.sequence(context.lead, "medium"));
      if (Meanings.has(context.lead, "other", "way")) {
        media = new LinkedHashSet<>(Set.of("other"));
      }
      media.removeAll(Set.of("newmedia", "social"));
      boolean several = Meanings.has(context.lead, "list", "etc");
      if (media.size() == 1 && !several) {
        meanings.add("leadmedium:" + media.iterator().next());
      }
      meanings.add("section:" + section.code());
      if (joinsOther(phrase.before())) {
        meanings.add("joined");
      }
      if (leavesMediaOut(phrase.before())) {
        meanings.addAll(List.of("list", "list:etc"));
      }
      return meanings;
    }

    /** 通过网站、微信等公开信息120条: the media named are only some, unless 等其他途径 names the others. */
    private static boolean leavesMediaOut(List<Item> words) {
      if (Meanings.has(words, "other")) {
        return false;
      }
      for (int i = 1; i < words.size(); i++) {
        if (words.get(i) instanceof Word word
            && word.has("etcetera")
            && words.get(i - 1) instanceof Word medium
            && (medium.has("medium") || medium.has("platform"))) {
          return true;
        }
      }
      return false;
    }

    /** 政策文件及解读6条: whether the topic is one of several things that a number counts together. */
    private static boolean joinsOther(List<Item> words) {
      int last = words.size() - 1;
      while (last >= 0 && !(words.get(last) instanceof Word word && word.code("topic") != null)) {
        last--;
      }
      return last >= 0 && (isOther(words, last, -1) || isOther(words, last, 1));
    }

    /** Whether a join stands beside a word, and behind it a thing of another name. */
    private static boolean isOther(List<Item> words, int at, int step) {
      int thing = at + 2 * step;
      return thing >= 0
          && thing < words.size()
          && Clause.joinsNumbers(words.get(at + step))
          && words.get(thing) instanceof Word other
          && !other.has("act")
          && !isAlike(other.code("topic"), ((Word) words.get(at)).code("topic"));
    }

    /** 政策解读和图解: a kind, and a part of it. */
    private static boolean isAlike(String topic, String named) {
      return topic != null && (topic.startsWith(named) || named.startsWith(topic));
    }

    /** 上年结转73件,其中自然人62件、企业9件: the applicants of what was carried over. */
    private boolean dividesCarried() {
      Draft figure = context.figure;
      boolean carried =
          figure != null
              && figure.key().table() == FactTable.REQUESTS
              && figure.key().code("measure").startsWith("carried");
      return carried
          && (!figure.key().code("applicant").equals("total")
              || phrase.amount().compareTo(figure.value()) <= 0);
    }

    private Reading reading(Match match, String of, Ground ground, Set<String> meanings) {
      return match == null
          ? null
          : new Reading(match, of, certainty.of(ground), meanings == withNoun, meanings);
    }

    Reading bodies() {
      boolean body =
          phrase.unit().classes().contains("body")
              && phrase.next() != null
              && (phrase.next().has("body")
                  || phrase.next().has("medium")
                  || phrase.next().has("platform"));
      return body
          ? new Reading(
              new Match(List.of(), "bodies", 1), topic == null ? "" : topic, 1, false, own)
          : null;
    }

    Reading outcomeBehind() {
      if (phrase.nounEnds() == NounEnd.OPEN || SPEAKING.stream().noneMatch(noun::contains)) {
        return null;
      }
      String spoken = topic == null ? spokenTopic() : topic;
      Match match = find(spoken, withNoun, phrase.unit());
      return match == null || match.reason() != null
          ? null
          : reading(match, spoken, Ground.OUTCOME_BEHIND, withNoun);
    }

    Reading namedBefore() {
      if (topic == null) {
        return null;
      }
      Match match = find(topic, own, phrase.unit());
      if (match == null && nounSpeaks) {
        match = find(topic, withNoun, phrase.unit());
      }
      return reading(match, topic, Ground.NAMED_BEFORE, own);
    }

    Reading namedBehind() {
      boolean ofGrid = phrase.unit().missing() && nounTopic != null;
      if (topic != null || !nounSpeaks || ofGrid) {
        return null;
      }
      String spoken = spokenTopic();
      return reading(
          find(spoken, withNoun, phrase.unit()),
          spoken,
          nounTopic == null ? context.source : Ground.NAMED_BEHIND,
          withNoun);
    }

    Reading bodyAlone() {
      boolean alone =
          topic == null
              && (isOnlyScope(own) || isOnlyBody(phrase.before()))
              && !context.keys.isEmpty();
      return alone
          ? reading(new Match(context.keys, null, 1), context.topic, Ground.BODY_ALONE, own)
          : null;
    }

    Reading topicOfLead() {
      String lead = Meanings.last(context.lead, "topic");
      boolean answersRequest =
          lead != null
              && lead.startsWith("n_")
              && (own.contains("after:requests") || own.contains("after:outcomes"))
              && (own.contains("outcome") || own.contains("group"));
      if (topic != null || lead == null || answersRequest) {
        return null;
      }
      Reading plain = reading(find(lead, own, phrase.unit()), lead, Ground.LEAD_TOPIC, own);
      if (plain != null) {
        return plain;
      }
      if (isPartOfAll() || isPartOfPublished(lead)) {
        return null;
      }
      Set<String> withLead = new LinkedHashSet<>(withNoun);
      withLead.addAll(Meanings.of(context.lead));
      return reading(find(lead, withLead, phrase.unit()), lead, Ground.LEAD_WORDS, withLead);
    }

    Reading inherited() {
      if (topic != null || (context.topic.startsWith("n_") && isOurs(nounTopic))) {
        return null;
      }
      boolean answers = own.contains("outcome") || own.contains("group");
      String of = context.topic;
      if (of.startsWith("n_")) {
        of = answers ? "request" : publishesElsewhere() ? "" : of;
      }
      return reading(find(of, own, phrase.unit()), of, context.source, own);
    }

    private static boolean isOurs(String topic) {
      return topic != null && !topic.startsWith("n_");
    }

    /** Whether words tell of publication by a medium that the sentence has not spoken of. */
    private boolean publishesElsewhere() {
      String medium = Meanings.last(phrase.before(), "medium");
      return medium != null && !medium.equals(context.medium) && own.contains("act:publish");
    }

    Reading wordsOfLead() {
      Set<String> lead = Meanings.of(context.lead);
      if (topic != null || lead.contains("topic") || !names(lead) || isPartOfAll()) {
        return null;
      }
      Set<String> withLead = new LinkedHashSet<>(own);
      withLead.addAll(lead);
      return reading(
          find(context.topic, withLead, phrase.unit()), context.topic, Ground.LEAD_WORDS, withLead);
    }

    Reading sameAgain() {
      boolean named =
          own.contains("scope")
              || Meanings.has(context.lead, "scope")
              || (own.contains("list:among") && (isOfOurs() || times.nameCurrent(phrase.before())));
      List<FigureKey> same = context.counted.getOrDefault(phrase.unit(), sameUnit());
      return topic == null && named && !same.isEmpty()
          ? reading(new Match(same, null, 1), context.topic, Ground.SAME_AGAIN, own)
          : null;
    }

    /** 复议126件,其中涉及信息公开11件. */
    private boolean isOfOurs() {
      return own.contains("about")
          && context.keys.stream().anyMatch(key -> key.table() == FactTable.APPEALS);
    }

    private List<FigureKey> sameUnit() {
      return phrase.unit().equals(context.unit) ? context.keys : List.of();
    }

    /** 上年25件,增加到41件; 历年累计21.4万条,2014年公开5.2万条. */
    Reading afterOtherTime() {
      boolean thisTime =
          own.contains("list:reaches")
              || own.contains("list:is")
              || own.contains("time:" + Times.CURRENT)
              || times.nameCurrent(phrase.before());
      boolean sameUnit = phrase.unit().equals(context.refusedUnit);
      return topic == null && thisTime && sameUnit && !context.otherTime.isEmpty()
          ? reading(new Match(context.otherTime, null, 1), context.topic, Ground.SAME_AGAIN, own)
          : null;
    }

    Reading unexplained() {
      String why = topic == null && context.topic.isEmpty() ? "no_topic" : "no_frame";
      String behind = nounTopic == null ? context.topic : nounTopic;
      return new Reading(
          new Match(List.of(), why, 1), topic == null ? behind : topic, 1, false, own);
    }

    /** 均已答复,其中3件: what was said of all says nothing of its parts. */
    private boolean isPartOfAll() {
      return own.contains("list:among") && Meanings.has(context.lead, "all");
    }

    /** 在主动公开的信息中,机构职责1条: a share by subject. */
    private boolean isPartOfPublished(String lead) {
      return lead.equals("disclosure") && Meanings.has(context.lead, "list", "within");
    }

    private String spokenTopic() {
      boolean staff =
          nounTopic == null && noun.contains("staffkind") && context.topic.startsWith("n_");
      return staff ? "staff" : nounTopic == null ? context.topic : nounTopic;
    }
  }
}
