package vn.congvan.signing;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.function.IntPredicate;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** A page as its reader sees it, a pixel a point. */
final class Looks {
  private Looks() {}

  static BufferedImage render(byte[] pdf) throws IOException {
    return render(pdf, 0, 1);
  }

  static BufferedImage render(byte[] pdf, int page, float scale) throws IOException {
    try (var document = Loader.loadPDF(pdf)) {
      return new PDFRenderer(document).renderImage(page, scale, ImageType.RGB);
    }
  }

  /**
   * @param y from the bottom of the page
   */
  static int colourAt(BufferedImage page, int x, int y) {
    return page.getRGB(x, page.getHeight() - y) & 0xFFFFFF;
  }

  /** The smallest box around all pixels of such a colour, in points from the lower left. */
  static Box around(BufferedImage page, float scale, IntPredicate colour) {
    int left = Integer.MAX_VALUE;
    int right = -1;
    int top = Integer.MAX_VALUE;
    int bottom = -1;
    for (var y = 0; y < page.getHeight(); y++) {
      for (var x = 0; x < page.getWidth(); x++) {
        if (colour.test(page.getRGB(x, y) & 0xFFFFFF)) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y);
        }
      }
    }
    return new Box(
        left / scale,
        (page.getHeight() - bottom - 1) / scale,
        (right - left + 1) / scale,
        (bottom - top + 1) / scale);
  }
}
