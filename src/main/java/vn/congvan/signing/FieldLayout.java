package vn.congvan.signing;

/** Where the four fields of a document go (Decree 30/2020, Appendix I). */
public record FieldLayout(Place signature, Place seal, TextPlace number, TextPlace date) {
  /** A box on a page. @param page from 0 */
  public record Place(int page, Box box) {}

  /** A line of text on a page. @param size of the letters in points */
  public record TextPlace(int page, Box box, double size, Typeface typeface, Align align) {}

  /** Upright or italic. */
  public enum Typeface {
    UPRIGHT,
    ITALIC
  }

  /** Where in its box a line stands. */
  public enum Align {
    LEFT,
    CENTRE,
    RIGHT
  }

  /**
   * The seal's box: a square that covers the left third of the leader's image (Appendix I.II.8a),
   * centred on its height.
   */
  public static Box sealOver(Box signatureImage, double diameter) {
    return new Box(
        signatureImage.x() + signatureImage.width() / 3 - diameter,
        signatureImage.y() + signatureImage.height() / 2 - diameter / 2,
        diameter,
        diameter);
  }
}
