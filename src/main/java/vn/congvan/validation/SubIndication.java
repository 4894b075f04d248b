package vn.congvan.validation;

import java.util.EnumSet;
import java.util.Set;

/** Why a signature does not pass, in the words of EN 319 102-1 §5.1.3. */
public enum SubIndication {
  FORMAT_FAILURE,
  HASH_FAILURE,
  SIG_CRYPTO_FAILURE,
  REVOKED,
  EXPIRED,
  NOT_YET_VALID,
  SIG_CONSTRAINTS_FAILURE,
  CHAIN_CONSTRAINTS_FAILURE,
  CERTIFICATE_CHAIN_GENERAL_FAILURE,
  CRYPTO_CONSTRAINTS_FAILURE,
  POLICY_PROCESSING_ERROR,
  SIGNATURE_POLICY_NOT_AVAILABLE,
  TIMESTAMP_ORDER_FAILURE,
  NO_SIGNING_CERTIFICATE_FOUND,
  NO_CERTIFICATE_CHAIN_FOUND,
  NO_CERTIFICATE_CHAIN_FOUND_NO_POE,
  REVOKED_NO_POE,
  REVOKED_CA_NO_POE,
  OUT_OF_BOUNDS_NOT_REVOKED,
  OUT_OF_BOUNDS_NO_POE,
  REVOCATION_OUT_OF_BOUNDS_NO_POE,
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
  NO_POE,
  TRY_LATER,
  SIGNED_DATA_NOT_FOUND,
  /** A rule of ours, for which the standard has no word. */
  CUSTOM;

  private static final Set<SubIndication> OF_FAILURES =
      EnumSet.of(FORMAT_FAILURE, HASH_FAILURE, SIG_CRYPTO_FAILURE, REVOKED, EXPIRED, NOT_YET_VALID);

  /** Whether the standard lets it explain this indication. */
  boolean explains(Indication indication) {
    return switch (indication) {
      case TOTAL_PASSED -> false;
      case TOTAL_FAILED -> this == CUSTOM || OF_FAILURES.contains(this);
      case INDETERMINATE -> !OF_FAILURES.contains(this);
    };
  }
}
