package org.gongkai.extraction.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gongkai.extraction.identity.MetadataGrid.Field;
import org.gongkai.extraction.model.Identity.OrganKind;

/**
 * Finds the issuing organ: by the title, by the sentences on the report, by the page around it, and
 * last by the sentences that tell what an organ did.
 */
final class OrganFinder {
  private static final Pattern COMPILED_BY =
      Pattern.compile("(?:由|，|,|\\n)([^，,。；\\n]{3,30}?)(?:负责)?(?:编制|特编制|编写|撰写|汇编|汇总|负责解释|公布|发布)");

  private static final Pattern FILLED_BY =
      Pattern.compile("填报单位[^：:\\n]{0,12}[：:]\\s*([^\\n|（(]{2,40})");

  private static final Pattern CONTACT =
      Pattern.compile(
          "(?:请|可|敬请)(?:直接|径)?(?:与|同|和|向|联系|咨询|拨打|致电)[:：]?\\s*([\\u4e00-\\u9fff]{3,30}?)"
              + "(?:联系|咨询|反映|反馈|索取|[,，。;；(（]|地址|电话|\\n|$)");

  private static final Pattern OFFICE_OF_COMMISSION = Pattern.compile("(.{3,30}(?:委员会|委))办公室");

  private static final Pattern SITE = Pattern.compile("(?:门户|官方|政务)?(?:网站|门户网)");

  private static final int LONGEST_OWNER = 25;

  private static final Pattern DATE_OR_SPACE =
      Pattern.compile("(?s)\\s|^[|]+|[|\\s]+$|(?:20\\d\\d|二[〇○ОOo零0][^年]{1,4})年.{0,16}$");

  private static final Pattern ADDRESSEE = Pattern.compile("[：:]\\s*$");

  /** The path of a page within its site: its last parts may be the organ's own column. */
  static final Pattern CRUMBS =
      Pattern.compile("(?:当前|所在|现在的|您的)位置\\s?[：:]([^\\n]{2,150})|^([^\\n>]{2,40}>>[^\\n]{2,100})");

  private static final Pattern CRUMB = Pattern.compile("\\s*+(?:[>＞»›→/]|&gt;)++\\s*+");

  private static final Pattern SELF_TOWN = Pattern.compile("[我本](?:镇|乡|街道|办事处)");

  private static final Pattern TOWN =
      Pattern.compile("(?<![\\u4e00-\\u9fff])([\\u4e00-\\u9fff]{2,4}?(?:镇|乡|街道))(?!镇|村|[、和及])");

  private static final Pattern CLAUSE = Pattern.compile("[，。；：,;:\\n]");

  /** How far the sentences are read that tell what an organ did, in characters. */
  private static final int FIRST_SENTENCES = 900;

  /** Lines below the head of a page, one of which may be nothing but the organ. */
  private static final int HEAD_LINES = 4;

  private static final int FIRST_LINES = 40;

  private static final int LONGEST_TITLE = 60;

  private static final int MOST_PLACES = 20;

  private final OrganReader reader;
  private final OrganRules rules;

  OrganFinder(OrganReader reader, OrganRules rules) {
    this.reader = reader;
    this.rules = rules;
  }

  /**
   * What is known of the organ.
   *
   * @param named the organ as the report itself names it, or null
   * @param placed the same or a fuller name of it, which tells more of its region
   * @param kind kind of organ, also by what the report calls itself; or null
   */
  record Found(Organ named, Organ placed, OrganKind kind) {}

  /**
   * Parts of a document: {@code opening} is the beginning of {@code body}, itself a part of text.
   */
  record Parts(
      String title, String opening, String body, String text, Map<Field, String> metadata) {}

