package vn.congvan.signing.pkcs11;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Sees to it that a token is asked with one wrong PIN once: a few wrong tries lock it. One for each
 * token; whoever logs in holds its lock. Remembers salted digests, never a PIN.
 */
final class PinGuard {
  private final byte[] salt = new byte[16];
  private final Set<String> refused = new HashSet<>();

  PinGuard() {
    new SecureRandom().nextBytes(salt);
  }

  synchronized void login(
      Cryptoki library, Cryptoki.TokenInfo token, long session, String name, byte[] pin)
      throws CryptokiException {
    var mark = mark(pin);
    if (refused.contains(mark)) {
      throw TokenFailure.wrongPin(name);
    }
    if (token.has(Ck.CKF_USER_PIN_LOCKED)) {
      throw TokenFailure.locked(name);
    }
    if (token.has(Ck.CKF_USER_PIN_FINAL_TRY)) {
      throw TokenFailure.lastTry(name);
    }
    try {
      library.login(session, pin);
    } catch (CryptokiException e) {
      if (e.code() == Ck.CKR_PIN_LOCKED) {
        throw TokenFailure.locked(name);
      }
      if (e.code() == Ck.CKR_PIN_INCORRECT
          || e.code() == Ck.CKR_PIN_INVALID
          || e.code() == Ck.CKR_PIN_LEN_RANGE
          || e.code() == Ck.CKR_PIN_EXPIRED) {
        refused.add(mark);
        throw TokenFailure.wrongPin(name);
      }
      throw e;
    }
  }

  private String mark(byte[] pin) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      return Arrays.toString(digest.digest(pin));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
