package vn.congvan.content;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash that names content, by the platform's own fastest provider. */
final class Sha256 {
  private Sha256() {}

  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
