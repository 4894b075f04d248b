package vn.congvan.signing;

/**
 * A rectangle on a page as its reader sees it, in points (1/72 inch) from the lower left corner of
 * the crop box, after the page's rotation.
 */
public record Box(double x, double y, double width, double height) {
  /** Points in a millimetre. */
  public static final double MM = 72 / 25.4;

  public Box {
    if (!(width > 0) || !(height > 0)) {
      throw new IllegalArgumentException(
          "a box needs a width and a height, not %s by %s".formatted(width, height));
    }
  }

  /** The largest box of this proportion inside this one, centred. */
  public Box fit(double proportionWidth, double proportionHeight) {
    var scale = Math.min(width / proportionWidth, height / proportionHeight);
    var w = proportionWidth * scale;
    var h = proportionHeight * scale;
    return new Box(x + (width - w) / 2, y + (height - h) / 2, w, h);
  }
}
