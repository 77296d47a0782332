package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gongkai.extraction.language.NumberExpression;
import org.gongkai.extraction.language.NumberExpression.Kind;
import org.gongkai.extraction.language.Unit;
import org.gongkai.extraction.model.Span;
import org.gongkai.extraction.prose.Interpreter.NounEnd;
import org.gongkai.extraction.prose.Interpreter.Phrase;
import org.gongkai.extraction.prose.Interpreter.Reading;
import org.gongkai.extraction.prose.Item.Mark;
import org.gongkai.extraction.prose.Item.Number;
import org.gongkai.extraction.prose.Item.Word;

/**
 * Walks through one passage, clause by clause: gives each number with the words around it to the
 * {@link Interpreter}, what that says of it to the {@link Recorder}, and the words that are left to
 * the {@link WordsReader}.
 */
final class PassageReader {
  private final Passage passage;
  private final Times times;
  private final Findings out;
  private final Context context;
  private final Interpreter interpreter;
  private final Inheritance inheritance;
  private final Recorder recorder;
  private final Totalities totalities;
  private final WordsReader wordsReader;

  PassageReader(
      Passage passage,
      Grammar grammar,
      Times times,
      String topic,
      List<Item> heading,
      Map<String, Draft> wholes,
      Findings out) {
    this.passage = passage;
    this.times = times;
    this.out = out;
    context = new Context(wholes);
    context.inherit(topic, topic.isEmpty() ? Ground.NO_TOPIC : Ground.SECTION);
    Certainty certainty = grammar.certainty();
    interpreter = new Interpreter(grammar.frames(), times, certainty, passage.section(), context);
    totalities = new Totalities(passage, interpreter, certainty, context, out);
    inheritance = new Inheritance(times, context);
    Hindsight hindsight = new Hindsight(context, out);
    recorder = new Recorder(passage, grammar, context, out, inheritance, hindsight);
    Denials denials = new Denials(passage, interpreter, certainty, heading, context, out);
    wordsReader = new WordsReader(times, context, inheritance, hindsight, denials, totalities);
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
        recorder.nextSentence();
      }
      read(clause);
    }
  }

  private void read(Clause clause) {
    List<Item> items = clause.items();
    context.subjects |= Meanings.has(items, "subjects") || isOfPublished(clause);
    context.answers |= Meanings.has(items, "answers");
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
      if (context.refused.equals(Recorder.BODIES)) {
        before.add(number);
      } else {
        counted = true;
        context.lead = new ArrayList<>();
        beforeLast = before;
        before = new ArrayList<>();
      }
      i = end;
    }
    if (!counted && tellsContent(items)) {
      return;
    }
    if (before.isEmpty()) {
      context.ofAll = false;
    } else {
      wordsReader.read(clause, before, counted);
    }
    if (!counted) {
      context.addLead(context.zero ? Times.withoutTimes(items) : times.withoutSpent(items));
    }
  }

  /** 在主动公开的信息中,机构职责2条: the sentence divides by subject what was published. */
  private static boolean isOfPublished(Clause clause) {
    List<Item> items = clause.items();
    return !clause.hasCount()
        && items.get(items.size() - 1) instanceof Word last
        && last.has("inside")
        && Meanings.has(items, "act", "publish")
        && Meanings.has(items, "info");
  }

  /** 申请获取2008年以来的补助名册: what a request asks for says nothing of what became of it. */
  private boolean tellsContent(List<Item> items) {
    return context.topic.equals("request")
        && items.get(0) instanceof Word first
        && first.has("content");
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
            && Times.refusal(inheritance.time(before)) == null;
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
  private int readCount(Clause clause, Number number, List<Item> words, List<Item> after) {
    List<Item> before = Enumeration.without(words);
    context.enumerated = before.size() < words.size();
    boolean last = clause.items().get(clause.items().size() - 1) == lastOf(number, after);
    boolean carried = Meanings.has(after, "act", "carry");
    List<Item> noun =
        last || carried || !Meanings.has(after, "act") ? nounPhrase(after) : List.of();
    boolean closed =
        last || carried || (noun.size() < after.size() && after.get(noun.size()) instanceof Mark);
    Unit unit = number.expression().unit();
    Phrase phrase =
        new Phrase(
            before,
            noun,
            closed ? NounEnd.CLOSED : NounEnd.OPEN,
            next(after),
            unit,
            number.expression().value());
    context.act(before);
    Reading reading = interpreter.read(phrase);
    recorder.record(clause, number, unit, before, reading, role(before, after));
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
                      || (word.has("list") && !word.has("list", "is") && !opensTime(after, item))));
      if (ends) {
        break;
      }
      noun.add(item);
    }
    return noun;
  }

  /** 余1件在2011年办理: 在 belongs to the year behind it; else it opens a list (在64件中). */
  private static boolean opensTime(List<Item> after, Item item) {
    int next = after.indexOf(item) + 1;
    return item instanceof Word word
        && word.has("list", "within")
        && next < after.size()
        && after.get(next) instanceof Number number
        && isTime(number);
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
          new Phrase(each.get(i), List.of(), NounEnd.OPEN, null, printed, expression.value());
      Partitions.Role role = i == 0 ? role(before, List.of()) : Partitions.Role.PLAIN;
      recorder.record(clause, number, printed, each.get(i), interpreter.read(phrase), role);
    }
  }
}
