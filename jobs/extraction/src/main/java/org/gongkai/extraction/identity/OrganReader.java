package org.gongkai.extraction.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gongkai.extraction.model.Identity.OrganKind;

/** Reads the issuing organ out of titles, sentences and labels. */
final class OrganReader {
  /** A city's office in one of its districts: 南京市公安局栖霞分局 works for 栖霞区. */
  private static final Pattern BRANCH = Pattern.compile("局([\\u4e00-\\u9fff]{2,5})分局$");

  /** What a report calls its subject; what stands before it, apart from the year, is the organ. */
  private static final Pattern SUBJECT =
      Pattern.compile("政府信息公开|政务信息公开|政府信息和政务公开|信息公开|政务公开|政府信息|政府网站");

  private static final Pattern REPORT = Pattern.compile("报告|年报|总结|情况|自查|自评");

  private static final Pattern PERIOD_WORDS =
      Pattern.compile(
          "^(?:年?度|上半年|下半年|全年|第?[一二三四1-4]季度|前三季度|\\d{1,2}月?[-－—至~]\\d{1,2}月份?)+|(?:年度|本年度|年)$");

  private static final Pattern TAIL =
      Pattern.compile("(?s)(?:(?:关于|[（(：:，,]).*|开展|做好|贯彻|落实|实施|推进|编制|编写|撰写|汇总|公布|发布|的|工作|有关)++$");

  private static final Pattern JOINED =
      Pattern.compile("(?:及其?|和|、|暨|[（(])(?:办公[室厅]|各?部门|所属|下属|本级|其?工作部门).*$");

  /** Asks for reports and is sent by the organ above. */
  private static final String NOTICE = "通知";

  private static final Pattern QUOTED = Pattern.compile("《[^》\\n]{0,80}》");

  private static final Pattern REMARK = Pattern.compile("[（(](?:以下|下文|自|不含|含)[^）)\\n]{0,40}[）)]");

  /** The room within an organ that deals with openness or with its papers. */
  private static final Pattern INNER_OFFICE =
      Pattern.compile(
          "(?:(?:政府信息|政务信息|信息|政务)公开(?:工作)?(?:领导小组)?办(?:公室)?"
              + "|(?<=局|厅)[\\u4e00-\\u9fff]{2,6}办公室|(?<=公安局)指挥中心"
              + "|(?<=[镇乡]人民政府|[镇乡]政府|苏木人民政府)(?:党政|行政|政务|综合){1,2}(?:办公室|办)"
              + "|(?<=局|厅|镇|乡|街道|办事处|支行|海关|学校|中学|大学|学院|医院)(?:党政|行政|政务|综合|文秘|人秘){0,2}(?:办公室|办|秘书科))$");

  private static final Pattern NOT_CHINESE = Pattern.compile("^[^\\u4e00-\\u9fff]+");

  /** Where a sentence begins that tells what its organ did: 2012年，… or 自2008年5月1日起…. */
  private static final Pattern LEAD =
      Pattern.compile(
          "^(?:[（(]?[一二三四五六七八九十\\d]{1,2}[）)、.．])?(?:概述|总体情况|基本情况|引言)?"
              + "(?:自|从|在)?(?:20\\d\\d年(?:\\d{1,2}月)?(?:\\d{1,2}日)?|今年|全年|一年来)(?:度|以来|起|来|上半年|下半年)?(?:来)?");

  private static final Pattern SEPARATORS = Pattern.compile("[，。；：,;:！!？?“”\"\\n|]");

  private static final int LONGEST_SUBJECT = 30;

  private static final int LONGEST_NAME = 40;

  private static final int LONGEST_ABOVE = 8;

  private final Divisions divisions;
  private final OrganRules rules;

  OrganReader(Divisions divisions, OrganRules rules) {
    this.divisions = divisions;
    this.rules = rules;
  }

