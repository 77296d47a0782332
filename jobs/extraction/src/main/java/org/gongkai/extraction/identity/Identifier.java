package org.gongkai.extraction.identity;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static final Pattern HOST =
      Pattern.compile("(?:主办|承办|版权所有|管理维护)(?:单位)?\\s?[：:]?\\s?([^\\n]{3,40})");

  private final TitleFinder titles;
  private final MetadataGrid grid;
  private final Divisions divisions;
  private final Towns towns;
  private final OrganRules rules;
  private final OrganReader organs;
  private final OrganFinder finder;
  private final DocumentRules documents;

  public Identifier(ConfFiles conf) {
    divisions = new Divisions(conf);
    towns = new Towns(conf, divisions);
    rules = new OrganRules(conf);
    organs = new OrganReader(divisions, rules);
    finder = new OrganFinder(organs, rules);
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
    String flow = Flow.of(body.substring(0, Math.min(2 * OPENING, body.length())));
    String opening = flow.substring(0, Math.min(OPENING, flow.length()));
    Map<Field, String> metadata = grid.read(text);
    String title =
        titles.find(
            document,
            structure,
            metadata.get(Field.TITLE),
            line -> organs.read(line, LAST_LISTED_YEAR).isPresent());
    int named =
        PeriodReader.titleYear(title)
            .or(() -> PeriodReader.openingYear(opening))
            .orElse(LAST_LISTED_YEAR);
    OrganFinder.Found found =
        finder.find(new OrganFinder.Parts(title, opening, body, text, metadata), named);
    Organ organ = found.named();
    DocumentRules.Verdict verdict =
        documents.judge(
            title.replaceAll("\\s", ""),
            title.isEmpty() ? titles.headline(text) : "",
            organ == null ? "" : organ.name(),
            body,
            structure.sections(),
            forms.figures().size() >= FILLED_FORM);
    LocalDate published = published(metadata, body);
    Period period = period(verdict.type(), title, opening, published);
    Integer reportYear = reportYear(verdict.type(), title, period, published, body);
    int year = reportYear == null ? LAST_LISTED_YEAR : reportYear;

    RegionEvidence evidence = evidence(document, title, body, metadata, year);
    for (Pattern around : List.of(OrganFinder.CRUMBS, HOST)) {
      Matcher line = around.matcher(text);
      if (line.find()) {
        evidence.read(line.group(), 3);
      }
    }
    Optional<Division> region = region(found.placed(), found.kind(), evidence, year);
    boolean national = organ != null && organ.national();
    OrganKind kind = found.kind();
    Division division = region.orElse(null);
    return new Identity(
        verdict.type(),
        verdict.reason(),
        title.isEmpty() ? null : title,
        publisher(organ, division, text),
        kind,
        national ? NATIONAL : division == null ? null : division.code(),
        national ? "全国" : division == null ? null : name(division, year),
        national ? RegionLevel.NATIONAL : level(kind, organ, division, body),
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

  /** The level of the region; where that is unknown, the one that 区统计局 or 县政府 implies. */
  private RegionLevel level(OrganKind kind, Organ organ, Division division, String body) {
    if (kind == OrganKind.TOWNSHIP) {
      return RegionLevel.TOWNSHIP;
    }
    if (division != null) {
      return division.level();
    }
    return switch (organ == null ? 0 : organ.localPrefix()) {
      case '省' -> RegionLevel.PROVINCE;
      case '州', '盟' -> RegionLevel.PREFECTURE;
      case '县', '区', '旗' -> RegionLevel.COUNTY;
      default -> rules.levelOfSuperiors(body);
    };
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
        PeriodReader.titleYear(title)
            .or(() -> PeriodReader.openingYear(opening))
            .or(() -> Optional.ofNullable(published).map(date -> yearBefore(type, date)));
    if (year.isEmpty()) {
      return null;
    }
    Optional<Period> school = PeriodReader.schoolYear(title);
    if (school.isPresent()) {
      return school.get();
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
    int titled = PeriodReader.titleYear(title).orElse(stated);
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

  private Optional<Division> region(
      Organ organ, OrganKind kind, RegionEvidence evidence, int year) {
    if (organ != null && organ.national()) {
      return Optional.empty();
    }
    if (kind == OrganKind.TOWNSHIP) {
      return regionOfTown(organ, evidence, year);
    }
    if (organ != null && !organ.regions().isEmpty()) {
      return evidence.resolve(organ.regions(), List.of());
    }
    return evidence.mostMentioned(organ == null ? 0 : organ.localPrefix(), d -> true);
  }

  /** The county above a town: the one that its name begins with, or the text, or the list names. */
  private Optional<Division> regionOfTown(Organ organ, RegionEvidence evidence, int year) {
    List<Division> homes = organ == null ? List.of() : towns.holding(organ.rest(), year);
    if (organ != null && !organ.regions().isEmpty()) {
      return evidence.resolve(organ.regions(), homes);
    }
    return evidence
        .mostMentioned((char) 0, homes::contains)
        .or(() -> evidence.mostMentioned((char) 0, divisions::mayHoldTowns))
        .or(() -> evidence.mostSupported(homes));
  }

  /**
   * The organ's name as printed. 市教育局 is completed with the region found; a bare region with 人民政府,
   * a bare town only where the text does so.
   */
  private static String publisher(Organ organ, Division region, String text) {
    if (organ == null) {
      return null;
    }
    String name = organ.name();
    boolean prefixed = organ.regions().isEmpty() && organ.localPrefix() != 0;
    if (prefixed && region != null && region.name().endsWith(name.substring(0, 1))) {
      name = region.name() + name.substring(1);
    }
    if (!organ.printed().equals(organ.name())) {
      return completed(organ, text.replaceAll("\\s", ""));
    }
    Matcher office = OFFICE.matcher(name);
    if (office.find()) {
      String printed = office.group(1) + "人民政府" + office.group(2);
      return text.contains(printed) ? printed : name;
    }
    return name;
  }

  private static String completed(Organ organ, String text) {
    boolean government = organ.kind() == OrganKind.GOVERNMENT;
    List<String> regions = organ.regions();
    String last = regions.isEmpty() ? "" : regions.get(regions.size() - 1);
    for (String name : List.of(organ.name(), last + organ.rest(), organ.rest())) {
      // 青山镇人民政府信息公开 may be read as 青山镇's 政府信息公开.
      if (name.length() > 4 && (government ? text : text.replace(name + "信息", "")).contains(name)) {
        return government ? name : organ.name();
      }
    }
    return government ? organ.name() : organ.printed();
  }

  private static final Pattern OFFICE = Pattern.compile("^(.*[^民])政府(办公[室厅])$");
}
