package org.gongkai.extraction.prose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.gongkai.extraction.language.Unit;
import org.gongkai.extraction.model.FigureKey;

/** What a clause inherits from the words before it. Lives for one passage. */
final class Context {
  /** Topic of the sentence so far, empty for none. */
  String topic = "";

  /** Where the topic comes from. */
  Source source = Source.NONE;

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

  /** Medium of publication that the sentence speaks of, or null. */
  String medium;

  /** The figure before, or null. */
  Draft figure;

  /** Whether the figure before was said to be accrued (累计). */
  boolean accrued;

  /** Whether the figure before was named by a body alone (其中市本级87件). */
  boolean named;

  /** Why the numbers of this bracket or list count nothing, or null. */
  String refused;

  /** Items of the clauses without numbers since the last number of the sentence. */
  List<Item> lead = new ArrayList<>();

  /** Whether a zero in words was stated by the clause before. */
  boolean zero;

  private final Deque<Context> outer = new ArrayDeque<>();
  private int depth;

  /** Where an inherited topic stands. */
  enum Source {
    NONE(0.9),
    SENTENCE(0.95),
    PASSAGE(0.88),
    SECTION(0.85);

    private final double weight;

    Source(double weight) {
      this.weight = weight;
    }

    double weight() {
      return weight;
    }
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
      scope = "";
      time = null;
      refused = null;
      medium = null;
      zero = false;
      lead = new ArrayList<>();
      if (source == Source.SENTENCE) {
        source = Source.PASSAGE;
      }
    }
  }

  void inherit(String newTopic, Source from) {
    topic = newTopic;
    source = from;
  }

  private Context copy() {
    Context copy = new Context();
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
    keys = from.keys;
    figure = from.figure;
    accrued = from.accrued;
    named = from.named;
    unit = from.unit;
    medium = from.medium;
    lead = new ArrayList<>(from.lead);
    zero = from.zero;
  }
}
