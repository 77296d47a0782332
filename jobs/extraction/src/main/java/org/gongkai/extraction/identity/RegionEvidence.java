package org.gongkai.extraction.identity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gongkai.extraction.model.Identity.RegionLevel;

/**
 * Everything in a document that points to a region: names, telephone area codes, the code inside an
 * index number, and words such as 我县. Decides between regions of one name by the regions above
 * them.
 */
final class RegionEvidence {
  private static final Pattern PHONE =
      Pattern.compile(
          "(?<!\\d)[(（]?(0(?:10|2\\d|[3-9]\\d\\d))[)）]?\\s*[-—－–―]?\\s*\\d{7,8}(?!\\d)");

  private static final Pattern CODED_INDEX = Pattern.compile("^(?:1[12]|[A-Z]{0,3})(\\d{6})");

  private static final Pattern SELF = Pattern.compile("[我全本]([" + Organ.DIVISION_CLASSES + "])");

  private static final Pattern QUOTED =
      Pattern.compile("[“\"「『]([\\u4e00-\\u9fff·•・—.-]{3,10})[”\"」』]");

  /** What the name of a site or paper ends with; the names of regions stand before it. */
  private static final Pattern SITE = Pattern.compile("(?:政府|信息|门户|政务|新闻|党政)网|日报|电视台|政报");

  private static final int LONGEST_SITE = 8;

  private static final Pattern SITE_PARTS = Pattern.compile("[·•・—.-]|^(?:中国|网上|阳光|信用|在)|(?<=中国)");

  private static final int PHONE_WEIGHT = 6;
  private static final int INDEX_WEIGHT = 12;
  private static final int MOST_MENTIONS = 8;

  /** What a name in a title or in the frame of the page weighs. */
  private static final int FIRM_WEIGHT = 4;

  private final Divisions divisions;
  private final int year;
  private final Map<String, Integer> weights = new HashMap<>();

  /** Telephone codes are those of a whole prefecture: they tell which of its counties is meant. */
  private final Map<String, Integer> phones = new HashMap<>();

  private final Set<Division> seen = new LinkedHashSet<>();
  private char self;

  RegionEvidence(Divisions divisions, int year) {
    this.divisions = divisions;
    this.year = year;
  }

