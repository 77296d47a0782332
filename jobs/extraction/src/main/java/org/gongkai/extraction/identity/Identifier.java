package org.gongkai.extraction.identity;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gongkai.extraction.config.ConfFiles;
import org.gongkai.extraction.identity.MetadataGrid.Field;
import org.gongkai.extraction.identity.PeriodReader.Period;
import org.gongkai.extraction.model.FormReading;
import org.gongkai.extraction.model.Identity;
import org.gongkai.extraction.model.Identity.DocType;
import org.gongkai.extraction.model.Identity.OrganKind;
import org.gongkai.extraction.model.Identity.RegionLevel;
import org.gongkai.extraction.model.RepairedDocument;
import org.gongkai.extraction.model.Structure;

/**
 * Tells who reports on when from title, opening, metadata grid, statement of the period, signature
 * and contact lines together. Wording and divisions come from {@code conf/}.
 */
public final class Identifier {
  /** How far into the body the sentences on organ and period stand, in characters. */
  private static final int OPENING = 2500;

  private static final Pattern STOP = Pattern.compile("[。\\n]");

  /** What every year in digits begins with. */
  private static final String CENTURY = "20";

  private static final Pattern PERIOD_CONTEXT =
      Pattern.compile("[^。\\n]{0,40}(?:统计|期限|数据|时限|时段|期间|自|从|本报告)[^。\\n]{0,90}");

  private static final Pattern FILLED_BY =
      Pattern.compile("填报单位[^：:\\n]{0,12}[：:]\\s*([^\\n|（(]{2,40})");

  private static final Pattern COMPILED_BY =
      Pattern.compile("(?:由|，|,|\\n)([^，,。；\\n]{3,30}?)(?:编制|特编制|编写|撰写|负责解释|公布|发布)");

  private static final Pattern SITE =
      Pattern.compile("([\\u4e00-\\u9fff]{2,25})(?:门户|官方|政务)?(?:网站|门户网)");

  private static final Pattern DATE_OR_SPACE = Pattern.compile("(?s)\\s|20\\d\\d年.*");

  /** The path of a page within its site: its last parts may be the organ's own column. */
  private static final Pattern CRUMBS =
      Pattern.compile("(?:当前|所在|现在的|您的)位置\\s?[：:]([^\\n]{2,150})");

  private static final Pattern CRUMB = Pattern.compile("\\s*+(?:[>＞»›→/]|&gt;)++\\s*+");

  private static final Pattern HOST =
      Pattern.compile("(?:主办|承办|版权所有|管理维护)(?:单位)?\\s?[：:]?\\s?([^\\n]{3,40})");

  private static final Pattern SELF_TOWN = Pattern.compile("[我本](?:镇|乡|街道|办事处)");

  private static final Pattern TOWN =
      Pattern.compile("(?<![\\u4e00-\\u9fff])([\\u4e00-\\u9fff]{2,4}?(?:镇|乡|街道))(?!镇|村|[、和及])");

  private static final Pattern LOCAL_PREFIX = Pattern.compile("^[省市县区州盟旗](?=[\\u4e00-\\u9fff]{2})");

  private final TitleFinder titles;
  private final MetadataGrid grid;
  private final Divisions divisions;
  private final OrganRules rules;
  private final OrganReader organs;
  private final DocumentRules documents;

  public Identifier(ConfFiles conf) {
    divisions = new Divisions(conf);
    rules = new OrganRules(conf);
    organs = new OrganReader(divisions, rules);
    documents = new DocumentRules(conf);
    grid = new MetadataGrid(conf);
    titles = new TitleFinder(rules);
  }

  /**
   * Identifies a document; what its text does not settle is null.
   *
   * @param forms its official tables: a filled one is hardly ever found in anything but a report
   */
  public Identity identify(RepairedDocument document, Structure structure, FormReading forms) {
    String text = document.text();
    String body = structure.body().of(text);
    String opening = body.substring(0, Math.min(OPENING, body.length()));
    Map<Field, String> metadata = grid.read(text);
    String title =
        titles.find(
            document,
            structure,
            metadata.get(Field.TITLE),
            line -> organs.read(line, LAST_LISTED_YEAR).isPresent());
    int named =
        PeriodReader.year(title).or(() -> PeriodReader.year(opening)).orElse(LAST_LISTED_YEAR);
    Organ organ = organ(title, opening, body, text, metadata, named);
    DocumentRules.Verdict verdict =
        documents.judge(
            title.replaceAll("\\s", ""),
            organ == null ? "" : organ.name(),
            body,
            structure.sections(),
            forms.figures().size() >= FILLED_FORM);
    LocalDate published = published(metadata, body);
    Period period = period(verdict.type(), title, opening, published);
    Integer reportYear = reportYear(verdict.type(), title, period, published, body);
    int year = reportYear == null ? LAST_LISTED_YEAR : reportYear;

    RegionEvidence evidence = evidence(document, title, body, metadata, year);
    for (Pattern around : List.of(CRUMBS, HOST)) {
      Matcher line = around.matcher(text);
      if (line.find()) {
        evidence.read(line.group(1), 3);
      }
    }
    Optional<Division> region = region(organ, evidence);
    boolean national = organ != null && organ.national();
    OrganKind kind = organ == null ? null : organ.kind();
    Division division = region.orElse(null);
    return new Identity(
        verdict.type(),
        verdict.reason(),
        title.isEmpty() ? null : title,
        publisher(organ, division, text),
        kind,
        national ? NATIONAL : division == null ? null : division.code(),
        national ? "全国" : division == null ? null : name(division, year),
        national ? RegionLevel.NATIONAL : level(kind, division),
        division == null ? null : ancestor(division, RegionLevel.PROVINCE, year),
        division == null ? null : ancestor(division, RegionLevel.PREFECTURE, year),
        reportYear,
        period == null ? null : period.start(),
        period == null ? null : period.end(),
        published,
        metadata.get(Field.DOCUMENT_NUMBER),
        metadata.get(Field.INDEX_NUMBER));
  }

