package vn.congvan.trust.stamp;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A time-stamp that was checked.
 *
 * @param encoded the token (CMS SignedData) in DER
 * @param time when the server says it saw the digest
 * @param certificates the signer's and those that came with the token
 */
public record TimeStampToken(
    byte[] encoded, Instant time, X509Certificate signer, List<X509Certificate> certificates) {
  public TimeStampToken {
    certificates = List.copyOf(certificates);
  }
}
