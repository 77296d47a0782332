package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gongkai.extraction.language.Unit;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.FigureKey;

/** What a clause inherits from the words before it. Lives for one passage. */
final class Context {
  private static final int MAX_LEAD = 80;

  /** What was done with all requests at hand, those of the year before among them. */
  private static final Set<String> HANDLED = Set.of("closed", "answered");

  /** Topic of the sentence so far, empty for none. */
  String topic = "";

  /** Where the topic comes from. */
  Ground source = Ground.NO_TOPIC;

  /** Word of scope of the sentence so far. */
  String scope = "";

  /** Time of the sentence so far, or null. */
  String time;

  /** What the figure before counts, as {@code after:…}, or null. */
  String after;

  /** What the figure before counts, for parts that name only whose they are. */
  List<FigureKey> keys = List.of();

  /** Unit of the figure before. */
  Unit unit = Unit.NONE;

  /** Whether the sentence divides by subject: 从申请内容看. */
  boolean subjects;

  /** Whether the sentence divides by answers: 从答复结果看. */
  boolean answers;

  /** Medium that a title before the sentence names, or null. */
  String headMedium;

  /** Act that was told last in the sentence, or null. */
  String act;

  /** What was counted last in each unit of the sentence. */
  final Map<Unit, List<FigureKey>> counted = new HashMap<>();

  /** Medium of publication that the sentence speaks of, or null. */
  String medium;

  /** The figure before, or null. */
  Draft figure;

  /** Meanings of the words before the figure before. */
  Set<String> told = Set.of();

  /** Whether a subject, and no word for all, stands right before the figure before. */
  boolean bySubject;

  /** Whether the number that is being read counts things that are enumerated: 公开机构职能、人事任免等信息20条. */
  boolean enumerated;

  /** What its reading rests on. */
  Set<String> meant = Set.of();

  /** Whether the number that is being read is said to be of the report's year. */
  boolean current;

  /** What the number before counts, if it is one of another time. */
  List<FigureKey> otherTime = List.of();

  /** Why the number before counts nothing, or empty. */
  String refused = "";

  /** The number before, if nothing says yet what it counts: 1件涉及拆迁,予以公开. Else null. */
  Draft unsettled;

  /** Unit of the number before, if it counts nothing. */
  Unit refusedUnit = Unit.NONE;

  /** Reason of the matter that counts nothing and may be divided into parts, or null. */
  String matter;

  /** Number of that matter. */
  BigDecimal matterValue;

  /** Whether it was told in the sentence before: then a larger number is no part of it. */
  boolean matterResumed;

  /** Unit of that matter. */
  Unit matterUnit = Unit.NONE;

  /** Whether the parts of that matter have begun. */
  boolean matterParts;

  /** Items of the clauses without numbers since the last number of the sentence. */
  List<Item> lead = new ArrayList<>();

  /** Whether the clause before told something of all: 均予以公开,并按时答复. */
  boolean ofAll;

  /** Whether that clause left unsaid what: 均严格按照程序,在时限内答复. */
  boolean unsaid;

  /** The outcome, told without a number, that applicants were asked to amend, or null. */
  Draft amended;

  /** Whether a zero in words was stated by the clause before. */
  boolean zero;

  /** Requests that are not all that came in or was done. */
  private static final Set<String> ASIDE = Set.of("carried_in", "carried_out", "closed_extended");

  private final Deque<Context> outer = new ArrayDeque<>();
  private int depth;

  /** The last figure of each kind. */
  final Map<FigureKey, Draft> byKey = new HashMap<>();

  /** A number of consultations of which the sentence has not said how they came, or null. */
  Draft asked;

  /** Totals of reviews and lawsuits told in this sentence. */
  final List<Draft> venueTotals = new ArrayList<>();

  /** Totals of reviews and lawsuits told in an earlier sentence of the passage. */
  List<Draft> earlierTotals = List.of();

  /** Number of the sentence that told them. */
  int earlierFrom = -1;

  /** Venues of which the sentence has told an outcome. */
  final Set<String> settledVenues = new HashSet<>();

  /** Latest wholes of the report by topic. */
  private final Map<String, Draft> wholes;

  Context() {
    this(new HashMap<>());
  }

  /**
   * @param wholes the latest wholes of the report by topic, shared by its passages
   */
  Context(Map<String, Draft> wholes) {
    this.wholes = wholes;
  }