  Found find(Parts parts, int year) {
    OrganKind self = rules.selfKind(parts.body);
    List<Organ> titled = reader.ofTitle(parts.title, year).stream().toList();
    List<Organ> own = new ArrayList<>(titled);
    own.addAll(reader.ofSentences(parts.opening, year));
    own.addAll(named(COMPILED_BY, parts.opening, year));
    List<Organ> around = new ArrayList<>(headLines(parts.text, year));
    label(parts, Field.PUBLISHER, year).ifPresent(around::add);
    line(parts.body.lines().limit(HEAD_LINES).toList(), year).ifPresent(around::add);
    signature(parts.body, year).ifPresent(around::add);
    line(parts.text.lines().limit(HEAD_LINES).toList(), year).ifPresent(around::add);
    List<Organ> likely = new ArrayList<>(contacts(parts, year));
    likely.addAll(subjects(parts.opening, year));
    likely.addAll(named(FILLED_BY, parts.body, year));
    likely.addAll(siteOwners(parts.opening, year));
    label(parts, Field.SOURCE, year).ifPresent(likely::add);
    crumb(parts.text, year).ifPresent(likely::add);
    town(parts.body, year).ifPresent(likely::add);

    List<Organ> all = new ArrayList<>(own);
    all.addAll(around);
    likely.stream().filter(fits(self)).map(o -> governmentFor(o, self)).forEach(all::add);
    if (all.isEmpty()) {
      return new Found(null, null, self);
    }
    Organ first =
        all.stream()
            .filter(organ -> titled.contains(organ) || !isAbove(organ, self))
            .findFirst()
            .orElse(all.get(0));
    Organ named = own.contains(first) ? fuller(first, own) : asTold(first, likely);
    return new Found(named, fuller(first, all), named.kind());
  }

  /** Whether an organ that a sentence names is the government above the one that says 我镇 or 我局. */
  private static boolean isAbove(Organ organ, OrganKind self) {
    return switch (organ.kind()) {
      case GOVERNMENT -> self != null && self != OrganKind.GOVERNMENT;
      case GOVERNMENT_OFFICE -> self == OrganKind.TOWNSHIP || self == OrganKind.OTHER;
      case DEPARTMENT, TOWNSHIP, OTHER -> false;
    };
  }

  /** Whether an organ that is merely mentioned may be the one that says 我局 or 我镇. */
  private static Predicate<Organ> fits(OrganKind self) {
    return organ ->
        self == null
            || organ.kind() == self
            || (self == OrganKind.GOVERNMENT && organ.kind() == OrganKind.GOVERNMENT_OFFICE);
  }

  /** The government whose office is to be asked about a report of 我县. */
  private static Organ governmentFor(Organ organ, OrganKind self) {
    if (self != OrganKind.GOVERNMENT || organ.kind() != OrganKind.GOVERNMENT_OFFICE) {
      return organ;
    }
    String name = withoutOffice(organ.name());
    return new Organ(name, name, self, organ.regions(), withoutOffice(organ.rest()), false);
  }

  private static String withoutOffice(String name) {
    return name.replaceFirst("(?:人民)?政府办(?:公[室厅])?$", "人民政府");
  }

  private Optional<Organ> label(Parts parts, Field field, int year) {
    return Optional.ofNullable(parts.metadata.get(field)).flatMap(p -> reader.read(p, year));
  }

  private List<Organ> named(Pattern pattern, String text, int year) {
    List<Organ> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    for (int i = 0; i < MOST_PLACES && matcher.find(); i++) {
      reader.read(matcher.group(1), year).ifPresent(found::add);
    }
    return found;
  }

  /** The organs whose sites the opening names. */
  private List<Organ> siteOwners(String opening, int year) {
    List<Organ> owners = new ArrayList<>();
    Matcher site = SITE.matcher(opening);
    int last = 0;
    for (int i = 0; i < MOST_PLACES && site.find(); i++) {
      int earliest = Math.max(last, site.start() - LONGEST_OWNER);
      String owner = Organ.nameBefore(opening, earliest, site.start(), Organ::isChinese);
      reader.read(owner, year).ifPresent(owners::add);
      last = site.end();
    }
    return owners;
  }

