package org.gongkai.samples;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** The sentences around the tables: one phrase of each kind, chosen by organ and year. */
final class Narrative {
  private static final Pattern FIELD = Pattern.compile("\\{(last:)?([^}]+)\\}");

  private final Map<String, List<String>> phrases = new TreeMap<>();

  Narrative() {
    try (CSVParser parser =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setCommentMarker('#')
            .get()
            .parse(
                new InputStreamReader(
                    Narrative.class.getResourceAsStream("phrases.csv"), StandardCharsets.UTF_8))) {
      parser.forEach(
          row ->
              phrases.merge(
                  row.get("kind"),
                  List.of(row.get("text")),
                  (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream()).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException("phrases.csv of this jar is not readable", e);
    }
  }

  /**
   * A phrase with its figures filled in.
   *
   * @param before figures of the year before, or the same year's for the first
   */
  String phrase(String kind, Publisher publisher, YearFigures figures, YearFigures before) {
    List<String> choice = phrases.get(kind);
    int pick = Math.floorMod(publisher.name().hashCode() / 7 + figures.year(), choice.size());
    return fill(choice.get(pick), publisher, figures, before);
  }

  private static String fill(
      String phrase, Publisher publisher, YearFigures figures, YearFigures before) {
    return FIELD
        .matcher(phrase)
        .replaceAll(
            field ->
                Matcher.quoteReplacement(
                    field.group(1) != null
                        ? before.printed(field.group(2))
                        : value(field.group(2), publisher, figures)));
  }

  private static String value(String field, Publisher publisher, YearFigures figures) {
    return switch (field) {
      case "organ" -> publisher.name();
      case "whole" -> publisher.whole();
      case "year" -> String.valueOf(figures.year());
      case "next" -> String.valueOf(figures.year() + 1);
      case "phone" -> "09" + publisher.code().substring(2, 4) + "-8" + publisher.code();
      case "host" -> "www.sf" + publisher.code() + ".gov.example";
      default -> figures.printed(field);
    };
  }
}
