package vn.congvan.audit.merkle;

/** A proof does not show what it claims to show. */
public final class ProofDoesNotHold extends Exception {
  public ProofDoesNotHold(String why) {
    super(why);
  }
}
