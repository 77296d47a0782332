package org.gongkai.extraction.identity;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gongkai.extraction.model.RepairedDocument;
import org.gongkai.extraction.model.Structure;

/**
 * Finds the title of a document: by its metadata, or among the lines around the start of the body.
 */
final class TitleFinder {
  private static final Pattern SUBJECT = Pattern.compile("公开|年度报告|年报|自查|总结|法治政府|网站");

  private static final Pattern CLASS =
      Pattern.compile(
          "报告|年报|总结|通知|要点|方案|指南|目录|办法|制度|规定|解读|图解|汇报|报表|情况|清单|意见|计划|通报|函|细则|说明|公示|小结|统计|结果|名单|提案|建议|答复函|的答复|流程");

  /** Trails of links, tool bars and form headings. */
  private static final Pattern NO_TITLE =
      Pattern.compile("[>»|]|当前位置|所在位置|首页|【字体|打印|统计表$|^附件|^第|^索引号|[:：].*[:：]");

  /** Text with a mark of prose, or with the numeral of a heading. */
  private static final Pattern PROSE =
      Pattern.compile(
          ".*[。，；,;].*|^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(](?:[一二三四五六七八九十]|\\d{1,2}[）)])|\\d{1,2}[、）)]).*");

  /** Bars of a table, marks of a heading and of a picture around a title. */
  private static final Pattern FRAME =
      Pattern.compile("^(?!\\((?:[一二三四五六七八九十]|\\d{1,2}[)）]))[\\s|#*=>!\\[\\]()]+|[\\s|#*=]+$");

  /** A title set with a space after each character. */
  private static final Pattern SPACED = Pattern.compile("(?:[^\\s。，]{1,4}\\s{1,4}){5,30}\\S{1,4}");

  /** The end of a title, whatever its subject. */
  private static final Pattern HEADLINE =
      Pattern.compile(
          "(?:报告|年报|总结|小结|通报|情况|公报|公告|通知|说明|汇报|要点|方案|计划|意见|办法|制度|结果|名单|提案|建议|的答复|统计)"
              + "(?:[（(][^（）()]{1,10}[）)])?$");

  private static final Pattern NEEDS_ORGAN =
      Pattern.compile("^(?:关于)?(?:20\\d\\d|二[〇○零Oo]|(?:政府|政务)?信息公开|政务公开|年度).*");

  /** What page titles append: _政府信息公开年报_松坪县人民政府. */
  private static final Pattern SITE_NAME = Pattern.compile("_.*$");

  private static final Pattern SITE_SUFFIX = Pattern.compile("\\s*[-_|—–>»]+\\s*");

  private static final int LONGEST_LINE = 60;
  private static final int LINES = 60;

  /** The part of a text that titles are looked for in, in characters. */
  private static final int HEAD = 6000;

  /** Lines among which a title of another subject stands. */
  private static final int FIRST_LINES = 6;

  /** How far into the body a title may stand, in characters: some pages repeat it there. */
  private static final int INTO_BODY = 200;

  private final OrganRules rules;

  TitleFinder(OrganRules rules) {
    this.rules = rules;
  }

  /**
   * The title, or an empty string; one of a hijacked page is not taken.
   *
   * @param labelled the title in the metadata grid, or null
   * @param isOrgan whether a line is the name of an organ
   */
  String find(
      RepairedDocument document, Structure structure, String labelled, Predicate<String> isOrgan) {
    if (labelled != null && isTitle(labelled)) {
      return labelled;
    }
    String printed = printed(document.text(), structure.body().start(), isOrgan);
    if (!printed.isEmpty()) {
      return printed;
    }
    String own = document.document().title();
    if (own != null) {
      for (String part : SITE_SUFFIX.split(own)) {
        if (isTitle(part)) {
          return part.strip();
        }
      }
    }
    return "";
  }

  /**
   * The first line that ends like a title, of whatever subject; or an empty string. Headings below
   * the first paragraph are no titles.
   */
  String headline(String text) {
    return lines(text)
        .limit(FIRST_LINES)
        .takeWhile(line -> line.length() <= LONGEST_LINE || line.indexOf('。') < 0)
        .filter(line -> mayBePart(line) && line.length() > 5 && HEADLINE.matcher(line).find())
        .findFirst()
        .orElse("");
  }

  private static Stream<String> lines(String text) {
    return Flow.of(text.substring(0, Math.min(HEAD, text.length())))
        .lines()
        .map(line -> FRAME.matcher(line.strip()).replaceAll(""))
        .map(line -> SPACED.matcher(line).matches() ? line.replaceAll("\\s", "") : line)
        .filter(line -> !line.isEmpty());
  }

  /** A title may stand on several lines: organ, year and subject, kind of document. */
  private String printed(String text, int bodyStart, Predicate<String> isOrgan) {
    List<String> lines = lines(text).limit(LINES).toList();
    for (int length = 1; length <= 3; length++) {
      int passed = 0;
      for (int i = 0; i < lines.size() && passed <= bodyStart + INTO_BODY; i++) {
        passed += lines.get(i).length() + 1;
        List<String> part = lines.subList(i, Math.min(lines.size(), i + length));
        if (part.stream().allMatch(TitleFinder::mayBePart)) {
          String joined = SITE_NAME.matcher(String.join("", part)).replaceFirst("");
          if (isTitle(joined)) {
            String above = i == 0 ? "" : lines.get(i - 1);
            boolean lacksOrgan = NEEDS_ORGAN.matcher(joined).matches();
            return lacksOrgan && mayBePart(above) && isOrgan.test(above) ? above + joined : joined;
          }
        }
      }
    }
    return "";
  }

  private static boolean mayBePart(String line) {
    return line.length() >= 2
        && line.length() <= LONGEST_LINE
        && !NO_TITLE.matcher(line).find()
        && !PROSE.matcher(line).matches();
  }

  private boolean isTitle(String text) {
    return SUBJECT.matcher(text).find()
        && CLASS.matcher(text).find()
        && text.length() >= 6
        && mayBePart(text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE))
        && !rules.isHijacked(text);
  }
}
