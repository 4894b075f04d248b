package vn.congvan.signing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The last entries of a signature dictionary, {@code /ByteRange} and {@code /Contents}: room that
 * is laid out before the bytes are digested, and filled afterwards (ISO 32000-2, 12.8.1).
 */
final class SignatureRoom {
  /** Of the byte range of a file of any size, a digit to spare for each number. */
  static final int WIDEST = 41;

  /** More than any update has; with it no number in the byte range gets another digit. */
  private static final long MOST_ADDED = 1 << 24;

  private final Increment increment;
  private final long baseSize;
  private final int width;
  private final int byteRangeAt;
  private final int contentsAt;
  private final int contentsEnd;

  /**
   * Writes them, and the end of the dictionary and of its object.
   *
   * @param baseSize bytes of the file before the increment
   * @param width letters for the byte range
   * @param octets the most the signature can have
   */
  SignatureRoom(Increment increment, long baseSize, int width, int octets) {
    this.increment = increment;
    this.baseSize = baseSize;
    this.width = width;
    increment.append("/ByteRange [");
    this.byteRangeAt = increment.position();
    increment.append(" ".repeat(width));
    increment.append("]/Contents ");
    this.contentsAt = increment.position();
    increment.appendRoom(octets);
    this.contentsEnd = increment.position();
    increment.append(">>\nendobj\n");
  }

  /** What a byte range needs in a file that had so many bytes: a zero and three numbers. */
  static int widthAfter(long baseSize) {
    return 1 + 3 * (1 + Long.toString(baseSize + MOST_ADDED).length());
  }

  /** Where {@code /Contents} begins, from the start of the increment. */
  int contentsAt() {
    return contentsAt;
  }

  /** Behind its last byte. */
  int contentsEnd() {
    return contentsEnd;
  }

  /**
   * When the increment is whole: says which bytes are signed, and hands those of the increment to
   * the digest; the base has gone before.
   */
  void digestInto(MessageDigest digest) {
    var after = increment.position() - contentsEnd;
    var byteRange = "0 " + (baseSize + contentsAt) + " " + (baseSize + contentsEnd) + " " + after;
    if (byteRange.length() > width) {
      throw new IllegalStateException("an update of " + increment.position() + " bytes");
    }
    increment.patch(byteRangeAt, byteRange.getBytes(StandardCharsets.US_ASCII));
    digest.update(increment.buffer(), 0, contentsAt);
    digest.update(increment.buffer(), contentsEnd, after);
  }

  /** The finished increment. */
  Increment with(byte[] contents) {
    increment.patchHex(contentsAt + 1, contents);
    return increment;
  }
}
