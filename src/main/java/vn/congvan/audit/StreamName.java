package vn.congvan.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A stream's name in sixteen bytes, half of its SHA-256: millions of them must fit in memory. */
record StreamName(long high, long low) {
  static final StreamName NONE = new StreamName(0, 0);

  static StreamName of(String name) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return of(sha256.digest(name.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static StreamName of(byte[] hash) {
    var bytes = ByteBuffer.wrap(hash);
    return new StreamName(bytes.getLong(), bytes.getLong());
  }
}
