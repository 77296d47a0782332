package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gongkai.extraction.language.NumberExpression;
import org.gongkai.extraction.language.Unit;
import org.gongkai.extraction.model.EvidenceKind;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.ProseReading.Stated;
import org.gongkai.extraction.model.Scope;
import org.gongkai.extraction.model.Span;
import org.gongkai.extraction.prose.Frames.Match;
import org.gongkai.extraction.prose.Interpreter.Reading;
import org.gongkai.extraction.prose.Item.Number;

/** Makes of an interpreted number the figure that it states, or the reason why it states none. */
final class Recorder {
  /** Reason of a number of bodies: what stands before it still governs what follows. */
  static final String BODIES = "bodies";

  /** Acts that open a matter of their own behind a number that counts nothing. */
  private static final Set<String> OPENING =
      Set.of("act:receive", "act:answer", "act:close", "act:hold", "act:carry");

  /** Documents that are counted even among others. */
  private static final Set<String> OF_OURS = Set.of("topic:normative", "topic:regulation");

  /** Reasons that tell nothing of what stands in brackets behind the number. */
  private static final Set<String> UNKNOWN = Set.of("", "no_topic", "no_frame", "combined");

  /** Numbers for these reasons are no parts of what stands before them. */
  private static final Set<String> NO_PART =
      Set.of("change", "previous_year", "rate", "plan", BODIES);

  /** Reasons of numbers of other years: 历年累计答复90件,其中同意公开61件. */
  private static final Set<String> OTHER_YEARS = Set.of("cumulative", "previous_year");

  private static final Set<String> THIS_YEAR = Set.of("fresh", "time:" + Times.CURRENT);

  private static final FigureKey CONSULTED =
      FigureKey.of(FactTable.CHANNELS, "consultation", "other");

  private static final FigureKey RECEIVED = FigureKey.of(FactTable.REQUESTS, "received", "total");

  private static final FigureKey CARRIED_IN =
      FigureKey.of(FactTable.REQUESTS, "carried_in", "total");

  private final Passage passage;
  private final Frames frames;
  private final Certainty certainty;
  private final Context context;
  private final Findings out;
  private final Inheritance inheritance;
  private final Hindsight hindsight;
  private final Sums sums = new Sums();

  Recorder(
      Passage passage,
      Grammar grammar,
      Context context,
      Findings out,
      Inheritance inheritance,
      Hindsight hindsight) {
    this.passage = passage;
    this.frames = grammar.frames();
    this.certainty = grammar.certainty();
    this.context = context;
    this.out = out;
    this.inheritance = inheritance;
    this.hindsight = hindsight;
  }

  /** A new sentence begins. */
  void nextSentence() {
    out.nextSentence();
    sums.clear();
  }

  /**
   * Records what a number states.
   *
   * @param before the words before it, back to the number before
   * @param interpreted what they make of it
   * @param role its place in a list
   */
  void record(
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
    String time = inheritance.time(before);
    boolean carry =
        reading.match().keys().stream()
            .anyMatch(key -> key.toString().startsWith("requests(carried"));
    String reason =
        reason(
            reading,
            clause,
            own,
            expression.value(),
            unit,
            carry ? null : Times.refusal(time),
            Times.CURRENT.equals(time));
    String scope = context.scope;
    inheritance.inheritFrom(reading, before, own, carry ? context.time : time);
    if (reason == null || !NO_PART.contains(reason)) {
      Stated stated = new Stated(expression.value(), expression.precision(), digits);
      out.counted(stated, unit, role, clause.depth());
    }
    context.unsettled = null;
    context.asked = null;
    context.current = Times.CURRENT.equals(time);
    if (reason == null) {
      state(clause, number, unit, before, reading, own);
    } else {
      keepUnsettled(clause, number, unit, reading, reason);
      refuse(digits, expression.value(), unit, reading, reason);
    }
    if (before.stream().anyMatch(Inheritance::isMediumOfBody)) {
      context.scope = scope;
    }
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
      Reading reading,
      Clause clause,
      Set<String> own,
      BigDecimal value,
      Unit unit,
      String timeRefusal,
      boolean thisYear) {
    if (!Collections.disjoint(own, OPENING)) {
      context.matter = null;
    }
    String reason = reading.match().reason();
    if ((reason == null || isUnexplained(reason)) && timeRefusal != null) {
      return timeRefusal;
    }
    if (reason != null) {
      return reason;
    }
    if (isPartOfMatter(own, value, unit)) {
      return context.matter;
    }
    boolean ofOtherYears =
        OTHER_YEARS.contains(context.refused)
            && unit.equals(context.refusedUnit)
            && own.contains("list:among")
            && Collections.disjoint(own, THIS_YEAR)
            && !thisYear;
    if (ofOtherYears) {
      return context.refused;
    }
    boolean inBracket = clause.depth() > 0 && !UNKNOWN.contains(context.refused);
    return inBracket ? context.refused : null;
  }

