package vn.congvan.trust.revocation;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import vn.congvan.trust.SignatureCheck;

/**
 * Checks an OCSP response (RFC 6960, section 3.2) before anybody relies on it: about this
 * certificate, signed by the issuer or by whom the issuer itself has given the task, and of the
 * present. Thread-safe.
 */
final class OcspCheck {
  private final SignatureCheck signatures;
  private final Clock clock;

  OcspCheck(SignatureCheck signatures, Clock clock) {
    this.signatures = signatures;
    this.clock = clock;
  }

  /**
   * @param nonce that was sent
   */
  RevocationProof check(
      byte[] response, X509Certificate subject, X509Certificate issuer, Optional<byte[]> nonce)
      throws ProofRefused {
    var reply = OcspReply.decoded(response);
    if (nonce.isPresent()) {
      reply.checkNonce(nonce.get());
    }
    var proof = reply.about(subject, issuer, signatures);
    var now = clock.instant();
    Freshness.check(proof.thisUpdate(), proof.usableUntil(), now);
    Freshness.checkMade(proof.producedAt(), now);
    return proof;
  }
}
