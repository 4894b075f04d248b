package vn.congvan.trust.revocation;

/** What came as a proof is none, and why. */
final class ProofRefused extends Exception {
  /** Why. */
  enum Cause {
    /** It cannot be decoded. */
    DAMAGED,
    /** The responder says that it cannot answer. */
    NO_ANSWER,
    /** It says nothing of the certificate asked about. */
    OF_ANOTHER,
    /** The responder does not know the certificate. */
    UNKNOWN,
    /** It is of the future, or past its use. */
    STALE,
    /** It is the answer to another question. */
    NONCE,
    /** Whoever signed it may not say so, or the signature does not hold. */
    SIGNER
  }

  private final Cause why;

  ProofRefused(Cause why, String message) {
    super(message);
    this.why = why;
  }

  Cause why() {
    return why;
  }
}
