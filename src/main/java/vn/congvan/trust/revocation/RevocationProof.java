package vn.congvan.trust.revocation;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Says, signed by who may say so, whether a certificate was revoked.
 *
 * @param encoded the OCSP response (RFC 6960, OCSPResponse) or the revocation list, as it came
 * @param producedAt when it was signed
 * @param thisUpdate when what it says was known to be so
 * @param usableUntil after this it says nothing of the present any more
 * @param revocation empty when the certificate is not revoked
 * @param remembersSince certificates that expired since then are still spoken of (archive cutoff of
 *     RFC 6960, section 4.4.4; {@code expiredCertsOnCRL} of X.509); empty when nothing is said of
 *     that
 * @param responder of an OCSP response whom the issuer has given the task: the certificate, and
 *     what came with it; empty when the issuer itself has signed
 */
public record RevocationProof(
    Kind kind,
    byte[] encoded,
    Instant producedAt,
    Instant thisUpdate,
    Instant usableUntil,
    Optional<Revocation> revocation,
    Optional<Instant> remembersSince,
    List<X509Certificate> responder) {
  /** What it is. */
  public enum Kind {
    OCSP,
    CRL
  }

  /** That a certificate does not hold any more, from when on, and why. */
  public record Revocation(Instant at, RevocationReason reason) {}

  public RevocationProof {
    responder = List.copyOf(responder);
  }

  /** Empty when the certificate is not revoked. */
  public Optional<Instant> revokedAt() {
    return revocation.map(Revocation::at);
  }

  /**
   * Whether its silence on a certificate means that it is not revoked: an issuer may forget those
   * that have expired.
   */
  public boolean remembers(X509Certificate subject) {
    var expiry = subject.getNotAfter().toInstant();
    return !thisUpdate.isAfter(expiry)
        || remembersSince.filter(since -> !since.isAfter(expiry)).isPresent();
  }
}
