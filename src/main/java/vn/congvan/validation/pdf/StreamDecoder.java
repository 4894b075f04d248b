package vn.congvan.validation.pdf;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a stream that structure or text depends on: none or one FlateDecode filter, with a
 * predictor (ISO 32000-2 §7.4.4). Everything else such a stream may not use.
 */
final class StreamDecoder {
  private static final int LARGEST = 64 << 20;

  private final PdfBytes bytes;
  private final Budget budget;

  StreamDecoder(PdfBytes bytes, Budget budget) {
    this.bytes = bytes;
    this.budget = budget;
  }

  /**
   * @param parameters null when the stream has none; references in either already resolved
   */
  byte[] decode(PdfValue.Stream stream, @Nullable PdfValue filter, @Nullable PdfValue parameters) {
    if (stream.length() > LARGEST) {
      throw PdfProblem.limit(stream.start(), "a stream too long");
    }
    var raw = bytes.copy(stream.start(), (int) stream.length());
    if (filter instanceof PdfValue.Array a && a.items().isEmpty()) {
      filter = null;
    }
    if (filter instanceof PdfValue.Array a && a.items().size() == 1) {
      filter = a.items().get(0);
      if (parameters instanceof PdfValue.Array p && p.items().size() == 1) {
        parameters = p.items().get(0);
      }
    }
    if (filter == null) {
      return raw;
    }
    if (!(filter instanceof PdfValue.Name name) || !name.value().equals("FlateDecode")) {
      throw PdfProblem.malformed(stream.start(), "a stream with a filter not expected here");
    }
    var inflated = inflate(raw, stream.start());
    if (parameters == null || parameters == PdfValue.Null.NULL) {
      return inflated;
    }
    if (parameters instanceof PdfValue.Dict dict) {
      return unpredict(inflated, dict, stream.start());
    }
    throw PdfProblem.malformed(stream.start(), "wrong decode parameters");
  }

  private byte[] inflate(byte[] raw, long offset) {
    var most = Math.min(LARGEST, budget.inflatable(raw.length));
    var inflater = new Inflater();
    try {
      inflater.setInput(raw);
      var out = new byte[(int) Math.min(Math.max(most, 0), Math.max(256, raw.length * 4L))];
      var length = 0;
      while (!inflater.finished()) {
        if (length == out.length) {
          if (length >= most) {
            throw PdfProblem.limit(offset, "a stream that inflates too far");
          }
          out = Arrays.copyOf(out, (int) Math.min(most, out.length * 2L));
        }
        var more = inflater.inflate(out, length, out.length - length);
        if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw PdfProblem.malformed(offset, "a stream that does not inflate");
        }
        length += more;
      }
      budget.inflated(length);
      return length == out.length ? out : Arrays.copyOf(out, length);
    } catch (DataFormatException e) {
      throw PdfProblem.malformed(offset, "a stream that does not inflate");
    } finally {
      inflater.end();
    }
  }

  private static byte[] unpredict(byte[] data, PdfValue.Dict parameters, long offset) {
    var predictor = number(parameters, "Predictor", 1, offset);
    if (predictor == 1) {
      return data;
    }
    var colours = number(parameters, "Colors", 1, offset);
    var bits = number(parameters, "BitsPerComponent", 8, offset);
    var columns = number(parameters, "Columns", 1, offset);
    if (predictor < 10 || predictor > 15 || colours != 1 || bits != 8 || columns < 1) {
      throw PdfProblem.malformed(offset, "a predictor not expected here");
    }
    if (data.length % (columns + 1) != 0) {
      throw PdfProblem.malformed(offset, "a predicted stream of a wrong length");
    }
    var out = new byte[data.length / (columns + 1) * columns];
    for (int from = 0, to = 0; from < data.length; from += columns + 1, to += columns) {
      row(data, from, out, to, columns, offset);
    }
    return out;
  }

  /** PNG's filters (ISO/IEC 15948 §9), one byte a pixel. */
  private static void row(byte[] in, int from, byte[] out, int to, int columns, long offset) {
    var filter = in[from];
    for (var i = 0; i < columns; i++) {
      var left = i > 0 ? out[to + i - 1] & 0xff : 0;
      var up = to > 0 ? out[to + i - columns] & 0xff : 0;
      var upLeft = i > 0 && to > 0 ? out[to + i - columns - 1] & 0xff : 0;
      var predicted =
          switch (filter) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> up;
            case 3 -> (left + up) / 2;
            case 4 -> paeth(left, up, upLeft);
            default -> throw PdfProblem.malformed(offset, "an unknown row filter");
          };
      out[to + i] = (byte) (in[from + 1 + i] + predicted);
    }
  }

  private static int paeth(int left, int up, int upLeft) {
    var p = left + up - upLeft;
    var byLeft = Math.abs(p - left);
    var byUp = Math.abs(p - up);
    var byUpLeft = Math.abs(p - upLeft);
    if (byLeft <= byUp && byLeft <= byUpLeft) {
      return left;
    }
    return byUp <= byUpLeft ? up : upLeft;
  }

  private static int number(PdfValue.Dict parameters, String key, int otherwise, long offset) {
    var value = parameters.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof PdfValue.Int i && i.value() >= 0 && i.value() <= 1 << 16) {
      return (int) i.value();
    }
    throw PdfProblem.malformed(offset, "wrong decode parameters");
  }
}
