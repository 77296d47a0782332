package org.gongkai.extraction.reading;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.apache.poi.ss.util.CellRangeAddress;
import org.gongkai.extraction.model.RejectedException;

/** Reads the visible sheets of an XLS or XLSX file, each as one table of what the cells show. */
final class SheetReader {
  private final ReadingLimits limits;
  private final DataFormatter formatter = new DataFormatter();

  SheetReader(ReadingLimits limits) {
    this.limits = limits;
    formatter.setUseCachedValuesForFormulaCells(true);
  }

  Content read(FileKind container, byte[] bytes)
      throws IOException, XMLStreamException, RejectedException {
    if (container == FileKind.ZIP) {
      checkParts(bytes);
    } else if (bytes.length > limits.workbookBytes()) {
      throw tooLarge();
    }
    DocumentText document = new DocumentText(limits);
    try (Workbook workbook = WorkbookFactory.create(new ByteArrayInputStream(bytes))) {
      for (int i = 0; i < workbook.getNumberOfSheets(); i++) {
        if (!workbook.isSheetHidden(i) && !workbook.isSheetVeryHidden(i)) {
          Grid grid = grid(workbook.getSheetAt(i));
          if (grid.isTable()) {
            document.table(grid);
          } else {
            for (Grid.Cell cell : grid.cells()) {
              document.paragraphs(cell.text());
            }
          }
        }
      }
    }
    return Content.of(null, Map.of(), document);
  }

  /** The object model of POI takes many times the size of the XML, so that is measured first. */
  private void checkParts(byte[] bytes) throws IOException, XMLStreamException, RejectedException {
    XMLInputFactory factory = WordXmlReader.factory();
    long size = 0;
    int elements = 0;
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        byte[] part = entries.readNBytes((int) (limits.workbookBytes() - size) + 1);
        size += part.length;
        if (size > limits.workbookBytes()) {
          throw tooLarge();
        }
        if (!entry.getName().endsWith(".xml")) {
          continue;
        }
        XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(part));
        while (xml.hasNext()) {
          if (xml.next() == XMLStreamConstants.START_ELEMENT && ++elements > limits.elements()) {
            throw RejectReason.TOO_MANY_PARTS.because(
                "the workbook has more than " + limits.elements() + " elements; it is no report");
          }
          Watchdog.check();
        }
      }
    }
  }

  private RejectedException tooLarge() {
    return RejectReason.TOO_LARGE.because(
        "the workbook has more than %,d bytes when unpacked; split it or raise workbook_bytes in conf/reading/limits.csv"
            .formatted(limits.workbookBytes()));
  }

  private Grid grid(Sheet sheet) throws RejectedException {
    List<CellRangeAddress> merged = sheet.getMergedRegions();
    List<Grid.Cell> cells = new ArrayList<>();
    int lastColumn = 0;
    for (Row row : sheet) {
      for (Cell cell : row) {
        if (!formatter.formatCellValue(cell).isBlank()) {
          lastColumn = Math.max(lastColumn, cell.getColumnIndex());
        }
      }
    }
    for (Row row : sheet) {
      if (row.getZeroHeight()) {
        continue;
      }
      Watchdog.check();
      for (Cell cell : row) {
        if (cell.getColumnIndex() > lastColumn) {
          continue;
        }
        CellRangeAddress region = regionOf(merged, cell);
        boolean covered =
            region != null
                && (region.getFirstRow() != cell.getRowIndex()
                    || region.getFirstColumn() != cell.getColumnIndex());
        if (!covered) {
          cells.add(placed(cell, region));
        }
        if (cells.size() > limits.cells()) {
          throw RejectReason.TOO_MANY_PARTS.because(
              "a sheet has more than " + limits.cells() + " cells; it is no report");
        }
      }
    }
    return Grid.of(cells);
  }

  private Grid.Cell placed(Cell cell, CellRangeAddress region) {
    int height = region == null ? 1 : region.getLastRow() - region.getFirstRow() + 1;
    int width = region == null ? 1 : region.getLastColumn() - region.getFirstColumn() + 1;
    String text = formatter.formatCellValue(cell);
    return new Grid.Cell(cell.getRowIndex(), cell.getColumnIndex(), height, width, text);
  }

  private static CellRangeAddress regionOf(List<CellRangeAddress> merged, Cell cell) {
    for (CellRangeAddress region : merged) {
      if (region.isInRange(cell)) {
        return region;
      }
    }
    return null;
  }
}
