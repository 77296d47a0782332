package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.gongkai.extraction.language.NumberExpression;
import org.gongkai.extraction.language.NumberExpression.Kind;
import org.gongkai.extraction.language.Unit;
import org.gongkai.extraction.model.EvidenceKind;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.ProseReading.Stated;
import org.gongkai.extraction.model.Scope;
import org.gongkai.extraction.model.Span;
import org.gongkai.extraction.prose.Frames.Match;
import org.gongkai.extraction.prose.Interpreter.NounEnd;
import org.gongkai.extraction.prose.Interpreter.Phrase;
import org.gongkai.extraction.prose.Interpreter.Reading;
import org.gongkai.extraction.prose.Interpreter.Value;
import org.gongkai.extraction.prose.Item.Mark;
import org.gongkai.extraction.prose.Item.Number;
import org.gongkai.extraction.prose.Item.Word;

/**
 * Reads one passage, clause by clause: for each number the words that govern it, what it inherits,
 * and the figure or the reason that follows; then what clauses without numbers imply.
 */
final class PassageReader {
  /** Times that hold for their own number only: 比上年增加3件. */
  private static final Set<String> PASSING =
      Set.of("time:change", "time:cumulative", "time:rate", "compare");

  /** Acts that open a matter of their own behind a number that counts nothing. */
  private static final Set<String> OPENING =
      Set.of("act:receive", "act:answer", "act:close", "act:hold", "act:carry");

  /** Documents that are counted even among others. */
  private static final Set<String> OF_OURS = Set.of("topic:normative", "topic:regulation");

  /** A time among the first words of a clause holds for the next clauses too. */
  private static final int OPENING_WORDS = 3;

  /** Reasons that tell nothing of what stands in brackets behind the number. */
  private static final Set<String> UNKNOWN = Set.of("", "no_topic", "no_frame", "combined");

  /** Reason of a number of bodies: what stands before it still governs what follows. */
  private static final String BODIES = "bodies";

  /** Numbers for these reasons are no parts of what stands before them. */
  private static final Set<String> NO_PART =
      Set.of("change", "previous_year", "rate", "plan", BODIES);

  private static final FigureKey RECEIVED = FigureKey.of(FactTable.REQUESTS, "received", "total");

  private static final FigureKey CARRIED_OUT =
      FigureKey.of(FactTable.REQUESTS, "carried_out", "total");

  private final Passage passage;
  private final Frames frames;
  private final Times times;
  private final Certainty certainty;
  private final Findings out;
  private final Context context;
  private final Sums sums = new Sums();
  private final Interpreter interpreter;
  private final Denials denials;
  private final Totalities totalities;

  PassageReader(
      Passage passage,
      Grammar grammar,
      Times times,
      String topic,
      List<Item> heading,
      Map<String, Draft> wholes,
      Findings out) {
    this.passage = passage;
    this.frames = grammar.frames();
    this.times = times;
    this.certainty = grammar.certainty();
    this.out = out;
    context = new Context(wholes);
    context.inherit(topic, topic.isEmpty() ? Ground.NO_TOPIC : Ground.SECTION);
    interpreter = new Interpreter(frames, times, certainty, passage.section(), context);
    denials = new Denials(passage, interpreter, certainty, heading, context, out);
    totalities = new Totalities(passage, interpreter, certainty, context, out);
  }

  void read(List<Item> items) {
    Clause before = null;
    for (Clause clause : Clause.split(items)) {
      context.enter(clause);
      if (clause.opensSentence()) {
        context.headMedium = before == null ? null : before.titleMedium();
      }
      before = clause;
      if (clause.opensSentence() && !clause.goesOn()) {
        out.nextSentence();
        sums.clear();
      }
      read(clause);
    }
  }

