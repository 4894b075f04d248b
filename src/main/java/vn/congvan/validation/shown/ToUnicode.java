package vn.congvan.validation.shown;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.congvan.validation.pdf.ContentReader;
import vn.congvan.validation.pdf.PdfFile;
import vn.congvan.validation.pdf.PdfProblem;
import vn.congvan.validation.pdf.PdfValue;

/** Which text a font's codes stand for (ISO 32000-2 §9.10.3). */
final class ToUnicode {
  private static final int MOST_RANGES = 10_000;

  /** Codes from first to last, and the text of the first, or of each. */
  private record Range(int first, int last, PdfValue target) {}

  private final List<Range> ranges = new ArrayList<>();

  private ToUnicode() {}

  /** Empty when the map is not of the simple kind our fonts have. */
  static Optional<ToUnicode> read(byte[] cmap, PdfFile file) {
    var map = new ToUnicode();
    try {
      var reader = new ContentReader(cmap, file);
      for (var o = reader.next(); o.isPresent(); o = reader.next()) {
        var read =
            switch (o.get().name()) {
              case "endbfchar" -> map.add(o.get().operands(), 2);
              case "endbfrange" -> map.add(o.get().operands(), 3);
              default -> true;
            };
        if (!read || map.ranges.size() > MOST_RANGES) {
          return Optional.empty();
        }
      }
      return Optional.of(map);
    } catch (PdfProblem e) {
      return Optional.empty();
    }
  }

  /** A code and its text, or two codes and the texts between. */
  private boolean add(List<PdfValue> operands, int width) {
    for (var i = 0; i + width <= operands.size(); i += width) {
      if (!(operands.get(i) instanceof PdfValue.Text first)
          || !(operands.get(i + width - 2) instanceof PdfValue.Text last)) {
        return false;
      }
      ranges.add(new Range(code(first), code(last), operands.get(i + width - 1)));
    }
    return operands.size() % width == 0;
  }

  /** Empty when the code stands for nothing, or for two things. */
  Optional<String> text(int code) {
    Optional<String> found = Optional.empty();
    for (var range : ranges) {
      if (code >= range.first() && code <= range.last()) {
        var text = target(range.target(), code - range.first());
        if (text.isEmpty() || found.isPresent() && !found.equals(text)) {
          return Optional.empty();
        }
        found = text;
      }
    }
    return found;
  }

  private static Optional<String> target(PdfValue target, int index) {
    if (target instanceof PdfValue.Text text) {
      return Optional.of(text(text, index));
    }
    return target instanceof PdfValue.Array array
            && index < array.items().size()
            && array.items().get(index) instanceof PdfValue.Text text
        ? Optional.of(text(text, 0))
        : Optional.empty();
  }

  private static int code(PdfValue.Text text) {
    var code = 0;
    for (var b : text.bytes()) {
      code = code << 8 | b & 0xff;
    }
    return code;
  }

  /** UTF-16BE, its last unit that many further on. */
  private static String text(PdfValue.Text text, int further) {
    var bytes = text.bytes().clone();
    for (int i = bytes.length - 1, carry = further; i >= 0 && carry > 0; i--) {
      var sum = (bytes[i] & 0xff) + carry;
      bytes[i] = (byte) sum;
      carry = sum >> 8;
    }
    return new String(bytes, StandardCharsets.UTF_16BE);
  }
}
