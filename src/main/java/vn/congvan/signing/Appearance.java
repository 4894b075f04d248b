package vn.congvan.signing;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Draws what a field shows: a form XObject of its own, under a new number. */
final class Appearance {
  private static final Pattern DEFAULT_APPEARANCE =
      Pattern.compile("\\(/(\\w{1,40}) (\\d{1,3}(?:\\.\\d{1,3})?) Tf 0 g\\)");

  /** Letters may lean out of their widths; the edge of the box cuts nothing off. */
  private static final double PADDING = 1;

  /** A line that is too long is written smaller, down to this share of the size laid down. */
  private static final double SMALLEST = 0.6;

  /** A line's height for letters of size 1, accents of capitals included. */
  static final double LINE = 1.2;

  private static final int RIGHT = 2;

  private Appearance() {}

  /** The picture in the middle of its frame, as large as it fits. */
  static int image(Increment increment, Frame frame, SignatureImage image) {
    var picture = image.packed().write(increment);
    var box = frame.box().fit(image.width(), image.height());
    var drawing =
        "q %s%s cm /Image Do Q"
            .formatted(
                image.packed().before(),
                PdfText.numbers(box.width(), 0, 0, box.height(), box.x(), box.y()));
    return form(increment, frame, "/XObject <</Image %d 0 R>>".formatted(picture), drawing);
  }

  /**
   * One line, in the font and size that the field's default appearance names.
   *
   * @param defaultAppearance the value of {@code /DA}
   * @param quadding 0 left, 1 centred, 2 right
   * @param fonts the form's {@code /DR /Font}
   */
  static int text(
      Increment increment,
      Frame frame,
      String text,
      String defaultAppearance,
      long quadding,
      RawDictionary fonts)
      throws NotOurs {
    var appearance = DEFAULT_APPEARANCE.matcher(defaultAppearance);
    var font =
        appearance.matches() ? FieldFont.named(appearance.group(1)) : Optional.<FieldFont>empty();
    if (font.isEmpty()) {
      throw new NotOurs("a field's default appearance is none of ours");
    }
    var laidDown = Double.parseDouble(appearance.group(2));
    var room = frame.width() - 2 * PADDING;
    var width = font.get().width(text);
    var size = Math.min(laidDown, frame.height() / LINE);
    size = width == 0 ? size : Math.min(size, room * 1000 / width);
    if (size < laidDown * SMALLEST) {
      throw SignFailure.noRoom(text);
    }
    var over = room - width * size / 1000;
    var x = PADDING + (quadding == RIGHT ? over : quadding * over / 2);
    var drawing =
        "/Tx BMC q BT /%s %s Tf 0 g %s Td <%s> Tj ET Q EMC"
            .formatted(
                font.get().resourceName(),
                PdfText.number(size),
                PdfText.numbers(x, FieldFont.baseline(frame.height(), size)),
                PdfText.utf16(text));
    var name = font.get().resourceName();
    return form(
        increment, frame, "/Font <</%s %d 0 R>>".formatted(name, fonts.reference(name)), drawing);
  }

  private static int form(Increment increment, Frame frame, String resources, String drawing) {
    var number = increment.next();
    increment.stream(
        number,
        "/Type /XObject/Subtype /Form%s/Resources <<%s>>".formatted(frame.entries(), resources),
        drawing.getBytes(StandardCharsets.US_ASCII));
    return number;
  }
}
