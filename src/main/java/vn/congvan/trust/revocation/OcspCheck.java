package vn.congvan.trust.revocation;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import vn.congvan.document.Shown;
import vn.congvan.trust.PathDoesNotHold;
import vn.congvan.trust.SignatureCheck;

/**
 * Checks an OCSP response (RFC 6960, section 3.2) before anybody relies on it: about this
 * certificate, signed by the issuer or by whom the issuer itself has given the task, and of the
 * present. Thread-safe.
 */
final class OcspCheck {
  static final int MAX_BYTES = 1 << 16;

  private static final int MAX_CERTIFICATES = 8;
  private static final int MAX_RESPONSES = 32;

  private final SignatureCheck signatures;
  private final Clock clock;

  OcspCheck(SignatureCheck signatures, Clock clock) {
    this.signatures = signatures;
    this.clock = clock;
  }

  /**
   * @param nonce that was sent; a response may leave it out (RFC 8954 is optional), not change it
   */
  RevocationProof check(
      byte[] response, X509Certificate subject, X509Certificate issuer, Optional<byte[]> nonce)
      throws ProofRefused {
    if (response.length > MAX_BYTES) {
      throw damaged("%d bytes".formatted(response.length));
    }
    try {
      var outer = new OCSPResp(response);
      if (outer.getStatus() != OCSPResp.SUCCESSFUL) {
        throw new ProofRefused(
            ProofRefused.Cause.NO_ANSWER, "the responder answers with status " + outer.getStatus());
      }
      if (!(outer.getResponseObject() instanceof BasicOCSPResp basic)) {
        throw damaged("it is of no kind that is known");
      }
      checkNonce(basic, nonce);
      var about = about(basic, subject, issuer);
      var responder = signer(basic, issuer);
      var now = clock.instant();
      var thisUpdate = about.getThisUpdate().toInstant();
      var until = Freshness.usableUntil(thisUpdate, about.getNextUpdate());
      Freshness.check(thisUpdate, until, now);
      Freshness.checkMade(basic.getProducedAt().toInstant(), now);
      return new RevocationProof(
          RevocationProof.Kind.OCSP, response, thisUpdate, until, revokedAt(about), responder);
    } catch (IOException
        | OCSPException
        | CertificateException
        | OperatorCreationException
        | RuntimeException e) {
      // The decoder meets whatever a server sends with exceptions of many kinds.
      throw damaged(Shown.of(String.valueOf(e.getMessage())));
    }
  }

  private static void checkNonce(BasicOCSPResp basic, Optional<byte[]> sent) throws ProofRefused {
    var echoed = basic.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
    if (sent.isPresent()
        && echoed != null
        && !Arrays.equals(
            ASN1OctetString.getInstance(echoed.getParsedValue()).getOctets(), sent.get())) {
      throw new ProofRefused(ProofRefused.Cause.NONCE, "the response has another nonce");
    }
  }

  private static SingleResp about(
      BasicOCSPResp basic, X509Certificate subject, X509Certificate issuer)
      throws ProofRefused, OCSPException, CertificateException, OperatorCreationException {
    var holder = new JcaX509CertificateHolder(issuer);
    var digests = new JcaDigestCalculatorProviderBuilder().build();
    var responses = basic.getResponses();
    if (responses.length > MAX_RESPONSES) {
      throw damaged("%d answers in one".formatted(responses.length));
    }
    for (var response : responses) {
      var id = response.getCertID();
      if (id.getSerialNumber().equals(subject.getSerialNumber())
          && id.matchesIssuer(holder, digests)) {
        return response;
      }
    }
    throw new ProofRefused(
        ProofRefused.Cause.OF_ANOTHER, "the response is about another certificate");
  }

  private static Optional<Instant> revokedAt(SingleResp about) throws ProofRefused {
    var status = about.getCertStatus();
    if (status == CertificateStatus.GOOD) {
      return Optional.empty();
    }
    if (status instanceof RevokedStatus revoked) {
      return Optional.of(revoked.getRevocationTime().toInstant());
    }
    throw new ProofRefused(
        ProofRefused.Cause.UNKNOWN, "the responder does not know the certificate");
  }

  /** RFC 6960, section 4.2.2.2. @return who was given the task; empty when it is the issuer */
  private List<X509Certificate> signer(BasicOCSPResp basic, X509Certificate issuer)
      throws ProofRefused, CertificateException, OCSPException, OperatorCreationException {
    var named = basic.getResponderId();
    var issuerHolder = new JcaX509CertificateHolder(issuer);
    if (matches(named, issuerHolder)) {
      checkSignature(basic, issuer);
      return List.of();
    }
    var certificates = basic.getCerts();
    if (certificates.length > MAX_CERTIFICATES) {
      throw damaged("%d certificates in it".formatted(certificates.length));
    }
    for (var holder : certificates) {
      if (matches(named, holder)) {
        var responder = new JcaX509CertificateConverter().getCertificate(holder);
        checkTask(responder, issuer, basic.getProducedAt());
        checkSignature(basic, responder);
        var all = new ArrayList<X509Certificate>();
        all.add(responder);
        for (var other : certificates) {
          if (!other.equals(holder)) {
            all.add(new JcaX509CertificateConverter().getCertificate(other));
          }
        }
        return all;
      }
    }
    throw notTheirs("who signed the response is not in it");
  }

  private static boolean matches(
      org.bouncycastle.cert.ocsp.RespID named, X509CertificateHolder candidate)
      throws OCSPException, OperatorCreationException {
    return named.equals(new org.bouncycastle.cert.ocsp.RespID(candidate.getSubject()))
        || named.equals(
            new org.bouncycastle.cert.ocsp.RespID(
                candidate.getSubjectPublicKeyInfo(),
                new JcaDigestCalculatorProviderBuilder()
                    .build()
                    .get(org.bouncycastle.cert.ocsp.RespID.HASH_SHA1)));
  }

  private void checkTask(X509Certificate responder, X509Certificate issuer, Date at)
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

  private void checkSignature(BasicOCSPResp basic, X509Certificate signer) throws ProofRefused {
    try {
      signatures.check(
          basic.getSignatureAlgorithmID(),
          signer.getPublicKey(),
          basic.getTBSResponseData(),
          basic.getSignature());
    } catch (PathDoesNotHold e) {
      throw notTheirs(String.valueOf(e.getMessage()));
    }
  }

  private static ProofRefused damaged(String what) {
    return new ProofRefused(ProofRefused.Cause.DAMAGED, "no OCSP response: " + what);
  }

  private static ProofRefused notTheirs(String what) {
    return new ProofRefused(ProofRefused.Cause.SIGNER, what);
  }
}
