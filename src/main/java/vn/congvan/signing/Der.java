package vn.congvan.signing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** DER (X.690): what little of it a signature is made of. */
final class Der {
  private static final int INTEGER = 0x02;
  private static final int OCTET_STRING = 0x04;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return tagged(SEQUENCE, joined(parts));
  }

  static byte[] octets(byte[] value) {
    return tagged(OCTET_STRING, value);
  }

  /** The elements in ascending order of their encodings (X.690, 11.6). */
  static byte[] set(List<byte[]> elements) {
    return tagged(SET, sorted(elements));
  }

  static byte[] sorted(List<byte[]> elements) {
    var ordered = new ArrayList<>(elements);
    ordered.sort(Arrays::compareUnsigned);
    return joined(ordered.toArray(byte[][]::new));
  }

  /** Of one octet. */
  static byte[] integer(int value) {
    return new byte[] {INTEGER, 1, (byte) value};
  }

  static byte[] integer(BigInteger value) {
    return tagged(INTEGER, value.toByteArray());
  }

  static byte[] tagged(int tag, byte[] content) {
    var header = header(tag, content.length);
    var out = Arrays.copyOf(header, header.length + content.length);
    System.arraycopy(content, 0, out, header.length, content.length);
    return out;
  }

  /**
   * Octets of the structure that the bytes begin with.
   *
   * @throws IllegalArgumentException when it has no definite length or is cut off
   */
  static int lengthOfFirst(byte[] bytes) {
    if (bytes.length < 2) {
      throw new IllegalArgumentException("cut off");
    }
    var first = bytes[1] & 0xFF;
    if (first < 0x80) {
      return within(bytes, 2 + first);
    }
    var octets = first & 0x7F;
    if (octets == 0 || octets > 3 || bytes.length < 2 + octets) {
      throw new IllegalArgumentException("no length");
    }
    var length = 0;
    for (var i = 0; i < octets; i++) {
      length = length << 8 | bytes[2 + i] & 0xFF;
    }
    return within(bytes, 2 + octets + length);
  }

  private static int within(byte[] bytes, int length) {
    if (length > bytes.length) {
      throw new IllegalArgumentException("cut off");
    }
    return length;
  }

  private static byte[] header(int tag, int length) {
    if (length < 0x80) {
      return new byte[] {(byte) tag, (byte) length};
    }
    if (length < 0x100) {
      return new byte[] {(byte) tag, (byte) 0x81, (byte) length};
    }
    if (length < 0x10000) {
      return new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    }
    return new byte[] {
      (byte) tag, (byte) 0x83, (byte) (length >> 16), (byte) (length >> 8), (byte) length
    };
  }

  private static byte[] joined(byte[]... parts) {
    var length = 0;
    for (var part : parts) {
      length += part.length;
    }
    var out = new byte[length];
    var at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, out, at, part.length);
      at += part.length;
    }
    return out;
  }
}
