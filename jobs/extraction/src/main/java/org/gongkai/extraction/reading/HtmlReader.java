package org.gongkai.extraction.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.gongkai.extraction.model.RejectedException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * Reads an HTML page as a person sees it: blocks become paragraphs, inline elements join without
 * spaces, tables of data keep their grid, and tables that only lay out the page dissolve.
 */
final class HtmlReader {
  /** Elements deeper than this are read as siblings; browsers do the same at a like depth. */
  private static final int DEPTH = 400;

  /** A wider span means nothing, by the HTML standard. */
  private static final int MOST_SPAN = 1000;

  /** Elements that are not seen, in which sites keep an article. */
  private static final String CARRIERS =
      "textarea,template,noscript,xmp,input[type=hidden],script[type*=htm],script[type*=templ],"
          + "script[type*=tmpl],script[type=text/plain]";

  /** Fewer Chinese characters are no article. */
  private static final int LEAST_PACKED = 200;

  private static final Pattern HIDDEN_STYLE =
      Pattern.compile(
          "display\\s{0,9}:\\s{0,9}none|visibility\\s{0,9}:\\s{0,9}hidden|mso-hide\\s{0,9}:\\s{0,9}all");

  private static final Set<String> DROPPED =
      Set.of(
          "head",
          "script",
          "style",
          "noscript",
          "template",
          "iframe",
          "object",
          "embed",
          "applet",
          "svg",
          "canvas",
          "audio",
          "video",
          "select",
          "datalist",
          "textarea",
          "map",
          "xml");

  private static final Set<String> BLOCKS =
      Set.of(
          "address",
          "article",
          "aside",
          "blockquote",
          "body",
          "caption",
          "center",
          "dd",
          "details",
          "dialog",
          "dir",
          "div",
          "dl",
          "dt",
          "fieldset",
          "figcaption",
          "figure",
          "footer",
          "form",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "header",
          "hgroup",
          "hr",
          "html",
          "legend",
          "li",
          "main",
          "menu",
          "nav",
          "ol",
          "p",
          "pre",
          "section",
          "summary",
          "table",
          "tbody",
          "td",
          "tfoot",
          "th",
          "thead",
          "tr",
          "ucaptitle",
          "ul");

  private final ReadingLimits limits;

  HtmlReader(ReadingLimits limits) {
    this.limits = limits;
  }

  Content read(String html) throws RejectedException {
    if (html.chars().filter(c -> c == '<').limit(limits.elements() + 1L).count()
        > limits.elements()) {
      throw RejectReason.TOO_MANY_PARTS.because(
          "the page has more than " + limits.elements() + " elements; it is no report");
    }
    Document page = Jsoup.parse(html, "", Parser.htmlParser().setMaxDepth(DEPTH));
    unpack(page);
    Content content = write(page, new Visibility(page));
    if (content.text().isEmpty()) {
      throw RejectReason.NO_TEXT.because(
          "the page holds no text, only frames or scripts; save the page that shows the report");
    }
    return content;
  }

  /**
   * Some sites send the article as the value of a field or as a template, from which a script makes
   * the page; where most of the text comes so, it is put in its place.
   */
  private static void unpack(Document page) {
    List<Element> carriers =
        page.body().select(CARRIERS).stream()
            .filter(carrier -> carrier.parent().closest("template,noscript") == null)
            .toList();
    int unseen = carriers.stream().mapToInt(carrier -> carrier.text().length()).sum();
    int seen = page.body().text().length() - unseen;
    for (Element carrier : carriers) {
      String packed = packed(carrier);
      int length = packed.length() < LEAST_PACKED ? 0 : textLength(packed);
      if (length >= LEAST_PACKED && length * 2 > seen) {
        Element article = new Element("div");
        article.append(packed);
        carrier.replaceWith(article);
      }
    }
  }

  private static String packed(Element carrier) {
    return switch (carrier.normalName()) {
      case "input" -> carrier.attr("value");
      case "script" -> carrier.data();
      case "textarea" -> carrier.wholeText();
      default -> carrier.html();
    };
  }

