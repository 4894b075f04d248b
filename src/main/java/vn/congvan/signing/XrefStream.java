package vn.congvan.signing;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A cross-reference stream (ISO 32000-2, 7.5.8), unpacked. */
final class XrefStream {
  private static final int MAX_BYTES = 1 << 27;
  private static final int FREE = 0;
  private static final int IN_USE = 1;
  private static final int COMPRESSED = 2;

  private final RawDictionary dictionary;
  private final byte[] rows;
  private final int[] widths;
  private final long[] index;

  private XrefStream(RawDictionary dictionary, byte[] rows, int[] widths, long[] index) {
    this.dictionary = dictionary;
    this.rows = rows;
    this.widths = widths;
    this.index = index;
  }

  static XrefStream read(BaseFile file, long at) throws IOException, NotOurs {
    var stream = RawStream.read(file, at);
    var dictionary = stream.dictionary();
    if (!dictionary.is("Type", "XRef")) {
      throw new NotOurs("no cross-reference section where one should be");
    }
    var given = dictionary.numbers("W");
    if (given.length != 3 || given[0] > 2 || given[1] > 8 || given[2] > 8) {
      throw new NotOurs("a cross-reference stream is damaged");
    }
    var widths = new int[] {(int) given[0], (int) given[1], (int) given[2]};
    var index =
        dictionary.has("Index")
            ? dictionary.numbers("Index")
            : new long[] {0, dictionary.number("Size")};
    if (index.length % 2 != 0) {
      throw new NotOurs("a cross-reference stream is damaged");
    }
    var rows = stream.data(file, dictionary.number("Length"), MAX_BYTES);
    return new XrefStream(dictionary, rows, widths, index);
  }

  /** Also what its trailer would say. */
  RawDictionary dictionary() {
    return dictionary;
  }

  /** Null when it says nothing of the object, or that it is free. */
  Xref.@Nullable Entry find(long number) throws NotOurs {
    var row = 0L;
    for (var i = 0; i < index.length; i += 2) {
      var within = number - index[i];
      if (within >= 0 && within < index[i + 1]) {
        return entry(row + within);
      }
      row += index[i + 1];
    }
    return null;
  }

  private Xref.@Nullable Entry entry(long row) throws NotOurs {
    var width = widths[0] + widths[1] + widths[2];
    var at = row * width;
    if (at < 0 || at + width > rows.length) {
      throw new NotOurs("a cross-reference stream is too short");
    }
    var kind = widths[0] == 0 ? IN_USE : (int) value((int) at, widths[0]);
    var where = value((int) at + widths[0], widths[1]);
    var detail = value((int) at + widths[0] + widths[1], widths[2]);
    return switch (kind) {
      case IN_USE -> new Xref.Entry(false, where, 0);
      case COMPRESSED -> new Xref.Entry(true, where, detail);
      case FREE -> null;
      default -> throw new NotOurs("a cross-reference stream has entries of an unknown kind");
    };
  }

  private long value(int from, int width) {
    var value = 0L;
    for (var i = from; i < from + width; i++) {
      value = value << 8 | rows[i] & 0xFF;
    }
    return value;
  }
}