  /** The organs to be asked about a report, the commission where its office is. */
  private List<Organ> contacts(Parts parts, int year) {
    return named(CONTACT, parts.opening, year).stream()
        .flatMap(
            organ -> {
              Matcher office = OFFICE_OF_COMMISSION.matcher(organ.name());
              boolean within = office.matches() && speaksOf(office.group(1), parts.body);
              return (within ? reader.read(office.group(1), year) : Optional.of(organ)).stream();
            })
        .toList();
  }

  /** Whether a text names a commission at least as often as its office. */
  private static boolean speaksOf(String commission, String text) {
    int named = text.split(Pattern.quote(commission), -1).length - 1;
    int ofOffice = text.split(Pattern.quote(commission + "办公室"), -1).length - 1;
    return named >= 2 * ofOffice;
  }

  private List<Organ> subjects(String opening, int year) {
    String first = opening.substring(0, Math.min(FIRST_SENTENCES, opening.length()));
    return Arrays.stream(CLAUSE.split(first))
        .flatMap(clause -> reader.subject(clause, year).stream())
        .toList();
  }

  /** The organs of the first lines that hold a year and the subject, damaged titles among them. */
  private List<Organ> headLines(String text, int year) {
    return text.lines()
        .limit(FIRST_LINES)
        .filter(line -> line.length() <= LONGEST_TITLE)
        .filter(line -> line.contains("公开") && PeriodReader.titleYear(line).isPresent())
        .flatMap(line -> reader.ofTitle(line, year).stream())
        .toList();
  }

  /** The first line that is the name of an organ and nothing else. */
  private Optional<Organ> line(List<String> lines, int year) {
    return lines.stream()
        .filter(line -> !ADDRESSEE.matcher(line).find())
        .map(line -> DATE_OR_SPACE.matcher(line).replaceAll(""))
        .filter(line -> line.length() >= 3 && line.length() <= 30 && !line.contains("。"))
        .flatMap(line -> reader.read(line, year).stream())
        .findFirst();
  }

  /** The last short line that is the name of an organ. */
  private Optional<Organ> signature(String body, int year) {
    List<String> lines = body.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    List<String> last = new ArrayList<>(lines.subList(Math.max(0, lines.size() - 4), lines.size()));
    java.util.Collections.reverse(last);
    return line(last, year);
  }

  /** The last part of the page's path that is the name of an organ. */
  private Optional<Organ> crumb(String text, int year) {
    Matcher path = CRUMBS.matcher(text);
    if (!path.find()) {
      return Optional.empty();
    }
    String parts = path.group(1) == null ? path.group(2) : path.group(1);
    return CRUMB
        .splitAsStream(parts)
        .flatMap(part -> reader.read(part.strip(), year).stream())
        .reduce((earlier, later) -> later);
  }

  /** The town that a report of 我镇 or 我街道 speaks of most. */
  private Optional<Organ> town(String body, int year) {
    if (!SELF_TOWN.matcher(body).find()) {
      return Optional.empty();
    }
    Map<String, Integer> counts = new TreeMap<>();
    Matcher town = TOWN.matcher(body);
    while (town.find()) {
      counts.merge(town.group(1), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .flatMap(entry -> reader.read(entry.getKey(), year));
  }

  /** The organ of the page's frame as the report's own sentences call it. */
  private static Organ asTold(Organ organ, List<Organ> told) {
    return told.stream()
        .filter(other -> other.kind() == organ.kind() && organ.name().endsWith(other.name()))
        .findFirst()
        .orElse(organ);
  }

  /** The organ as the part of the document names it that tells most of its region. */
  private static Organ fuller(Organ organ, List<Organ> found) {
    String core =
        organ.regions().isEmpty()
            ? organ.name().substring(organ.localPrefix() == 0 ? 0 : 1)
            : organ.name();
    return found.stream()
        .filter(other -> other.regions().size() > organ.regions().size())
        .filter(other -> other.name().endsWith(core))
        .findFirst()
        .orElse(organ);
  }
}
