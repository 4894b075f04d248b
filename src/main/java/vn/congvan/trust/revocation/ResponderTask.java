package vn.congvan.trust.revocation;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Date;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import vn.congvan.trust.PathDoesNotHold;
import vn.congvan.trust.SignatureCheck;

/**
 * Whether an issuer itself has given a responder the task of answering for it (RFC 6960, 4.2.2.2).
 */
final class ResponderTask {
  private ResponderTask() {}

  /**
   * @param at when it answered
   */
  static void check(
      X509Certificate responder, X509Certificate issuer, Date at, SignatureCheck signatures)
      throws ProofRefused, CertificateException {
    var purposes = responder.getExtendedKeyUsage();
    if (purposes == null || !purposes.contains(KeyPurposeId.id_kp_OCSPSigning.getId())) {
      throw notTheirs("the responder was not given the task of answering");
    }
    if (!responder.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      throw notTheirs("another CA has given the responder its task");
    }
    try {
      signatures.check(
          new JcaX509CertificateHolder(responder).getSignatureAlgorithm(),
          issuer.getPublicKey(),
          responder.getTBSCertificate(),
          responder.getSignature());
    } catch (PathDoesNotHold e) {
      throw notTheirs("the responder's certificate does not hold: " + e.getMessage());
    }
    if (at.before(responder.getNotBefore()) || at.after(responder.getNotAfter())) {
      throw notTheirs("the responder's certificate was not valid then");
    }
  }

  private static ProofRefused notTheirs(String what) {
    return new ProofRefused(ProofRefused.Cause.SIGNER, what);
  }
}
