package vn.congvan.trust.revocation;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import vn.congvan.document.Shown;
import vn.congvan.trust.PathDoesNotHold;
import vn.congvan.trust.SignatureCheck;

/**
 * A decoded OCSP response (RFC 6960, section 4.2): what it says of a certificate when the issuer,
 * or whom the issuer itself has given the task, has signed it. Of the present it knows nothing.
 */
final class OcspReply {
  static final int MAX_BYTES = 1 << 16;

  private static final int MAX_CERTIFICATES = 8;
  private static final int MAX_RESPONSES = 32;

  private final byte[] encoded;
  private final BasicOCSPResp basic;
  private final SingleResp[] answers;

  private OcspReply(byte[] encoded, BasicOCSPResp basic) {
    this.encoded = encoded;
    this.basic = basic;
    this.answers = basic.getResponses();
  }

  static OcspReply decoded(byte[] encoded) throws ProofRefused {
    if (encoded.length > MAX_BYTES) {
      throw damaged("%d bytes".formatted(encoded.length));
    }
    try {
      var outer = new OCSPResp(encoded);
      if (outer.getStatus() != OCSPResp.SUCCESSFUL) {
        throw new ProofRefused(
            ProofRefused.Cause.NO_ANSWER, "the responder answers with status " + outer.getStatus());
      }
      if (!(outer.getResponseObject() instanceof BasicOCSPResp basic)) {
        throw damaged("it is of no kind that is known");
      }
      var reply = new OcspReply(encoded, basic);
      if (reply.answers.length > MAX_RESPONSES) {
        throw damaged("%d answers in one".formatted(reply.answers.length));
      }
      return reply;
    } catch (IOException | OCSPException | RuntimeException e) {
      // The decoder meets whatever a server sends with exceptions of many kinds.
      throw damaged(e);
    }
  }

