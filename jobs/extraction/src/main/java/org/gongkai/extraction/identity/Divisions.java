package org.gongkai.extraction.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.gongkai.extraction.config.ConfException;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.model.Identity.RegionLevel;

/** The divisions of {@code conf/divisions}, by code and by name, for each year since 2008. */
public final class Divisions {
  private static final String LIST = "divisions/divisions.csv";
  private static final String SUPPLEMENT = "divisions/supplement.csv";
  private static final String CHANGES = "divisions/changes.csv";
  private static final String ZONE = "zone";

  private final Map<String, List<Division>> byCode = new HashMap<>();
  private final Map<String, List<Division>> byName = new HashMap<>();
  private final Map<String, List<Division>> byPhone = new HashMap<>();
  private final Set<String> parents = new HashSet<>();
  private final List<Change> changes = new ArrayList<>();

  /** Every name and alias by its first two characters, longest first. */
  private final Map<String, List<String>> names = new HashMap<>();

  /** The characters that names begin with. */
  private final BitSet beginnings = new BitSet();

  /**
   * @throws ConfException if a row is malformed, has no parent, or overlaps in time with another of
   *     its code
   */
  public Divisions(ConfFiles conf) {
    List<Placed> zones = new ArrayList<>();
    for (String path : List.of(LIST, SUPPLEMENT)) {
      for (CSVRecord record : conf.csv(path)) {
        Placed placed = new Placed(record, path, record.getRecordNumber());
        if (record.get("level").equals(ZONE)) {
          zones.add(placed);
        } else {
          addCoded(placed.division(level(placed), false), placed);
        }
      }
    }
    checkParents();
    for (Placed zone : zones) {
      Division above =
          byCode.getOrDefault(zone.record.get("code"), List.of()).stream()
              .findFirst()
              .orElseThrow(() -> zone.problem("belongs to a code that is not listed"));
      index(zone.division(above.level(), true));
    }
    for (List<String> list : names.values()) {
      list.sort(Comparator.comparingInt(String::length).reversed());
      beginnings.set(list.get(0).charAt(0));
    }
    readChanges(conf);
  }

  private void addCoded(Division division, Placed placed) {
    List<Division> same = byCode.computeIfAbsent(division.code(), c -> new ArrayList<>(1));
    for (Division other : same) {
      if (other.from() <= division.to() && division.from() <= other.to()) {
        throw placed.problem("is in force together with " + other.name() + " of the same code");
      }
    }
    same.add(division);
    parents.add(division.parent());
    index(division);
    for (String phone : division.phones()) {
      byPhone.computeIfAbsent(phone, p -> new ArrayList<>(1)).add(division);
    }
  }

  private void index(Division division) {
    Set<String> all = new LinkedHashSet<>(division.aliases());
    all.add(division.name());
    for (String name : all) {
      List<Division> same = byName.computeIfAbsent(name, n -> new ArrayList<>(1));
      if (same.isEmpty()) {
        names.computeIfAbsent(name.substring(0, 2), n -> new ArrayList<>(2)).add(name);
      }
      same.add(division);
    }
  }

  private void checkParents() {
    for (List<Division> same : byCode.values()) {
      for (Division division : same) {
        boolean province = division.level() == RegionLevel.PROVINCE;
        if (province != (division.parent() == null)
            || (!province && !byCode.containsKey(division.parent()))) {
          throw new ConfException(LIST, 0, "has no parent for " + division.code());
        }
      }
    }
  }

  private void readChanges(ConfFiles conf) {
    for (CSVRecord record : conf.csv(CHANGES)) {
      Placed placed = new Placed(record, CHANGES, record.getRecordNumber());
      List<String> old = words(record.get("old"));
      List<String> successors = words(record.get("new"));
      for (String code : old) {
        if (!byCode.containsKey(code)) {
          throw placed.problem("names the unknown code " + code);
        }
      }
      int year = placed.year("year", 0);
      for (String code : successors) {
        if (inForce(code, year).isEmpty()) {
          throw placed.problem("names " + code + ", which is not in force in " + year);
        }
      }
      changes.add(new Change(year, old, successors, record.get("kind"), record.get("note")));
    }
  }

  /** The division with a code on 31 December of a year. */
  public Optional<Division> inForce(String code, int year) {
    return byCode.getOrDefault(code, List.of()).stream().filter(d -> d.inForce(year)).findFirst();
  }

