package vn.congvan.signing.pkcs11;

/** The constants of PKCS#11 v2.40 that signing needs, under the names the standard gives them. */
final class Ck {
  static final long CKR_OK = 0;
  static final long CKR_HOST_MEMORY = 0x2;
  static final long CKR_SLOT_ID_INVALID = 0x3;
  static final long CKR_GENERAL_ERROR = 0x5;
  static final long CKR_FUNCTION_FAILED = 0x6;
  static final long CKR_CANT_LOCK = 0xA;
  static final long CKR_DEVICE_ERROR = 0x30;
  static final long CKR_DEVICE_MEMORY = 0x31;
  static final long CKR_DEVICE_REMOVED = 0x32;
  static final long CKR_KEY_HANDLE_INVALID = 0x60;
  static final long CKR_OBJECT_HANDLE_INVALID = 0x82;
  static final long CKR_PIN_INCORRECT = 0xA0;
  static final long CKR_PIN_INVALID = 0xA1;
  static final long CKR_PIN_LEN_RANGE = 0xA2;
  static final long CKR_PIN_EXPIRED = 0xA3;
  static final long CKR_PIN_LOCKED = 0xA4;
  static final long CKR_SESSION_CLOSED = 0xB0;
  static final long CKR_SESSION_COUNT = 0xB1;
  static final long CKR_SESSION_HANDLE_INVALID = 0xB3;
  static final long CKR_TOKEN_NOT_PRESENT = 0xE0;
  static final long CKR_TOKEN_NOT_RECOGNIZED = 0xE1;
  static final long CKR_USER_ALREADY_LOGGED_IN = 0x100;
  static final long CKR_USER_NOT_LOGGED_IN = 0x101;
  static final long CKR_BUFFER_TOO_SMALL = 0x150;
  static final long CKR_CRYPTOKI_NOT_INITIALIZED = 0x190;
  static final long CKR_CRYPTOKI_ALREADY_INITIALIZED = 0x191;

  static final long CKF_OS_LOCKING_OK = 0x2;
  static final long CKF_SERIAL_SESSION = 0x4;
  static final long CKF_USER_PIN_FINAL_TRY = 0x20000;
  static final long CKF_USER_PIN_LOCKED = 0x40000;

  static final long CKU_USER = 1;

  static final long CKO_CERTIFICATE = 1;
  static final long CKO_PRIVATE_KEY = 3;

  static final long CKA_CLASS = 0x0;
  static final long CKA_LABEL = 0x3;
  static final long CKA_VALUE = 0x11;
  static final long CKA_ID = 0x102;

  static final long CKM_RSA_PKCS = 0x1;
  static final long CKM_RSA_PKCS_PSS = 0xD;
  static final long CKM_ECDSA = 0x1041;
  static final long CKM_EDDSA = 0x1057;
  static final long CKM_SHA256 = 0x250;
  static final long CKM_SHA384 = 0x260;
  static final long CKM_SHA512 = 0x270;
  static final long CKG_MGF1_SHA256 = 2;
  static final long CKG_MGF1_SHA384 = 3;
  static final long CKG_MGF1_SHA512 = 4;

  private Ck() {}
}