  private static final String NATIONAL = "000000";

  /** An official table with this many figures is filled in, not a template. */
  private static final int FILLED_FORM = 15;

  /** Stands in for an unknown year when names of regions are looked up. */
  private static final int LAST_LISTED_YEAR = 2024;

  private static RegionLevel level(OrganKind kind, Division division) {
    if (kind == OrganKind.TOWNSHIP) {
      return RegionLevel.TOWNSHIP;
    }
    return division == null ? null : division.level();
  }

  private String name(Division division, int year) {
    return division.zone()
        ? divisions.inForce(division.code(), year).map(Division::name).orElse(division.name())
        : division.name();
  }

  private String ancestor(Division division, RegionLevel level, int year) {
    Optional<Division> at =
        division.zone() ? divisions.inForce(division.code(), year) : Optional.of(division);
    while (at.isPresent()) {
      if (at.get().level() == level) {
        return at.get().code();
      }
      at = divisions.parent(at.get(), year);
    }
    return null;
  }

  private static LocalDate published(Map<Field, String> metadata, String body) {
    return Stream.of(
            metadata.get(Field.PUBLISHED_DATE),
            body.substring(Math.max(0, body.length() - 120)),
            metadata.get(Field.ISSUED_DATE))
        .filter(java.util.Objects::nonNull)
        .map(PeriodReader::firstDate)
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /**
   * The sentence on the statistics outranks the title, the title the opening, the opening the date.
   */
  private static Period period(DocType type, String title, String opening, LocalDate published) {
    for (String sentence : STOP.split(opening)) {
      Matcher context = PERIOD_CONTEXT.matcher(sentence);
      while (sentence.contains(CENTURY) && context.find()) {
        Optional<Period> stated = PeriodReader.stated(context.group());
        if (stated.isPresent()) {
          return stated.get();
        }
      }
    }
    Optional<Integer> year =
        PeriodReader.year(title)
            .or(() -> PeriodReader.year(opening))
            .or(() -> Optional.ofNullable(published).map(date -> yearBefore(type, date)));
    if (year.isEmpty()) {
      return null;
    }
    String words = title + "\n" + opening.substring(0, Math.min(80, opening.length()));
    return switch (type) {
      case INTERIM_SUMMARY -> PeriodReader.ofWords(words, year.get());
      case SELF_ASSESSMENT -> new Period(LocalDate.of(year.get(), 1, 1), null);
      case ANNUAL_REPORT, OTHER -> Period.ofYear(year.get());
    };
  }

  /**
   * The year of the period, unless the title of an annual report and its sentences speak of a later
   * one: then the period was copied from the report before.
   */
  private static Integer reportYear(
      DocType type, String title, Period period, LocalDate published, String body) {
    if (period == null) {
      return null;
    }
    int stated = period.year();
    int titled = PeriodReader.year(title).orElse(stated);
    boolean copied =
        type == DocType.ANNUAL_REPORT
            && titled > stated
            && (published == null || published.getYear() > titled)
            && mentions(body, titled) > mentions(body, stated);
    return copied ? titled : Integer.valueOf(stated);
  }

  private static int mentions(String text, int year) {
    return text.split(year + "年", -1).length - 1;
  }

  /** A report that is published in spring is about the year before. */
  private static int yearBefore(DocType type, LocalDate date) {
    return type == DocType.ANNUAL_REPORT && date.getMonthValue() <= 6
        ? date.getYear() - 1
        : date.getYear();
  }

  private RegionEvidence evidence(
      RepairedDocument document, String title, String body, Map<Field, String> metadata, int year) {
    RegionEvidence evidence = new RegionEvidence(divisions, year);
    evidence.read(body, 1);
    evidence.read(title, 4);
    String site = document.document().metadata().getOrDefault("SiteName", "");
    String htmlTitle = document.document().title() == null ? "" : document.document().title();
    for (String around : List.of(site, htmlTitle)) {
      if (!rules.isHijacked(around)) {
        evidence.read(around, 4);
      }
    }
    evidence.read(metadata.getOrDefault(Field.PUBLISHER, ""), 4);
    evidence.read(metadata.getOrDefault(Field.SOURCE, ""), 2);
    evidence.readIndexNumber(metadata.getOrDefault(Field.INDEX_NUMBER, ""));
    return evidence;
  }

  /** The first organ named by title, opening, metadata grid, signature, form and contact line. */
  private Organ organ(
      String title,
      String opening,
      String body,
      String text,
      Map<Field, String> metadata,
      int year) {
    List<Organ> found = new ArrayList<>();
    organs.ofTitle(title, year).ifPresent(found::add);
    found.addAll(organs.ofSentences(opening, year));
    Optional.ofNullable(metadata.get(Field.PUBLISHER))
        .flatMap(p -> organs.read(p, year))
        .ifPresent(found::add);
    signature(body, year).ifPresent(found::add);
    if (found.isEmpty()) {
      town(body, year).ifPresent(found::add);
    }
    for (Pattern pattern : List.of(COMPILED_BY, FILLED_BY, SITE)) {
      Matcher matcher = pattern.matcher(pattern == FILLED_BY ? body : opening);
      boolean hopeless = pattern == SITE && !opening.contains("网站") && !opening.contains("门户网");
      if (!hopeless && matcher.find()) {
        organs.read(matcher.group(1), year).ifPresent(found::add);
      }
    }
    Optional.ofNullable(metadata.get(Field.SOURCE))
        .flatMap(s -> organs.read(s, year))
        .ifPresent(found::add);
    if (found.isEmpty()) {
      return crumb(text, year);
    }
    return fuller(found.get(0), found);
  }

  /** The last part of the page's path that is the name of an organ, or null. */
  private Organ crumb(String text, int year) {
    Matcher path = CRUMBS.matcher(text);
    Organ last = null;
    if (path.find()) {
      for (String part : CRUMB.split(path.group(1))) {
        last = organs.read(part.strip(), year).orElse(last);
      }
    }
    return last;
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
        .flatMap(entry -> organs.read(entry.getKey(), year));
  }

  /** The organ as the part of the document names it that tells most of its region. */
  private static Organ fuller(Organ organ, List<Organ> found) {
    String core =
        organ.regions().isEmpty()
            ? LOCAL_PREFIX.matcher(organ.name()).replaceFirst("")
            : organ.name();
    return found.stream()
        .filter(other -> other.regions().size() > organ.regions().size())
        .filter(other -> other.name().endsWith(core))
        .findFirst()
        .orElse(organ);
  }

  /** The last short line that is the name of an organ. */
  private Optional<Organ> signature(String body, int year) {
    List<String> lines = body.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    for (int i = lines.size() - 1; i >= Math.max(0, lines.size() - 4); i--) {
      String line = DATE_OR_SPACE.matcher(lines.get(i)).replaceAll("");
      if (line.length() >= 3 && line.length() <= 30 && !line.contains("。")) {
        Optional<Organ> organ = organs.read(line, year);
        if (organ.isPresent()) {
          return organ;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Division> region(Organ organ, RegionEvidence evidence) {
    if (organ == null) {
      return evidence.mostMentioned((char) 0, d -> true);
    }
    if (organ.national()) {
      return Optional.empty();
    }
    if (!organ.regions().isEmpty()) {
      return evidence.resolve(organ.regions());
    }
    if (organ.kind() == OrganKind.TOWNSHIP) {
      return evidence.mostMentioned((char) 0, RegionEvidence::isCounty);
    }
    boolean prefixed = LOCAL_PREFIX.matcher(organ.name()).find();
    return evidence.mostMentioned(prefixed ? organ.name().charAt(0) : (char) 0, d -> true);
  }

  /** The organ's name; 市教育局 is completed with the region found. */
  private static String publisher(Organ organ, Division region, String text) {
    if (organ == null) {
      return null;
    }
    String name = organ.name();
    boolean prefixed = organ.regions().isEmpty() && LOCAL_PREFIX.matcher(name).find();
    if (prefixed && region != null && region.name().endsWith(name.substring(0, 1))) {
      name = region.name() + name.substring(1);
    }
    Matcher office = OFFICE.matcher(name);
    if (office.find()) {
      String printed = office.group(1) + "人民政府" + office.group(2);
      return text.contains(printed) ? printed : name;
    }
    return name;
  }

  private static final Pattern OFFICE = Pattern.compile("^(.*[^民])政府(办公[室厅])$");
}
