package vn.congvan.validation.time;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.trust.revocation.RevocationProof;
import vn.congvan.trust.revocation.RevocationReason;

/**
 * What is known of a certificate.
 *
 * @param proof null when nothing is known
 */
public record CertificateStatus(
    X509Certificate certificate,
    Word word,
    @Nullable Source source,
    @Nullable RevocationProof proof) {
  /** The status itself. */
  public enum Word {
    /** Not revoked. */
    GOOD,
    /** Revoked, at {@link CertificateStatus#revokedAt}; before or after the signature. */
    REVOKED,
    /** Nobody says. */
    UNKNOWN
  }

  /** Where it is known from. */
  public enum Source {
    /** It lies in the file. */
    FILE,
    /** A server was asked. */
    SERVER
  }

  static CertificateStatus unknown(X509Certificate certificate) {
    return new CertificateStatus(certificate, Word.UNKNOWN, null, null);
  }

  static CertificateStatus of(X509Certificate certificate, DatedProof known) {
    return new CertificateStatus(
        certificate,
        known.proof().revokedAt().isPresent() ? Word.REVOKED : Word.GOOD,
        known.source(),
        known.proof());
  }

  /** When it was revoked; empty unless it was. */
  public Optional<Instant> revokedAt() {
    return Optional.ofNullable(proof).flatMap(RevocationProof::revokedAt);
  }

  /** Why; empty unless it was. */
  public Optional<RevocationReason> reason() {
    return Optional.ofNullable(proof)
        .flatMap(RevocationProof::revocation)
        .map(RevocationProof.Revocation::reason);
  }
}
