package org.gongkai.pipeline.aggregate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;

/** The divisions of {@code conf/divisions} over the years. */
final class Regions implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String DIVISIONS = "divisions/divisions.csv";
  private static final String SUPPLEMENT = "divisions/supplement.csv";
  private static final String CHANGES = "divisions/changes.csv";
  private static final Set<String> LEVELS = Set.of("province", "prefecture", "county");
  private static final int OPEN_END = 9999;

  private final HashMap<String, ArrayList<Region>> byCode = new HashMap<>();
  private final HashMap<String, ArrayList<Region>> byParent = new HashMap<>();
  private final HashSet<Change> changes = new HashSet<>();

  /** A division with the one above it, in the years in which that held. */
  record Region(String code, String name, String level, String parent, int from, int to)
      implements Serializable {
    private boolean isIn(int year) {
      return from <= year && year <= to;
    }
  }

  private record Change(String code, int year) implements Serializable {}

  private Regions() {}

  /**
   * Reads the divisions and their changes.
   *
   * @throws ConfException if a line is wrong
   */
  static Regions load(ConfFiles conf) {
    Regions regions = new Regions();
    for (String path : List.of(DIVISIONS, SUPPLEMENT)) {
      for (CSVRecord line : conf.csv(path)) {
        if (LEVELS.contains(line.get("level"))) {
          regions.add(
              new Region(
                  line.get("code"),
                  line.get("name"),
                  line.get("level"),
                  line.get("parent"),
                  year(path, line, "valid_from", 0),
                  year(path, line, "valid_to", OPEN_END)));
        }
      }
    }
    for (CSVRecord line : conf.csv(CHANGES)) {
      if (!line.get("kind").equals("rename")) {
        int year = year(CHANGES, line, "year", 0);
        Stream.of(line.get("old"), line.get("new"))
            .flatMap(codes -> Stream.of(codes.split(" +")))
            .filter(code -> !code.isEmpty())
            .forEach(code -> regions.changes.add(new Change(code, year)));
      }
    }
    return regions;
  }

  private void add(Region region) {
    byCode.computeIfAbsent(region.code(), code -> new ArrayList<>()).add(region);
    if (!region.parent().isEmpty()) {
      byParent.computeIfAbsent(region.parent(), code -> new ArrayList<>()).add(region);
    }
  }

  private static int year(String path, CSVRecord line, String column, int open) {
    String text = line.get(column);
    try {
      return text.isEmpty() ? open : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new ConfException(
          path, line.getParser().getCurrentLineNumber(), column + " is no year: " + text, e);
    }
  }

  /** The division of that code in a year. */
  Optional<Region> in(int year, String code) {
    return of(byCode, code).filter(region -> region.isIn(year)).findFirst();
  }

  /** The division above one in a year. */
  Optional<Region> above(int year, String code) {
    return in(year, code).map(Region::parent).flatMap(parent -> in(year, parent));
  }

  /** The number of divisions of a level directly below one in a year. */
  int countBelow(int year, String code, String level) {
    return (int)
        of(byParent, code)
            .filter(region -> region.isIn(year) && Objects.equals(region.level(), level))
            .count();
  }

  /** Whether the area of a division changed with that year. */
  boolean changedIn(int year, String code) {
    return changes.contains(new Change(code, year));
  }

  private static Stream<Region> of(Map<String, ? extends List<Region>> regions, String code) {
    List<Region> found = regions.get(code);
    return found == null ? Stream.empty() : found.stream();
  }
}
