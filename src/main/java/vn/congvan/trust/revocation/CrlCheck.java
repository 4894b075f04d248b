package vn.congvan.trust.revocation;

import java.security.cert.X509Certificate;
import java.time.Clock;
import vn.congvan.trust.SignatureCheck;

/**
 * Checks a revocation list (RFC 5280, section 6.3) before anybody relies on it: the issuer's own,
 * whole, over certificates of this kind, and of the present. Thread-safe.
 */
final class CrlCheck {
  private final SignatureCheck signatures;
  private final Clock clock;

  CrlCheck(SignatureCheck signatures, Clock clock) {
    this.signatures = signatures;
    this.clock = clock;
  }

  RevocationList.Held check(byte[] encoded, X509Certificate issuer) throws ProofRefused {
    var list = RevocationList.decoded(encoded).signedBy(issuer, signatures);
    Freshness.check(list.thisUpdate(), list.usableUntil(), clock.instant());
    return list;
  }
}