  /**
   * @param sent a response may leave the nonce out (RFC 8954 is optional), not change it
   */
  void checkNonce(byte[] sent) throws ProofRefused {
    try {
      var echoed = basic.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
      if (echoed != null
          && !Arrays.equals(
              ASN1OctetString.getInstance(echoed.getParsedValue()).getOctets(), sent)) {
        throw new ProofRefused(ProofRefused.Cause.NONCE, "the response has another nonce");
      }
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  /** Costs next to nothing; of an issuer's other numbers nothing more is asked. */
  boolean names(BigInteger serial) {
    return Arrays.stream(answers).anyMatch(one -> one.getCertID().getSerialNumber().equals(serial));
  }

  RevocationProof about(X509Certificate subject, X509Certificate issuer, SignatureCheck signatures)
      throws ProofRefused {
    try {
      var digests = new JcaDigestCalculatorProviderBuilder().build();
      var said = said(subject, new JcaX509CertificateHolder(issuer), digests);
      var responder = new Signer(issuer, signatures, digests).find();
      var thisUpdate = said.getThisUpdate().toInstant();
      return new RevocationProof(
          RevocationProof.Kind.OCSP,
          encoded,
          basic.getProducedAt().toInstant(),
          thisUpdate,
          Freshness.usableUntil(thisUpdate, said.getNextUpdate()),
          revocation(said),
          archiveCutoff(said),
          responder);
    } catch (IOException
        | OCSPException
        | CertificateException
        | OperatorCreationException
        | RuntimeException e) {
      throw damaged(e);
    }
  }

  /** When one response contradicts itself, what it says against the certificate counts. */
  private SingleResp said(
      X509Certificate subject, X509CertificateHolder issuer, DigestCalculatorProvider digests)
      throws ProofRefused, OCSPException {
    Optional<SingleResp> found = Optional.empty();
    for (var answer : answers) {
      var id = answer.getCertID();
      if (id.getSerialNumber().equals(subject.getSerialNumber())
          && id.matchesIssuer(issuer, digests)) {
        if (answer.getCertStatus() != CertificateStatus.GOOD) {
          return answer;
        }
        found = Optional.of(answer);
      }
    }
    return found.orElseThrow(
        () ->
            new ProofRefused(
                ProofRefused.Cause.OF_ANOTHER, "the response is about another certificate"));
  }

  private static Optional<RevocationProof.Revocation> revocation(SingleResp said)
      throws ProofRefused {
    var status = said.getCertStatus();
    if (status == CertificateStatus.GOOD) {
      return Optional.empty();
    }
    if (status instanceof RevokedStatus revoked) {
      return Optional.of(
          new RevocationProof.Revocation(
              revoked.getRevocationTime().toInstant(),
              revoked.hasRevocationReason()
                  ? RevocationReason.of(revoked.getRevocationReason())
                  : RevocationReason.UNSPECIFIED));
    }
    throw new ProofRefused(
        ProofRefused.Cause.UNKNOWN, "the responder does not know the certificate");
  }

  private static Optional<Instant> archiveCutoff(SingleResp said) throws IOException {
    var extension = said.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_archive_cutoff);
    if (extension == null) {
      return Optional.empty();
    }
    try {
      var since = ASN1GeneralizedTime.getInstance(extension.getParsedValue()).getDate();
      return Optional.of(since.toInstant());
    } catch (java.text.ParseException e) {
      throw new IOException("the archive cutoff is no time", e);
    }
  }

  /** Who signed the response (RFC 6960, section 4.2.2.2). */
  private final class Signer {
    private final X509Certificate issuer;
    private final SignatureCheck signatures;
    private final DigestCalculatorProvider digests;

    Signer(X509Certificate issuer, SignatureCheck signatures, DigestCalculatorProvider digests) {
      this.issuer = issuer;
      this.signatures = signatures;
      this.digests = digests;
    }

    /** Who was given the task, and what came along; empty when it is the issuer. */
    List<X509Certificate> find()
        throws ProofRefused, CertificateException, OCSPException, OperatorCreationException {
      if (isNamed(new JcaX509CertificateHolder(issuer))) {
        checkSignature(issuer);
        return List.of();
      }
      var certificates = basic.getCerts();
      if (certificates.length > MAX_CERTIFICATES) {
        throw damaged("%d certificates in it".formatted(certificates.length));
      }
      for (var holder : certificates) {
        if (isNamed(holder)) {
          var responder = new JcaX509CertificateConverter().getCertificate(holder);
          ResponderTask.check(responder, issuer, basic.getProducedAt(), signatures);
          checkSignature(responder);
          return withOthers(responder, holder, certificates);
        }
      }
      throw notTheirs("who signed the response is not in it");
    }

    private boolean isNamed(X509CertificateHolder candidate)
        throws OCSPException, OperatorCreationException {
      var named = basic.getResponderId();
      return named.equals(new RespID(candidate.getSubject()))
          || named.equals(
              new RespID(candidate.getSubjectPublicKeyInfo(), digests.get(RespID.HASH_SHA1)));
    }

    private void checkSignature(X509Certificate signer) throws ProofRefused {
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
  }

  private static List<X509Certificate> withOthers(
      X509Certificate responder, X509CertificateHolder itself, X509CertificateHolder[] certificates)
      throws CertificateException {
    var all = new ArrayList<X509Certificate>();
    all.add(responder);
    for (var other : certificates) {
      if (!other.equals(itself)) {
        all.add(new JcaX509CertificateConverter().getCertificate(other));
      }
    }
    return all;
  }

  private static ProofRefused damaged(Exception why) {
    return damaged(Shown.of(String.valueOf(why.getMessage())));
  }

  private static ProofRefused damaged(String what) {
    return new ProofRefused(ProofRefused.Cause.DAMAGED, "no OCSP response: " + what);
  }

  private static ProofRefused notTheirs(String what) {
    return new ProofRefused(ProofRefused.Cause.SIGNER, what);
  }
}
