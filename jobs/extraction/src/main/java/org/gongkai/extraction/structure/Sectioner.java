package org.gongkai.extraction.structure;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.RepairedDocument;
import org.gongkai.extraction.model.Section;
import org.gongkai.extraction.model.Span;
import org.gongkai.extraction.model.Structure;

/**
 * Finds the body of a report in its page and its sections of the first level. Headings and page
 * debris are told by {@code conf/sections.csv}.
 */
public final class Sectioner {
  /** A table of contents ends a line with dots or a page number. */
  private static final Pattern CONTENTS_LINE = Pattern.compile("[.．…·]{3}|[^0-9年第]\\s\\d{1,3}$");

  /**
   * Fewest headings of a kind that has a topic for a lower numbering to count as the first level.
   */
  private static final int FEWEST_TOPICS = 3;

  private static final int LONGEST_DEBRIS = 60;

  private final HeadingRules rules;

  public Sectioner(ConfFiles conf) {
    rules = new HeadingRules(conf);
  }

  /**
   * Cuts a document.
   *
   * @return body and sections; without headings the body is one section {@code OVERVIEW}
   */
  public Structure structure(RepairedDocument document, FormReading form) {
    String text = document.text();
    List<Line> lines = Line.of(text);
    if (lines.isEmpty()) {
      return new Structure(new Span(0, 0), List.of());
    }
    List<Heading> headings = headings(lines, form);
    int start = bodyStart(lines, headings);
    int end = bodyEnd(lines, headings, form);
    Span body = new Span(start, Math.max(start, end));
    return new Structure(body, sections(text, body, headings, form));
  }

  private List<Heading> headings(List<Line> lines, FormReading form) {
    Map<Heading.Style, List<Heading>> byStyle = new EnumMap<>(Heading.Style.class);
    for (Line line : lines) {
      heading(line, form)
          .ifPresent(h -> byStyle.computeIfAbsent(h.style(), s -> new ArrayList<>()).add(h));
    }
    List<Heading> plain = byStyle.getOrDefault(Heading.Style.NONE, List.of());
    List<Heading> first = new ArrayList<>(byStyle.getOrDefault(Heading.Style.PART, List.of()));
    first.addAll(byStyle.getOrDefault(Heading.Style.CHINESE_COMMA, List.of()));
    for (Heading.Style lower : List.of(Heading.Style.BRACKETED, Heading.Style.ARABIC)) {
      List<Heading> candidates = byStyle.getOrDefault(lower, List.of());
      if (first.size() + plain.size() < 2 && topics(candidates) >= FEWEST_TOPICS) {
        first.addAll(candidates);
      }
    }
    first.addAll(plain);
    first.sort((a, b) -> Integer.compare(a.start(), b.start()));
    return withoutContents(first);
  }

  private Optional<Heading> heading(Line line, FormReading form) {
    if (line.text().contains(" | ") || CONTENTS_LINE.matcher(line.text()).find()) {
      return Optional.empty();
    }
    Optional<Heading> numbered = Heading.numbered(line);
    Heading heading = numbered.orElseGet(() -> Heading.plain(line));
    boolean inTable = form.covers(line.start());
    boolean known = rules.isStatutory(heading.bare());
    if (rules.isTableRow(heading.bare())) {
      return Optional.empty();
    }
    if (inTable || numbered.isEmpty()) {
      return known ? Optional.of(heading) : Optional.empty();
    }
    return Optional.of(heading);
  }

  private long topics(List<Heading> headings) {
    return headings.stream()
        .map(heading -> rules.kind(heading.bare()))
        .filter(kind -> kind != Section.Kind.OTHER)
        .distinct()
        .count();
  }