  /** Counts the full names, phones and self-references of a text, each worth a weight. */
  void read(String text, int weight) {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i + 2 < text.length(); i++) {
      String name = divisions.nameAt(text, i);
      // Names of two characters occur by chance: 公开县级政府 holds 开县.
      if (name == null || (name.length() < 3 && !text.startsWith("人民政府", i + name.length()))) {
        continue;
      }
      if (!divisions.fullyNamed(name, year).isEmpty()) {
        counts.merge(name, 1, Integer::sum);
        i += name.length() - 1;
      }
    }
    counts.forEach(
        (name, count) -> {
          for (Division division : divisions.fullyNamed(name, year)) {
            add(division, weight * Math.min(count, MOST_MENTIONS));
          }
        });
    Matcher phone = PHONE.matcher(text);
    if (phone.find()) {
      for (Division division : divisions.withPhone(phone.group(1), year)) {
        phones.merge(key(division), PHONE_WEIGHT, Integer::sum);
        seen.add(division);
      }
    }
    readSites(text, weight);
    readSelf(text);
  }

  /** Short names count in the names of sites and papers: “中国海宁”, “辽源·西安”, 大兴信息网. */
  private void readSites(String text, int weight) {
    Set<String> aliases = new LinkedHashSet<>();
    Matcher quoted = QUOTED.matcher(text);
    while (quoted.find()) {
      addAliases(quoted.group(1), aliases);
    }
    Matcher site = SITE.matcher(text);
    while (site.find()) {
      int earliest = Math.max(0, site.start() - LONGEST_SITE);
      addAliases(Organ.nameBefore(text, earliest, site.start(), RegionEvidence::isOfName), aliases);
    }
    for (String alias : aliases) {
      divisions.named(alias, year).forEach(division -> add(division, 2 * weight));
    }
  }

  private static boolean isOfName(int c) {
    return Organ.isChinese(c) || c == '·' || c == '•';
  }

  /** The names of regions that a part of a site's name begins or ends with. */
  private void addAliases(String site, Set<String> aliases) {
    for (String part : SITE_PARTS.split(site)) {
      for (int i = 0; i + 2 <= part.length(); i++) {
        String alias = divisions.nameAt(part, i);
        if (alias != null && (i == 0 || i + alias.length() == part.length())) {
          aliases.add(alias);
        }
      }
    }
  }

  private void readSelf(String text) {
    int[] counts = new int[128];
    String classes = Organ.DIVISION_CLASSES;
    Matcher matcher = SELF.matcher(text);
    while (matcher.find()) {
      counts[classes.indexOf(matcher.group(1))]++;
    }
    int most = 0;
    for (int i = 1; i < classes.length(); i++) {
      most = counts[i] > counts[most] ? i : most;
    }
    if (counts[most] > 0) {
      self = classes.charAt(most);
    }
  }

  /** Reads the division code that many index numbers contain. */
  void readIndexNumber(String indexNumber) {
    Matcher matcher = CODED_INDEX.matcher(indexNumber);
    if (matcher.find()) {
      divisions.inForce(matcher.group(1), year).ifPresent(d -> add(d, INDEX_WEIGHT));
    }
  }

  private void add(Division division, int weight) {
    weights.merge(key(division), weight, Integer::sum);
    seen.add(division);
  }

  private int weight(Division division) {
    return weights.getOrDefault(key(division), 0);
  }

  private static String key(Division division) {
    return division.zone() ? division.name() : division.code();
  }

  /** Evidence for a division and for the ones above it. */
  private int support(Division division) {
    int sum = weight(division) + phones.getOrDefault(key(division), 0);
    Optional<Division> above = divisions.parent(division, year);
    while (above.isPresent()) {
      sum += weight(above.get()) + phones.getOrDefault(key(above.get()), 0);
      above = divisions.parent(above.get(), year);
    }
    return sum;
  }

  /**
   * The division that a chain of names means, the widest first.
   *
   * @param homes divisions one of which it is if it may be, as they hold the organ's town
   * @return empty if the text does not decide between several
   */
  Optional<Division> resolve(List<String> chain, List<Division> homes) {
    List<Division> possible = new ArrayList<>();
    for (String name : chain) {
      List<Division> next = divisions.named(name, year);
      List<Division> above = possible;
      List<Division> within =
          above.isEmpty()
              ? next
              : next.stream().filter(d -> above.stream().anyMatch(d::isWithin)).toList();
      possible = new ArrayList<>(within.isEmpty() ? next : within);
    }
    String last = chain.get(chain.size() - 1);
    List<Division> full = possible.stream().filter(d -> d.name().equals(last)).toList();
    List<Division> meant = full.isEmpty() ? possible : full;
    List<Division> within =
        homes.stream().filter(home -> meant.stream().anyMatch(home::isWithin)).toList();
    return strongest(within.isEmpty() ? meant : within, this::support)
        .or(() -> strongest(meant, this::support));
  }

  /** The one of several divisions that the text, or else nothing but their list, speaks for. */
  Optional<Division> mostSupported(List<Division> possible) {
    List<Division> supported = possible.stream().filter(d -> support(d) > 0).toList();
    return supported.isEmpty() && !seen.isEmpty()
        ? Optional.empty()
        : strongest(supported.isEmpty() ? possible : supported, this::support);
  }

  private static Optional<Division> strongest(
      List<Division> possible, java.util.function.ToIntFunction<Division> strength) {
    List<Division> sorted =
        possible.stream().sorted(Comparator.comparingInt(strength).reversed()).toList();
    if (sorted.isEmpty()) {
      return Optional.empty();
    }
    boolean decided =
        sorted.size() == 1
            || strength.applyAsInt(sorted.get(0)) > strength.applyAsInt(sorted.get(1))
            || sorted.get(0).isWithin(sorted.get(1));
    return decided ? Optional.of(sorted.get(0)) : Optional.empty();
  }

  /**
   * The region that the whole document speaks of most.
   *
   * @param ending character that the region's name must end with, such as 市 for 市教育局; 0 if any
   */
  Optional<Division> mostMentioned(char ending, Predicate<Division> allowed) {
    char wanted = ending == 0 ? self : ending;
    List<Division> all = seen.stream().filter(allowed).filter(d -> !isPassing(d, wanted)).toList();
    return strongest(
        all,
        d -> {
          int fitting = endsWith(d, wanted) ? 20 : 0;
          return 3 * weight(d) + Math.min(support(d), 12) + fitting;
        });
  }

  private static boolean endsWith(Division division, char ending) {
    return division.name().charAt(division.name().length() - 1) == ending;
  }

  /** Whether a province is named in passing, as in the titles of its rules. */
  private boolean isPassing(Division division, char wanted) {
    return division.level() == RegionLevel.PROVINCE
        && !endsWith(division, wanted)
        && (wanted != 0 || weight(division) < FIRM_WEIGHT);
  }
}
