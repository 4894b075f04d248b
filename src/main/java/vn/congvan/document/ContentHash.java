package vn.congvan.document;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * SHA-256 of some bytes, the name under which the content store keeps them.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ContentHash(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public ContentHash {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "not a SHA-256 in lower-case hex: '" + Shown.of(hex) + "'");
    }
  }

  public static ContentHash of(byte[] sha256) {
    return new ContentHash(HexFormat.of().formatHex(sha256));
  }

  /** The 32 bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
