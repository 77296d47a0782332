package org.gongkai.extraction.reading;

import java.awt.geom.Point2D;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.pdfbox.contentstream.PDFGraphicsStreamEngine;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.gongkai.extraction.model.RejectedException;

/**
 * The characters and straight lines of a page as it is shown: x from the left, y from the top, in
 * points.
 *
 * @param width of the page
 * @param height of the page
 * @param glyphs characters in the order of the file
 * @param lines horizontal and vertical lines
 * @param pictures share of the page that pictures cover
 */
record PdfPage(double width, double height, List<Glyph> glyphs, List<Line> lines, double pictures) {

  /**
   * One character, or a ligature.
   *
   * @param x left edge
   * @param y baseline
   * @param width advance
   * @param size font size
   */
  record Glyph(String text, double x, double y, double width, double size) {
    double right() {
      return x + width;
    }

    double centreX() {
      return x + width / 2;
    }

    /** The middle of a Chinese character above its baseline. */
    double centreY() {
      return y - 0.35 * size;
    }
  }

  /** A horizontal line at height {@code at}, or a vertical one at {@code at} from the left. */
  record Line(Direction direction, double at, double from, double to) {
    boolean covers(double position) {
      return from <= position && position <= to;
    }
  }

  /** How a line runs. */
  enum Direction {
    HORIZONTAL,
    VERTICAL
  }

  static PdfPage of(PDDocument document, int number, ReadingLimits limits)
      throws IOException, RejectedException {
    PDPage page = document.getPage(number);
    Glyphs glyphs = new Glyphs(limits.glyphsPerPage());
    glyphs.setStartPage(number + 1);
    glyphs.setEndPage(number + 1);
    Drawing drawing = new Drawing(page, limits.glyphsPerPage());
    try {
      glyphs.getText(document);
      drawing.processPage(page);
    } catch (OverflowException e) {
      throw RejectReason.TOO_MANY_PARTS.because(
          "page " + (number + 1) + " has more characters or lines than any report; save it anew");
    }
    PDRectangle box = page.getCropBox();
    boolean turned = page.getRotation() % 180 != 0;
    double width = turned ? box.getHeight() : box.getWidth();
    double height = turned ? box.getWidth() : box.getHeight();
    return new PdfPage(
        width, height, glyphs.found, drawing.lines, drawing.pictures / Math.max(1, width * height));
  }

  /** Ends the drawing of a page; unchecked, because the library goes on after checked ones. */
  private static final class OverflowException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What a page draws takes no more operators than this for each character and line. */
  private static final int OPERATORS_PER_GLYPH = 3;

  /** Collects characters and leaves the order to us. */
  private static final class Glyphs extends PDFTextStripper {
    /** Some fonts name the radical where the text has the character that looks the same. */
    private static final Pattern RADICALS = Pattern.compile("[\\u2E80-\\u2FDF]");

    private final List<Glyph> found = new ArrayList<>();
    private final int most;
    private int operators;

    Glyphs(int most) {
      this.most = most;
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
      Watchdog.check();
      operators++;
      if (operators > OPERATORS_PER_GLYPH * most) {
        throw new OverflowException();
      }
      super.processOperator(operator, operands);
    }

    @Override
    protected void processTextPosition(TextPosition position) {
      String text = position.getUnicode();
      if (text == null || text.isEmpty()) {
        return;
      }
      if (RADICALS.matcher(text).find()) {
        text = Normalizer.normalize(text, Normalizer.Form.NFKC);
      }
      Glyph glyph =
          new Glyph(
              text,
              position.getX(),
              position.getY(),
              position.getWidth(),
              Math.max(1, position.getFontSizeInPt()));
      if (found.size() >= most) {
        throw new OverflowException();
      }
      if (!isPrintedTwice(glyph)) {
        found.add(glyph);
      }
    }

    /** Bold type is faked by printing a character again a hair beside itself. */
    private boolean isPrintedTwice(Glyph glyph) {
      for (int i = found.size() - 1; i >= Math.max(0, found.size() - 40); i--) {
        Glyph other = found.get(i);
        if (other.text().equals(glyph.text())
            && Math.abs(other.x() - glyph.x()) < 0.15 * glyph.size()
            && Math.abs(other.y() - glyph.y()) < 0.15 * glyph.size()) {
          return true;
        }
      }
      return false;
    }

    @Override
    protected void writePage() {}
  }

  /** Collects straight lines: strokes, and filled shapes as thin as one. */
  private static final class Drawing extends PDFGraphicsStreamEngine {
    private static final double THIN = 3;
    private static final double SHORT = 4;

    private final List<Line> lines = new ArrayList<>();
    private final List<List<Point2D.Double>> path = new ArrayList<>();
    private final PDRectangle box;
    private final int rotation;
    private final int most;
    private Point2D.Double current = new Point2D.Double();
    private double pictures;