  /**
   * Enters a clause: brackets inherit and give nothing back; a new sentence forgets scope and time.
   */
  void enter(Clause clause) {
    while (depth < clause.depth()) {
      outer.push(copy());
      depth++;
    }
    while (depth > clause.depth() && !outer.isEmpty()) {
      restore(outer.pop());
      depth--;
    }
    if (clause.opensSentence()) {
      String of = scope;
      String divided = matter;
      Map<Unit, List<FigureKey>> told = new HashMap<>(counted);
      openSentence();
      if (clause.goesOn()) {
        scope = of;
        matter = divided;
        matterResumed = true;
        counted.putAll(told);
      }
    }
  }

  private void openSentence() {
    scope = "";
    time = null;
    refused = "";
    unsettled = null;
    asked = null;
    matter = null;
    matterResumed = false;
    otherTime = List.of();
    medium = null;
    subjects = false;
    answers = false;
    act = null;
    counted.clear();
    zero = false;
    ofAll = false;
    lead = new ArrayList<>();
    if (source == Ground.SENTENCE) {
      source = Ground.PASSAGE;
    }
    if (!venueTotals.isEmpty()) {
      earlierTotals = List.copyOf(venueTotals);
      earlierFrom = earlierTotals.get(0).sentence();
    }
    venueTotals.clear();
    settledVenues.clear();
    boolean answers =
        keys.stream()
            .anyMatch(
                key ->
                    key.table() == FactTable.OUTCOMES
                        || key.toString().startsWith("channels(request"));
    if (answers) {
      Draft whole = whole("request");
      keys = whole == null ? List.of() : List.of(whole.key());
    }
  }

  void inherit(String newTopic, Ground from) {
    topic = newTopic;
    source = from;
  }

  /** Takes the act that words tell, if any. */
  void act(List<Item> words) {
    String told = Meanings.last(words, "act");
    act = told == null ? act : told;
  }

  /** The whole that the report gave last for a topic, or null. */
  Draft whole(String of) {
    return wholes.get(of);
  }

  /** Keeps words of a clause without numbers for the numbers of the next. */
  void addLead(List<Item> items) {
    lead.addAll(items);
    int excess = lead.size() - MAX_LEAD;
    if (excess > 0) {
      lead = new ArrayList<>(lead.subList(excess, lead.size()));
    }
  }

  /** Keeps a figure as what the words that follow may refer to. */
  void remember(Draft draft) {
    FigureKey key = draft.key();
    switch (key.table()) {
      case REQUESTS -> {
        boolean total = key.code("applicant").equals("total");
        after = total ? "after:requests" : "after:applicants";
        if (total && !ASIDE.contains(key.code("measure"))) {
          wholes.merge("request", draft, Context::wider);
        }
        if (total && HANDLED.contains(key.code("measure"))) {
          wholes.put("handled", draft);
        }
      }
      case OUTCOMES -> after = "after:outcomes";
      case CHANNELS -> {
        after = "after:" + key.code("activity");
        if (key.code("activity").equals("request")) {
          wholes.putIfAbsent("request", draft);
        }
      }
      case APPEALS -> {
        after = "after:appeals";
        if (key.code("result").equals("total")) {
          venueTotals.add(draft);
        } else {
          settledVenues.add(key.code("venue"));
        }
      }
      case STAFFING, DISCLOSURES, FEES -> after = "after:" + key.table().tableName();
    }
  }

  /** Takes requests of the year before over, that come on top of the whole: 收到12件,上年结转2件. */
  void takeOver(Draft carriedIn) {
    if (carriedIn.value().signum() > 0) {
      wholes.put("carried", carriedIn);
    }
  }

  /** The later of two wholes, unless it is a part of the earlier: 全州386件,其中州本级112件. */
  private static Draft wider(Draft earlier, Draft later) {
    boolean part =
        earlier.sentence() == later.sentence()
            && !later.scopeWord().equals(earlier.scopeWord())
            && later.value().compareTo(earlier.value()) < 0;
    return part ? earlier : later;
  }

  private Context copy() {
    Context copy = new Context(wholes);
    copy.restore(this);
    return copy;
  }

  private void restore(Context from) {
    topic = from.topic;
    source = from.source;
    scope = from.scope;
    time = from.time;
    after = from.after;
    refused = from.refused;
    refusedUnit = from.refusedUnit;
    unsettled = from.unsettled;
    matter = from.matter;
    matterValue = from.matterValue;
    matterResumed = from.matterResumed;
    matterUnit = from.matterUnit;
    matterParts = from.matterParts;
    keys = from.keys;
    figure = from.figure;
    told = from.told;
    meant = from.meant;
    bySubject = from.bySubject;
    unit = from.unit;
    otherTime = from.otherTime;
    medium = from.medium;
    act = from.act;
    subjects = from.subjects;
    answers = from.answers;
    headMedium = from.headMedium;
    lead = new ArrayList<>(from.lead);
    zero = from.zero;
    ofAll = from.ofAll;
    unsaid = from.unsaid;
  }
}
