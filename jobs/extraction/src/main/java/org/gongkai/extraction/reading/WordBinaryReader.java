package org.gongkai.extraction.reading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.poi.hwpf.HWPFDocument;
import org.apache.poi.hwpf.model.ListData;
import org.apache.poi.hwpf.model.ListLevel;
import org.apache.poi.hwpf.usermodel.CharacterRun;
import org.apache.poi.hwpf.usermodel.Paragraph;
import org.apache.poi.hwpf.usermodel.Range;
import org.apache.poi.hwpf.usermodel.Table;
import org.apache.poi.hwpf.usermodel.TableCell;
import org.apache.poi.hwpf.usermodel.TableRow;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.gongkai.extraction.model.RejectedException;

/** Reads a DOC file of Word 97 to 2003 as it prints: without deleted and hidden text. */
final class WordBinaryReader {
  /** Cell edges of the same column differ by no more than this, in twentieths of a point. */
  private static final double SAME_EDGE = 40;

  private final ReadingLimits limits;
  private final DocumentText document;
  private final ListCounters lists = new ListCounters();

  WordBinaryReader(ReadingLimits limits) {
    this.limits = limits;
    this.document = new DocumentText(limits);
  }

  Content read(DirectoryNode root) throws IOException, RejectedException {
    try (HWPFDocument word = new HWPFDocument(root)) {
      Range range = word.getRange();
      int paragraphs = range.numParagraphs();
      for (int i = 0; i < paragraphs; i++) {
        Paragraph paragraph = range.getParagraph(i);
        if (paragraph.isInTable()) {
          Table table = range.getTable(paragraph);
          table(table);
          i += Math.max(1, table.numParagraphs()) - 1;
        } else {
          document.paragraphs(printed(paragraph));
        }
      }
      textBoxes(word);
      var summary = word.getSummaryInformation();
      String title = summary == null ? null : summary.getTitle();
      return Content.of(title == null || title.isBlank() ? null : title, Map.of(), document);
    }
  }

  private void textBoxes(HWPFDocument word) throws RejectedException {
    Range boxes = word.getMainTextboxRange();
    for (int i = 0; i < boxes.numParagraphs(); i++) {
      document.paragraphs(printed(boxes.getParagraph(i)));
    }
  }

  private void table(Table table) throws RejectedException {
    List<Double> found = new ArrayList<>();
    for (int r = 0; r < table.numRows(); r++) {
      TableRow row = table.getRow(r);
      for (int c = 0; c < row.numCells(); c++) {
        found.add((double) row.getCell(c).getLeftEdge());
        found.add((double) row.getCell(c).getLeftEdge() + row.getCell(c).getWidth());
      }
    }
    List<Double> edges = Clusters.of(found, SAME_EDGE);
    WordTable grid = new WordTable(limits);
    for (int r = 0; r < table.numRows(); r++) {
      grid.startRow();
      row(table.getRow(r), edges, grid);
    }
    Grid read = grid.grid();
    if (read.isTable()) {
      document.table(read);
      return;
    }
    for (Grid.Cell cell : read.cells()) {
      document.paragraphs(cell.text());
    }
  }

  private void row(TableRow row, List<Double> edges, WordTable grid) throws RejectedException {
    int at = 0;
    for (int c = 0; c < row.numCells(); c++) {
      TableCell cell = row.getCell(c);
      if (cell.isMerged() && !cell.isFirstMerged()) {
        continue;
      }
      double right = cell.getLeftEdge() + cell.getWidth();
      while (c + 1 < row.numCells()
          && row.getCell(c + 1).isMerged()
          && !row.getCell(c + 1).isFirstMerged()) {
        c++;
        right = row.getCell(c).getLeftEdge() + row.getCell(c).getWidth();
      }
      int from = Clusters.nearest(edges, cell.getLeftEdge());
      grid.skipColumns(Math.max(0, from - at));
      grid.columnSpan = Math.max(1, Clusters.nearest(edges, right) - from);
      grid.goesOnFromAbove = cell.isVerticallyMerged() && !cell.isFirstVerticallyMerged();
      at = Math.max(at, from) + grid.columnSpan;
      for (int p = 0; p < cell.numParagraphs(); p++) {
        grid.cell.append(printed(cell.getParagraph(p))).append('\n');
      }
      grid.endCell();
    }
  }

  /** The automatic number before a paragraph, empty where there is none. */
  private String label(Paragraph paragraph) {
    if (!paragraph.isInList()) {
      return "";
    }
    ListData list = paragraph.getList().getListData();
    List<ListCounters.Level> levels = new ArrayList<>();
    for (ListLevel level : list == null ? new ListLevel[0] : list.getLevels()) {
      levels.add(level(level));
    }
    int level = paragraph.getIlvl();
    return level < 0 || level >= Math.min(levels.size(), ListCounters.LEVELS)
        ? ""
        : lists.next(Integer.toString(list.getLsid()), level, levels);
  }

  /** In DOC the characters 0 to 8 stand for the numbers of the levels. */
  private static ListCounters.Level level(ListLevel level) {
    StringBuilder pattern = new StringBuilder();
    for (char character : String.valueOf(level.getNumberText()).toCharArray()) {
      if (character < ListCounters.LEVELS) {
        pattern.append('%').append(character + 1);
      } else {
        pattern.append(character);
      }
    }
    return new ListCounters.Level(
        level.getStartAt(),
        ListNumeral.coded(level.getNumberFormat()),
        pattern.toString(),
        level.isLegalNumbering());
  }

  private String printed(Paragraph paragraph) {
    Watchdog.check();
    String label = label(paragraph);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < paragraph.numCharacterRuns(); i++) {
      CharacterRun run = paragraph.getCharacterRun(i);
      if (!run.isMarkedDeleted() && !run.isVanished()) {
        text.append(run.text());
      }
    }
    String printed = Range.stripFields(text.toString());
    return (Chinese.trim(printed).isEmpty() ? printed : label + printed)
        .replace('\u000B', '\n')
        .replace('\f', '\n')
        .replace('\t', ' ')
        .replaceAll("[\\u0001-\\u0008\\r\\u000E-\\u001F]", "");
  }
}
