package vn.congvan.signing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

  /** By how much letters become smaller at a time, in points. */
  private static final double STEP = 0.5;

  /** A font and the size laid down for it. */
  private record Face(FieldFont font, double size) {
    static Face of(String defaultAppearance) throws NotOurs {
      var appearance = DEFAULT_APPEARANCE.matcher(defaultAppearance);
      var font =
          appearance.matches() ? FieldFont.named(appearance.group(1)) : Optional.<FieldFont>empty();
      if (font.isEmpty()) {
        throw new NotOurs("a field's default appearance is none of ours");
      }
      return new Face(font.get(), Double.parseDouble(appearance.group(2)));
    }
  }

  private Appearance() {}

  /** The picture in the middle of its frame, as large as it fits. */
  static int image(Increment increment, Frame frame, SignatureImage image) {
    var picture = image.packed().write(increment);
    var box = frame.box().fit(image.width(), image.height());
    var drawing =
        "q "
            + image.packed().before()
            + PdfText.numbers(box.width(), 0, 0, box.height(), box.x(), box.y())
            + " cm /Image Do Q";
    return form(increment, frame, "/XObject <</Image " + picture + " 0 R>>", drawing);
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
    var face = Face.of(defaultAppearance);
    var room = frame.width() - 2 * PADDING;
    var width = face.font.width(text);
    var size = Math.min(face.size, frame.height() / LINE);
    size = width == 0 ? size : Math.min(size, room * 1000 / width);
    if (size < face.size * SMALLEST) {
      throw SignFailure.noRoom(text);
    }
    var over = room - width * size / 1000;
    var x = PADDING + (quadding == RIGHT ? over : quadding * over / 2);
    var line =
        "%s Td <%s> Tj"
            .formatted(
                PdfText.numbers(x, FieldFont.baseline(frame.height(), size)), PdfText.utf16(text));
    return written(increment, frame, face.font, size, line, fonts);
  }

  /**
   * As many lines as are needed, each to the right, in the middle of the frame; smaller letters
   * only where the frame has no room for all of it in the size laid down.
   *
   * @param pieces of the text, none of them broken into two lines
   * @param defaultAppearance the value of {@code /DA}
   * @param fonts the form's {@code /DR /Font}
   */
  static int lines(
      Increment increment,
      Frame frame,
      List<String> pieces,
      String defaultAppearance,
      RawDictionary fonts)
      throws NotOurs {
    var face = Face.of(defaultAppearance);
    var room = frame.width() - 2 * PADDING;
    for (var size = face.size; size >= face.size * SMALLEST; size -= STEP) {
      var lines = broken(pieces, face.font, room * 1000 / size);
      if (!lines.isEmpty() && lines.size() * LINE * size <= frame.height()) {
        var drawn = drawn(lines, frame, face.font, size);
        return written(increment, frame, face.font, size, drawn, fonts);
      }
    }
    throw SignFailure.noRoom(String.join(" ", pieces));
  }

  /** Into lines that are not wider, in thousandths of the letters' size; none if a piece is. */
  private static List<String> broken(List<String> pieces, FieldFont font, double room) {
    var lines = new ArrayList<String>();
    var line = "";
    for (var piece : pieces) {
      if (font.width(piece) > room) {
        return List.of();
      }
      var longer = line.isEmpty() ? piece : line + " " + piece;
      if (font.width(longer) > room) {
        lines.add(line);
        longer = piece;
      }
      line = longer;
    }
    lines.add(line);
    return lines;
  }

  private static String drawn(List<String> lines, Frame frame, FieldFont font, double size) {
    var drawing = new ArrayList<String>();
    var x = 0.0;
    var y = 0.0;
    var top = (frame.height() + lines.size() * LINE * size) / 2;
    for (var line : lines) {
      var left = frame.width() - PADDING - font.width(line) * size / 1000;
      var base = top - (drawing.size() + 1) * LINE * size + FieldFont.baseline(LINE * size, size);
      drawing.add(
          "%s Td <%s> Tj".formatted(PdfText.numbers(left - x, base - y), PdfText.utf16(line)));
      x = left;
      y = base;
    }
    return String.join(" ", drawing);
  }

  private static int written(
      Increment increment,
      Frame frame,
      FieldFont font,
      double size,
      String lines,
      RawDictionary fonts)
      throws NotOurs {
    var name = font.resourceName();
    return form(
        increment,
        frame,
        "/Font <</%s %d 0 R>>".formatted(name, fonts.reference(name)),
        "/Tx BMC q BT /%s %s Tf 0 g %s ET Q EMC".formatted(name, PdfText.number(size), lines));
  }

  private static int form(Increment increment, Frame frame, String resources, String drawing) {
    var number = increment.next();
    increment.stream(
        number,
        "/Type /XObject/Subtype /Form" + frame.entries() + "/Resources <<" + resources + ">>",
        drawing.getBytes(StandardCharsets.US_ASCII));
    return number;
  }
}
