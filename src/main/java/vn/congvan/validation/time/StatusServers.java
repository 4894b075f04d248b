package vn.congvan.validation.time;

import java.security.cert.X509Certificate;
import java.util.Optional;
import vn.congvan.trust.revocation.RevocationProof;

/** Who may be asked about a certificate, beside what lies in the file. Thread-safe. */
@FunctionalInterface
public interface StatusServers {
  /**
   * An answer, or why there is none.
   *
   * @param proof of the present
   * @param trouble in words; empty when there is a proof
   */
  record Answer(Optional<RevocationProof> proof, String trouble) {}

  /**
   * @param issuer whose signature on the subject was checked
   */
  Answer about(X509Certificate subject, X509Certificate issuer);

  /** Nobody is asked. */
  static StatusServers none() {
    var answer = new Answer(Optional.empty(), "nobody was asked");
    return (subject, issuer) -> answer;
  }
}
