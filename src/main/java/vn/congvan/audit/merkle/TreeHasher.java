package vn.congvan.audit.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Hashes leaves and nodes as RFC 9162 §2.1.1 (and RFC 6962 §2.1) does with SHA-256.
 *
 * <p>The first byte tells a leaf from a node, so that no node can be passed off as an entry. Holds
 * a digest's state: one a thread.
 */
public final class TreeHasher {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest sha256;

  public TreeHasher() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  public Hash leaf(byte[] entry) {
    sha256.update(LEAF);
    return Hash.own(sha256.digest(entry));
  }

  public Hash node(Hash left, Hash right) {
    sha256.update(NODE);
    sha256.update(left.shared());
    return Hash.own(sha256.digest(right.shared()));
  }
}
