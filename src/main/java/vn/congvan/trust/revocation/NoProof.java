package vn.congvan.trust.revocation;

/** Whether a certificate is revoked cannot be learnt now, and why. */
public final class NoProof extends Exception {
  private final boolean forGood;

  NoProof(String message, boolean forGood) {
    super(message);
    this.forGood = forGood;
  }

  /** The certificate names nobody who could be asked: asking again is of no use. */
  public boolean forGood() {
    return forGood;
  }
}
