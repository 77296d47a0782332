package org.gongkai.extraction.prose;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.language.NumberParser;
import org.gongkai.extraction.language.Tokenizer;
import org.gongkai.extraction.language.Unit;
import org.gongkai.extraction.model.FactTable;
import org.gongkai.extraction.model.Figure;
import org.gongkai.extraction.model.FigureKey;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.NumberFate;
import org.gongkai.extraction.model.ProseReading;
import org.gongkai.extraction.model.RepairedDocument;
import org.gongkai.extraction.model.Section;
import org.gongkai.extraction.model.Span;
import org.gongkai.extraction.model.Structure;

/** Reads the figures that a report states in sentences. Thread-safe. */
public final class ProseReader {
  /** Figures that are less sure than this are not handed on. */
  private static final double LEAST_CONFIDENCE = 0.5;

  private static final FigureKey RECEIVED = FigureKey.of(FactTable.REQUESTS, "received", "total");

  private final Itemizer itemizer;
  private final Frames frames;

  /**
   * Reads the lexicon of the grammar.
   *
   * @throws ConfException if a file of {@code conf/lexicon} is missing or wrong
   */
  public ProseReader(ConfFiles conf, Tokenizer tokenizer) {
    Reasons reasons = new Reasons(conf);
    itemizer = new Itemizer(tokenizer, new NumberParser(conf));
    frames = new Frames(conf, reasons);
  }

  /**
   * Reads the sentences of a report.
   *
   * @param document the repaired text
   * @param structure its body and sections
   * @param identity whose report it is and of which year
   * @param form what its tables say; their text is left alone
   */
  public ProseReading read(
      RepairedDocument document, Structure structure, Identity identity, FormReading form) {
    Collector collector = new Collector();
    Times times = new Times(identity.reportYear());
    String headingTopic = "";
    List<Item> title = List.of();
    Map<String, Draft> wholes = new HashMap<>();
    Section.Kind before = null;
    for (Passage passage : Layout.passages(document.text(), structure, form.covered())) {
      List<Item> items = itemizer.items(passage.text());
      if (passage.section() != before) {
        headingTopic = "";
        before = passage.section();
      }
      String heading = headingTopic(items);
      if (heading != null) {
        headingTopic = heading;
        title = Meanings.has(items, "topic") ? items : title;
      }
      boolean ignored =
          passage.section() == Section.Kind.PLANS || passage.section() == Section.Kind.PROBLEMS;
      if (ignored) {
        refuseAll(items, passage, collector);
      } else {
        String topic = headingTopic.isEmpty() ? topic(passage.section()) : headingTopic;
        new PassageReader(passage, frames, times, topic, title, wholes, collector).read(items);
        collector.partitions.closePassage();
      }
    }
    return collector.reading(identity, form);
  }

  /** The topic of a heading, or null where a passage is none: short, without numbers that count. */
  private static String headingTopic(List<Item> items) {
    int words = 0;
    for (Item item : items) {
      if (item instanceof Item.Number number && number.counts() || ++words > 16) {
        return null;
      }
      if (item instanceof Item.Mark mark
          && (mark.sign() == '。' || mark.sign() == ',')
          && words < items.size()) {
        return null;
      }
    }
    List<String> topics =
        Meanings.sequence(items, "topic").stream()
            .filter(t -> !t.startsWith("n_"))
            .distinct()
            .toList();
    return topics.size() == 1 ? topics.get(0) : "";
  }

  private static String topic(Section.Kind kind) {
    return switch (kind) {
      case DISCLOSURE -> "disclosure";
      case REQUESTS -> "request";
      case FEES -> "fees";
      case OVERVIEW, APPEALS, PROBLEMS, PLANS, STAFFING, OTHER -> "";
    };
  }

