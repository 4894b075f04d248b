package vn.congvan.trust;

/** No path from a certificate to an anchor holds, and why. */
public final class PathDoesNotHold extends Exception {
  /** Why. */
  public enum Cause {
    /** No chain of issuers leads to an anchor. */
    UNKNOWN_ISSUER,
    /** A certificate of the path, the anchor included, had expired at the time asked about. */
    EXPIRED,
    /** A certificate of the path was not valid yet. */
    NOT_YET_VALID,
    /** A certificate that issued another may not: basic constraints or key usage. */
    NOT_A_CA,
    /** A key is too short, or a signature uses a digest or an algorithm that is broken. */
    WEAK_KEY,
    /** An issuer's signature on a certificate does not verify. */
    BAD_SIGNATURE,
    /**
     * A limit set by an issuer is not kept: path length, names, policies, or a critical extension
     * that nobody here understands (RFC 5280, section 6.1).
     */
    CONSTRAINT,
    /** A certificate cannot be decoded. */
    DAMAGED
  }

  private final Cause why;

  public PathDoesNotHold(Cause why, String message) {
    super(message);
    this.why = why;
  }

  public Cause why() {
    return why;
  }
}
