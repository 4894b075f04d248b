package vn.congvan.signing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The picture a signature shows: PNG with transparency, ready to be embedded. Made once and used
 * for every signature: colours and transparency are two images in a PDF, both packed already.
 */
public final class SignatureImage {
  private static final int MAX_SIDE = 4096;
  private static final int MAX_PIXELS = 4 << 20;

  /** Every document that is signed so grows by as much, and every copy of it. */
  private static final int MAX_PACKED = 512 << 10;

  /** Of transparency; an eye cannot tell more at the edges of a line, and half the bytes go. */
  private static final int STEPS = 15;

  private final int width;
  private final int height;
  private final byte[] colours;
  private final byte[] opacity;

  private SignatureImage(int width, int height, byte[] colours, byte[] opacity) {
    this.width = width;
    this.height = height;
    this.colours = colours;
    this.opacity = opacity;
  }

  /**
   * @throws IOException when it is no PNG we can use: damaged, larger than 4096 pixels a side or 4
   *     million in all or than 512 KB packed, or without transparency, so that it would hide what
   *     it lies on
   */
  public static SignatureImage fromPng(byte[] png) throws IOException {
    var picture = decoded(png);
    var width = picture.getWidth();
    var height = picture.getHeight();
    var pixels = picture.getRGB(0, 0, width, height, null, 0, width);
    var ink = commonestInk(pixels);
    var colours = new byte[3 * pixels.length];
    var opacity = new byte[pixels.length];
    for (var i = 0; i < pixels.length; i++) {
      opacity[i] = stepped(pixels[i] >>> 24);
      // What cannot be seen gets the colour beside it: it packs to nothing, and a viewer that
      // smooths the edges finds no stray colour there.
      var colour = opacity[i] == 0 ? ink : pixels[i];
      colours[3 * i] = (byte) (colour >> 16);
      colours[3 * i + 1] = (byte) (colour >> 8);
      colours[3 * i + 2] = (byte) colour;
    }
    var image =
        new SignatureImage(width, height, FieldFont.deflated(colours), FieldFont.deflated(opacity));
    if (image.packed() > MAX_PACKED) {
      throw new IOException(
          "it packs to %d KB, %d are the most; use fewer pixels (300 to an inch) or one colour"
              .formatted(image.packed() >> 10, MAX_PACKED >> 10));
    }
    return image;
  }

  /** In pixels; with {@link #height} it gives the proportion. */
  public double width() {
    return width;
  }

  public double height() {
    return height;
  }

  /** Writes the image's objects and gives the number of the one to draw. */
  int write(Increment increment) {
    var mask = increment.next();
    var image = increment.next();
    var head = "/Type /XObject/Subtype /Image/Width %d/Height %d".formatted(width, height);
    var samples = "/BitsPerComponent 8/Filter /FlateDecode";
    increment.stream(mask, head + "/ColorSpace /DeviceGray" + samples, opacity);
    increment.stream(
        image,
        head + "/ColorSpace /DeviceRGB" + samples + "/SMask %d 0 R".formatted(mask),
        colours);
    return image;
  }

  /** Bytes it adds to a document, about. */
  int packed() {
    return colours.length + opacity.length;
  }

  private static byte stepped(int opacity) {
    return (byte) (Math.round(opacity * STEPS / 255f) * (255 / STEPS));
  }

  private static BufferedImage decoded(byte[] png) throws IOException {
    var readers = ImageIO.getImageReadersByFormatName("png");
    if (!readers.hasNext()) {
      throw new IOException("this Java runtime reads no PNG");
    }
    var reader = readers.next();
    try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
      if (!reader.getOriginatingProvider().canDecodeInput(input)) {
        throw new IOException("it is no PNG");
      }
      reader.setInput(input, true, true);
      long width = reader.getWidth(0);
      long height = reader.getHeight(0);
      if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
        throw new IOException(
            "it has %d by %d pixels; %d a side and %d in all are the most"
                .formatted(width, height, MAX_SIDE, MAX_PIXELS));
      }
      return reader.read(0);
    } catch (RuntimeException e) {
      throw new IOException("it is a damaged PNG", e);
    } finally {
      reader.dispose();
    }
  }

  private static int commonestInk(int[] pixels) throws IOException {
    var counts = new HashMap<Integer, Integer>();
    var transparent = false;
    for (var pixel : pixels) {
      if (pixel >>> 24 == 0) {
        transparent = true;
      } else {
        counts.merge(pixel & 0xFFFFFF, 1, Integer::sum);
      }
    }
    if (!transparent) {
      throw new IOException("it has no transparent background");
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Integer, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow(() -> new IOException("it is transparent all over"))
        .getKey();
  }
}
