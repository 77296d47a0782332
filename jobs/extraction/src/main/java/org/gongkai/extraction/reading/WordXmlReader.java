package org.gongkai.extraction.reading;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.gongkai.extraction.model.RejectedException;

/**
 * Reads the body of a DOCX file as it prints: deleted and hidden text left out, inserted text and
 * text boxes read. It streams the XML itself, because the object model of POI gives deleted text as
 * text and takes longer to load than a report to read.
 */
final class WordXmlReader {
  private static final int DEPTH = 1000;

  /** Text that is not printed, or printed a second time. */
  private static final Set<String> SKIPPED =
      Set.of(
          "del",
          "moveFrom",
          "instrText",
          "delText",
          "Fallback",
          "rPrChange",
          "pPrChange",
          "tcPrChange",
          "trPrChange",
          "tblPrChange",
          "sectPr",
          "sdtPr",
          "tblGrid",
          "delInstrText");

  /** Programs on the web count up the name when they save a file again. */
  private static final Pattern BODY = Pattern.compile("word/document\\d{0,3}\\.xml");

  private static final String PROPERTIES = "docProps/core.xml";
  private static final Set<String> OTHER_PARTS =
      Set.of(PROPERTIES, WordNumbering.LISTS, WordNumbering.STYLES);

  private final ReadingLimits limits;
  private final DocumentText document;
  private final Deque<WordTable> tables = new ArrayDeque<>();
  private final StringBuilder paragraph = new StringBuilder();
  private WordNumbering numbering;
  private boolean hiddenRun;
  private String style;
  private String list;
  private Integer level;
  private String label = "";

  WordXmlReader(ReadingLimits limits) {
    this.limits = limits;
    this.document = new DocumentText(limits);
  }

  /** Whether a part of the file is one of those that {@link #read} needs. */
  static boolean needs(String part) {
    return isBody(part) || OTHER_PARTS.contains(part);
  }

  /** Whether a part of a zip file is the text of a DOCX file. */
  static boolean isBody(String part) {
    return BODY.matcher(part).matches();
  }

  /** Reads the body with its automatic numbers, and the file's properties. */
  Content read(Map<String, byte[]> parts) throws XMLStreamException, RejectedException {
    XMLInputFactory factory = factory();
    numbering = new WordNumbering(factory, parts);
    String body = parts.keySet().stream().filter(WordXmlReader::isBody).findFirst().orElseThrow();
    body(factory.createXMLStreamReader(new ByteArrayInputStream(parts.get(body))));
    Map<String, String> properties = new LinkedHashMap<>();
    byte[] core = parts.getOrDefault(PROPERTIES, new byte[0]);
    if (core.length > 0) {
      properties(factory.createXMLStreamReader(new ByteArrayInputStream(core)), properties);
    }
    return Content.of(properties.get("title"), properties, document);
  }

