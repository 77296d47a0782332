package org.gongkai.extraction.prose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.language.Unit;
import org.gongkai.extraction.model.FigureKey;

/**
 * What a number counts, given the topic, the meanings of the words around it and its unit: the
 * ordered rules of {@code conf/lexicon/frames.csv}, of which the first that fits holds.
 */
final class Frames {
  private static final String PATH = "lexicon/frames.csv";
  private static final String ANY = "*";

  /** The rules that may hold for a topic, in order. */
  private final Map<String, List<Rule>> byTopic = new HashMap<>();

  /** The rules that hold for every topic, in order. */
  private final List<Rule> general;

  /**
   * Reads the rules.
   *
   * @throws ConfException if a rule names an unknown reason or a wrong key
   */
  Frames(ConfFiles conf, Reasons reasons) {
    List<Rule> read = new ArrayList<>();
    for (CSVRecord line : conf.csv(PATH)) {
      try {
        read.add(rule(line, reasons));
      } catch (IllegalArgumentException e) {
        throw new ConfException(PATH, line.getRecordNumber(), e.getMessage(), e);
      }
    }
    general = read.stream().filter(rule -> rule.topics.contains(ANY)).toList();
    read.stream()
        .flatMap(rule -> rule.topics.stream())
        .distinct()
        .forEach(topic -> byTopic.put(topic, read.stream().filter(r -> r.isFor(topic)).toList()));
  }

  /**
   * The first rule that fits, or null.
   *
   * @param topic topic of the clause, own or inherited; empty for none
   * @param meanings the meanings around the number, as {@code type} and {@code type:code}
   * @param unit unit of the number
   */
  Match find(String topic, Set<String> meanings, Unit unit) {
    for (Rule rule : byTopic.getOrDefault(topic, general)) {
      if (rule.fits(meanings, unit)) {
        Match match = rule.match(meanings);
        if (match != null) {
          return match;
        }
      }
    }
    return null;
  }

  private static Rule rule(CSVRecord line, Reasons reasons) {
    String result = line.get("result");
    if (result.startsWith("-")) {
      reasons.require(result.substring(1));
    } else {
      for (String key : result.split("\\+")) {
        FigureKey.parse(key.strip());
      }
    }
    return new Rule(
        words(line.get("topic")).stream().findFirst().orElse(List.of(ANY)),
        words(line.get("when")),
        words(line.get("unless")).stream().flatMap(List::stream).toList(),
        Set.copyOf(words(line.get("units")).stream().flatMap(List::stream).toList()),
        result,
        line.get("confidence").isEmpty() ? 1.0 : Double.parseDouble(line.get("confidence")));
  }

  private static List<List<String>> words(String cell) {
    return cell.isEmpty()
        ? List.of()
        : Arrays.stream(cell.split("\\s+")).map(word -> List.of(word.split("\\|"))).toList();
  }

  /**
   * What a number counts.
   *
   * @param keys the figures it states; empty where it states none
   * @param reason why it states none, or null
   * @param confidence of the rule, 0 to 1
   */
  record Match(List<FigureKey> keys, String reason, double confidence) {}

  private record Rule(
      List<String> topics,
      List<List<String>> when,
      List<String> unless,
      Set<String> units,
      String result,
      double confidence) {

    boolean isFor(String topic) {
      return topics.contains(ANY) || topics.contains(topic);
    }

    boolean fits(Set<String> meanings, Unit unit) {
      for (List<String> any : when) {
        if (Collections.disjoint(any, meanings)) {
          return false;
        }
      }
      return Collections.disjoint(unless, meanings)
          && (units.isEmpty()
              || !Collections.disjoint(unit.classes(), units)
              || (unit.missing() && units.contains("none")));
    }

    /**
     * The keys with {@code $type} replaced by the code of that type; null where two codes compete.
     */
    Match match(Set<String> meanings) {
      if (result.startsWith("-")) {
        return new Match(List.of(), result.substring(1), confidence);
      }
      List<FigureKey> keys = new ArrayList<>();
      for (String notation : result.split("\\+")) {
        String filled = notation.strip();
        int at = filled.indexOf('$');
        if (at >= 0) {
          int end = at + 1;
          while (Character.isLetter(filled.charAt(end))) {
            end++;
          }
          String type = filled.substring(at + 1, end) + ":";
          List<String> codes =
              meanings.stream()
                  .filter(m -> m.startsWith(type))
                  .map(m -> m.substring(type.length()))
                  .toList();
          if (codes.size() != 1) {
            return new Match(List.of(), "combined", confidence);
          }
          filled = filled.substring(0, at) + codes.get(0) + filled.substring(end);
        }
        keys.add(FigureKey.parse(filled));
      }
      return new Match(keys, null, confidence);
    }
  }
}
