package vn.congvan.trust.revocation;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a verifier needs, beside the file and its anchors, to judge signatures when no server
 * answers any more.
 *
 * @param certificates every one below the anchors, each once
 * @param ocsps OCSP responses, each once
 * @param crls revocation lists, each once
 * @param revoked certificates that were revoked, as these proofs show
 */
public record ValidationData(
    List<X509Certificate> certificates,
    List<byte[]> ocsps,
    List<byte[]> crls,
    List<X509Certificate> revoked) {
  public ValidationData {
    certificates = List.copyOf(certificates);
    ocsps = List.copyOf(ocsps);
    crls = List.copyOf(crls);
    revoked = List.copyOf(revoked);
  }
}
