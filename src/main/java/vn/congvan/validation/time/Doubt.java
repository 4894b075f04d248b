package vn.congvan.validation.time;

import java.security.cert.X509Certificate;
import java.time.Instant;
import vn.congvan.trust.PathDoesNotHold;

/** What keeps a certificate from being relied on at the time in question. */
public sealed interface Doubt {
  /** No path, at no time that counts. */
  record NoPath(PathDoesNotHold.Cause cause, String why) implements Doubt {}

  /**
   * Out of its time.
   *
   * @param when how it is proved to have been so
   * @param good whether it is known that it was not revoked while it was valid
   */
  record OutOfTime(Lateness when, boolean good, String why) implements Doubt {}

  /** How sure it is that something was signed out of the time of its certificate. */
  enum Lateness {
    /** Nothing proves that it was signed in time. */
    UNPROVEN,
    /** It existed before the certificate did. */
    TOO_EARLY,
    /** What it signs did not exist before the certificate had ended. */
    TOO_LATE
  }

  /**
   * Revoked, and not proved to be used before.
   *
   * @param proved that it was used after
   * @param authority whether it is one above the signer
   */
  record Revoked(X509Certificate certificate, Instant at, boolean authority, boolean proved)
      implements Doubt {}

  /**
   * Nobody says whether it was revoked.
   *
   * @param authority whether it is one above the signer
   * @param untimely there are proofs, and they are not of a time that counts
   * @param outlived there are proofs, and whoever signed them has expired since
   */
  record Unknown(
      X509Certificate certificate,
      boolean authority,
      boolean untimely,
      boolean outlived,
      String why)
      implements Doubt {}
}
