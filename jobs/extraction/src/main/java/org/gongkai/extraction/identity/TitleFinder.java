package org.gongkai.extraction.identity;

import java.util.List;
import java.util.regex.Pattern;
import org.gongkai.extraction.model.RepairedDocument;
import org.gongkai.extraction.model.Structure;

/**
 * Finds the title of a document: by its metadata, or among the lines around the start of the body.
 */
final class TitleFinder {
  private static final Pattern SUBJECT = Pattern.compile("公开|年度报告|年报|自查|总结|法治政府|网站");

  private static final Pattern CLASS =
      Pattern.compile("报告|年报|总结|通知|要点|方案|指南|目录|办法|制度|规定|解读|图解|汇报|报表|情况|清单|意见|计划|通报|函|细则|统计表|办公?决");

  private static final Pattern SITE_SUFFIX = Pattern.compile("\\s*[-_|—–>»]+\\s*");

  private static final int LONGEST_LINE = 60;
  private static final int LINES = 40;

  private final OrganRules rules;

  TitleFinder(OrganRules rules) {
    this.rules = rules;
  }

  /** The title, or an empty string; one of a hijacked page is not taken. */
  String find(RepairedDocument document, Structure structure, String labelled) {
    if (labelled != null && isTitle(labelled)) {
      return labelled;
    }
    String printed = printed(document.text(), structure.body().start());
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

  /** A title may stand on up to three lines: organ, year and subject, kind of document. */
  private String printed(String text, int bodyStart) {
    List<String> lines =
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).limit(LINES).toList();
    int passed = 0;
    for (int i = 0; i < lines.size() && passed <= bodyStart + 200; i++) {
      passed += lines.get(i).length() + 1;
      StringBuilder joined = new StringBuilder();
      for (int j = i; j < Math.min(i + 3, lines.size()); j++) {
        String line = lines.get(j);
        if (line.length() > LONGEST_LINE || line.contains("|") || isProse(line)) {
          break;
        }
        joined.append(line);
        if (isTitle(joined.toString())) {
          return joined.toString();
        }
      }
    }
    return "";
  }

  private boolean isTitle(String text) {
    return text.length() <= 2 * LONGEST_LINE
        && SUBJECT.matcher(text).find()
        && CLASS.matcher(text).find()
        && !rules.isHijacked(text)
        && !isProse(text);
  }

  private static boolean isProse(String line) {
    return line.contains("。")
        || line.contains("，")
        || line.matches("^[一二三四五六七八九十（(][、一二三四五六七八九十].*");
  }
}