  /** The JDK's parser, without entities, neither of the file's own nor from elsewhere. */
  static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  private static void properties(XMLStreamReader xml, Map<String, String> properties)
      throws XMLStreamException {
    String name = "";
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        name = xml.getLocalName();
      } else if (event == XMLStreamConstants.CHARACTERS && !xml.getText().isBlank()) {
        properties.putIfAbsent(name, xml.getText().strip());
      }
    }
  }

  private void body(XMLStreamReader xml) throws XMLStreamException, RejectedException {
    int depth = 0;
    int skippedFrom = 0;
    boolean printed = false;
    while (xml.hasNext()) {
      Watchdog.check();
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          if (depth > DEPTH) {
            throw RejectReason.TOO_DEEP.because(
                "the DOCX nests deeper than any document; save it anew");
          }
          if (skippedFrom == 0 && SKIPPED.contains(xml.getLocalName())) {
            skippedFrom = depth;
          } else if (skippedFrom == 0) {
            start(xml);
          }
          printed = xml.getLocalName().equals("t");
        }
        case XMLStreamConstants.CHARACTERS -> {
          if (skippedFrom == 0 && printed && !hiddenRun) {
            text().append(label).append(xml.getText());
            label = "";
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (skippedFrom == 0) {
            end(xml.getLocalName());
          } else if (skippedFrom == depth) {
            skippedFrom = 0;
          }
          depth--;
          printed = false;
        }
        default -> {
          // comments and processing instructions are not printed
        }
      }
    }
    endParagraph();
  }

  private void startParagraph() {
    style = null;
    list = null;
    level = null;
    label = "";
  }

  private StringBuilder text() {
    return tables.isEmpty() ? paragraph : tables.peek().cell;
  }

  private void start(XMLStreamReader xml) throws RejectedException {
    switch (xml.getLocalName()) {
      case "tbl" -> {
        if (tables.isEmpty()) {
          endParagraph();
        }
        tables.push(new WordTable(limits));
      }
      case "tr" -> {
        if (!tables.isEmpty()) {
          tables.peek().startRow();
        }
      }
      case "gridSpan" -> {
        if (!tables.isEmpty()) {
          tables.peek().columnSpan = number(xml, 1);
        }
      }
      case "gridBefore" -> {
        if (!tables.isEmpty()) {
          tables.peek().skipColumns(number(xml, 0));
        }
      }
      case "vMerge" -> {
        if (!tables.isEmpty()) {
          tables.peek().goesOnFromAbove = !"restart".equals(value(xml));
        }
      }
      case "p" -> startParagraph();
      case "pStyle" -> style = value(xml);
      case "numId" -> list = value(xml);
      case "ilvl" -> level = WordNumbering.levelNumber(value(xml));
      case "r" -> hiddenRun = false;
      case "vanish" -> hiddenRun = !"0".equals(value(xml)) && !"false".equals(value(xml));
      case "br", "cr" -> lineBreak();
      case "tab", "ptab" -> text().append(' ');
      case "noBreakHyphen" -> text().append('-');
      case "txbxContent" -> lineBreak();
      default -> {
        // formatting
      }
    }
  }

  private void end(String name) throws RejectedException {
    switch (name) {
      case "pPr" -> label = numbering.next(style, list, level);
      case "p" -> {
        lineBreak();
        startParagraph();
      }
      case "tc" -> {
        if (!tables.isEmpty()) {
          tables.peek().endCell();
        }
      }
      case "tbl" -> {
        if (!tables.isEmpty()) {
          endTable(tables.pop());
        }
      }
      default -> {
        // formatting
      }
    }
  }

  /** A table within a table is text of the cell that it stands in. */
  private void endTable(WordTable table) throws RejectedException {
    Grid grid = table.grid();
    if (!tables.isEmpty()) {
      for (Grid.Cell cell : grid.cells()) {
        tables.peek().cell.append(cell.text()).append('\n');
      }
    } else if (grid.isTable()) {
      document.table(grid);
    } else {
      for (Grid.Cell cell : grid.cells()) {
        document.paragraphs(cell.text());
      }
    }
  }

  private void lineBreak() throws RejectedException {
    if (tables.isEmpty()) {
      endParagraph();
    } else {
      text().append('\n');
    }
  }

  private void endParagraph() throws RejectedException {
    document.paragraphs(paragraph.toString());
    paragraph.setLength(0);
  }

  private static String value(XMLStreamReader xml) {
    return attribute(xml, "val");
  }

  /** An attribute of the open element in whatever namespace, or null. */
  static String attribute(XMLStreamReader xml, String name) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals(name)) {
        return xml.getAttributeValue(i);
      }
    }
    return null;
  }

  private static int number(XMLStreamReader xml, int otherwise) {
    String value = value(xml);
    boolean number = value != null && value.matches("\\d{1,4}");
    return number ? Integer.parseInt(value) : otherwise;
  }
}