  /** The organ of a title such as 2022年二道区人民政府信息公开工作年度报告. */
  Optional<Organ> ofTitle(String title, int year) {
    String text = title.replaceAll("\\s", "").replaceFirst("^(?:[^:：]{2,6}[:：])?(?:关于)?", "");
    Matcher subject = SUBJECT.matcher(text);
    int to = text.length();
    while (subject.find()) {
      if (subject.start() > 0) {
        to = subject.start();
        break;
      }
    }
    if (to == text.length()) {
      Matcher report = REPORT.matcher(text);
      to = report.find() ? report.start() : to;
    }
    String head = withGovernment(text.substring(0, to), text);
    Matcher yearAt = PeriodReader.TITLE_YEAR.matcher(head);
    if (yearAt.find()) {
      Optional<Organ> left = read(head.substring(0, yearAt.start()), year);
      return left.isPresent() ? left : read(head.substring(yearAt.end()), year);
    }
    return read(head, year);
  }

  /** 松坪县人民 in 松坪县人民政府信息公开 is 松坪县人民政府. */
  private static String withGovernment(String head, String text) {
    return head.endsWith("人民") && text.startsWith("政府", head.length()) ? head + "政府" : head;
  }

  /** The organs of sentences that speak of a year's report, in order; cited titles are left out. */
  List<Organ> ofSentences(String text, int year) {
    List<Organ> organs = new ArrayList<>();
    String plain = REMARK.matcher(QUOTED.matcher(text).replaceAll("")).replaceAll("");
    for (String clause : SEPARATORS.split(plain)) {
      String bare = clause.replaceAll("\\s", "");
      Matcher subject = SUBJECT.matcher(bare);
      boolean ofNotice = bare.contains(NOTICE);
      if (!ofNotice
          && PeriodReader.year(bare).isPresent()
          && subject.find()
          && REPORT.matcher(bare).find()) {
        ofTitle(bare, year).ifPresent(organs::add);
      }
    }
    return organs;
  }

  /** The organ that a phrase is, after words that lead to it and before words that follow it. */
  Optional<Organ> read(String phrase, int year) {
    String text = phrase.replaceAll("[\\s【】\\[\\]“”\"《》]", "");
    text = PERIOD_WORDS.matcher(text).replaceAll("");
    text = JOINED.matcher(text).replaceFirst("");
    text = TAIL.matcher(text).replaceFirst("");
    text = afterBoundary(text, year);
    text = NOT_CHINESE.matcher(text).replaceFirst("");
    text = fromRegion(text, year);
    text = INNER_OFFICE.matcher(text).replaceFirst("");
    boolean tooShort = text.length() < 3 && divisions.named(text, year).isEmpty();
    if (tooShort
        || text.length() > LONGEST_NAME
        || rules.isGeneric(text)
        || rules.isHijacked(text)) {
      return Optional.empty();
    }
    String national = rules.nationalAt(text);
    String local =
        national == null
            ? text.substring(above(text))
            : text.substring(national.length()).replaceFirst("^驻", "");
    List<String> regions = regions(local, year);
    int length = regions.stream().mapToInt(String::length).sum();
    String rest = local.substring(length);
    if (national != null && regions.isEmpty()) {
      return Optional.of(new Organ(text, text, OrganKind.DEPARTMENT, List.of(), text, true));
    }
    if (rest.isEmpty()) {
      String last = regions.get(regions.size() - 1);
      Division division = divisions.named(last, year).get(0);
      String name = rules.governmentOf(division, text);
      OrganKind kind = division.zone() ? OrganKind.OTHER : OrganKind.GOVERNMENT;
      return Optional.of(new Organ(name, text, kind, regions, name.substring(length), false));
    }
    String name = text;
    OrganKind kind = rules.kindOf(text);
    String place = kind == null ? regionAtEnd(rest) : null;
    if (place != null) {
      return Optional.of(new Organ(text, text, OrganKind.GOVERNMENT, List.of(place), rest, false));
    }
    String completed = rules.organOf(text);
    if (completed != null) {
      name = completed;
      kind = rules.kindOf(completed);
      rest = rest + completed.substring(text.length());
    }
    if (kind == OrganKind.GOVERNMENT && rest.equals("政府")) {
      name = text.substring(0, text.length() - 2) + "人民政府";
      rest = "人民政府";
    }
    if (kind == null) {
      return Optional.empty();
    }
    Matcher branch = BRANCH.matcher(rest);
    if (!regions.isEmpty() && branch.find() && isBelow(branch.group(1), regions, year)) {
      regions.add(branch.group(1));
    }
    return Optional.of(new Organ(name, text, kind, regions, rest, false));
  }

