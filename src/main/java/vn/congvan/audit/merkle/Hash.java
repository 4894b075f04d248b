package vn.congvan.audit.merkle;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A node of the tree: 32 bytes of SHA-256. */
public final class Hash {
  public static final int BYTES = 32;

  /** The root of a tree without entries: SHA-256 of nothing (RFC 9162 §2.1.1). */
  public static final Hash EMPTY_TREE =
      new Hash(
          HexFormat.of()
              .parseHex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws IllegalArgumentException unless there are 32
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /** The 32 bytes that start at an offset. */
  public static Hash at(byte[] bytes, int offset) {
    return new Hash(Arrays.copyOfRange(bytes, offset, offset + BYTES));
  }

  /** Keeps the array: only for one that nobody else holds. */
  static Hash own(byte[] digest) {
    return new Hash(digest);
  }

  /**
   * Reads the one base64 form of 32 bytes: 43 characters and a padding sign, the unused bits zero.
   *
   * @throws IllegalArgumentException for any other text, also for another spelling of the same
   *     bytes
   */
  public static Hash parse(String base64) {
    var hash = of(Base64.getDecoder().decode(base64));
    if (!hash.toString().equals(base64)) {
      throw new IllegalArgumentException("not the canonical base64 of a hash");
    }
    return hash;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, BYTES);
  }

  byte[] shared() {
    return bytes;
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Base64, as checkpoints and proofs write it. */
  @Override
  public String toString() {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
