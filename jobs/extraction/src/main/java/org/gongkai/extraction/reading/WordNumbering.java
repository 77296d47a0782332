package org.gongkai.extraction.reading;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The automatic numbers of a DOCX file, from its parts {@code numbering.xml} and {@code
 * styles.xml}: most offices let Word count 一、, （一） and 1. of their headings.
 */
final class WordNumbering {
  static final String LISTS = "word/numbering.xml";
  static final String STYLES = "word/styles.xml";

  /** Longer patterns are no numbers. */
  private static final int LONGEST_PATTERN = 40;

  private static final int DEEPEST_STYLE = 20;
  private static final ListCounters.Level PLAIN =
      new ListCounters.Level(1, ListNumeral.ARABIC, "%1.", false);

  private final Map<String, Definition> definitions = new HashMap<>();
  private final Map<String, Use> uses = new HashMap<>();
  private final Map<String, Style> styles = new HashMap<>();
  private final Set<String> restarted = new HashSet<>();
  private final ListCounters counters = new ListCounters();

  /** A list's levels, and the paragraph styles that take part in it. */
  private static final class Definition {
    final List<ListCounters.Level> levels = new ArrayList<>();
    final Map<String, Integer> levelOfStyle = new HashMap<>();
    String sameAsStyle;

    Definition() {
      for (int i = 0; i < ListCounters.LEVELS; i++) {
        levels.add(PLAIN);
      }
    }
  }

  /** A use of a list, which may begin to count anew. */
  private static final class Use {
    String definition;
    final Map<Integer, Integer> starts = new HashMap<>();
  }

  private static final class Style {
    String basedOn;
    String use;
    Integer level;
  }

  WordNumbering(XMLInputFactory factory, Map<String, byte[]> parts) throws XMLStreamException {
    byte[] lists = parts.getOrDefault(LISTS, new byte[0]);
    if (lists.length > 0) {
      lists(factory.createXMLStreamReader(new ByteArrayInputStream(lists)));
      byte[] styleSheet = parts.getOrDefault(STYLES, new byte[0]);
      if (styleSheet.length > 0) {
        styles(factory.createXMLStreamReader(new ByteArrayInputStream(styleSheet)));
      }
    }
  }

  /**
   * What is printed before a paragraph.
   *
   * @param style the paragraph's style, or null
   * @param ownUse its own list, or null where only the style may have one
   * @param ownLevel its own level, or null
   */
  String next(String style, String ownUse, Integer ownLevel) {
    Style numbered = numberedStyle(style);
    String useId = ownUse != null || numbered == null ? ownUse : numbered.use;
    Use use = useId == null ? null : uses.get(useId);
    Definition definition = use == null ? null : definition(use.definition);
    if (definition == null) {
      return "";
    }
    int level = level(style, ownLevel, numbered, definition);
    Integer start = use.starts.get(level);
    if (start != null && restarted.add(useId + "/" + level)) {
      counters.restart(use.definition, level, start);
    }
    return counters.next(use.definition, level, definition.levels);
  }

  private static int level(String style, Integer ownLevel, Style numbered, Definition definition) {
    Integer level = ownLevel;
    if (level == null) {
      level = definition.levelOfStyle.get(style);
    }
    if (level == null && numbered != null) {
      level = numbered.level;
    }
    return level == null ? 0 : Math.min(ListCounters.LEVELS - 1, level);
  }

  /** The nearest style, by inheritance, that belongs to a list. */
  private Style numberedStyle(String name) {
    Style style = name == null ? null : styles.get(name);
    for (int i = 0; style != null && style.use == null && i < DEEPEST_STYLE; i++) {
      style = style.basedOn == null ? null : styles.get(style.basedOn);
    }
    return style == null || style.use == null ? null : style;
  }

  /** A list may only say that it is the one of a style. */
  private Definition definition(String id) {
    Definition definition = id == null ? null : definitions.get(id);
    if (definition == null || definition.sameAsStyle == null) {
      return definition;
    }
    Style style = styles.get(definition.sameAsStyle);
    Use use = style == null || style.use == null ? null : uses.get(style.use);
    return use == null ? definition : definitions.getOrDefault(use.definition, definition);
  }

  private void lists(XMLStreamReader xml) throws XMLStreamException {
    Definition definition = null;
    Use use = null;
    int overridden = 0;
    int level = 0;
    while (xml.hasNext()) {
      if (xml.next() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      String value = WordXmlReader.attribute(xml, "val");
      switch (xml.getLocalName()) {
        case "abstractNum" -> {
          use = null;
          definition = new Definition();
          definitions.put(WordXmlReader.attribute(xml, "abstractNumId"), definition);
        }
        case "num" -> {
          definition = null;
          use = new Use();
          uses.put(WordXmlReader.attribute(xml, "numId"), use);
        }
        case "abstractNumId" -> {
          if (use != null) {
            use.definition = value;
          }
        }
        case "lvlOverride" -> overridden = levelNumber(WordXmlReader.attribute(xml, "ilvl"));
        case "startOverride" -> {
          if (use != null) {
            use.starts.put(overridden, number(value, 1));
          }
        }
        case "numStyleLink" -> {
          if (definition != null) {
            definition.sameAsStyle = value;
          }
        }
        case "lvl" -> level = levelNumber(WordXmlReader.attribute(xml, "ilvl"));
        case "start", "numFmt", "lvlText", "isLgl", "pStyle" -> {
          if (definition != null) {
            describe(definition, level, xml.getLocalName(), value);
          }
        }
        default -> {
          // fonts and indents
        }
      }
    }
  }

  private static void describe(Definition definition, int level, String what, String value) {
    ListCounters.Level old = definition.levels.get(level);
    if (what.equals("pStyle")) {
      definition.levelOfStyle.put(value, level);
      return;
    }
    definition.levels.set(
        level,
        new ListCounters.Level(
            what.equals("start") ? number(value, 1) : old.start(),
            what.equals("numFmt") ? ListNumeral.named(value) : old.numeral(),
            what.equals("lvlText") ? pattern(value) : old.pattern(),
            what.equals("isLgl") ? !"0".equals(value) && !"false".equals(value) : old.arabic()));
  }

  private static String pattern(String value) {
    return value == null || value.length() > LONGEST_PATTERN ? "" : value;
  }

  private void styles(XMLStreamReader xml) throws XMLStreamException {
    Style style = null;
    while (xml.hasNext()) {
      if (xml.next() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      String name = xml.getLocalName();
      if (name.equals("style")) {
        style = new Style();
        styles.put(WordXmlReader.attribute(xml, "styleId"), style);
      } else if (style != null) {
        String value = WordXmlReader.attribute(xml, "val");
        switch (name) {
          case "basedOn" -> style.basedOn = value;
          case "numId" -> style.use = value;
          case "ilvl" -> style.level = levelNumber(value);
          default -> {
            // fonts and indents
          }
        }
      }
    }
  }

  static int levelNumber(String value) {
    return Math.min(ListCounters.LEVELS - 1, number(value, 0));
  }

  private static int number(String value, int otherwise) {
    boolean number = value != null && value.matches("\\d{1,4}");
    return number ? Integer.parseInt(value) : otherwise;
  }
}
