package vn.congvan.trust.revocation;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Says, signed by who may say so, whether a certificate was revoked.
 *
 * @param encoded the OCSP response (RFC 6960, OCSPResponse) or the revocation list, as it came
 * @param thisUpdate when what it says was known to be so
 * @param usableUntil after this it says nothing of the present any more
 * @param revokedAt empty when the certificate is not revoked
 * @param responder of an OCSP response whom the issuer has given the task: the certificate, and
 *     what came with it; empty when the issuer itself has signed
 */
public record RevocationProof(
    Kind kind,
    byte[] encoded,
    Instant thisUpdate,
    Instant usableUntil,
    Optional<Instant> revokedAt,
    List<X509Certificate> responder) {
  /** What it is. */
  public enum Kind {
    OCSP,
    CRL
  }

  public RevocationProof {
    responder = List.copyOf(responder);
  }
}
