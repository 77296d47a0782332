package org.gongkai.extraction.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Identity.OrganKind;
import org.gongkai.extraction.model.Identity.RegionLevel;
import org.gongkai.extraction.structure.Words;

/** The wording of {@code conf/organs.csv}, validated. */
final class OrganRules {
  private static final String PATH = "organs.csv";

  private static final String BRAND = "brand";
  private static final String GENERIC = "generic";
  private static final String NEVER = "never";
  private static final String ABOVE = "above";
  private static final String BOUNDARY = "boundary";
  private static final String VERB = "verb";

  private static final int MOST_MENTIONS = 200;

  private final List<Ending> endings = new ArrayList<>();
  private final List<String> national = new ArrayList<>();
  private final Map<String, String> completions = new HashMap<>();
  private final Map<String, String> places = new HashMap<>();
  private final Map<OrganKind, Words> selves = new EnumMap<>(OrganKind.class);
  private final Map<OrganKind, Words> selfParts = new EnumMap<>(OrganKind.class);
  private final List<Superior> superiors = new ArrayList<>();
  private final Map<String, Words> single = new HashMap<>();

  OrganRules(ConfFiles conf) {
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
        case "self" -> selves.put(kind(record, line), Words.of(words, PATH, line));
        case "superior" -> superiors.add(superior(record, line));
        case "self_part" -> selfParts.put(kind(record, line), Words.of(words, PATH, line));
        case BRAND, GENERIC, NEVER, ABOVE, BOUNDARY, VERB ->
            single.put(record.get("role"), Words.of(longestFirst(words), PATH, line));
        default -> throw new ConfException(PATH, line, "has an unknown role " + record.get("role"));
      }
    }
    for (String role : List.of(BRAND, GENERIC, NEVER, ABOVE, BOUNDARY, VERB)) {
      if (!single.containsKey(role)) {
        throw new ConfException(PATH, 0, "lacks the row " + role);
      }
    }
    national.sort(Comparator.comparingInt(String::length).reversed());
  }

  private static Superior superior(CSVRecord record, long line) {
    boolean open = record.get("kind").isEmpty();
    RegionLevel level = open ? null : constant(RegionLevel.class, record, line);
    return new Superior(level, Words.of(record.get("words"), PATH, line));
  }

  private static OrganKind kind(CSVRecord record, long line) {
    return constant(OrganKind.class, record, line);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, CSVRecord record, long line) {
    try {
      return Enum.valueOf(type, record.get("kind").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ConfException(PATH, line, "has an unknown kind " + record.get("kind"), e);
    }
  }

  /** Alternatives in such an order that the longest is found. */
  private static String longestFirst(String words) {
    return Arrays.stream(words.split("\\|"))
        .sorted(Comparator.comparingInt(String::length).reversed())
        .collect(Collectors.joining("|"));
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

  /** The government that a bare division stands for: 柞水县, or 柞水, is 柞水县人民政府. */
  String governmentOf(Division division, String printed) {
    String added = longest(division.zone() ? places : completions, printed);
    boolean shortName = added.isEmpty() && !division.zone();
    return shortName ? governmentOf(division, division.name()) : printed + added;
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
    return single.get(BRAND).in(text);
  }

  /** Whether a name is one that any organ may have, such as 信息公开办公室. */
  boolean isGeneric(String name) {
    return single.get(GENERIC).are(name) || single.get(NEVER).in(name);
  }

  /** Whether words may stand before the region in the name of an organ: 中华人民共和国天津海关. */
  boolean mayPrecedeRegion(String words) {
    return single.get(ABOVE).are(words);
  }

  /** Kind of organ by what the report calls it, 我镇 or 本局, or its parts; null where it does not. */
  OrganKind selfKind(String text) {
    OrganKind said = mostFrequent(selves, text);
    OrganKind part = mostFrequent(selfParts, text);
    return said == null ? part : said;
  }

  /** Level of the region whose bodies, such as 县委, a report names most; null where none is. */
  RegionLevel levelOfSuperiors(String text) {
    RegionLevel most = null;
    long highest = 0;
    for (Superior superior : superiors) {
      long count = count(superior.words, text);
      if (count > highest) {
        most = superior.level;
        highest = count;
      }
    }
    return most;
  }

  private static long count(Words words, String text) {
    return words.matcher(text).results().limit(MOST_MENTIONS).count();
  }

  private static OrganKind mostFrequent(Map<OrganKind, Words> words, String text) {
    OrganKind most = null;
    long highest = 0;
    for (Map.Entry<OrganKind, Words> self : words.entrySet()) {
      long count = count(self.getValue(), text);
      // A department or a town speaks of 我县 too; a government never speaks of 我局.
      boolean wider = most == OrganKind.GOVERNMENT && count > 0;
      if (wider || (count > highest && (most == null || self.getKey() != OrganKind.GOVERNMENT))) {
        most = self.getKey();
        highest = count;
      }
    }
    return most;
  }

  /** Words that go with an organ as the subject of a sentence. */
  Words verbs() {
    return single.get(VERB);
  }

  /** Words before which or after which the name of an organ ends or begins. */
  Words boundary() {
    return single.get(BOUNDARY);
  }

  /** Words for the bodies above an organ; the level is null where several go by them. */
  private record Superior(RegionLevel level, Words words) {}

  private record Ending(OrganKind kind, String words) {}
}
