package vn.congvan.app.lab;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * One colour on transparent paper, as PNG that knows its real size. Every pixel has the same colour
 * and only its transparency differs, so that edges show no fringe on any paper and the picture
 * packs small into every PDF that bears it.
 */
final class Ink {
  /** Fine enough for print, and small enough to be in every document. */
  static final int DOTS_PER_INCH = 300;

  private static final double MM_PER_INCH = 25.4;
  private static final int DOTS_PER_METRE = (int) Math.round(DOTS_PER_INCH / MM_PER_INCH * 1000);

  private Ink() {}

  static int pixels(double millimetres) {
    return (int) Math.round(millimetres / MM_PER_INCH * DOTS_PER_INCH);
  }

  /**
   * @param draw draws in millimetres, y downwards from the upper left corner
   */
  static byte[] png(double widthMm, double heightMm, int rgb, Consumer<Graphics2D> draw) {
    var image = new BufferedImage(pixels(widthMm), pixels(heightMm), BufferedImage.TYPE_INT_ARGB);
    var graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.scale(image.getWidth() / widthMm, image.getHeight() / heightMm);
      graphics.setColor(new Color(rgb));
      draw.accept(graphics);
    } finally {
      graphics.dispose();
    }
    for (var y = 0; y < image.getHeight(); y++) {
      for (var x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, (image.getRGB(x, y) & 0xFF000000) | (rgb & 0xFFFFFF));
      }
    }
    return encode(image);
  }

  private static byte[] encode(BufferedImage image) {
    var writer = ImageIO.getImageWritersByFormatName("png").next();
    var bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      var metadata =
          writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
      var size = new IIOMetadataNode("pHYs");
      size.setAttribute("pixelsPerUnitXAxis", Integer.toString(DOTS_PER_METRE));
      size.setAttribute("pixelsPerUnitYAxis", Integer.toString(DOTS_PER_METRE));
      size.setAttribute("unitSpecifier", "meter");
      var root = new IIOMetadataNode("javax_imageio_png_1.0");
      root.appendChild(size);
      metadata.mergeTree("javax_imageio_png_1.0", root);
      var smallest = writer.getDefaultWriteParam();
      smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      smallest.setCompressionQuality(0);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata), smallest);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a picture is written to memory", e);
    } finally {
      writer.dispose();
    }
  }
}