  private static int textLength(String html) {
    Document page = Jsoup.parse(html, "", Parser.htmlParser().setMaxDepth(DEPTH));
    return (int) page.body().text().chars().filter(Chinese::isWide).count();
  }

  private Content write(Document page, Visibility visibility) throws RejectedException {
    Writer writer = new Writer(visibility);
    writer.children(page.body());
    writer.endParagraph();
    String title = Chinese.joinLines(page.title());
    return Content.of(title.isEmpty() ? null : title, metadata(page), writer.document);
  }

  private static Map<String, String> metadata(Document page) {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Element meta : page.getElementsByTag("meta")) {
      String name = meta.hasAttr("name") ? meta.attr("name") : meta.attr("property");
      String content = Chinese.joinLines(meta.attr("content"));
      if (!name.isBlank() && !content.isEmpty()) {
        metadata.putIfAbsent(name.strip(), content);
      }
    }
    return metadata;
  }

  /** Decides which elements a person sees. */
  private static final class Visibility {
    private final boolean obeyed;

    /**
     * Some sites hide the article until a script shows it; where most of the text is hidden, hiding
     * means nothing.
     */
    Visibility(Document page) {
      int hidden = 0;
      for (Element element : page.body().getAllElements()) {
        if (isMarkedHidden(element)
            && !element.parents().stream().anyMatch(Visibility::isMarkedHidden)) {
          hidden += element.text().length();
        }
      }
      obeyed = hidden == 0 || hidden * 2 < page.body().text().length();
    }

    boolean isSeen(Element element) {
      return !DROPPED.contains(element.normalName()) && !(obeyed && isMarkedHidden(element));
    }

    private static boolean isMarkedHidden(Element element) {
      if (element.hasAttr("hidden")) {
        return true;
      }
      String style = element.attr("style");
      return !style.isEmpty() && HIDDEN_STYLE.matcher(style.toLowerCase(Locale.ROOT)).find();
    }
  }

  /** Walks the page and writes what is seen. */
  private final class Writer {
    private final DocumentText document = new DocumentText(limits);
    private final StringBuilder paragraph = new StringBuilder();
    private final Visibility visibility;

    Writer(Visibility visibility) {
      this.visibility = visibility;
    }

    void children(Element element) throws RejectedException {
      Watchdog.check();
      for (Node child : element.childNodes()) {
        if (child instanceof TextNode text) {
          appendCollapsed(paragraph, text.getWholeText());
        } else if (child instanceof Element inner && visibility.isSeen(inner)) {
          element(inner);
        }
      }
    }

    private void element(Element element) throws RejectedException {
      String name = element.normalName();
      if (name.equals("br")) {
        endParagraph();
      } else if (name.equals("table")) {
        endParagraph();
        table(element);
        endParagraph();
      } else if (BLOCKS.contains(name)) {
        endParagraph();
        children(element);
        endParagraph();
      } else {
        children(element);
      }
    }

    void endParagraph() throws RejectedException {
      document.paragraphs(paragraph.toString());
      paragraph.setLength(0);
    }

    private void table(Element table) throws RejectedException {
      List<List<Element>> rows = rows(table);
      if (!isData(rows)) {
        children(table);
        return;
      }
      for (Element caption : table.children()) {
        if (caption.normalName().equals("caption") && visibility.isSeen(caption)) {
          children(caption);
          endParagraph();
        }
      }
      document.table(grid(rows));
    }

    private List<List<Element>> rows(Element table) {
      List<List<Element>> rows = new ArrayList<>();
      for (Element part : table.children()) {
        switch (part.normalName()) {
          case "tr" -> addRow(rows, part);
          case "thead", "tbody", "tfoot" -> {
            if (visibility.isSeen(part)) {
              part.children().stream()
                  .filter(row -> row.normalName().equals("tr"))
                  .forEach(row -> addRow(rows, row));
            }
          }
          default -> {
            // captions are printed before the rows; colgroup has no text
          }
        }
      }
      return rows;
    }

    private void addRow(List<List<Element>> rows, Element row) {
      if (visibility.isSeen(row)) {
        rows.add(
            row.children().stream()
                .filter(cell -> cell.normalName().equals("td") || cell.normalName().equals("th"))
                .filter(visibility::isSeen)
                .toList());
      }
    }

    private Grid grid(List<List<Element>> rows) throws RejectedException {
      Grid.Builder grid = new Grid.Builder(limits.cells());
      for (List<Element> row : rows) {
        grid.startRow();
        for (Element cell : row) {
          StringBuilder text = new StringBuilder();
          cellText(cell, text);
          grid.add(span(cell, "rowspan"), span(cell, "colspan"), text.toString());
        }
      }
      return grid.build();
    }

    private void cellText(Element element, StringBuilder text) {
      for (Node child : element.childNodes()) {
        if (child instanceof TextNode node) {
          appendCollapsed(text, node.getWholeText());
        } else if (child instanceof Element inner && visibility.isSeen(inner)) {
          boolean block = BLOCKS.contains(inner.normalName());
          if (block || inner.normalName().equals("br")) {
            text.append('\n');
          }
          cellText(inner, text);
          if (block) {
            text.append('\n');
          }
        }
      }
    }

    /** Whether a table holds data; else it only places parts of the page. */
    private boolean isData(List<List<Element>> rows) {
      int width = rows.stream().mapToInt(HtmlReader::width).max().orElse(0);
      if (width < 2) {
        return false;
      }
      int filled = 0;
      int total = 0;
      int longest = 0;
      int nested = 0;
      int linked = 0;
      for (List<Element> row : rows) {
        boolean alone = row.size() == 1 && width(row) >= width;
        for (Element cell : row) {
          if (cell.selectStream("table").anyMatch(this::isGrid)) {
            nested++;
            continue;
          }
          int length = Chinese.joinLines(cell.wholeText()).length();
          if (length == 0 || alone) {
            continue;
          }
          filled++;
          total += length;
          longest = Math.max(longest, length);
          linked += cell.select("a[href]").text().length();
        }
      }
      if (filled < 2 || (nested > 0 && filled < 4 * nested)) {
        return false;
      }
      boolean oneTextRules = longest > 300 && longest * 2 > total;
      boolean navigation = linked * 3 > total * 2 && rows.size() < 4;
      boolean fewShort = rows.size() == 1 && filled < 3 && total > 60;
      return !oneTextRules && !navigation && !fewShort;
    }

    private boolean isGrid(Element table) {
      return rows(table).stream().mapToInt(HtmlReader::width).max().orElse(0) > 1;
    }
  }

  private static int width(List<Element> row) {
    return row.stream().mapToInt(cell -> Math.max(1, span(cell, "colspan"))).sum();
  }

  private static int span(Element cell, String attribute) {
    String value = cell.attr(attribute).strip();
    if (value.isEmpty() || value.length() > 5 || !value.chars().allMatch(Character::isDigit)) {
      return 1;
    }
    int span = Integer.parseInt(value);
    if (span > MOST_SPAN) {
      return 1;
    }
    boolean toTheEnd = span == 0 && attribute.equals("rowspan");
    return toTheEnd ? Integer.MAX_VALUE : Math.max(1, span);
  }

  /**
   * Appends source text the way a browser shows it: blanks collapse to one space, and a line break
   * of the source beside a Chinese character is none.
   */
  private static void appendCollapsed(StringBuilder target, String source) {
    int i = 0;
    while (i < source.length()) {
      char character = source.charAt(i);
      if (!Chinese.isBlank(character)) {
        target.append(character);
        i++;
        continue;
      }
      int end = i;
      boolean lineBreak = false;
      boolean visible = false;
      while (end < source.length() && Chinese.isBlank(source.charAt(end))) {
        lineBreak |= source.charAt(end) == '\n';
        visible |= source.charAt(end) != '\u200B' && source.charAt(end) != '\uFEFF';
        end++;
      }
      boolean between = i > 0 && end < source.length();
      boolean wrapped =
          between
              && lineBreak
              && (Chinese.isWide(source.codePointBefore(i))
                  || Chinese.isWide(source.codePointAt(end)));
      boolean repeated = !target.isEmpty() && Chinese.isBlank(target.charAt(target.length() - 1));
      if (visible && !wrapped && !repeated && !target.isEmpty()) {
        target.append(' ');
      }
      i = end;
    }
  }
}