  /**
   * The organ that a clause has for its subject: 松坪县水利局 in 2012年松坪县水利局按照要求公开信息.
   *
   * @return empty where none of the words follows that go with an organ
   */
  Optional<Organ> subject(String clause, int year) {
    String text = LEAD.matcher(clause.replaceAll("\\s", "")).replaceFirst("");
    Matcher verb = rules.verbs().matcher(text);
    if (!verb.find() || verb.start() < 3 || verb.start() > LONGEST_SUBJECT) {
      return Optional.empty();
    }
    return read(withGovernment(text.substring(0, verb.start()), text), year);
  }

  /**
   * A name from the region within it on, if words stand before that which lead to it: the full name
   * of a region begins the name of an organ, unless a national organ's stands before it.
   */
  private String fromRegion(String text, int year) {
    if (divisions.nameAt(text, 0) != null || rules.nationalAt(text) != null) {
      return text;
    }
    for (int i = 1; i + 3 <= text.length(); i++) {
      String name = divisions.nameAt(text, i);
      if (name != null
          && name.length() > 2
          && !rules.mayPrecedeRegion(text.substring(0, i))
          && !divisions.fullyNamed(name, year).isEmpty()) {
        return text.substring(i);
      }
    }
    return text;
  }

  /** Length of the words before the region of 中华人民共和国青岛海关; 0 where none stand before it. */
  private int above(String text) {
    for (int i = 2; i + 2 <= text.length() && i <= LONGEST_ABOVE; i++) {
      if (divisions.nameAt(text, i) != null && rules.mayPrecedeRegion(text.substring(0, i))) {
        return i;
      }
    }
    return 0;
  }

  /** Cuts off the words that lead to a name; words within the name of a region do not count. */
  private String afterBoundary(String text, int year) {
    int from = 0;
    Matcher boundary = rules.boundary().matcher(text);
    while (boundary.find()) {
      if (boundary.end() < text.length() && !insideRegion(text, boundary.start(), year)) {
        from = boundary.end();
      }
    }
    return text.substring(from);
  }

  private boolean insideRegion(String text, int offset, int year) {
    for (int start = Math.max(0, offset - 6); start <= offset; start++) {
      String name = divisions.nameAt(text, start);
      if (name != null
          && start + name.length() > offset
          && !divisions.fullyNamed(name, year).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** The region that a name such as 新疆生产建设兵团第八师石河子市 ends with, or null. */
  private String regionAtEnd(String text) {
    for (int i = Math.max(0, text.length() - 8); i + 3 <= text.length(); i++) {
      String name = divisions.nameAt(text, i);
      if (name != null && i + name.length() == text.length()) {
        return name;
      }
    }
    return null;
  }

  private List<String> regions(String text, int year) {
    List<String> found = new ArrayList<>();
    int offset = 0;
    String name = divisions.nameAt(text, offset);
    while (name != null && isRegion(text, offset, name, year) && isBelow(name, found, year)) {
      found.add(name);
      offset += name.length();
      name = divisions.nameAt(text, offset);
    }
    return found;
  }

  /** Whether a name may mean a region within the last one: 公安 after 上海市 is no county. */
  private boolean isBelow(String name, List<String> found, int year) {
    if (found.isEmpty()) {
      return true;
    }
    List<Division> above = divisions.named(found.get(found.size() - 1), year);
    return divisions.named(name, year).stream()
        .anyMatch(d -> above.stream().anyMatch(a -> d.isWithin(a) && !d.equals(a)));
  }

  /**
   * A short name counts as a region only where no word follows that makes it the name of a town.
   */
  private boolean isRegion(String text, int offset, String name, int year) {
    String after = text.substring(offset + name.length());
    boolean full = !divisions.fullyNamed(name, year).isEmpty();
    if (full || after.isEmpty()) {
      return full || offset > 0 || name.length() > 1;
    }
    boolean place = "镇乡街路村区县市州盟旗新高经工景地".indexOf(after.charAt(0)) >= 0;
    return divisions.nameAt(text, offset + name.length()) != null
        || (!place && !after.startsWith("苏木") && !after.startsWith("办事处"))
        || (place
            && rules.organOf(after) != null
            && after.length() > 2
            && "新高经工景".indexOf(after.charAt(0)) >= 0)
        || after.startsWith("高新")
        || after.startsWith("经济");
  }
}
