package vn.congvan.approval;

import org.apache.pdfbox.pdmodel.PDPage;
import vn.congvan.signing.Box;

/**
 * Where number, date, signature and urgency stamp go on a page of Decree 30 layout that does not
 * say so by its words: boxes of the decree's diagram (Appendix I, IV) as fractions of the text
 * frame. The decree gives no millimetres.
 *
 * @param sealDiameter in points
 */
public record PageAnchors(
    Fraction number, Fraction date, Fraction signature, Fraction urgency, double sealDiameter) {
  private static final double MARGIN_TOP = 20 * Box.MM;
  private static final double MARGIN_BOTTOM = 20 * Box.MM;
  private static final double MARGIN_LEFT = 30 * Box.MM;
  private static final double MARGIN_RIGHT = 20 * Box.MM;

  /**
   * A part of the text frame.
   *
   * @param x from the left edge of the frame
   * @param y from its top edge
   */
  public record Fraction(double x, double y, double width, double height) {

    /**
     * @param text x, y, width and height, spaces between them: {@code .005 .065 .428 .030}
     */
    public static Fraction parse(String text) {
      var parts = text.strip().split("\\s+", -1);
      if (parts.length != 4) {
        throw new IllegalArgumentException("four numbers, not " + text);
      }
      return new Fraction(
          Double.parseDouble(parts[0]),
          Double.parseDouble(parts[1]),
          Double.parseDouble(parts[2]),
          Double.parseDouble(parts[3]));
    }

    Box on(PDPage page) {
      var area = page.getCropBox();
      var turned = page.getRotation() % 180 != 0;
      double pageWidth = turned ? area.getHeight() : area.getWidth();
      double pageHeight = turned ? area.getWidth() : area.getHeight();
      var frameWidth = Math.max(pageWidth - MARGIN_LEFT - MARGIN_RIGHT, pageWidth / 2);
      var frameHeight = Math.max(pageHeight - MARGIN_TOP - MARGIN_BOTTOM, pageHeight / 2);
      var left = (pageWidth - frameWidth) * MARGIN_LEFT / (MARGIN_LEFT + MARGIN_RIGHT);
      var top = (pageHeight - frameHeight) / 2;
      return new Box(
          left + x * frameWidth,
          pageHeight - top - (y + height) * frameHeight,
          width * frameWidth,
          height * frameHeight);
    }
  }

  /** Measured from the decree's own drawing; a seal of 36 mm. */
  public static PageAnchors standard() {
    return new PageAnchors(
        new Fraction(.005, .065, .428, .030),
        new Fraction(.470, .065, .530, .030),
        new Fraction(.600, .750, .290, .095),
        new Fraction(.005, .249, .180, .043),
        36 * Box.MM);
  }
}