  /** Drops the headings of a list of contents: printed again below, with nothing in between. */
  private static List<Heading> withoutContents(List<Heading> headings) {
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < headings.size(); i++) {
      last.put(headings.get(i).bare(), i);
    }
    List<Heading> kept = new ArrayList<>();
    for (int i = 0; i < headings.size(); i++) {
      Heading heading = headings.get(i);
      boolean repeated = last.get(heading.bare()) > i;
      boolean empty =
          i + 1 < headings.size()
              && headings.get(i + 1).start() - heading.start() <= heading.printed().length() + 4;
      if (!repeated || !empty) {
        kept.add(heading);
      }
    }
    return kept;
  }

  /** The opening, with the title lines that stand directly above it. */
  private int bodyStart(List<Line> lines, List<Heading> headings) {
    int firstHeading = headings.isEmpty() ? Integer.MAX_VALUE : headings.get(0).start();
    int opening = 0;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.start() >= firstHeading || isSentence(line.text())) {
        opening = i;
        break;
      }
    }
    while (opening > 0 && !isDebris(lines.get(opening - 1).text())) {
      opening--;
    }
    return lines.get(opening).start();
  }

  private boolean isSentence(String line) {
    boolean ends = line.indexOf('。') > 0 || line.indexOf('，') > 0 || line.indexOf(',') > 0;
    return line.length() >= 25 && ends && !isDebris(line);
  }

  private boolean isDebris(String line) {
    return line.contains(" | ")
        || line.endsWith("|")
        || (line.length() <= LONGEST_DEBRIS && rules.isDebrisBefore(line));
  }

  /** Everything up to the debris below the last sentence, table or heading. */
  private int bodyEnd(List<Line> lines, List<Heading> headings, FormReading form) {
    int lastHeading = headings.isEmpty() ? 0 : headings.get(headings.size() - 1).start();
    int lastCovered = form.covered().stream().mapToInt(Span::end).max().orElse(0);
    int end = lines.get(lines.size() - 1).end();
    for (int i = lines.size() - 1; i > 0; i--) {
      Line line = lines.get(i);
      boolean debris =
          line.text().length() <= 2 * LONGEST_DEBRIS
              && !(line.text().endsWith("。") && isSentence(line.text()))
              && rules.isDebrisAfter(line.text());
      if (line.start() <= lastHeading
          || line.start() < lastCovered
          || (!debris && line.text().length() > LONGEST_DEBRIS)) {
        break;
      }
      if (debris) {
        end = lines.get(i - 1).end();
      }
    }
    return end;
  }

  private List<Section> sections(String text, Span body, List<Heading> headings, FormReading form) {
    List<Cut> cuts = new ArrayList<>();
    cuts.add(new Cut(body.start(), "", Section.Kind.OVERVIEW));
    for (Heading heading : headings) {
      if (body.contains(heading.start())) {
        Cut cut = new Cut(heading.start(), heading.printed(), rules.kind(heading.bare()));
        if (heading.start() == body.start()) {
          cuts.set(0, cut);
        } else {
          cuts.add(cut);
        }
      }
    }
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < cuts.size(); i++) {
      Cut cut = cuts.get(i);
      int end = i + 1 < cuts.size() ? cuts.get(i + 1).start : body.end();
      int turn = turnToPlans(text, cut, end, form);
      add(sections, cut.kind, cut.heading, cut.start, turn);
      if (turn < end) {
        add(sections, Section.Kind.PLANS, "", turn, end);
      }
    }
    return sections;
  }

  private static void add(
      List<Section> sections, Section.Kind kind, String heading, int start, int end) {
    sections.add(new Section(sections.size(), kind, heading, new Span(start, end)));
  }

  /** Where a section turns from the past year to the next, or its end. */
  private int turnToPlans(String text, Cut cut, int end, FormReading form) {
    if (cut.kind != Section.Kind.PROBLEMS) {
      return end;
    }
    int from = cut.start + cut.heading.length();
    for (int i = from; i < end; i++) {
      char before = i == 0 ? '\n' : text.charAt(i - 1);
      boolean sentence = before == '\n' || before == '。';
      if (!sentence) {
        continue;
      }
      int offset = skipNumeral(text, i, end);
      int window = Math.min(end, offset + 2 * Words.GAP);
      if (!form.covers(offset) && rules.beginsPlans(text.substring(offset, window))) {
        return i;
      }
    }
    return end;
  }

  /** Skips white space and a numeral such as {@code （二）}. */
  private static int skipNumeral(String text, int from, int end) {
    int i = from;
    while (i < end && i < from + 10 && " \u3000\t（(）)一二三四五六七八九十、.．".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    return i;
  }

  private record Cut(int start, String heading, Section.Kind kind) {}
}
