package org.gongkai.extraction.identity;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Identity.DocType;
import org.gongkai.extraction.model.Section;
import org.gongkai.extraction.structure.Words;

/** Tells kinds of documents by the evidence that {@code conf/documents.csv} declares. */
final class DocumentRules {
  private static final String PATH = "documents.csv";

  private static final int ENOUGH = 30;

  /** A body below this many characters and sentences says too little to be a report. */
  private static final int SHORTEST_REPORT = 150;

  private static final int FEWEST_SENTENCES = 3;

  /** What each of the statutory topics among the headings adds to an annual report. */
  private static final int TOPIC_WEIGHT = 12;

  private static final Set<Section.Kind> STATUTORY =
      Set.of(
          Section.Kind.DISCLOSURE,
          Section.Kind.REQUESTS,
          Section.Kind.APPEALS,
          Section.Kind.FEES,
          Section.Kind.PROBLEMS);

  private static final int ORGAN_ENDING = 6;

  /** How far a report comes to what it will report on, in characters. */
  private static final int HEAD = 1500;

  private static final Pattern SUBJECT =
      Pattern.compile("(?:政府信息(?:依申请|主动)?|政务信息|政务|信息|党务|村务|厂务|校务|院务|财务|居务|警务|[两三])公开|公开工作|公开政府信息");

  private final List<Rule> rules = new ArrayList<>();

  DocumentRules(ConfFiles conf) {
    for (CSVRecord record : conf.csv(PATH)) {
      long line = record.getRecordNumber();
      rules.add(
          new Rule(
              constant(DocType.class, record.get("doc_type"), line),
              record.get("kind"),
              constant(Place.class, record.get("place"), line),
              weight(record.get("weight"), line),
              Words.of(record.get("words"), PATH, line)));
    }
  }

  private static int weight(String cell, long line) {
    try {
      return Integer.parseInt(cell);
    } catch (NumberFormatException e) {
      throw new ConfException(PATH, line, "has a weight that is no whole number: " + cell, e);
    }
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String cell, long line) {
    try {
      return Enum.valueOf(type, cell.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ConfException(PATH, line, "has an unknown value " + cell, e);
    }
  }

  /**
   * Weighs the evidence.
   *
   * @param title title without spaces, or an empty string
   * @param headline where there is no title, the first line that looks like one, of whatever
   *     subject; or an empty string
   * @param organ name of the issuing organ, or an empty string
   * @param body text of the body
   * @param sections its sections
   * @param filledForm whether it holds an official table with figures
   */
  Verdict judge(
      String title,
      String headline,
      String organ,
      String body,
      List<Section> sections,
      boolean filledForm) {
    Map<Place, String> places = new EnumMap<>(Place.class);
    String head = body.substring(0, Math.min(HEAD, body.length())).replaceAll("\\s", "");
    String opening = head.substring(0, Math.min(400, head.length()));
    Matcher subject = SUBJECT.matcher(title);
    boolean titled = subject.find();
    Matcher spoken = SUBJECT.matcher(opening);
    boolean open = spoken.find();
    if (!filledForm && !titled && (!open || isOther(headline))) {
      return new Verdict(DocType.OTHER, "another subject");
    }
    String shown = title.isEmpty() ? headline : title;
    places.put(Place.TITLE, titled ? title.substring(subject.start()) : shown);
    String subjectWords = titled ? subject.group() : open ? spoken.group() : "";
    places.put(Place.ORGAN_TITLE, ending(organ) + subjectWords);
    places.put(Place.HEAD, PeriodReader.year(title + head).isPresent() ? head : "");
    boolean otherTitle = !titled && !title.isEmpty();
    places.put(Place.WHOLE_TITLE, shown);
    places.put(Place.ORGAN, ending(organ));
    places.put(Place.OPENING, opening);
    places.put(Place.START, opening.substring(0, Math.min(60, opening.length())));
    places.put(Place.BODY, body);
    Map<DocType, Integer> weights = new EnumMap<>(DocType.class);
    Map<DocType, Set<String>> reasons = new LinkedHashMap<>();
    for (Rule rule : rules) {
      boolean partOnly =
          rule.type == DocType.SELF_ASSESSMENT || rule.type == DocType.INTERIM_SUMMARY;
      if (!(otherTitle && partOnly) && rule.words.in(places.get(rule.place))) {
        boolean doubtful =
            filledForm && rule.type == DocType.OTHER && rule.place != Place.ORGAN_TITLE;
        int weight = doubtful ? rule.weight / 3 : rule.weight;
        count(weights, reasons, rule.type, weight, rule.kind);
      }
    }
    if (filledForm) {
      count(weights, reasons, DocType.ANNUAL_REPORT, ENOUGH, "filled official table");
    }
    long topics =
        sections.stream()
            .filter(section -> !section.heading().isEmpty())
            .map(Section::kind)
            .filter(STATUTORY::contains)
            .distinct()
            .count();
    if (topics > 1) {
      int weight = (int) topics * TOPIC_WEIGHT;
      count(weights, reasons, DocType.ANNUAL_REPORT, weight, topics + " statutory topics");
    }
    if (body.strip().length() < SHORTEST_REPORT
        && body.split("。", FEWEST_SENTENCES).length < FEWEST_SENTENCES) {
      count(weights, reasons, DocType.OTHER, 2 * SHORTEST_REPORT, "hardly any text");
    }
    DocType best = DocType.OTHER;
    for (DocType type : DocType.values()) {
      int weight = weights.getOrDefault(type, 0);
      if (weight >= ENOUGH && weight > weights.getOrDefault(best, 0)) {
        best = type;
      }
    }
    String reason =
        reasons.getOrDefault(best, Set.of("no evidence of a report")).stream()
            .collect(Collectors.joining(", "));
    return new Verdict(best, reason);
  }

  private static boolean isOther(String headline) {
    return !headline.isEmpty() && !SUBJECT.matcher(headline).find();
  }

  private static String ending(String organ) {
    return organ.substring(Math.max(0, organ.length() - ORGAN_ENDING));
  }

  private static void count(
      Map<DocType, Integer> weights,
      Map<DocType, Set<String>> reasons,
      DocType type,
      int weight,
      String reason) {
    weights.merge(type, weight, Integer::sum);
    reasons.computeIfAbsent(type, t -> new LinkedHashSet<>()).add(reason);
  }

  /** A kind of document with the reason for it. */
  record Verdict(DocType type, String reason) {}

  private enum Place {
    TITLE,
    WHOLE_TITLE,
    ORGAN,
    ORGAN_TITLE,
    HEAD,
    OPENING,
    START,
    BODY
  }

  private record Rule(DocType type, String kind, Place place, int weight, Words words) {}
}
