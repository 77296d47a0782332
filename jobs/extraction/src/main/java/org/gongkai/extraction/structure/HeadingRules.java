package org.gongkai.extraction.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Section;

/** The wording of {@code conf/sections.csv}, validated. */
final class HeadingRules {
  private static final String PATH = "sections.csv";

  private final List<Topic> topics = new ArrayList<>();
  private final List<Topic> statutory = new ArrayList<>();
  private final List<Words> rows = new ArrayList<>();
  private final List<Words> plans = new ArrayList<>();
  private final List<Words> before = new ArrayList<>();
  private final List<Words> after = new ArrayList<>();

  HeadingRules(ConfFiles conf) {
    for (CSVRecord record : conf.csv(PATH)) {
      long line = record.getParser().getCurrentLineNumber();
      Words words = Words.of(record.get("words"), PATH, line);
      switch (record.get("role")) {
        case "heading" -> topics.add(new Topic(kind(record, line), words));
        case "statutory" -> statutory.add(new Topic(kind(record, line), words));
        case "row" -> rows.add(words);
        case "plans" -> plans.add(words);
        case "before" -> before.add(words);
        case "after" -> after.add(words);
        default -> throw new ConfException(PATH, line, "has an unknown role " + record.get("role"));
      }
    }
  }

  private static Section.Kind kind(CSVRecord record, long line) {
    try {
      return Section.Kind.valueOf(record.get("kind").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ConfException(PATH, line, "has an unknown kind " + record.get("kind"), e);
    }
  }

  /** The topic of a heading; {@code OTHER} where no wording matches. */
  Section.Kind kind(String heading) {
    return topics.stream()
        .filter(topic -> topic.words.in(heading))
        .findFirst()
        .map(Topic::kind)
        .orElse(Section.Kind.OTHER);
  }

  /** Whether a line without its numeral is an official heading word for word. */
  boolean isStatutory(String bare) {
    return statutory.stream().anyMatch(topic -> topic.words.are(bare));
  }

  boolean isTableRow(String bare) {
    return rows.stream().anyMatch(words -> words.begin(bare));
  }

  boolean beginsPlans(CharSequence text) {
    return plans.stream().anyMatch(words -> words.begin(text));
  }

  boolean isDebrisBefore(CharSequence line) {
    return before.stream().anyMatch(words -> words.in(line));
  }

  boolean isDebrisAfter(CharSequence line) {
    return after.stream().anyMatch(words -> words.in(line));
  }

  private record Topic(Section.Kind kind, Words words) {}
}
