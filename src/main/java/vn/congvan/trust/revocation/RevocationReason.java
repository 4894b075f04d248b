package vn.congvan.trust.revocation;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Why a certificate was revoked (RFC 5280, section 5.3.1). */
public enum RevocationReason {
  /** Not said, or said with a number that the standard does not have. */
  UNSPECIFIED,
  KEY_COMPROMISE,
  CA_COMPROMISE,
  AFFILIATION_CHANGED,
  SUPERSEDED,
  CESSATION_OF_OPERATION,
  /** Suspended: it may be taken back. */
  CERTIFICATE_HOLD,
  PRIVILEGE_WITHDRAWN,
  AA_COMPROMISE;

  static RevocationReason of(@Nullable BigInteger code) {
    return code == null || code.bitLength() > 8 ? UNSPECIFIED : of(code.intValue());
  }

  static RevocationReason of(int code) {
    return switch (code) {
      case 1 -> KEY_COMPROMISE;
      case 2 -> CA_COMPROMISE;
      case 3 -> AFFILIATION_CHANGED;
      case 4 -> SUPERSEDED;
      case 5 -> CESSATION_OF_OPERATION;
      case 6 -> CERTIFICATE_HOLD;
      case 9 -> PRIVILEGE_WITHDRAWN;
      case 10 -> AA_COMPROMISE;
      default -> UNSPECIFIED;
    };
  }
}