  /** 审核公文326件,其中主动公开94件: parts of a matter that counts nothing count nothing. */
  private boolean isPartOfMatter(Set<String> own, BigDecimal value, Unit unit) {
    if (context.matter == null) {
      return false;
    }
    context.matterParts |=
        own.contains("list:among") || Meanings.has(context.lead, "list", "among");
    if (context.matterResumed && value.compareTo(context.matterValue) > 0) {
      context.matter = null;
      return false;
    }
    return context.matterParts
        && Collections.disjoint(own, OF_OURS)
        && unit.equals(context.matterUnit)
        && !(own.contains("info:all") && own.contains("act:publish"));
  }

  /** Keeps a number of cases of which the next clause may tell how they ended. */
  private void keepUnsettled(
      Clause clause, Number number, Unit unit, Reading reading, String reason) {
    boolean decided = reason.equals(Totalities.DECIDED);
    if (isUnexplained(reason) && reading.topic().equals("consult")) {
      context.asked = draft(clause, number, unit, CONSULTED, reading);
    }
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
    if (reason.equals("category") && !reading.meanings().contains("medium")) {
      hindsight.subjectFollows(value, unit);
    }
    sums.add(value, unit, null);
    context.refused = reason;
    context.refusedUnit = unit;
    context.otherTime = reading.match().keys();
    if (reason.equals(context.matter)) {
      context.matterParts |= reading.meanings().contains("list:among");
    }
    if (reading.topic().startsWith("n_") && !reason.equals(context.matter)) {
      context.matter = reason;
      context.matterUnit = unit;
      context.matterValue = value;
      context.matterParts = false;
    }
    if (reading.meanings().contains("marking") || reading.meanings().contains("elsewhere")) {
      context.matter = reason;
      context.matterUnit = unit;
      context.matterValue = value;
      context.matterParts = true;
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
    for (FigureKey key : ofEach(reading, expression, before)) {
      Draft draft = draft(clause, number, unit, key, reading);
      String share = hindsight.settle(draft, own, reading.meanings());
      if (share != null) {
        out.refused(draft.number(), share);
        return;
      }
      out.figure(draft);
      boolean asOf = own.contains("list:asof") || Meanings.has(context.lead, "list", "asof");
      if (own.contains("accrue") && (asOf || !context.current)) {
        out.accrued(draft.number());
      }
      if (context.enumerated) {
        out.enumerates(draft.number());
      }
      boolean told = own.contains("info:all") || !own.contains("category");
      boolean dedicated = own.contains("dedicated") && own.contains("info:all");
      if (dedicated || own.contains("active") && told) {
        out.publishesAll(draft.number());
      }
      if (!own.contains("list:among") && context.lead.isEmpty()) {
        out.standsAlone(draft.number());
      }
      context.bySubject = endsWithSubject(before);
      if (first || key.table() == FactTable.APPEALS) {
        context.remember(draft);
      }
      if (first) {
        if (key.equals(CARRIED_IN) && !own.contains("list:among")) {
          context.takeOver(draft);
        }
        sums.add(expression.value(), unit, draft);
      }
      first = false;
    }
    context.keys = reading.match().keys();
    context.unit = unit;
    context.counted.put(unit, context.keys);
    context.otherTime = List.of();
  }

  /** 发布教育要闻378条: what stands before the number is a subject, or a word that is not known. */
  private static boolean endsWithSubject(List<Item> before) {
    return !before.isEmpty()
        && before.get(before.size() - 1) instanceof Item.Word word
        && (word.senses().isEmpty() || word.has("category") || Meanings.has(before, "etcetera"))
        && Meanings.has(before, "act", "publish");
  }

  /** 行政复议和行政诉讼案件为0 speaks of both, and so does 行政复议、行政诉讼各1件. */
  private List<FigureKey> ofEach(Reading reading, NumberExpression expression, List<Item> before) {
    FigureKey key = reading.match().keys().get(0);
    boolean ofEach =
        !before.isEmpty()
            && before.get(before.size() - 1) instanceof Item.Word word
            && word.has("each");
    if ((expression.value().signum() != 0 && !ofEach)
        || key.table() != FactTable.APPEALS
        || !key.code("result").equals("total")) {
      return reading.match().keys();
    }
    List<FigureKey> keys = new ArrayList<>();
    if (Matters.listed(before).contains("request")) {
      keys.add(RECEIVED);
    }
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
}
