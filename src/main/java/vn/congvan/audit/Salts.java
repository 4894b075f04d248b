package vn.congvan.audit;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Random bytes of the operating system's generator, fetched many at a time: asking for sixteen at
 * once costs nearly as much as asking for a thousand.
 */
final class Salts {
  private static final int FETCHED = 64 * Disclosure.SALT_BYTES;

  private final SecureRandom random;
  private final byte[] fetched = new byte[FETCHED];
  private int used = FETCHED;

  Salts(SecureRandom random) {
    this.random = random;
  }

  synchronized byte[] next() {
    if (used == FETCHED) {
      random.nextBytes(fetched);
      used = 0;
    }
    var salt = Arrays.copyOfRange(fetched, used, used + Disclosure.SALT_BYTES);
    // A salt is not left lying about where it could be handed out or dumped again.
    Arrays.fill(fetched, used, used + Disclosure.SALT_BYTES, (byte) 0);
    used += Disclosure.SALT_BYTES;
    return salt;
  }
}
