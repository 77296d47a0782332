package org.gongkai.extraction.reading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.gongkai.extraction.model.RejectedException;
import org.gongkai.extraction.reading.PdfPage.Glyph;

/**
 * Reads a PDF with text: lines become paragraphs, running heads and page numbers go, and tables are
 * rebuilt from their lines or, where they have none, from their alignment.
 */
final class PdfReader {
  private static final Pattern PAGE_NUMBER =
      Pattern.compile(
          "[-—–－·\\s]*+第?\\s?\\d{1,4}\\s?页?(?:\\s?[/，,共]+\\s?\\d{1,4}\\s?页?)?[-—–－·\\s]*");

  private static final Pattern HEADING =
      Pattern.compile("\\A(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])");

  /** What no line but a heading begins with, unless the line above stops within a list. */
  private static final Pattern CHAPTER = Pattern.compile("\\A[一二三四五六七八九十]{1,3}、");

  private static final String WITHIN_LIST = "、，,第及和与至";

  /** Share of the page's height in which running heads and feet stand. */
  private static final double MARGIN = 0.12;

  private static final int FEWEST_GLYPHS = 10;

  private final ReadingLimits limits;

  PdfReader(ReadingLimits limits) {
    this.limits = limits;
  }

  Content read(byte[] bytes) throws IOException, RejectedException {
    checkObjects(bytes);
    try (PDDocument document = Loader.loadPDF(new Interruptible(bytes))) {
      int count = document.getNumberOfPages();
      if (count > limits.pages()) {
        throw RejectReason.TOO_MANY_PAGES.because(
            count + " pages, more than the limit of " + limits.pages() + "; split the document");
      }
      List<PdfPage> pages = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        pages.add(PdfPage.of(document, i, limits));
      }
      rejectScans(pages);
      DocumentText text = new DocumentText(limits);
      write(blocks(pages), text);
      PDDocumentInformation information = document.getDocumentInformation();
      return Content.of(information.getTitle(), metadata(information), text);
    } catch (InvalidPasswordException e) {
      throw RejectReason.ENCRYPTED.because("the PDF needs a password; save it without one");
    }
  }

  /** The library keeps an entry for each object, so they are counted before it is called. */
  private void checkObjects(byte[] bytes) throws RejectedException {
    int objects = 0;
    for (int i = 0; i + 4 < bytes.length; i++) {
      boolean object =
          bytes[i] == ' ' && bytes[i + 1] == 'o' && bytes[i + 2] == 'b' && bytes[i + 3] == 'j';
      objects += object ? 1 : 0;
    }
    if (objects > limits.pdfObjects()) {
      throw RejectReason.TOO_MANY_PARTS.because(
          "the PDF has %,d objects, more than the limit of %,d; print it to a new PDF"
              .formatted(objects, limits.pdfObjects()));
    }
  }

  /** The bytes of a file until nobody waits for its reading any more. */
  private static final class Interruptible extends RandomAccessReadBuffer {
    Interruptible(byte[] bytes) {
      super(bytes);
    }

    @Override
    public int read() throws IOException {
      Watchdog.check();
      return super.read();
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      Watchdog.check();
      return super.read(target, from, length);
    }
  }

  private static Map<String, String> metadata(PDDocumentInformation information) {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (String key : information.getMetadataKeys()) {
      String value = information.getCustomMetadataValue(key);
      if (value != null && !value.isBlank()) {
        metadata.put(key, value);
      }
    }
    return metadata;
  }

  private static void rejectScans(List<PdfPage> pages) throws RejectedException {
    long empty = pages.stream().filter(page -> page.glyphs().size() < FEWEST_GLYPHS).count();
    long scanned =
        pages.stream()
            .filter(page -> page.glyphs().size() < FEWEST_GLYPHS && page.pictures() > 0.3)
            .count();
    if (empty == pages.size() || scanned * 2 > pages.size()) {
      throw RejectReason.NEEDS_OCR.because(
          "%d of %d pages hold no text, only pictures; run OCR and give the PDF with text"
              .formatted(empty, pages.size()));
    }
  }

  /** A part of a page: a line of running text or a table. */
  private sealed interface Block {}

  /**
   * A line of text, with what tells whether its paragraph goes on.
   *
   * @param left and right are the margins of its page
   * @param pitch usual distance of lines of its size on its page
   */
  private record LineBlock(TextLine line, int page, double left, double right, double pitch)
      implements Block {}

  private record TableBlock(PdfTable table, int page) implements Block {}

  private List<Block> blocks(List<PdfPage> pages) throws RejectedException {
    List<List<TextLine>> lines = new ArrayList<>();
    List<List<RuledTables.Drawn>> drawn = new ArrayList<>();
    List<List<Glyph>> inTables = new ArrayList<>();
    for (PdfPage page : pages) {
      List<RuledTables.Drawn> tables = RuledTables.find(page.lines(), limits.cells());
      List<Glyph> inside = new ArrayList<>();
      List<Glyph> outside = new ArrayList<>();
      for (Glyph glyph : page.glyphs()) {
        Watchdog.check();
        boolean owned = tables.stream().anyMatch(table -> table.cellOf(glyph) >= 0);
        (owned ? inside : outside).add(glyph);
      }
      drawn.add(tables);
      inTables.add(inside);
      lines.add(TextLine.of(outside));
    }
    List<List<TextLine>> running = withoutRunningHeads(pages, lines);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < pages.size(); i++) {
      addPage(blocks, i, running.get(i), drawn.get(i), inTables.get(i));
    }
    return blocks;
  }

  private static void addPage(
      List<Block> blocks,
      int page,
      List<TextLine> lines,
      List<RuledTables.Drawn> drawn,
      List<Glyph> inTables) {
    double left = lines.stream().mapToDouble(TextLine::left).min().orElse(0);
    double right = lines.stream().mapToDouble(TextLine::right).max().orElse(0);
    int next = 0;
    for (int t = 0; t <= drawn.size(); t++) {
      double until = t < drawn.size() ? drawn.get(t).top() : Double.MAX_VALUE;
      int from = next;
      while (next < lines.size() && lines.get(next).y() < until) {
        next++;
      }
      List<TextLine> part = lines.subList(from, next);
      int at = 0;
      while (at < part.size()) {
        AlignedTables.Found found = AlignedTables.next(part, at);
        int stop = found == null ? part.size() : found.from();
        for (TextLine line : part.subList(at, stop)) {
          blocks.add(new LineBlock(line, page, left, right, pitch(lines, line.size())));
        }
        if (found == null) {
          break;
        }
        blocks.add(new TableBlock(found.table(), page));
        at = found.to();
      }
      if (t < drawn.size()) {
        RuledTables.Drawn table = drawn.get(t);
        List<Glyph> own = inTables.stream().filter(glyph -> table.cellOf(glyph) >= 0).toList();
        blocks.add(new TableBlock(RuledTables.fill(table, own), page));
      }
    }
  }

  /** Usual distance between lines of about this size. */
  private static double pitch(List<TextLine> lines, double size) {
    List<Double> gaps = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      double gap = lines.get(i).y() - lines.get(i - 1).y();
      boolean same = sameSize(lines.get(i).size(), size) && sameSize(lines.get(i - 1).size(), size);
      if (same && gap < 3 * size) {
        gaps.add(gap);
      }
    }
    gaps.sort(Comparator.naturalOrder());
    return gaps.isEmpty() ? 2 * size : gaps.get(gaps.size() / 2);
  }

  private static boolean sameSize(double a, double b) {
    return Math.abs(a - b) < 0.15 * Math.max(a, b);
  }

  /** Drops page numbers, and lines in the margins that several pages repeat. */
  private static List<List<TextLine>> withoutRunningHeads(
      List<PdfPage> pages, List<List<TextLine>> lines) {
    Map<String, Integer> repeated = new HashMap<>();
    for (int i = 0; i < pages.size(); i++) {
      double height = pages.get(i).height();
      lines.get(i).stream()
          .filter(line -> inMargin(line, height))
          .map(PdfReader::shape)
          .distinct()
          .forEach(shape -> repeated.merge(shape, 1, Integer::sum));
    }
    List<List<TextLine>> kept = new ArrayList<>();
    for (int i = 0; i < pages.size(); i++) {
      double height = pages.get(i).height();
      kept.add(
          lines.get(i).stream()
              .filter(
                  line -> {
                    int times = repeated.getOrDefault(shape(line), 0);
                    boolean runs = times > 1 && times * 2 >= pages.size();
                    boolean number = PAGE_NUMBER.matcher(line.text()).matches();
                    return !(inMargin(line, height) && (runs || number));
                  })
              .toList());
    }
    return kept;
  }

  private static boolean inMargin(TextLine line, double height) {
    return line.y() < MARGIN * height || line.y() > (1 - MARGIN) * height;
  }

  private static String shape(TextLine line) {
    return line.text().replaceAll("\\d+", "#");
  }

  private static void write(List<Block> blocks, DocumentText text) throws RejectedException {
    StringBuilder paragraph = new StringBuilder();
    LineBlock last = null;
    TableBlock open = null;
    for (Block block : blocks) {
      if (block instanceof LineBlock line) {
        writeTable(open, text);
        open = null;
        if (last != null && goesOn(last, line)) {
          appendWrapped(paragraph, line.line().text());
        } else {
          text.paragraphs(paragraph.toString());
          paragraph.setLength(0);
          paragraph.append(line.line().text());
        }
        last = line;
      } else if (block instanceof TableBlock table) {
        text.paragraphs(paragraph.toString());
        paragraph.setLength(0);
        last = null;
        if (open != null
            && table.page() == open.page() + 1
            && open.table().isContinuedBy(table.table())) {
          open = new TableBlock(open.table().join(table.table()), table.page());
        } else {
          writeTable(open, text);
          open = table;
        }
      }
    }
    text.paragraphs(paragraph.toString());
    writeTable(open, text);
  }

  private static void writeTable(TableBlock block, DocumentText text) throws RejectedException {
    if (block == null) {
      return;
    }
    Grid grid = block.table().grid();
    if (grid.isTable()) {
      text.table(grid);
      return;
    }
    for (Grid.Cell cell : grid.cells()) {
      text.paragraphs(Chinese.joinLines(cell.text()));
    }
  }

  /** A line that fills the width goes on, unless the next one is set off or a heading. */
  private static boolean goesOn(LineBlock upper, LineBlock lower) {
    TextLine first = upper.line();
    TextLine second = lower.line();
    boolean full = upper.right() - first.right() < 2 * first.size();
    boolean indented = second.left() - lower.left() > 1.2 * second.size();
    boolean samePage = upper.page() == lower.page();
    boolean setOff = samePage && second.y() - first.y() > 1.35 * upper.pitch();
    String above = first.text();
    char last = above.charAt(above.length() - 1);
    boolean headed =
        ("。：；".indexOf(last) >= 0 && HEADING.matcher(second.text()).find())
            || (WITHIN_LIST.indexOf(last) < 0 && CHAPTER.matcher(second.text()).find());
    return full && sameSize(first.size(), second.size()) && !indented && !setOff && !headed;
  }

  /** Continues a line that was broken for lack of room: only words in letters need a space. */
  private static void appendWrapped(StringBuilder paragraph, String line) {
    int before = paragraph.codePointBefore(paragraph.length());
    if (before < 0x80 && line.charAt(0) < 0x80 && Character.isLetter(before)) {
      paragraph.append(' ');
    }
    paragraph.append(line);
  }
}