  /**
   * The divisions that a name or alias may mean, those in force on 31 December of the year first; a
   * name of another time means the divisions nearest in time.
   */
  public List<Division> named(String name, int year) {
    List<Division> all = byName.getOrDefault(name, List.of());
    int nearest = all.stream().mapToInt(d -> d.distance(year)).min().orElse(0);
    return all.stream().filter(d -> d.distance(year) == nearest).toList();
  }

  /** Those of {@link #named} that have it for their full name. */
  List<Division> fullyNamed(String name, int year) {
    return named(name, year).stream().filter(d -> d.name().equals(name)).toList();
  }

  /** The divisions that share a telephone area code in a year. */
  public List<Division> withPhone(String areaCode, int year) {
    return byPhone.getOrDefault(areaCode, List.of()).stream().filter(d -> d.inForce(year)).toList();
  }

  /** The division above, or empty for a province. */
  public Optional<Division> parent(Division division, int year) {
    return division.parent() == null ? Optional.empty() : inForce(division.parent(), year);
  }

  /** Whether towns lie directly in it: in counties, and in the few prefectures without any. */
  boolean mayHoldTowns(Division division) {
    return switch (division.level()) {
      case COUNTY -> true;
      case PREFECTURE -> !parents.contains(division.code());
      case NATIONAL, PROVINCE, TOWNSHIP -> false;
    };
  }

  /** Whether a code is or was that of a division. */
  boolean isListed(String code) {
    return byCode.containsKey(code);
  }

  /** Every division with a code of its own, at every time. */
  public Stream<Division> all() {
    return byCode.values().stream().flatMap(List::stream);
  }

  /** The changes that break a series, oldest first. */
  public List<Change> changes() {
    return List.copyOf(changes);
  }

  /** The longest name that begins at an offset, or null. */
  String nameAt(CharSequence text, int offset) {
    if (offset + 2 > text.length()) {
      return null;
    }
    if (!beginnings.get(text.charAt(offset))) {
      return null;
    }
    String head = text.subSequence(offset, offset + 2).toString();
    for (String name : names.getOrDefault(head, List.of())) {
      int end = offset + name.length();
      if (end <= text.length() && name.contentEquals(text.subSequence(offset, end))) {
        return name;
      }
    }
    return null;
  }

  private static RegionLevel level(Placed placed) {
    return switch (placed.record.get("level")) {
      case "province" -> RegionLevel.PROVINCE;
      case "prefecture" -> RegionLevel.PREFECTURE;
      case "county" -> RegionLevel.COUNTY;
      default -> throw placed.problem("has an unknown level");
    };
  }

  private static List<String> words(String cell) {
    if (cell.isEmpty()) {
      return List.of();
    }
    return cell.indexOf(' ') < 0 ? List.of(cell) : Arrays.asList(cell.split(" +"));
  }

  /**
   * A change that breaks a series of years.
   *
   * @param year first 31 December on which the new state holds
   * @param old codes before
   * @param successors codes after
   * @param kind merge, split, new, move, rename, convert, reuse or transfer
   * @param note the approval
   */
  public record Change(
      int year, List<String> old, List<String> successors, String kind, String note) {
    public Change {
      old = List.copyOf(old);
      successors = List.copyOf(successors);
    }
  }

  private record Placed(CSVRecord record, String path, long number) {
    Division division(RegionLevel level, boolean zone) {
      String code = record.get("code");
      String name = record.get("name");
      if (code.length() != 6 || !isDigits(code) || name.length() < 2) {
        throw problem("is no division");
      }
      String parent = record.get("parent");
      return new Division(
          code,
          name,
          level,
          zone,
          parent.isEmpty() ? null : parent,
          year("valid_from", 0),
          year("valid_to", Integer.MAX_VALUE),
          words(record.get("successors")),
          words(record.get("aliases")),
          Set.copyOf(words(record.get("phones"))));
    }

    int year(String column, int missing) {
      String year = record.get(column);
      if (year.isEmpty() && missing > 0) {
        return missing;
      }
      if (year.length() != 4 || !isDigits(year)) {
        throw problem("has no year in " + column);
      }
      // The first list stands for all the years before it.
      return column.equals("valid_from") && year.equals("2008") ? 0 : Integer.parseInt(year);
    }

    private static boolean isDigits(String text) {
      return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    ConfException problem(String what) {
      return new ConfException(path, 0, "record " + number + " (" + record.get(1) + ") " + what);
    }
  }
}
