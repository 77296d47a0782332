package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gongkai.extraction.language.NumberExpression;
import org.gongkai.extraction.language.NumberExpression.Kind;
import org.gongkai.extraction.language.Unit;
import org.gongkai.extraction.model.EvidenceKind;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.Precision;
import org.gongkai.extraction.model.Section;
import org.gongkai.extraction.model.Span;
import org.gongkai.extraction.prose.Context.Source;
import org.gongkai.extraction.prose.Frames.Match;
import org.gongkai.extraction.prose.Item.Mark;
import org.gongkai.extraction.prose.Item.Number;
import org.gongkai.extraction.prose.Item.Word;

/**
 * Reads one passage, clause by clause: for each number the words that govern it, what it inherits,
 * and the figure or the reason that follows; then what clauses without numbers imply.
 */
final class PassageReader {
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
          "applicant");

  /** Meanings that a number takes from the words behind it before those in front: 2件维持. */
  private static final Set<String> SPEAKING =
      Set.of("outcome", "group", "result", "staffkind", "act:open", "act:carry");

  /** Times that hold for their own number only: 比上年增加3件. */
  private static final Set<String> PASSING =
      Set.of("time:change", "time:cumulative", "time:rate", "compare");

  private static final int MAX_LEAD = 80;
  private static final FigureKey RECEIVED = FigureKey.of(FactTable.REQUESTS, "received", "total");
  private static final Set<String> VENUES = Set.of("recon", "litig", "complaint", "grievance");

  private final Passage passage;
  private final Frames frames;
  private final Times times;
  private final Findings out;
  private final List<Item> heading;
  private final Context context = new Context();
  private final Map<String, Draft> wholes;
  private final List<Draft> venueTotals = new ArrayList<>();

  /** Where the results go. */
  interface Findings {
    /** Number of the sentence that is being read. */
    int sentence();

    /** A new sentence begins. */
    void nextSentence();

    /** A figure, stated or implied. */
    void figure(Draft draft);

    /** Takes a figure back that what follows shows to be another, or none where that is null. */
    void replace(Draft figure, Draft by, String reason);

    /** A number that states no figure. */
    void refused(Span number, String reason);

    /** A number of a list, for the arithmetic of wholes and parts. */
    void counted(Span number, BigDecimal value, Unit unit, Partitions.Role role, int depth);
  }

  PassageReader(
      Passage passage,
      Frames frames,
      Times times,
      String topic,
      List<Item> heading,
      Map<String, Draft> wholes,
      Findings out) {
    this.passage = passage;
    this.frames = frames;
    this.times = times;
    this.heading = heading;
    this.wholes = wholes;
    this.out = out;
    context.inherit(topic, topic.isEmpty() ? Source.NONE : Source.SECTION);
  }

  void read(List<Item> items) {
    for (Clause clause : Clause.split(items)) {
      context.enter(clause);
      if (clause.opensSentence()) {
        out.nextSentence();
        venueTotals.clear();
        boolean answers =
            context.keys.stream()
                .anyMatch(
                    key ->
                        key.table() == FactTable.OUTCOMES
                            || key.toString().startsWith("channels(request"));
        if (answers) {
          Draft whole = wholes.get("request");
          context.keys = whole == null ? List.of() : List.of(whole.key());
        }
      }
      read(clause);
    }
  }

  private void read(Clause clause) {
    List<Item> before = new ArrayList<>();
    List<Item> items = clause.items();
    boolean counted = false;
    int i = 0;
    while (i < items.size()) {
      if (!(items.get(i) instanceof Number number)) {
        before.add(items.get(i++));
        continue;
      }
      if (!number.counts()) {
        readOther(clause, number, before);
        before.add(number);
        i++;
        continue;
      }
      List<Number> run =
          run(
              items,
              i,
              Meanings.has(before, "list", "respectively")
                  || Meanings.has(context.lead, "list", "respectively"));
      i = items.indexOf(run.get(run.size() - 1)) + 1;
      List<Item> after = new ArrayList<>();
      int j = i;
      while (j < items.size() && !(items.get(j) instanceof Number)) {
        after.add(items.get(j++));
      }
      boolean last = j == items.size();
      int claimed = 0;
      if (run.size() > 1) {
        readList(clause, run, before);
      } else {
        claimed = readCount(clause, number, before, after, last);
      }
      counted = true;
      context.lead = new ArrayList<>();
      before = new ArrayList<>();
      i += claimed;
    }
    if (!before.isEmpty()) {
      readWords(clause, before, counted);
    }
    if (!counted) {
      addLead(items);
    }
  }

  private void addLead(List<Item> items) {
    context.lead.addAll(items);
    int excess = context.lead.size() - MAX_LEAD;
    if (excess > 0) {
      context.lead = new ArrayList<>(context.lead.subList(excess, context.lead.size()));
    }
  }

  /** The numbers of a list that begins at an index: 3、5和2件. */
  private static List<Number> run(List<Item> items, int at, boolean paired) {
    List<Number> run = new ArrayList<>(List.of((Number) items.get(at)));
    int i = at + 1;
    while (i + 1 < items.size()
        && Clause.joinsNumbers(items.get(i))
        && items.get(i + 1) instanceof Number next
        && next.counts()
        && (paired || run.get(run.size() - 1).expression().unit().missing())) {
      run.add(next);
      i += 2;
    }
    return run;
  }

  private void readOther(Clause clause, Number number, List<Item> before) {
    NumberExpression expression = number.expression();
    Span span = passage.origin(expression.digits());
    if (expression.kind() == Kind.PERCENT
        && expression.value().compareTo(BigDecimal.valueOf(100)) == 0
        && !isRefusedTime(before)) {
      String rate = Meanings.last(before, "rate");
      Draft base = rate == null || !context.topic.equals("request") ? null : wholes.get("request");
      if (base != null && base.sentence() >= out.sentence() - 1) {
        FigureKey key = FigureKey.of(FactTable.REQUESTS, rate, "total");
        imply(clause, key, base, span, 0.85);
        return;
      }
    }
    out.refused(span, expression.kind().name().toLowerCase(java.util.Locale.ROOT));
  }

  private boolean isRefusedTime(List<Item> before) {
    return refusal(time(before)) != null;
  }

  /** Reads a number; returns how many of the words behind it belong to it. */
  private int readCount(
      Clause clause, Number number, List<Item> before, List<Item> after, boolean lastOfClause) {
    NumberExpression expression = number.expression();
    out.counted(
        passage.origin(expression.digits()),
        expression.value(),
        expression.unit(),
        role(before, after),
        clause.depth());
    List<Item> noun = lastOfClause || !Meanings.has(after, "act") ? nounPhrase(after) : List.of();
    Reading reading =
        interpret(
            before,
            noun,
            expression.unit(),
            lastOfClause || (noun.size() < after.size() && after.get(noun.size()) instanceof Mark),
            expression.value().signum() == 0);
    record(clause, number, expression.unit(), before, reading, Meanings.of(before));
    return reading.usedNoun() ? noun.size() : 0;
  }

  private Partitions.Role role(List<Item> before, List<Item> after) {
    boolean within =
        Meanings.has(before, "list", "within")
            && !after.isEmpty()
            && after.get(after.size() - 1) instanceof Word last
            && last.text().endsWith("中");
    if (within) {
      return Partitions.Role.WHOLE;
    }
    boolean among =
        Meanings.has(before, "list", "among") || Meanings.has(context.lead, "list", "among");
    return among ? Partitions.Role.FIRST_PART : Partitions.Role.PLAIN;
  }

  /** What a number counts, what it rests on, and whether the words behind were needed. */
  private record Reading(
      Match match, String topic, double confidence, boolean usedNoun, Set<String> meanings) {}

  private Reading interpret(
      List<Item> before, List<Item> noun, Unit unit, boolean nounIsWhole, boolean zero) {
    Set<String> own = Meanings.of(before);
    if (zero) {
      own.add("zero");
    }
    if (context.after != null) {
      own.add(context.after);
    }
    own.add("in:" + context.topic);
    own.add("time:" + times.of(before));
    own.add("inmedium:" + context.medium);
    own.add("section:" + passage.section().code());
    String topic = Meanings.last(before, "topic");
    Set<String> withNoun = new LinkedHashSet<>(own);
    withNoun.addAll(Meanings.of(noun));
    String nounTopic = Meanings.last(noun, "topic");
    if (startsWithBody(noun, unit)) {
      return new Reading(
          new Match(List.of(), "bodies", 1), topic == null ? "" : topic, 1, false, own);
    }
    boolean nounSpeaks = nounTopic != null || NAMING.stream().anyMatch(Meanings.of(noun)::contains);
    Match match;
    if (nounTopic != null
        && topic != null
        && topic.startsWith("n_")
        && !nounTopic.startsWith("n_")) {
      topic = null;
      own = Meanings.of(noun);
      withNoun = own;
    }
    if (nounIsWhole && SPEAKING.stream().anyMatch(Meanings.of(noun)::contains)) {
      String spoken = topic == null ? nounTopic == null ? context.topic : nounTopic : topic;
      match = find(spoken, withNoun, unit);
      if (match != null && match.reason() == null) {
        return new Reading(match, spoken, topic == null ? 0.95 : 0.97, true, withNoun);
      }
    }
    if (topic != null) {
      match = find(topic, own, unit);
      if (match == null && nounSpeaks) {
        match = find(topic, withNoun, unit);
      }
      if (match != null) {
        return new Reading(match, topic, 1, false, own);
      }
    }
    if (topic == null && nounSpeaks) {
      String spoken = nounTopic == null ? context.topic : nounTopic;
      match = find(spoken, withNoun, unit);
      if (match != null) {
        return new Reading(
            match, spoken, nounTopic == null ? context.source.weight() : 0.97, true, withNoun);
      }
    }
    if (topic == null && isOnlyScope(own) && !context.keys.isEmpty()) {
      return new Reading(new Match(context.keys, null, 0.9), context.topic, 1, false, own);
    }
    String leadTopic = Meanings.last(context.lead, "topic");
    if (topic == null && leadTopic != null) {
      match = find(leadTopic, own, unit);
      if (match != null) {
        return new Reading(match, leadTopic, 0.92, false, own);
      }
      Set<String> withLead = new LinkedHashSet<>(withNoun);
      withLead.addAll(Meanings.of(context.lead));
      match = find(leadTopic, withLead, unit);
      if (match != null) {
        return new Reading(match, leadTopic, 0.85, false, withLead);
      }
    }
    if (topic == null) {
      match = find(context.topic, own, unit);
      if (match != null) {
        return new Reading(match, context.topic, context.source.weight(), false, own);
      }
      if (leadTopic == null && NAMING.stream().anyMatch(Meanings.of(context.lead)::contains)) {
        own.addAll(Meanings.of(context.lead));
        match = find(context.topic, own, unit);
        if (match != null) {
          return new Reading(match, context.topic, 0.85, false, own);
        }
      }
      boolean named =
          own.contains("scope")
              || Meanings.has(context.lead, "scope")
              || (own.contains("list:among") && times.nameCurrent(before));
      if (named && !context.keys.isEmpty() && unit.equals(context.unit)) {
        return new Reading(new Match(context.keys, null, 0.85), context.topic, 1, false, own);
      }
    }
    String why = topic == null && context.topic.isEmpty() ? "no_topic" : "no_frame";
    return new Reading(
        new Match(List.of(), why, 1), topic == null ? context.topic : topic, 1, false, own);
  }

  /** Whether the words before a number name a body and nothing else: 其中市本级87件. */
  private static boolean isOnlyScope(Set<String> meanings) {
    return meanings.contains("scope") && NAMING.stream().noneMatch(meanings::contains);
  }

  private Match find(String topic, Set<String> meanings, Unit unit) {
    Set<String> clear = new LinkedHashSet<>(meanings);
    if (count(clear, "outcome:") > 0) {
      clear.removeIf(m -> m.startsWith("group"));
    }
    return frames.find(topic, clear, unit);
  }

  private static long count(Set<String> meanings, String prefix) {
    return meanings.stream().filter(m -> m.startsWith(prefix)).count();
  }

  private static boolean startsWithBody(List<Item> noun, Unit unit) {
    return unit.classes().contains("body")
        && !noun.isEmpty()
        && noun.get(0) instanceof Word word
        && word.has("body");
  }

  /** The words behind a number that still belong to it. */
  private static List<Item> nounPhrase(List<Item> after) {
    List<Item> noun = new ArrayList<>();
    for (Item item : after) {
      boolean ends =
          item instanceof Mark
              || (item instanceof Word word
                  && (word.has("all") || word.has("not") || word.has("break") || word.has("list")));
      if (ends) {
        break;
      }
      noun.add(item);
    }
    return noun;
  }

  private String time(List<Item> before) {
    String own = times.of(before);
    if (own != null) {
      return own;
    }
    String lead = times.of(context.lead);
    return lead != null ? lead : context.time;
  }

  /** Why a number of a time states no figure of the report, or null. */
  private static String refusal(String time) {
    if (time == null) {
      return null;
    }
    return switch (time) {
      case "previous", "other" -> "previous_year";
      case "next" -> "plan";
      case "cumulative", "plan", "rate", "change" -> time;
      default -> null;
    };
  }

  private String scope(List<Item> before) {
    String own = Meanings.last(before, "scope");
    if (own != null) {
      return own;
    }
    String lead = Meanings.last(context.lead, "scope");
    return lead != null ? lead : context.scope;
  }

  private void record(
      Clause clause,
      Number number,
      Unit unit,
      List<Item> before,
      Reading reading,
      Set<String> own) {
    NumberExpression expression = number.expression();
    Span digits = passage.origin(expression.digits());
    String time = time(before);
    String scope = scope(before);
    boolean carry =
        reading.match().keys().stream()
            .anyMatch(key -> key.toString().startsWith("requests(carried"));
    String reason = reading.match().reason();
    boolean unexplained = reason == null || reason.equals("no_frame") || reason.equals("no_topic");
    if (unexplained && !carry && refusal(time) != null) {
      reason = refusal(time);
    }
    if (reason == null && clause.depth() > 0 && context.refused != null) {
      reason = context.refused;
    }
    boolean passing = PASSING.stream().anyMatch(own::contains);
    if (!carry && !passing) {
      context.time = time;
    }
    String medium = Meanings.last(before, "medium");
    if (medium != null) {
      context.medium = medium;
    }
    context.zero = false;
    context.scope = scope;
    if (!reading.topic().isEmpty()) {
      boolean fromOwn = reading.confidence() > 0.9 || context.source == Source.NONE;
      context.inherit(reading.topic(), fromOwn ? Source.SENTENCE : context.source);
    }
    if (reason != null) {
      out.refused(digits, reason);
      context.refused = reason;
      context.after = null;
      if (reading.topic().startsWith("n_")) {
        context.keys = List.of();
      }
      return;
    }
    context.refused = null;
    boolean first = true;
    List<FigureKey> keys = zeroOfBoth(reading, expression, before);
    for (FigureKey key : keys) {
      double confidence = 0.97 * reading.match().confidence() * reading.confidence();
      Draft draft =
          new Draft(
              key,
              scope,
              out.sentence(),
              expression.value(),
              unit.missing() ? customaryUnit(key) : unit.name(),
              expression.precision(),
              EvidenceKind.PROSE,
              passage.origin(clause.start(), clause.end()),
              digits,
              confidence);
      settle(draft, own, reading.meanings());
      out.figure(draft);
      context.keys = reading.match().keys();
      context.unit = unit;
      if (first) {
        remember(draft, reading.topic());
      }
      first = false;
    }
  }

  /**
   * Looks back from a figure at the one before: 累计318件,其中今年107件 shows that the first spans several
   * years; 其中市本级87件,已办结85件 that the first counts what came in.
   */
  private void settle(Draft draft, Set<String> own, Set<String> meanings) {
    Draft before = context.figure;
    boolean sameKey =
        before != null
            && before.sentence() == draft.sentence()
            && before.key().equals(draft.key())
            && before.unit().equals(draft.unit());
    if (sameKey && context.accrued && own.contains("list:among")) {
      if (meanings.contains("time:" + Times.CURRENT)) {
        out.replace(before, null, "cumulative");
      }
    } else if (sameKey
        && context.named
        && own.contains("act:close")
        && before.scopeWord().equals(draft.scopeWord())) {
      out.replace(before, before.with(RECEIVED, 0.9), null);
    }
    context.figure = draft;
    context.accrued = own.contains("accrue");
    context.named = isOnlyScope(own);
  }

  /** 行政复议和行政诉讼案件为0 speaks of both. */
  private List<FigureKey> zeroOfBoth(
      Reading reading, NumberExpression expression, List<Item> before) {
    FigureKey key = reading.match().keys().get(0);
    if (expression.value().signum() != 0
        || key.table() != FactTable.APPEALS
        || !key.code("result").equals("total")) {
      return reading.match().keys();
    }
    List<FigureKey> keys = new ArrayList<>();
    for (String venue : new LinkedHashSet<>(Meanings.sequence(before, "topic"))) {
      if (VENUES.contains(venue)) {
        Match match = frames.find(venue, Set.of("topic", "topic:" + venue), expression.unit());
        if (match != null) {
          keys.addAll(match.keys());
        }
      }
    }
    return keys.isEmpty() ? reading.match().keys() : keys;
  }

  private void remember(Draft draft, String topic) {
    FigureKey key = draft.key();
    switch (key.table()) {
      case REQUESTS -> {
        context.after = "after:requests";
        if (!key.code("measure").startsWith("carried")) {
          wholes.put("request", draft);
        }
      }
      case OUTCOMES -> context.after = "after:outcomes";
      case CHANNELS -> {
        context.after = "after:" + key.code("activity");
        if (key.code("activity").equals("request")) {
          wholes.putIfAbsent("request", draft);
        }
      }
      case APPEALS -> {
        context.after = "after:appeals";
        if (key.code("result").equals("total")) {
          venueTotals.add(draft);
          wholes.put(topic, draft);
        }
      }
      case STAFFING, DISCLOSURES, FEES -> context.after = "after:" + key.table().tableName();
    }
  }

  /** Pairs the numbers of a list with the words of a list: 当面、信函申请分别为3件、5件. */
  private void readList(Clause clause, List<Number> run, List<Item> before) {
    List<Item> words = new ArrayList<>(context.lead);
    words.addAll(before);
    Unit unit = run.get(run.size() - 1).expression().unit();
    Map<Integer, String> heads =
        Meanings.has(words, "list", "respectively") ? heads(words, run.size()) : Map.of();
    String topic = Meanings.last(words, "topic");
    if (topic != null) {
      context.inherit(topic, Source.SENTENCE);
    }
    for (int i = 0; i < run.size(); i++) {
      Number number = run.get(i);
      Unit printed = number.expression().unit().missing() ? unit : number.expression().unit();
      out.counted(
          passage.origin(number.expression().digits()),
          number.expression().value(),
          printed,
          i == 0 ? role(before, List.of()) : Partitions.Role.PLAIN,
          clause.depth());
      if (heads.isEmpty()) {
        out.refused(passage.origin(number.expression().digits()), "list_mismatch");
        continue;
      }
      List<Item> own = new ArrayList<>();
      for (int w = 0; w < words.size(); w++) {
        if (!heads.containsKey(w) || heads.get(w).equals(String.valueOf(i))) {
          own.add(words.get(w));
        }
      }
      Reading reading =
          interpret(own, List.of(), printed, false, number.expression().value().signum() == 0);
      record(clause, number, printed, own, reading, Meanings.of(own));
    }
  }

  /** For each word that heads an item of the list, by its index, the number of the item. */
  private static Map<Integer, String> heads(List<Item> words, int size) {
    for (String type :
        List.of("channel", "medium", "outcome", "result", "applicant", "scope", "topic")) {
      Map<Integer, String> heads = new LinkedHashMap<>();
      String previous = null;
      int item = -1;
      for (int w = 0; w < words.size(); w++) {
        if (words.get(w) instanceof Word word && word.code(type) != null) {
          if (!word.code(type).equals(previous)) {
            item++;
          }
          previous = word.code(type);
          heads.put(w, String.valueOf(item));
        }
      }
      if (item + 1 == size) {
        return heads;
      }
    }
    return Map.of();
  }

  /** Reads what words without a number of their own say: zeros and wholes. */
  private void readWords(Clause clause, List<Item> words, boolean counted) {
    Set<String> meanings = Meanings.of(words);
    String topic = Meanings.last(words, "topic");
    boolean speaksOfNow =
        refusal(time(words)) == null || times.nameCurrent(words) || times.nameCurrent(context.lead);
    boolean zeroStated = false;
    boolean denies =
        meanings.contains("not")
            || (context.zero
                && !counted
                && !meanings.contains("all")
                && Meanings.sequence(words, "topic").stream().anyMatch(VENUES::contains));
    if (speaksOfNow && denies && !meanings.contains("quality")) {
      zeroStated = readZero(clause, words, topic, meanings);
    } else if (speaksOfNow
        && !denies
        && (meanings.contains("all") || meanings.contains("free") || concludes(words))) {
      readAll(clause, words, topic, meanings);
    }
    context.zero = zeroStated;
    String scope = Meanings.last(words, "scope");
    if (scope != null && !counted) {
      context.scope = scope;
    }
    String time = times.of(words);
    if (time != null
        && !counted
        && !time.equals("change")
        && !meanings.contains("compare")
        && !meanings.contains("act:carry")) {
      context.time = time;
    }
    if (topic != null && (!zeroStated || !topic.startsWith("n_"))) {
      context.inherit(topic, Source.SENTENCE);
    }
  }

  /** Whether a clause only says how what was just counted ended: 收到申请2件,同意公开. */
  private boolean concludes(List<Item> words) {
    Item end = words.get(words.size() - 1);
    return words.size() <= 6
        && context.lead.isEmpty()
        && end instanceof Word word
        && (word.has("outcome") || word.has("group") || word.has("result"));
  }

  private boolean readZero(Clause clause, List<Item> words, String topic, Set<String> meanings) {
    int not = context.zero && !meanings.contains("not") ? -1 : lastIndex(words, "not");
    List<Item> denied = words.subList(not + 1, words.size());
    Set<String> deniedMeanings = Meanings.of(denied);
    Set<String> keysOf = new LinkedHashSet<>();
    List<Item> named =
        Meanings.has(denied, "topic")
                || Meanings.has(denied, "outcome")
                || Meanings.has(denied, "group")
            ? denied
            : words;
    boolean occurs =
        deniedMeanings.contains("occur")
            || (!denied.isEmpty() && not >= 0 && isBareNegation(words.get(not)))
            || not < 0
            || isBare(words);
    if (!occurs) {
      return false;
    }
    List<String> topics =
        Meanings.sequence(named, "topic").stream().filter(t -> !t.startsWith("n_")).toList();
    boolean answers = deniedMeanings.contains("outcome") || deniedMeanings.contains("group");
    if (topics.isEmpty()
        && !context.topic.isEmpty()
        && (context.source == Source.SENTENCE || answers)) {
      topics = List.of(context.topic);
    }
    boolean bare = Meanings.sequence(words, "topic").isEmpty() && isBare(words);
    if (bare) {
      named = heading;
      topics =
          Meanings.sequence(heading, "topic").stream().filter(t -> !t.startsWith("n_")).toList();
      keysOf.addAll(topics);
    }
    boolean ofVenues = !topics.isEmpty() && VENUES.contains(topics.get(topics.size() - 1));
    for (String venue : topics) {
      if (ofVenues && VENUES.contains(venue)) {
        keysOf.add(venue);
      }
    }
    if (keysOf.isEmpty() && topic == null && topics.isEmpty()) {
      return false;
    }
    if (keysOf.isEmpty() && !topics.isEmpty()) {
      keysOf.add(topics.get(topics.size() - 1));
    }
    if (keysOf.contains("fees") && topics.contains("litig")) {
      return false;
    }
    boolean any = false;
    for (String key : keysOf) {
      Set<String> about = new LinkedHashSet<>(Meanings.of(named));
      about.removeIf(m -> m.startsWith("topic:") && !m.equals("topic:" + key));
      about.add("zero");
      about.removeIf(m -> m.equals("channel:written") || m.startsWith("applicant"));
      if (count(about, "channel:") == 0) {
        about.remove("channel");
      }
      if (VENUES.contains(key)) {
        about = new LinkedHashSet<>(Set.of("zero", "about", "topic", "topic:" + key));
      }
      Match match = find(key, about, WORDED);
      if (match == null) {
        continue;
      }
      for (FigureKey figure : match.keys()) {
        if (statedInWords(figure)) {
          any = true;
          out.figure(
              new Draft(
                  figure,
                  scope(words),
                  out.sentence(),
                  BigDecimal.ZERO,
                  customaryUnit(figure),
                  Precision.EXACT,
                  EvidenceKind.PROSE,
                  passage.origin(clause.start(), clause.end()),
                  passage.origin(clause.end(), clause.end()),
                  0.93 * match.confidence()));
        }
      }
    }
    return any;
  }

  /** Unit of a zero in words: fits every rule. */
  private static final Unit WORDED =
      new Unit(
          "",
          Set.of(
              "case", "info", "event", "people", "visits", "place", "money", "article", "worded"),
          BigDecimal.ONE);

  /** Whether a passage says no more than 无 or 未发生. */
  private static boolean isBare(List<Item> words) {
    return words.size() <= 4
        && words.stream()
            .allMatch(
                item ->
                    item instanceof Word word
                        && (word.has("not")
                            || word.has("occur")
                            || word.has("light")
                            || word.has("time")
                            || word.text().equals("情况")));
  }

  private static boolean isBareNegation(Item item) {
    return item instanceof Word word && word.has("not", "none");
  }

  private static int lastIndex(List<Item> words, String type) {
    for (int i = words.size() - 1; i >= 0; i--) {
      if (words.get(i) instanceof Word word && word.has(type)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean statedInWords(FigureKey key) {
    return switch (key.table()) {
      case REQUESTS, OUTCOMES, APPEALS, FEES -> true;
      case CHANNELS ->
          key.code("activity").equals("consultation") || key.code("activity").equals("request");
      case STAFFING, DISCLOSURES -> false;
    };
  }

  private void readAll(Clause clause, List<Item> words, String topic, Set<String> meanings) {
    Span nowhere = passage.origin(clause.end(), clause.end());
    boolean ofFees =
        passage.section() == Section.Kind.FEES
            || context.topic.equals("fees")
            || (meanings.contains("info") && !meanings.contains("act:visit"));
    if (meanings.contains("free") && ofFees) {
      FigureKey key = FigureKey.of(FactTable.FEES, "charged");
      out.figure(
          new Draft(
              key,
              scope(words),
              out.sentence(),
              BigDecimal.ZERO,
              "元",
              Precision.EXACT,
              EvidenceKind.DERIVED,
              passage.origin(clause.start(), clause.end()),
              nowhere,
              0.8));
      return;
    }
    if (meanings.contains("result")) {
      for (Draft total : venueTotals) {
        if (topic != null && VENUES.contains(topic) && !topic.equals(venue(total.key()))) {
          continue;
        }
        Match match = find(venue(total.key()), meanings, WORDED);
        if (match != null && match.reason() == null) {
          imply(clause, match.keys().get(0), total, nowhere, 0.9);
        }
      }
      return;
    }
    String about = topic == null ? context.topic : topic;
    Draft base = wholes.get("request");
    if (base == null || !about.equals("request") || base.sentence() < out.sentence() - 3) {
      return;
    }
    Set<String> all = new LinkedHashSet<>(meanings);
    all.add("derived");
    Match match = find(about, all, WORDED);
    if (match == null || match.reason() != null) {
      return;
    }
    for (FigureKey key : match.keys()) {
      if (!key.equals(base.key()) && !key.equals(RECEIVED)) {
        imply(clause, key, base, nowhere, 0.88 * match.confidence());
      }
    }
  }

  private static String venue(FigureKey key) {
    return switch (key.code("venue")) {
      case "reconsideration" -> "recon";
      case "litigation" -> "litig";
      default -> key.code("venue");
    };
  }

  private void imply(Clause clause, FigureKey key, Draft base, Span number, double confidence) {
    if (base.value().signum() == 0) {
      return;
    }
    out.figure(
        new Draft(
            key,
            base.scopeWord(),
            out.sentence(),
            base.value(),
            base.unit(),
            base.precision(),
            EvidenceKind.DERIVED,
            passage.origin(clause.start(), clause.end()),
            number,
            confidence));
  }

  private static String customaryUnit(FigureKey key) {
    return switch (key.table()) {
      case REQUESTS, OUTCOMES, APPEALS -> "件";
      case CHANNELS ->
          switch (key.code("activity")) {
            case "consultation" -> "人次";
            case "publication" -> "条";
            default -> "件";
          };
      case DISCLOSURES -> "条";
      case FEES -> "元";
      case STAFFING ->
          switch (key.code("item")) {
            case "staff_total", "staff_full_time", "staff_part_time" -> "人";
            case "people_trained" -> "人次";
            case "meetings", "training_sessions" -> "次";
            case "budget" -> "万元";
            default -> "个";
          };
    };
  }
}
