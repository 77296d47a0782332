package org.gongkai.extraction.prose;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.language.NumberParser;
import org.gongkai.extraction.language.Tokenizer;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.ProseReading;
import org.gongkai.extraction.model.RepairedDocument;
import org.gongkai.extraction.model.Section;
import org.gongkai.extraction.model.Structure;

/** Reads the figures that a report states in sentences. Thread-safe. */
public final class ProseReader {
  /** Items of the numeral of a heading: 三、 or (三). */
  private static final int NUMERAL = 3;

  private final Itemizer itemizer;
  private final NumberParser numbers;
  private final Grammar grammar;

  /**
   * Reads the lexicon of the grammar.
   *
   * @throws ConfException if a file of {@code conf/lexicon} is missing or wrong
   */
  public ProseReader(ConfFiles conf, Tokenizer tokenizer) {
    Reasons reasons = new Reasons(conf);
    numbers = new NumberParser(conf);
    itemizer = new Itemizer(tokenizer, numbers);
    grammar = new Grammar(new Frames(conf, reasons), new Certainty(conf));
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
    Ledger ledger = new Ledger(grammar.certainty());
    Times times = new Times(identity.reportYear());
    String headingTopic = "";
    List<Item> title = List.of();
    Map<String, Draft> wholes = new HashMap<>();
    Section.Kind before = null;
    String text = document.text();
    for (Passage passage :
        Layout.passages(text, structure, form.covered(), at -> numbers.hasUnit(text, at))) {
      List<Item> items = itemizer.items(passage.text());
      if (passage.section() != before) {
        headingTopic = "";
        before = passage.section();
      }
      List<Item> opening = opening(items);
      String heading = headingTopic(opening);
      if (heading != null) {
        headingTopic = heading;
        title = Meanings.has(opening, "topic") ? opening : title;
      }
      String topic = headingTopic.isEmpty() ? topic(passage.section()) : headingTopic;
      boolean problems = passage.section() == Section.Kind.PROBLEMS;
      if (problems || passage.section() == Section.Kind.PLANS) {
        refuseAll(items, passage, ledger);
      }
      if (problems) {
        Findings zeros = new ZerosOfAppeals(ledger);
        new PassageReader(passage, grammar, times, topic, title, new HashMap<>(), zeros)
            .read(items);
      } else if (passage.section() != Section.Kind.PLANS) {
        new PassageReader(passage, grammar, times, topic, title, wholes, ledger).read(items);
        ledger.closePassage();
      }
    }
    return ledger.reading(identity, form);
  }

  /** The words of a passage, or its heading: 三、行政复议情况。未发生 goes on behind it. */
  private static List<Item> opening(List<Item> items) {
    boolean numbered =
        !items.isEmpty()
            && items.subList(0, Math.min(items.size(), NUMERAL)).stream()
                .anyMatch(item -> item instanceof Item.Number number && !number.counts());
    if (!numbered) {
      return items;
    }
    for (int i = NUMERAL; i < items.size(); i++) {
      boolean stop =
          items.get(i) instanceof Item.Mark mark && (mark.sign() == '。' || mark.sign() == ':');
      if (stop) {
        List<Item> heading = items.subList(0, i);
        return Denials.denies(heading) || !Meanings.has(heading, "topic") ? items : heading;
      }
    }
    return items;
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

  private static void refuseAll(List<Item> items, Passage passage, Ledger ledger) {
    String reason = passage.section() == Section.Kind.PLANS ? "plan" : "problems";
    for (Item item : items) {
      if (item instanceof Item.Number number) {
        ledger.refused(passage.origin(number.expression().digits()), reason);
      }
    }
  }
}
