package vn.congvan.signing.pkcs11;

import java.util.Set;

/** A function of the token's library ended with another code than CKR_OK. */
final class CryptokiException extends Exception {
  private static final long serialVersionUID = 1;

  /** The codes by which libraries tell that the token, the session or the login is gone. */
  private static final Set<Long> LOST =
      Set.of(
          Ck.CKR_SLOT_ID_INVALID,
          Ck.CKR_GENERAL_ERROR,
          Ck.CKR_FUNCTION_FAILED,
          Ck.CKR_DEVICE_ERROR,
          Ck.CKR_DEVICE_MEMORY,
          Ck.CKR_DEVICE_REMOVED,
          Ck.CKR_HOST_MEMORY,
          Ck.CKR_KEY_HANDLE_INVALID,
          Ck.CKR_OBJECT_HANDLE_INVALID,
          Ck.CKR_SESSION_CLOSED,
          Ck.CKR_SESSION_HANDLE_INVALID,
          Ck.CKR_TOKEN_NOT_PRESENT,
          Ck.CKR_TOKEN_NOT_RECOGNIZED,
          Ck.CKR_USER_NOT_LOGGED_IN,
          Ck.CKR_CRYPTOKI_NOT_INITIALIZED);

  private final long code;

  CryptokiException(String function, long code) {
    super("%s ended with 0x%X".formatted(function, code));
    this.code = code;
  }

  long code() {
    return code;
  }

  /** Whether finding the token and logging in anew may help. */
  boolean isLoss() {
    return LOST.contains(code);
  }
}
