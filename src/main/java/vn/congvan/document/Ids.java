package vn.congvan.document;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * New identifiers: by time, so that an index on them grows at its end; or from a name, so that a
 * repeat gets the same.
 */
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /**
   * A UUID of version 7 (RFC 9562 §5.7): 48 bits of milliseconds since 1970, then 74 random bits.
   */
  public static UUID next(Instant now) {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    var buffer = ByteBuffer.wrap(bytes);
    var high = (now.toEpochMilli() << 16) | 0x7000L | (buffer.getShort(6) & 0x0FFFL);
    var low = (buffer.getLong(8) & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  /**
   * A UUID of version 8 (RFC 9562 §5.8) made of SHA-256 over the parts: the same parts give the
   * same id, so that work repeated after a crash names its effects as it did the first time.
   */
  public static UUID from(String... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
      }
      var buffer = ByteBuffer.wrap(digest.digest());
      var high = (buffer.getLong(0) & 0xFFFFFFFFFFFF0FFFL) | 0x8000L;
      var low = (buffer.getLong(8) & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
