package vn.congvan.trust.stamp;

/** What a time-stamp server answered cannot be used, and why. */
public final class BadAnswer extends Exception {
  /** Why. */
  public enum Cause {
    /** The server says no. */
    REJECTED,
    /** It cannot be decoded, or is no time-stamp. */
    DAMAGED,
    /** It is the answer to another question. */
    NONCE,
    /** It is over another digest. */
    IMPRINT,
    /** It was made under another policy than was asked for. */
    POLICY,
    /** Its time is not the time here. */
    TIME,
    /** Its signature does not hold, or its signer may not make time-stamps, or is not trusted. */
    SIGNER
  }

  private final Cause why;

  BadAnswer(Cause why, String message) {
    super(message);
    this.why = why;
  }

  public Cause why() {
    return why;
  }
}
