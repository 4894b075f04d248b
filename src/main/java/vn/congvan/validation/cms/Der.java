package vn.congvan.validation.cms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Walks an encoding once before anybody decodes it: only definite, shortest lengths (ITU-T X.690
 * §10.1), nothing left over, not too deep, not too many elements.
 */
final class Der {
  private static final int DEEPEST = 40;
  private static final int MOST_ELEMENTS = 100_000;
  private static final int CONSTRUCTED = 0x20;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  private final byte[] bytes;
  private int elements;

  private Der(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The one SEQUENCE at the start; after it only zeros, with which /Contents is filled up.
   *
   * @throws CmsProblem when there is anything else
   */
  static byte[] cut(byte[] padded) throws CmsProblem {
    if (padded.length == 0 || padded[0] != SEQUENCE) {
      throw CmsProblem.format("no DER SEQUENCE");
    }
    var end = new Der(padded).element(0, padded.length, 0);
    for (var i = end; i < padded.length; i++) {
      if (padded[i] != 0) {
        throw CmsProblem.format("bytes after the signature");
      }
    }
    return Arrays.copyOf(padded, end);
  }

  /** Holds bytes to be one element, complete. */
  static void check(byte[] whole) throws CmsProblem {
    if (new Der(whole).element(0, whole.length, 0) != whole.length) {
      throw CmsProblem.format("bytes after an element");
    }
  }

  /** The elements inside one that was {@linkplain #check checked}, each with its tag and length. */
  static List<byte[]> inside(byte[] element) {
    var parts = new ArrayList<byte[]>();
    for (var next = content(element, 0); next < element.length; ) {
      var end = end(element, next);
      parts.add(Arrays.copyOfRange(element, next, end));
      next = end;
    }
    return parts;
  }

  private static int content(byte[] bytes, int at) {
    var length = bytes[at + 1] & 0xff;
    return at + 2 + (length > 0x7f ? length & 0x7f : 0);
  }

  private static int end(byte[] bytes, int at) {
    var start = content(bytes, at);
    var length = bytes[at + 1] & 0xff;
    if (length > 0x7f) {
      length = 0;
      for (var i = at + 2; i < start; i++) {
        length = length << 8 | bytes[i] & 0xff;
      }
    }
    return start + length;
  }

  private int element(int at, int limit, int depth) throws CmsProblem {
    if (depth > DEEPEST || ++elements > MOST_ELEMENTS) {
      throw CmsProblem.format("an encoding too deep or too long");
    }
    if (limit - at < 2) {
      throw CmsProblem.format("an element cut short");
    }
    var tag = bytes[at] & 0xff;
    if ((tag & 0x1f) == 0x1f || tag == 0) {
      throw CmsProblem.format("a tag not expected in CMS");
    }
    var universal = (tag & 0xc0) == 0;
    var constructed = (tag & CONSTRUCTED) != 0;
    if (universal && constructed != (tag == SEQUENCE || tag == SET)) {
      throw CmsProblem.format("a string in pieces");
    }
    var lengthAt = at + 1;
    var length = bytes[lengthAt] & 0xff;
    var start = lengthAt + 1;
    if (length > 0x7f) {
      var count = length & 0x7f;
      if (count == 0 || count > 4 || limit - start < count) {
        throw CmsProblem.format("an indefinite or impossible length");
      }
      var value = 0L;
      for (var i = 0; i < count; i++) {
        value = value << 8 | bytes[start + i] & 0xff;
      }
      if (value < 0x80 || value >> 8 * (count - 1) == 0 || value > Integer.MAX_VALUE) {
        throw CmsProblem.format("a length not in its shortest form");
      }
      length = (int) value;
      start += count;
    }
    if (length > limit - start) {
      throw CmsProblem.format("an element longer than what holds it");
    }
    var end = start + length;
    if (constructed) {
      for (var next = start; next < end; ) {
        next = element(next, end, depth + 1);
      }
    }
    return end;
  }
}
