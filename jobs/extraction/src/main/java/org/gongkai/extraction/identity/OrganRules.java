package org.gongkai.extraction.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Identity.OrganKind;
import org.gongkai.extraction.structure.Words;

/** The wording of {@code conf/organs.csv}, validated. */
final class OrganRules {
  private static final String PATH = "organs.csv";

  private final List<Ending> endings = new ArrayList<>();
  private final List<String> national = new ArrayList<>();
  private final Map<String, String> completions = new HashMap<>();
  private final Map<String, String> places = new HashMap<>();
  private final Pattern boundary;
  private final Words brands;

  OrganRules(ConfFiles conf) {
    Pattern boundaryWords = null;
    Words brandWords = null;
    for (CSVRecord record : conf.csv(PATH)) {
      long line = record.getRecordNumber();
      String words = record.get("words");
      switch (record.get("role")) {
        case "organ" -> {
          OrganKind kind = kind(record, line);
          for (String ending : words.split("\\|")) {
            endings.add(new Ending(kind, ending));
          }
        }
        case "national" -> national.addAll(Arrays.asList(words.split("\\|")));
        case "complete" -> completions.put(record.get("kind"), words);
        case "complete_place" -> places.put(record.get("kind"), words);
        case "brand" -> brandWords = Words.of(words, PATH, line);
        case "boundary" -> boundaryWords = anyOf(Arrays.asList(words.split("\\|")));
        default -> throw new ConfException(PATH, line, "has an unknown role " + record.get("role"));
      }
    }
    if (boundaryWords == null || brandWords == null) {
      throw new ConfException(PATH, 0, "lacks the row boundary or brand");
    }
    national.sort(Comparator.comparingInt(String::length).reversed());
    boundary = boundaryWords;
    brands = brandWords;
  }

  private static OrganKind kind(CSVRecord record, long line) {
    try {
      return OrganKind.valueOf(record.get("kind").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ConfException(PATH, line, "has an unknown kind " + record.get("kind"), e);
    }
  }

  /** Alternatives, the longest first, so that the longest is found. */
  private static Pattern anyOf(List<String> words) {
    return Pattern.compile(
        words.stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|")));
  }

  /** Kind of organ by the end of its name, or null if the name ends like none. */
  OrganKind kindOf(String name) {
    for (Ending ending : endings) {
      if (name.endsWith(ending.words) && name.length() > ending.words.length()) {
        return ending.kind;
      }
    }
    return national.contains(name) ? OrganKind.DEPARTMENT : null;
  }

  /** The national organ that a name begins with, or null. */
  String nationalAt(String name) {
    return national.stream().filter(name::startsWith).findFirst().orElse(null);
  }

  /** The government that a bare division stands for: 柞水县 is 柞水县人民政府. */
  String governmentOf(Division division, String printed) {
    return printed + (division.zone() ? longest(places, printed) : longest(completions, printed));
  }

  /** The organ of a bare town or development zone, or null where a name is neither. */
  String organOf(String place) {
    String added = longest(places, place);
    return added.isEmpty() || place.length() < 3 ? null : place + added;
  }

  private static String longest(Map<String, String> byEnding, String name) {
    return byEnding.keySet().stream()
        .filter(name::endsWith)
        .max(Comparator.comparingInt(String::length))
        .map(byEnding::get)
        .orElse("");
  }

  boolean isHijacked(String text) {
    return brands.in(text);
  }

  Pattern boundary() {
    return boundary;
  }

  private record Ending(OrganKind kind, String words) {}
}
