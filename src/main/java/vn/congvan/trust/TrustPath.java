package vn.congvan.trust;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A path that holds.
 *
 * @param certificates from the certificate to its anchor, both included; one when it is an anchor
 *     itself
 * @param store the anchor is in
 */
public record TrustPath(List<X509Certificate> certificates, StoreName store) {
  public TrustPath {
    certificates = List.copyOf(certificates);
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("a path without certificates");
    }
  }

  public X509Certificate anchor() {
    return certificates.get(certificates.size() - 1);
  }
}