  private static void refuseAll(List<Item> items, Passage passage, Collector collector) {
    String reason = passage.section() == Section.Kind.PLANS ? "plan" : "problems";
    for (Item item : items) {
      if (item instanceof Item.Number number) {
        collector.refused(passage.origin(number.expression().digits()), reason);
      }
    }
  }

  /** Collects what the passages of one report give. */
  private static final class Collector implements PassageReader.Findings {
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<Span, String> refusals = new LinkedHashMap<>();
    private final Partitions partitions = new Partitions();
    private int sentence;

    @Override
    public int sentence() {
      return sentence;
    }

    @Override
    public void nextSentence() {
      sentence++;
      partitions.close();
    }

    @Override
    public void figure(Draft draft) {
      drafts.add(draft);
    }

    @Override
    public void replace(Draft figure, Draft by, String reason) {
      drafts.remove(drafts.lastIndexOf(figure));
      if (by == null) {
        refusals.put(figure.number(), reason);
      } else {
        drafts.add(by);
      }
    }

    @Override
    public void refused(Span number, String reason) {
      refusals.put(number, reason);
    }

    @Override
    public void counted(Span number, BigDecimal value, Unit unit, Partitions.Role role, int depth) {
      partitions.add(number, value, unit, role, depth);
    }

    ProseReading reading(Identity identity, FormReading form) {
      partitions.close();
      addTotalsOfOneChannel(form);
      Scopes scopes = new Scopes(identity.organKind(), drafts, form.figures());
      List<Figure> figures = new ArrayList<>();
      Map<Span, NumberFate> fates = new LinkedHashMap<>();
      Set<List<Object>> stated = new HashSet<>();
      refusals.forEach((span, reason) -> fates.put(span, new NumberFate(span, null, reason)));
      for (Draft draft : drafts) {
        Figure figure = draft.figure(scopes.of(draft));
        if (figure.confidence() < LEAST_CONFIDENCE) {
          fates.putIfAbsent(draft.number(), new NumberFate(draft.number(), null, "unsure"));
          continue;
        }
        if (stated.add(statement(figure))) {
          figures.add(figure);
        }
        if (draft.number().length() > 0) {
          fates.put(draft.number(), new NumberFate(draft.number(), figure, null));
        }
      }
      List<NumberFate> ordered =
          fates.values().stream()
              .sorted(java.util.Comparator.comparing(NumberFate::number))
              .toList();
      return new ProseReading(figures, ordered, partitions.found());
    }

    /** A report that tells only of requests by one channel (线上依申请公开175件) tells all it received. */
    private void addTotalsOfOneChannel(FormReading form) {
      if (form.figures().stream().anyMatch(figure -> figure.key().equals(RECEIVED))) {
        return;
      }
      Set<String> told =
          drafts.stream()
              .filter(draft -> draft.key().equals(RECEIVED))
              .map(draft -> draft.scopeWord().equals("whole") ? "" : draft.scopeWord())
              .collect(Collectors.toSet());
      List<Draft> channels = drafts.stream().filter(Collector::isRequestChannel).toList();
      Map<Integer, Set<FigureKey>> bySentence =
          channels.stream()
              .collect(
                  Collectors.groupingBy(
                      Draft::sentence, Collectors.mapping(Draft::key, Collectors.toSet())));
      for (Draft draft : channels) {
        boolean alone = bySentence.get(draft.sentence()).size() == 1;
        String scope = draft.scopeWord().equals("whole") ? "" : draft.scopeWord();
        if (alone && !told.contains(scope)) {
          drafts.add(draft.with(RECEIVED, 0.8));
        }
      }
    }

    private static boolean isRequestChannel(Draft draft) {
      return draft.key().table() == FactTable.CHANNELS
          && draft.key().code("activity").equals("request");
    }

    /** What makes two figures one statement. */
    private static List<Object> statement(Figure figure) {
      return List.of(
          figure.key(), figure.scope(), figure.evidence(), figure.value().stripTrailingZeros());
    }
  }
}
