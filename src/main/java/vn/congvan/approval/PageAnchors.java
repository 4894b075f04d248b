package vn.congvan.approval;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDPage;
import vn.congvan.document.Reason;
import vn.congvan.document.SetAside;
import vn.congvan.signing.Box;
import vn.congvan.signing.FieldLayout;

/**
 * Where number, date, signature and seal go on a page of Decree 30 layout: the boxes of its diagram
 * (Appendix I, IV) as fractions of the text frame. The decree gives no millimetres; these were
 * measured from its own drawing.
 *
 * @param x from the left edge of the frame
 * @param y from its top edge
 */
record PageAnchors(double x, double y, double width, double height) {
  private static final double MARGIN_TOP = 20 * Box.MM;
  private static final double MARGIN_BOTTOM = 20 * Box.MM;
  private static final double MARGIN_LEFT = 30 * Box.MM;
  private static final double MARGIN_RIGHT = 20 * Box.MM;

  /** Number and symbol, first page. */
  static final PageAnchors NUMBER = new PageAnchors(.005, .065, .428, .030);

  /** Place and date, first page. */
  static final PageAnchors DATE = new PageAnchors(.470, .065, .530, .030);

  /** The leader's signature between title and name, last page. */
  static final PageAnchors SIGNATURE = new PageAnchors(.600, .750, .290, .095);

  private static final double NUMBER_SIZE = 13;
  private static final double DATE_SIZE = 13;
  private static final double SEAL_DIAMETER = 36 * Box.MM;

  /**
   * Lays the four fields on a document.
   *
   * @param imageWidth in any unit; with {@code imageHeight} it gives the proportion of the leader's
   *     image
   */
  static FieldLayout layout(Path pdf, double imageWidth, double imageHeight) {
    try (var document =
        Loader.loadPDF(
            new RandomAccessReadBufferedFile(pdf.toFile()),
            "",
            null,
            null,
            IOUtils.createTempFileOnlyStreamCache())) {
      var last = document.getNumberOfPages() - 1;
      var first = document.getPage(0);
      var signature = SIGNATURE.on(document.getPage(last));
      return new FieldLayout(
          new FieldLayout.Place(last, signature),
          new FieldLayout.Place(
              last, FieldLayout.sealOver(signature.fit(imageWidth, imageHeight), SEAL_DIAMETER)),
          new FieldLayout.TextPlace(
              0,
              NUMBER.on(first),
              NUMBER_SIZE,
              FieldLayout.Typeface.UPRIGHT,
              FieldLayout.Align.CENTRE),
          new FieldLayout.TextPlace(
              0, DATE.on(first), DATE_SIZE, FieldLayout.Typeface.ITALIC, FieldLayout.Align.CENTRE));
    } catch (IOException e) {
      throw new SetAside(
          new Reason(
              "PREPARE.UNREADABLE",
              "Không mở được tệp PDF để chuẩn bị ký. Hủy văn bản và trình lại bản khác.",
              "cannot open the PDF to lay down its fields; cancel the document and submit another file"),
          e);
    }
  }

  private Box on(PDPage page) {
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
