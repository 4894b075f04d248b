package vn.congvan.signing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The picture a signature shows: PNG with transparency, packed as it is embedded. Made once and
 * used for every signature. Ink of one colour becomes a {@link Stencil}, anything else {@link
 * Shades}.
 */
public final class SignatureImage {
  private static final int MAX_SIDE = 4096;
  private static final int MAX_PIXELS = 4 << 20;

  /** Every document that is signed so grows by as much, and every copy of it. */
  private static final int MAX_PACKED = 512 << 10;

  private final int width;
  private final int height;
  private final Packed packed;

  private SignatureImage(int width, int height, Packed packed) {
    this.width = width;
    this.height = height;
    this.packed = packed;
  }

  /** A picture in one of the ways a PDF can hold it. */
  sealed interface Packed permits Stencil, Shades {
    /** Writes the objects and gives the number of the one to draw. */
    int write(Increment increment);

    /** What a content stream says before it draws the picture; may be empty. */
    String before();

    /** Bytes of the picture's streams. */
    int size();
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
    var packed =
        Stencil.canShow(pixels, width, ink)
            ? Stencil.of(pixels, width, height, ink)
            : Shades.of(pixels, width, height, ink);
    if (packed.size() > MAX_PACKED) {
      throw new IOException(
          "it packs to %d KB, %d are the most; use fewer pixels (300 to an inch) or one colour"
              .formatted(packed.size() >> 10, MAX_PACKED >> 10));
    }
    return new SignatureImage(width, height, packed);
  }

  /** In pixels; with {@link #height} it gives the proportion. */
  public double width() {
    return width;
  }

  public double height() {
    return height;
  }

  Packed packed() {
    return packed;
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
