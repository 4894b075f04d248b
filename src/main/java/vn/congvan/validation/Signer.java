package vn.congvan.validation;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ContentHash;

/**
 * Who signed, by the certificate. @param fingerprint SHA-256 of the certificate @param agency from
 * organizationIdentifier, for seals
 */
public record Signer(
    X509Certificate certificate,
    ContentHash fingerprint,
    String name,
    String organization,
    @Nullable AgencyCode agency) {
  /** What the authority that issued the certificate calls itself in it; never empty. */
  public String issuer() {
    return Signers.nameOf(certificate.getIssuerX500Principal());
  }
}
