package vn.congvan.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A stream object of somebody's file that has to be unpacked to find others: object streams and
 * cross-reference streams.
 *
 * @param dataAt the offset of its first byte
 */
record RawStream(RawDictionary dictionary, long dataAt) {
  private static final int HEAD = 1 << 14;
  private static final int PNG_PREDICTORS = 10;

  /** The object at this offset. */
  static RawStream read(BaseFile file, long at) throws IOException, NotOurs {
    var text = file.text(at, HEAD);
    var start = RawDictionary.afterHeading(text, -1);
    var end = RawDictionary.endOfValue(text, start);
    var dictionary = RawDictionary.parse(text, start);
    while (end < text.length() && text.charAt(end) <= ' ') {
      end++;
    }
    if (!text.startsWith("stream", end)) {
      throw new NotOurs("a stream was expected at byte " + at);
    }
    end += 6;
    if (text.startsWith("\r\n", end)) {
      end += 2;
    } else if (text.startsWith("\n", end)) {
      end++;
    } else {
      throw new NotOurs("a stream was expected at byte " + at);
    }
    return new RawStream(dictionary, at + end);
  }

  /**
   * @param length of its packed bytes
   * @param most bytes it may unpack to
   */
  byte[] data(BaseFile file, long length, int most) throws IOException, NotOurs {
    if (length > most) {
      throw new NotOurs("a stream is too long");
    }
    var packed = file.text(dataAt, (int) length).getBytes(StandardCharsets.ISO_8859_1);
    if (packed.length < length) {
      throw new NotOurs("a stream runs beyond the end of the file");
    }
    if (!dictionary.has("Filter")) {
      return packed;
    }
    var filter = dictionary.require("Filter").replaceAll("[\\[\\]\\s]", "");
    if (!filter.equals("/FlateDecode")) {
      throw new NotOurs("a stream is packed in a way that is not expected");
    }
    var unpacked = inflate(packed, most);
    if (!dictionary.has("DecodeParms")) {
      return unpacked;
    }
    var text = dictionary.require("DecodeParms");
    var parameters = RawDictionary.parse(text, text.indexOf("<<"));
    var predictor = parameters.has("Predictor") ? parameters.number("Predictor") : 1;
    if (predictor == 1) {
      return unpacked;
    }
    if (predictor < PNG_PREDICTORS) {
      throw new NotOurs("a stream is packed in a way that is not expected");
    }
    var columns = parameters.has("Columns") ? parameters.number("Columns") : 1;
    if (columns < 1 || columns > most) {
      throw new NotOurs("a stream is packed in a way that is not expected");
    }
    return unpredicted(unpacked, (int) columns);
  }

  private static byte[] inflate(byte[] packed, int most) throws NotOurs {
    var inflater = new Inflater();
    try {
      inflater.setInput(packed);
      var out = new ByteArrayOutputStream(4 * packed.length);
      var piece = new byte[1 << 14];
      while (!inflater.finished()) {
        var n = inflater.inflate(piece);
        if (n == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new NotOurs("a stream is cut off");
        }
        out.write(piece, 0, n);
        if (out.size() > most) {
          throw new NotOurs("a stream unpacks to too much");
        }
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new NotOurs("a stream is damaged");
    } finally {
      inflater.end();
    }
  }

  /** Undoes the filters of PNG rows of one byte a sample (ISO 15948, clause 9). */
  private static byte[] unpredicted(byte[] rows, int columns) throws NotOurs {
    if (rows.length % (columns + 1) != 0) {
      throw new NotOurs("a stream is cut off");
    }
    var count = rows.length / (columns + 1);
    var out = new byte[count * columns];
    for (var row = 0; row < count; row++) {
      var from = row * (columns + 1);
      var to = row * columns;
      var kind = rows[from];
      for (var i = 0; i < columns; i++) {
        var left = i == 0 ? 0 : out[to + i - 1] & 0xFF;
        var up = row == 0 ? 0 : out[to + i - columns] & 0xFF;
        var corner = i == 0 || row == 0 ? 0 : out[to + i - columns - 1] & 0xFF;
        var predicted =
            switch (kind) {
              case 0 -> 0;
              case 1 -> left;
              case 2 -> up;
              case 3 -> (left + up) / 2;
              case 4 -> paeth(left, up, corner);
              default -> throw new NotOurs("a stream is damaged");
            };
        out[to + i] = (byte) (rows[from + 1 + i] + predicted);
      }
    }
    return out;
  }

  private static int paeth(int left, int up, int corner) {
    var estimate = left + up - corner;
    var byLeft = Math.abs(estimate - left);
    var byUp = Math.abs(estimate - up);
    var byCorner = Math.abs(estimate - corner);
    return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
  }
}
