package vn.congvan.trust.revocation;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import vn.congvan.trust.SignatureCheck;
import vn.congvan.trust.outside.OutsideCalls;

/**
 * Fetches proofs that a certificate is or is not revoked: from the OCSP responders its issuer has
 * named, else from the issuer's revocation lists. Kept and used again while they speak of the
 * present; a server that does not answer is left alone for a while. Thread-safe.
 */
public final class RevocationProofs {
  private static final long MAX_OCSP_BYTES = 16L << 20;
  private static final long MAX_LIST_BYTES = 128L << 20;
  private static final int NONCE_BYTES = 32;

  private final ServerCalls calls;
  private final RevocationSettings settings;
  private final Clock clock;
  private final OcspCheck ocspCheck;
  private final CrlCheck listCheck;
  private final SharedAnswers<Asked, RevocationProof> ocsp;
  private final SharedAnswers<Listed, RevocationList.Held> lists;
  private final SecureRandom random = new SecureRandom();

  private record Asked(X509Certificate subject, X509Certificate issuer) {}

  private record Listed(URI address, X509Certificate issuer) {}

  public RevocationProofs(
      OutsideCalls calls, SignatureCheck signatures, RevocationSettings settings, Clock clock) {
    this.calls = new ServerCalls(calls, clock);
    this.settings = settings;
    this.clock = clock;
    this.ocspCheck = new OcspCheck(signatures, clock);
    this.listCheck = new CrlCheck(signatures, clock);
    this.ocsp = new SharedAnswers<>(MAX_OCSP_BYTES, clock);
    this.lists = new SharedAnswers<>(MAX_LIST_BYTES, clock);
  }

  /**
   * @param issuer whose signature on the subject was checked
   * @throws NoProof when nobody says whether it is revoked
   */
  public RevocationProof about(X509Certificate subject, X509Certificate issuer) throws NoProof {
    var responders = ServerAddresses.ocsp(subject);
    var points = ServerAddresses.lists(subject);
    if (responders.isEmpty() && points.isEmpty()) {
      throw new NoProof(
          "%s names no server that could be asked".formatted(subject.getSubjectX500Principal()),
          true);
    }
    var troubles = new ArrayList<String>();
    if (!responders.isEmpty()) {
      try {
        return ocsp.get(new Asked(subject, issuer), () -> askAll(responders, subject, issuer));
      } catch (NoProof e) {
        troubles.add(e.getMessage());
      }
    }
    for (var point : points) {
      try {
        return lists.get(new Listed(point, issuer), () -> list(point, issuer)).about(subject);
      } catch (NoProof | ProofRefused e) {
        troubles.add("%s: %s".formatted(point, e.getMessage()));
      }
    }
    throw new NoProof(String.join("; ", troubles), false);
  }

  private SharedAnswers.Kept<RevocationProof> askAll(
      List<URI> responders, X509Certificate subject, X509Certificate issuer) throws NoProof {
    var troubles = new ArrayList<String>();
    for (var responder : responders) {
      try {
        var proof = ask(responder, subject, issuer);
        return kept(proof, proof.usableUntil(), proof.encoded().length);
      } catch (NoProof | ProofRefused e) {
        troubles.add("%s: %s".formatted(responder, e.getMessage()));
      }
    }
    throw new NoProof(String.join("; ", troubles), false);
  }

  private RevocationProof ask(URI responder, X509Certificate subject, X509Certificate issuer)
      throws NoProof, ProofRefused {
    var nonce = settings.nonce() ? Optional.of(fresh()) : Optional.<byte[]>empty();
    var request = request(subject, issuer, nonce);
    var answer =
        calls.post(
            responder,
            "application/ocsp-request",
            request,
            new OutsideCalls.Limit(OcspReply.MAX_BYTES, settings.deadline()));
    return ocspCheck.check(answer, subject, issuer, nonce);
  }

  private SharedAnswers.Kept<RevocationList.Held> list(URI point, X509Certificate issuer)
      throws NoProof {
    var limit = new OutsideCalls.Limit(settings.maxListBytes(), settings.deadline());
    var answer = calls.get(point, limit);
    try {
      var list = listCheck.check(answer, issuer);
      return kept(list, list.usableUntil(), answer.length);
    } catch (ProofRefused e) {
      throw new NoProof(String.valueOf(e.getMessage()), false);
    }
  }

  private <V> SharedAnswers.Kept<V> kept(V value, Instant usableUntil, int weight) {
    var longest = clock.instant().plus(settings.keep());
    return new SharedAnswers.Kept<>(
        value, usableUntil.isBefore(longest) ? usableUntil : longest, weight);
  }

  private byte[] fresh() {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    return nonce;
  }

  /** The certificate is named by SHA-1, which every responder knows and nothing relies on. */
  private static byte[] request(
      X509Certificate subject, X509Certificate issuer, Optional<byte[]> nonce) {
    try {
      var builder = new OCSPReqBuilder();
      builder.addRequest(
          new CertificateID(
              new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
              new JcaX509CertificateHolder(issuer),
              subject.getSerialNumber()));
      if (nonce.isPresent()) {
        builder.setRequestExtensions(
            new Extensions(
                new Extension(
                    OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                    false,
                    new DEROctetString(nonce.get()).getEncoded())));
      }
      return builder.build().getEncoded();
    } catch (OCSPException
        | IOException
        | OperatorCreationException
        | CertificateEncodingException e) {
      throw new IllegalStateException("a request made of two certificates has an encoding", e);
    }
  }
}
