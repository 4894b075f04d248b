package vn.congvan.signing;

import java.util.List;

/**
 * Where the four fields of a document go (Decree 30/2020, Appendix I), and what is drawn on its
 * pages before anybody signs them.
 */
public record FieldLayout(
    Place signature, Place seal, TextPlace number, TextPlace date, List<Mark> marks) {

  public FieldLayout {
    marks = List.copyOf(marks);
  }

  public FieldLayout(Place signature, Place seal, TextPlace number, TextPlace date) {
    this(signature, seal, number, date, List.of());
  }

  /** A box on a page. @param page from 0 */
  public record Place(int page, Box box) {}

  /** A line of text on a page. @param size of the letters in points */
  public record TextPlace(int page, Box box, double size, Typeface typeface, Align align) {}

  /** Drawn on a page when it is made plain: the leader sees and signs it. */
  public sealed interface Mark permits Blank, Stamp {
    int page();

    Box box();
  }

  /** White over what a template printed where a field is to show the whole line. */
  public record Blank(int page, Box box) implements Mark {}

  /** Red capitals in a single frame (Decree 30/2020, Appendix I.II.9b). @param size in points */
  public record Stamp(int page, Box box, String words, double size) implements Mark {}

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
   * A box for one line, so high that the text of its field, written in this size, stands on this
   * baseline.
   */
  public static Box lineOn(double baseline, double x, double width, double size) {
    var height = Appearance.LINE * size;
    return new Box(x, baseline - FieldFont.baseline(height, size), width, height);
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
