package vn.congvan.signing;

/**
 * A picture of several colours or of see-through ink: colours are one image in the PDF,
 * transparency another.
 */
record Shades(int width, int height, byte[] colours, byte[] opacity)
    implements SignatureImage.Packed {
  /** Of transparency; an eye cannot tell more at the edges of a line, and half the bytes go. */
  private static final int STEPS = 15;

  /**
   * @param pixels ARGB, row by row
   * @param ink the colour of what cannot be seen
   */
  static Shades of(int[] pixels, int width, int height, int ink) {
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
    return new Shades(width, height, FieldFont.deflated(colours), FieldFont.deflated(opacity));
  }

  @Override
  public int write(Increment increment) {
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

  @Override
  public String before() {
    return "";
  }

  @Override
  public int size() {
    return colours.length + opacity.length;
  }

  private static byte stepped(int opacity) {
    return (byte) (Math.round(opacity * STEPS / 255f) * (255 / STEPS));
  }
}