    Drawing(PDPage page, int most) {
      super(page);
      this.box = page.getCropBox();
      this.rotation = Math.floorMod(page.getRotation(), 360);
      this.most = most;
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
      Watchdog.check();
      super.processOperator(operator, operands);
    }

    private Point2D.Double shown(double x, double y) {
      double left = x - box.getLowerLeftX();
      double up = y - box.getLowerLeftY();
      return switch (rotation) {
        case 90 -> new Point2D.Double(up, left);
        case 180 -> new Point2D.Double(box.getWidth() - left, up);
        case 270 -> new Point2D.Double(box.getHeight() - up, box.getWidth() - left);
        default -> new Point2D.Double(left, box.getHeight() - up);
      };
    }

    private void begin(double x, double y) {
      List<Point2D.Double> part = new ArrayList<>();
      part.add(shown(x, y));
      path.add(part);
      current = new Point2D.Double(x, y);
    }

    private void extend(double x, double y) {
      if (path.isEmpty()) {
        begin(current.getX(), current.getY());
      }
      path.get(path.size() - 1).add(shown(x, y));
      current = new Point2D.Double(x, y);
    }

    private void strokeLines() {
      for (List<Point2D.Double> part : path) {
        for (int i = 1; i < part.size(); i++) {
          addLine(part.get(i - 1), part.get(i));
        }
      }
    }

    private void fillLines() {
      for (List<Point2D.Double> part : path) {
        double left = part.stream().mapToDouble(point -> point.x).min().orElse(0);
        double right = part.stream().mapToDouble(point -> point.x).max().orElse(0);
        double top = part.stream().mapToDouble(point -> point.y).min().orElse(0);
        double bottom = part.stream().mapToDouble(point -> point.y).max().orElse(0);
        if (bottom - top <= THIN && right - left >= SHORT) {
          double middle = (top + bottom) / 2;
          addLine(new Point2D.Double(left, middle), new Point2D.Double(right, middle));
        } else if (right - left <= THIN && bottom - top >= SHORT) {
          double middle = (left + right) / 2;
          addLine(new Point2D.Double(middle, top), new Point2D.Double(middle, bottom));
        }
      }
    }

    private void addLine(Point2D.Double a, Point2D.Double b) {
      double wide = Math.abs(a.x - b.x);
      double high = Math.abs(a.y - b.y);
      if (lines.size() >= most) {
        throw new OverflowException();
      }
      if (high < 1 && wide >= SHORT) {
        lines.add(
            new Line(
                Direction.HORIZONTAL, (a.y + b.y) / 2, Math.min(a.x, b.x), Math.max(a.x, b.x)));
      } else if (wide < 1 && high >= SHORT) {
        lines.add(
            new Line(Direction.VERTICAL, (a.x + b.x) / 2, Math.min(a.y, b.y), Math.max(a.y, b.y)));
      }
    }

    @Override
    public void appendRectangle(Point2D p0, Point2D p1, Point2D p2, Point2D p3) {
      begin(p0.getX(), p0.getY());
      extend(p1.getX(), p1.getY());
      extend(p2.getX(), p2.getY());
      extend(p3.getX(), p3.getY());
      extend(p0.getX(), p0.getY());
    }

    @Override
    public void moveTo(float x, float y) {
      begin(x, y);
    }

    @Override
    public void lineTo(float x, float y) {
      extend(x, y);
    }

    @Override
    public void curveTo(float x1, float y1, float x2, float y2, float x3, float y3) {
      begin(x3, y3);
    }

    @Override
    public Point2D getCurrentPoint() {
      return current;
    }

    @Override
    public void closePath() {
      if (!path.isEmpty()) {
        List<Point2D.Double> part = path.get(path.size() - 1);
        part.add(part.get(0));
      }
    }

    @Override
    public void endPath() {
      path.clear();
    }

    @Override
    public void strokePath() {
      strokeLines();
      path.clear();
    }

    @Override
    public void fillPath(int windingRule) {
      fillLines();
      path.clear();
    }

    @Override
    public void fillAndStrokePath(int windingRule) {
      fillLines();
      strokeLines();
      path.clear();
    }

    @Override
    public void drawImage(PDImage image) {
      var matrix = getGraphicsState().getCurrentTransformationMatrix();
      pictures += (double) matrix.getScalingFactorX() * matrix.getScalingFactorY();
    }

    /** Characters of some fonts are drawings too; they must not pass for lines. */
    @Override
    protected void showText(byte[] string) {}

    @Override
    public void clip(int windingRule) {}

    @Override
    public void shadingFill(COSName shadingName) {}
  }
}
