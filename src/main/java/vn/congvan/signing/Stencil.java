package vn.congvan.signing;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.image.CCITTFactory;

/**
 * A picture of opaque ink of one colour, as a real signature or seal is: a mask of one bit a dot
 * through which the colour is painted (ISO 32000-2, 8.9.6.2), packed as ITU-T T.6, a fifth of what
 * the same picture takes with shades. The dots are twice as fine as those of the picture, so that
 * what its half-transparent edges say of where a line ends is not lost.
 *
 * @param fax the mask, T.6
 * @param ink RGB
 */
record Stencil(int width, int height, byte[] fax, int ink) implements SignatureImage.Packed {
  private static final int FINER = 2;
  private static final int HALF = 128;

  /** A viewer rounds no further than an eye. */
  private static final int SAME_COLOUR = 24;

  private static final int OPAQUE = 224;
  private static final int CLEAR = 32;

  /** Of the inked pixels, one in so many may be grey without lying at the edge of a line. */
  private static final int STRAY = 20;

  /**
   * Whether nothing of the picture gets lost so.
   *
   * @param pixels ARGB, row by row
   */
  static boolean canShow(int[] pixels, int width, int ink) {
    var inked = 0;
    var grey = 0;
    for (var i = 0; i < pixels.length; i++) {
      var opacity = pixels[i] >>> 24;
      if (opacity < CLEAR) {
        continue;
      }
      inked++;
      if (!sameColour(pixels[i], ink)) {
        return false;
      }
      if (opacity < OPAQUE && !besideOpaque(pixels, width, i)) {
        grey++;
      }
    }
    return grey * STRAY <= inked;
  }

  static Stencil of(int[] pixels, int width, int height, int ink) throws IOException {
    var mask = new BufferedImage(FINER * width, FINER * height, BufferedImage.TYPE_BYTE_BINARY);
    for (var y = 0; y < mask.getHeight(); y++) {
      for (var x = 0; x < mask.getWidth(); x++) {
        mask.setRGB(x, y, opacity(pixels, width, height, x, y) >= HALF ? 0 : 0xFFFFFF);
      }
    }
    try (var unused = new PDDocument()) {
      var packed = CCITTFactory.createFromImage(unused, mask);
      try (var in = packed.getCOSObject().createRawInputStream()) {
        return new Stencil(mask.getWidth(), mask.getHeight(), in.readAllBytes(), ink);
      }
    }
  }

  @Override
  public int write(Increment increment) {
    var image = increment.next();
    increment.stream(
        image,
        "/Type /XObject/Subtype /Image/ImageMask true/BitsPerComponent 1/Width "
            + width
            + "/Height "
            + height
            + "/Filter /CCITTFaxDecode/DecodeParms <</K -1/Columns "
            + width
            + "/Rows "
            + height
            + ">>",
        fax);
    return image;
  }

  @Override
  public String before() {
    return PdfText.numbers(share(ink >> 16), share(ink >> 8), share(ink)) + " rg ";
  }

  @Override
  public int size() {
    return fax.length;
  }

  private static double share(int channel) {
    return (channel & 0xFF) / 255.0;
  }

  private static boolean sameColour(int one, int other) {
    for (var shift = 0; shift <= 16; shift += 8) {
      if (Math.abs((one >> shift & 0xFF) - (other >> shift & 0xFF)) > SAME_COLOUR) {
        return false;
      }
    }
    return true;
  }

  private static boolean besideOpaque(int[] pixels, int width, int at) {
    var column = at % width;
    for (var row = at - width; row <= at + width; row += width) {
      for (var x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
        var i = row - column + x;
        if (i >= 0 && i < pixels.length && pixels[i] >>> 24 >= OPAQUE) {
          return true;
        }
      }
    }
    return false;
  }

  /** Between the four pixels around the middle of a finer dot, each by how near it is. */
  private static int opacity(int[] pixels, int width, int height, int x, int y) {
    var column = (x + 0.5) / FINER - 0.5;
    var row = (y + 0.5) / FINER - 0.5;
    var left = (int) Math.floor(column);
    var top = (int) Math.floor(row);
    var right = column - left;
    var down = row - top;
    var sum =
        (1 - right) * (1 - down) * at(pixels, width, height, left, top)
            + right * (1 - down) * at(pixels, width, height, left + 1, top)
            + (1 - right) * down * at(pixels, width, height, left, top + 1)
            + right * down * at(pixels, width, height, left + 1, top + 1);
    return (int) Math.round(sum);
  }

  private static int at(int[] pixels, int width, int height, int x, int y) {
    return x < 0 || y < 0 || x >= width || y >= height ? 0 : pixels[y * width + x] >>> 24;
  }
}