  private void read(Clause clause) {
    List<Item> items = clause.items();
    context.subjects |= Meanings.has(items, "subjects");
    List<Item> before = new ArrayList<>();
    List<Item> beforeLast = List.of();
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
      List<Number> run = Pairing.run(items, i, isPaired(before));
      int end = i + 2 * run.size() - 1;
      if (run.size() > 1) {
        readList(clause, run, before);
      } else {
        boolean adjacent =
            before.isEmpty() && counted && i > 0 && items.get(i - 1) instanceof Number;
        before = adjacent ? new ArrayList<>(beforeLast) : before;
        end += readCount(clause, number, before, items.subList(end, nextCount(items, end)));
      }
      if (context.refused.equals(BODIES)) {
        before.add(number);
      } else {
        counted = true;
        context.lead = new ArrayList<>();
        beforeLast = before;
        before = new ArrayList<>();
      }
      i = end;
    }
    if (!before.isEmpty()) {
      readWords(clause, before, counted);
    }
    if (!counted) {
      context.addLead(times.withoutSpent(items));
    }
  }

  private boolean isPaired(List<Item> before) {
    return Meanings.has(before, "list", "respectively")
        || Meanings.has(context.lead, "list", "respectively");
  }

  private static int nextCount(List<Item> items, int from) {
    int at = from;
    while (at < items.size() && !(items.get(at) instanceof Number number && !isTime(number))) {
      at++;
    }
    return at;
  }

  private static boolean isTime(Number number) {
    Kind kind = number.expression().kind();
    return kind == Kind.YEAR || kind == Kind.DATE;
  }

  private void readOther(Clause clause, Number number, List<Item> before) {
    NumberExpression expression = number.expression();
    Span span = passage.origin(expression.digits());
    boolean whole =
        expression.kind() == Kind.PERCENT
            && expression.value().compareTo(BigDecimal.valueOf(100)) == 0
            && Times.refusal(time(before)) == null;
    if (!whole || !totalities.readRate(clause, span, before)) {
      refuse(number);
    }
  }

  private void refuse(Number number) {
    NumberExpression expression = number.expression();
    out.refused(
        passage.origin(expression.digits()), expression.kind().name().toLowerCase(Locale.ROOT));
  }

  /** Reads a number; returns how many of the words behind it belong to it. */
  private int readCount(Clause clause, Number number, List<Item> before, List<Item> after) {
    boolean last = clause.items().get(clause.items().size() - 1) == lastOf(number, after);
    boolean carried = Meanings.has(after, "act", "carry");
    List<Item> noun =
        last || carried || !Meanings.has(after, "act") ? nounPhrase(after) : List.of();
    boolean closed =
        last || carried || (noun.size() < after.size() && after.get(noun.size()) instanceof Mark);
    Unit unit = number.expression().unit();
    Phrase phrase =
        new Phrase(
            before, noun, closed ? NounEnd.CLOSED : NounEnd.OPEN, next(after), unit, value(number));
    String act = Meanings.last(before, "act");
    context.act = act == null ? context.act : act;
    Reading reading = interpreter.read(phrase);
    record(clause, number, unit, before, reading, role(before, after));
    if (!reading.usedNoun()) {
      return 0;
    }
    for (Item item : noun) {
      if (item instanceof Number time) {
        refuse(time);
      }
    }
    return noun.size();
  }

  private static Word next(List<Item> after) {
    return !after.isEmpty() && after.get(0) instanceof Word word ? word : null;
  }

  private static Item lastOf(Number number, List<Item> after) {
    return after.isEmpty() ? number : after.get(after.size() - 1);
  }

  private static Value value(Number number) {
    return number.expression().value().signum() == 0 ? Value.ZERO : Value.OTHER;
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
    if (before.size() == 1 && Meanings.has(before, "list", "sum")) {
      return Partitions.Role.SUM;
    }
    boolean among =
        Meanings.has(before, "list", "among") || Meanings.has(context.lead, "list", "among");
    return among ? Partitions.Role.FIRST_PART : Partitions.Role.PLAIN;
  }

  /** The words behind a number that still belong to it. */
  private static List<Item> nounPhrase(List<Item> after) {
    List<Item> noun = new ArrayList<>();
    for (Item item : after) {
      boolean ends =
          item instanceof Mark
              || (item instanceof Word word
                  && (word.has("all")
                      || word.has("not")
                      || word.has("break")
                      || (word.has("list") && !word.has("list", "is"))));
      if (ends) {
        break;
      }
      noun.add(item);
    }
    return noun;
  }

  /** Reads a list of numbers: 当面、信函申请分别为3件、5件. */
  private void readList(Clause clause, List<Number> run, List<Item> before) {
    List<Item> words = new ArrayList<>(context.lead);
    words.addAll(before);
    Unit unit = run.get(run.size() - 1).expression().unit();
    String topic = Meanings.last(words, "topic");
    if (topic != null) {
      context.inherit(topic, Ground.SENTENCE);
    }
    List<List<Item>> each =
        Meanings.has(words, "list", "respectively")
            ? Pairing.wordsOfEach(words, run.size())
            : List.of();
    for (int i = 0; i < run.size(); i++) {
      Number number = run.get(i);
      NumberExpression expression = number.expression();
      if (each.isEmpty()) {
        out.refused(passage.origin(expression.digits()), "list_mismatch");
        continue;
      }
      Unit printed = expression.unit().missing() ? unit : expression.unit();
      Phrase phrase =
          new Phrase(each.get(i), List.of(), NounEnd.OPEN, null, printed, value(number));
      Partitions.Role role = i == 0 ? role(before, List.of()) : Partitions.Role.PLAIN;
      record(clause, number, printed, each.get(i), interpreter.read(phrase), role);
    }
  }

  private String time(List<Item> before) {
    String own = times.of(before);
    if (own != null) {
      return own;
    }
    String lead = times.of(context.lead);
    String time = lead != null ? lead : context.time;
    boolean compared = Meanings.has(before, "list", "reaches") && "previous".equals(time);
    return compared ? null : time;
  }

  private String scope(List<Item> before) {
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

  private void record(
      Clause clause,
      Number number,
      Unit unit,
      List<Item> before,
      Reading interpreted,
      Partitions.Role role) {
    NumberExpression expression = number.expression();
    Span digits = passage.origin(expression.digits());
    Set<String> own = Meanings.of(before);
    Reading reading = orSum(interpreted, own, expression.value(), unit);
    if (own.contains("list:sum") && sums.spansBodies(expression.value(), unit)) {
      context.lead.clear();
      context.scope = Scope.WHOLE.code();
    }
    String time = time(before);
    boolean carry =
        reading.match().keys().stream()
            .anyMatch(key -> key.toString().startsWith("requests(carried"));
    String reason = reason(reading, clause, own, unit, carry ? null : Times.refusal(time));
    String scope = context.scope;
    inheritFrom(reading, before, own, carry ? context.time : time);
    if (reason == null || !NO_PART.contains(reason)) {
      Stated stated = new Stated(expression.value(), expression.precision(), digits);
      out.counted(stated, unit, role, clause.depth());
    }
    context.unsettled = null;
    if (reason == null) {
      state(clause, number, unit, before, reading, own);
    } else {
      keepUnsettled(clause, number, unit, reading, reason);
      refuse(digits, expression.value(), unit, reading, reason);
    }
    if (before.stream().anyMatch(PassageReader::isMediumOfBody)) {
      context.scope = scope;
    }
  }

  /** 县政府网站 says whose website it is, and nothing of the numbers that follow. */
  private static boolean isMediumOfBody(Item item) {
    return item instanceof Word word && word.has("medium") && word.has("scope");
  }

  private void inheritFrom(Reading reading, List<Item> before, Set<String> own, String time) {
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

  /** The reading, unless there is none and the number is the total of the list before it. */
  private Reading orSum(Reading reading, Set<String> own, BigDecimal value, Unit unit) {
    if (!own.contains("list:sum") || !isUnexplained(reading.match().reason())) {
      return reading;
    }
    Sums.Total total = sums.total(value, unit);
    if (total == null) {
      return reading;
    }
    total.repeated().forEach(part -> out.replace(part, null, "category"));
    Match match = new Match(List.of(total.key()), null, 1);
    return new Reading(match, reading.topic(), certainty.of(Ground.SUM), false, own);
  }

  private static boolean isUnexplained(String reason) {
    return reason != null && (reason.equals("no_frame") || reason.equals("no_topic"));
  }

  /** Why a number states no figure, or null. */
  private String reason(
      Reading reading, Clause clause, Set<String> own, Unit unit, String timeRefusal) {
    String reason = reading.match().reason();
    if ((reason == null || isUnexplained(reason)) && timeRefusal != null) {
      return timeRefusal;
    }
    if (reason != null) {
      return reason;
    }
    if (isPartOfMatter(own, unit)) {
      return context.matter;
    }
    boolean inBracket = clause.depth() > 0 && !UNKNOWN.contains(context.refused);
    return inBracket ? context.refused : null;
  }

  /** 审核公文326件,其中主动公开94件: parts of a matter that counts nothing count nothing. */
  private boolean isPartOfMatter(Set<String> own, Unit unit) {
    if (context.matter == null || !Collections.disjoint(own, OPENING)) {
      context.matter = null;
      return false;
    }
    context.matterParts |= own.contains("list:among");
    return context.matterParts
        && Collections.disjoint(own, OF_OURS)
        && unit.equals(context.matterUnit)
        && !(own.contains("info:all") && own.contains("act:publish"));
  }

  /** Keeps a number of cases of which the next clause may tell how they ended. */
  private void keepUnsettled(
      Clause clause, Number number, Unit unit, Reading reading, String reason) {
    boolean decided = reason.equals(Totalities.DECIDED);
    boolean open = isUnexplained(reason) && reading.topic().equals("request");
    if (unit.classes().contains("case") && (decided || open)) {
      FigureKey key = decided ? Venue.total(reading.topic()) : RECEIVED;
      Draft draft = draft(clause, number, unit, key, reading);
      if (decided) {
        context.venueTotals.removeIf(total -> total.key().equals(key));
        context.venueTotals.add(draft);
      } else {
        context.unsettled = draft;
      }
    }
  }

  private Draft draft(Clause clause, Number number, Unit unit, FigureKey key, Reading reading) {
    NumberExpression expression = number.expression();
    return new Draft(
        key,
        context.scope,
        out.sentence(),
        expression.value(),
        unit.missing() ? Units.customary(key) : unit.name(),
        expression.precision(),
        EvidenceKind.PROSE,
        passage.origin(clause.start(), clause.end()),
        passage.origin(expression.digits()),
        certainty.of(Ground.PRINTED) * reading.match().confidence() * reading.confidence());
  }

  private void refuse(Span digits, BigDecimal value, Unit unit, Reading reading, String reason) {
    out.refused(digits, reason);
    sums.add(value, unit, null);
    context.refused = reason;
    context.refusedUnit = unit;
    context.otherTime = reading.match().keys();
    if (reading.topic().startsWith("n_") && !reason.equals(context.matter)) {
      context.matter = reason;
      context.matterUnit = unit;
      context.matterParts = false;
    }
    context.after = null;
    if (reading.topic().startsWith("n_")) {
      context.keys = List.of();
    }
  }

  private void state(
      Clause clause,
      Number number,
      Unit unit,
      List<Item> before,
      Reading reading,
      Set<String> own) {
    NumberExpression expression = number.expression();
    context.refused = "";
    boolean first = true;
    for (FigureKey key : zeroOfBoth(reading, expression, before)) {
      Draft draft = draft(clause, number, unit, key, reading);
      String share = settle(draft, own, reading.meanings());
      if (share != null) {
        out.refused(draft.number(), share);
        return;
      }
      out.figure(draft);
      if (!own.contains("list:among") && context.lead.isEmpty()) {
        out.standsAlone(draft.number());
      }
      if (first) {
        context.remember(draft);
        sums.add(expression.value(), unit, draft);
      }
      first = false;
    }
    context.keys = reading.match().keys();
    context.unit = unit;
    context.counted.put(unit, context.keys);
    context.otherTime = List.of();
  }

  /**
   * Looks back from a figure at the one before: 累计318件,其中今年107件 shows that the first spans several
   * years, 公开94条,累计公开1103条 that the second does; 其中市本级87件,已办结85件 that the first counts what came
   * in; 解读118件,其中文字解读61件 that the second is a share.
   *
   * @return why the figure is none after all, or null
   */
  private String settle(Draft draft, Set<String> own, Set<String> meanings) {
    Draft before = context.figure;
    boolean sameKey =
        before != null
            && before.sentence() == draft.sentence()
            && before.key().equals(draft.key())
            && before.unit().equals(draft.unit());
    boolean sameScope = sameKey && before.scopeWord().equals(draft.scopeWord());
    boolean among = own.contains("list:among") || Meanings.has(context.lead, "list", "among");
    if (among && sameScope && draft.key().table() == FactTable.APPEALS && own.contains("about")) {
      out.replace(before, null, "category");
      context.figure = draft;
      return null;
    }
    boolean current = meanings.contains("time:" + Times.CURRENT);
    if (sameScope
        && own.contains("accrue")
        && !context.accrued
        && before.value().compareTo(draft.value()) < 0) {
      return "cumulative";
    }
    if (own.contains("list:sum") && !among && isOutgrown(before, draft)) {
      return "cumulative";
    }
    if (sameKey && context.accrued && (among || own.contains("fresh")) && current) {
      out.replace(before, null, "cumulative");
    } else if (among && isShare(draft, before, sameKey, sameScope)) {
      return "category";
    } else if (sameScope && context.named && own.contains("act:close")) {
      out.replace(before, before.with(RECEIVED, 0.9), null);
    }
    context.figure = draft;
    context.accrued = own.contains("accrue");
    context.named = Interpreter.isOnlyScope(own);
    context.loose = !own.contains("act");
    return null;
  }

  /** 2012年公开1138条。总计公开4965条: a larger total of the same is one of several years. */
  private static boolean isOutgrown(Draft before, Draft later) {
    return before != null
        && before.sentence() == later.sentence() - 1
        && before.key().equals(later.key())
        && before.scopeWord().equals(later.scopeWord())
        && before.unit().equals(later.unit())
        && before.value().compareTo(later.value()) < 0;
  }

  /** 解读118件,其中文字解读61件; 网站发布652条,其中政务公开平台发布371条. */
  private static boolean isShare(Draft draft, Draft before, boolean sameKey, boolean sameScope) {
    boolean same =
        sameScope
            || (sameKey && draft.scopeWord().isEmpty())
            || (before != null
                && before.sentence() == draft.sentence()
                && before.key().toString().startsWith("channels(publication")
                && draft.key().toString().startsWith("disclosures(all_information")
                && before.scopeWord().equals(draft.scopeWord()));
    return same && before.value().compareTo(draft.value()) >= 0;
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
      if (Venue.isTopic(venue)) {
        Match match =
            frames.find(venue, Set.of("topic", "topic:" + venue, "about"), expression.unit());
        if (match != null) {
          keys.addAll(match.keys());
        }
      }
    }
    return keys.isEmpty() ? reading.match().keys() : keys;
  }

  /** Reads what words without a number of their own say: zeros and wholes. */
  private void readWords(Clause clause, List<Item> words, boolean counted) {
    Set<String> meanings = Meanings.of(words);
    String topic = Meanings.last(words, "topic");
    boolean speaksOfNow =
        Times.refusal(time(words)) == null
            || meanings.contains("act:carry")
            || times.nameCurrent(words)
            || times.nameCurrent(context.lead);
    boolean denies = meanings.contains("not") || continuesZero(words, meanings, counted);
    boolean zeroStated = false;
    if (speaksOfNow && denies && !meanings.contains("quality")) {
      zeroStated = denials.read(clause, words, scope(words));
    } else if (speaksOfNow && !denies && totalities.speaksOfAll(clause, words, meanings)) {
      totalities.read(clause, words, scope(words));
    }
    context.zero = zeroStated;
    if (!counted) {
      carryOver(meanings);
      inheritFromWords(words, meanings);
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

  /** 2件申请…,将转入2015年办理: what follows shows that the requests were not received but kept. */
  private void carryOver(Set<String> meanings) {
    Draft figure = context.figure;
    boolean kept =
        meanings.contains("act:carry")
            && context.loose
            && figure.key().equals(RECEIVED)
            && figure.sentence() == out.sentence();
    if (kept) {
      out.replace(figure, figure.with(CARRIED_OUT, 0.9), null);
      context.figure = null;
      context.loose = false;
    }
  }

  private void inheritFromWords(List<Item> words, Set<String> meanings) {
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
