package vn.congvan.trust.stamp;

import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import vn.congvan.document.Shown;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.PathDoesNotHold;
import vn.congvan.trust.SignatureCheck;

/**
 * Checks what a time-stamp server answered (RFC 3161, section 2.4.2) before anybody relies on it:
 * status, imprint, nonce, policy, time, signature, the certificate named in the token (RFC 5035,
 * RFC 5816) and its path and purpose. Thread-safe.
 */
public final class AnswerCheck {
  /** Of an answer, with a chain of certificates and room to spare. */
  static final int MAX_BYTES = 1 << 16;

  private static final int MAX_CERTIFICATES = 16;

  /** A server or a node whose clock is off by more makes time-stamps that prove the wrong thing. */
  private static final Duration OFF_BY = Duration.ofMinutes(5);

  private final CertificatePaths paths;
  private final SignatureCheck signatures;
  private final Clock clock;
  private final BouncyCastleProvider bouncyCastle = new BouncyCastleProvider();

  public AnswerCheck(CertificatePaths paths, SignatureCheck signatures, Clock clock) {
    this.paths = paths;
    this.signatures = signatures;
    this.clock = clock;
  }

  /**
   * What was asked.
   *
   * @param imprint SHA-256 of what is stamped
   * @param policy object identifier; empty for whatever the server has
   */
  public record Question(byte[] imprint, BigInteger nonce, Optional<String> policy) {}

  /**
   * @param answer as it came over the wire
   */
  public TimeStampToken check(byte[] answer, Question question) throws BadAnswer {
    if (answer.length > MAX_BYTES) {
      throw new BadAnswer(
          BadAnswer.Cause.DAMAGED, "an answer of %d bytes".formatted(answer.length));
    }
    try {
      var response = new TimeStampResponse(answer);
      var status = response.getStatus();
      if (status != PKIStatus.GRANTED && status != PKIStatus.GRANTED_WITH_MODS) {
        throw new BadAnswer(
            BadAnswer.Cause.REJECTED,
            "the server answers with status %d: %s"
                .formatted(status, Shown.of(String.valueOf(response.getStatusString()))));
      }
      var token = response.getTimeStampToken();
      if (token == null) {
        throw new BadAnswer(BadAnswer.Cause.DAMAGED, "an answer without a time-stamp");
      }
      checkContent(token, question);
      return checkSigner(token);
    } catch (TSPException
        | IOException
        | CertificateException
        | OperatorCreationException
        | RuntimeException e) {
      // The decoder meets whatever a server sends with exceptions of many kinds.
      throw new BadAnswer(
          BadAnswer.Cause.DAMAGED, "no time-stamp: " + Shown.of(String.valueOf(e.getMessage())));
    }
  }

  private void checkContent(org.bouncycastle.tsp.TimeStampToken token, Question question)
      throws BadAnswer {
    var info = token.getTimeStampInfo();
    if (!info.getMessageImprintAlgOID().equals(NISTObjectIdentifiers.id_sha256)
        || !MessageDigest.isEqual(info.getMessageImprintDigest(), question.imprint)) {
      throw new BadAnswer(BadAnswer.Cause.IMPRINT, "a time-stamp over another digest");
    }
    if (!question.nonce.equals(info.getNonce())) {
      throw new BadAnswer(BadAnswer.Cause.NONCE, "a time-stamp with another nonce");
    }
    if (question.policy.isPresent() && !info.getPolicy().getId().equals(question.policy.get())) {
      throw new BadAnswer(
          BadAnswer.Cause.POLICY, "a time-stamp under the policy " + info.getPolicy());
    }
    var off = Duration.between(info.getGenTime().toInstant(), clock.instant()).abs();
    if (off.compareTo(OFF_BY) > 0) {
      throw new BadAnswer(
          BadAnswer.Cause.TIME,
          "a time-stamp of %s, %d s off the clock here"
              .formatted(info.getGenTime().toInstant(), off.toSeconds()));
    }
  }

  private TimeStampToken checkSigner(org.bouncycastle.tsp.TimeStampToken token)
      throws BadAnswer, CertificateException, OperatorCreationException, TSPException, IOException {
    var certificates = token.getCertificates().getMatches(null);
    if (certificates.size() > MAX_CERTIFICATES) {
      throw new BadAnswer(BadAnswer.Cause.DAMAGED, "too many certificates in a time-stamp");
    }
    var certificate =
        certificates.stream()
            .filter(token.getSID()::match)
            .findFirst()
            .orElseThrow(
                () ->
                    new BadAnswer(
                        BadAnswer.Cause.SIGNER, "a time-stamp without its signer's certificate"));
    checkAlgorithms(token.toCMSSignedData().getSignerInfos().iterator().next());
    try {
      // Signature, ESS certificate identifier, critical extended key usage, validity at its time.
      token.validate(
          new JcaSimpleSignerInfoVerifierBuilder().setProvider(bouncyCastle).build(certificate));
    } catch (TSPException e) {
      throw new BadAnswer(
          BadAnswer.Cause.SIGNER, "the time-stamp does not hold: " + e.getMessage());
    }
    var signer = converted(certificate);
    var others = new ArrayList<X509Certificate>();
    for (var other : certificates) {
      others.add(converted(other));
    }
    var time = token.getTimeStampInfo().getGenTime().toInstant();
    checkPath(signer, others, time);
    return new TimeStampToken(token.getEncoded(ASN1Encoding.DER), time, signer, others);
  }

  private void checkAlgorithms(SignerInformation signer) throws BadAnswer {
    var id = signer.toASN1Structure().getDigestEncryptionAlgorithm();
    try {
      if (!signatures.isStrongDigest(signer.getDigestAlgOID())) {
        throw new BadAnswer(
            BadAnswer.Cause.SIGNER, "a time-stamp with the digest " + signer.getDigestAlgOID());
      }
      // Plain RSA leaves its digest to the digest named beside it.
      if (!id.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
        signatures.checkAlgorithm(AlgorithmIdentifier.getInstance(id));
      }
    } catch (PathDoesNotHold e) {
      throw new BadAnswer(BadAnswer.Cause.SIGNER, Objects.toString(e.getMessage()));
    }
  }

  private void checkPath(X509Certificate signer, List<X509Certificate> others, Instant time)
      throws BadAnswer {
    try {
      paths.check(signer, others, time);
    } catch (PathDoesNotHold e) {
      throw new BadAnswer(
          BadAnswer.Cause.SIGNER, "the time-stamp's signer is not trusted: " + e.getMessage());
    }
  }

  private static X509Certificate converted(X509CertificateHolder holder)
      throws CertificateException {
    return new JcaX509CertificateConverter().getCertificate(holder);
  }
}
