package vn.congvan.trust.revocation;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.cert.X509CRLHolder;
import vn.congvan.document.Shown;
import vn.congvan.trust.PathDoesNotHold;
import vn.congvan.trust.SignatureCheck;

/**
 * Checks a revocation list (RFC 5280, section 6.3) before anybody relies on it: the issuer's own,
 * whole, over certificates of this kind, and of the present. Thread-safe.
 */
final class CrlCheck {
  private static final int CRL_SIGN = 6;
  private static final Set<ASN1ObjectIdentifier> UNDERSTOOD =
      Set.of(Extension.issuingDistributionPoint, Extension.authorityKeyIdentifier);

  private final SignatureCheck signatures;
  private final Clock clock;

  CrlCheck(SignatureCheck signatures, Clock clock) {
    this.signatures = signatures;
    this.clock = clock;
  }

  /**
   * A list whose signature was checked; looked into again and again.
   *
   * @param users whether it covers certificates of others than CAs
   * @param authorities whether it covers those of CAs
   */
  record Checked(
      byte[] encoded,
      X509CRLHolder list,
      Instant thisUpdate,
      Instant usableUntil,
      boolean users,
      boolean authorities) {

    /** What it says of a certificate of its issuer. */
    RevocationProof about(X509Certificate subject) throws ProofRefused {
      if (subject.getBasicConstraints() < 0 ? !users : !authorities) {
        throw new ProofRefused(
            ProofRefused.Cause.OF_ANOTHER, "the list does not cover certificates of this kind");
      }
      return new RevocationProof(
          RevocationProof.Kind.CRL,
          encoded,
          thisUpdate,
          usableUntil,
          revokedAt(subject.getSerialNumber()),
          List.of());
    }

    private Optional<Instant> revokedAt(BigInteger serial) {
      var entry = list.getRevokedCertificate(serial);
      return entry == null ? Optional.empty() : Optional.of(entry.getRevocationDate().toInstant());
    }
  }

  Checked check(byte[] encoded, X509Certificate issuer) throws ProofRefused {
    try {
      var structure = CertificateList.getInstance(encoded);
      var list = new X509CRLHolder(structure);
      if (!list.getIssuer()
          .equals(X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()))) {
        throw new ProofRefused(ProofRefused.Cause.OF_ANOTHER, "the list is another issuer's");
      }
      var usage = issuer.getKeyUsage();
      if (usage != null && !usage[CRL_SIGN]) {
        throw new ProofRefused(ProofRefused.Cause.SIGNER, "the issuer may not sign lists");
      }
      signatures.check(
          structure.getSignatureAlgorithm(),
          issuer.getPublicKey(),
          structure.getTBSCertList().getEncoded(ASN1Encoding.DER),
          structure.getSignature().getOctets());
      for (var critical : list.getCriticalExtensionOIDs()) {
        if (!UNDERSTOOD.contains(critical)) {
          throw new ProofRefused(
              ProofRefused.Cause.OF_ANOTHER, "the list is not whole, or of a kind not known");
        }
      }
      var thisUpdate = list.getThisUpdate().toInstant();
      var until = Freshness.usableUntil(thisUpdate, list.getNextUpdate());
      Freshness.check(thisUpdate, until, clock.instant());
      var scope = scope(list);
      return new Checked(
          encoded,
          list,
          thisUpdate,
          until,
          scope.isEmpty() || !scope.get().onlyContainsCACerts(),
          scope.isEmpty() || !scope.get().onlyContainsUserCerts());
    } catch (PathDoesNotHold e) {
      throw new ProofRefused(ProofRefused.Cause.SIGNER, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      // The decoder meets whatever a server sends with exceptions of many kinds.
      throw new ProofRefused(
          ProofRefused.Cause.DAMAGED,
          "no revocation list: " + Shown.of(String.valueOf(e.getMessage())));
    }
  }

  private static Optional<IssuingDistributionPoint> scope(X509CRLHolder list) throws ProofRefused {
    var extension = list.getExtension(Extension.issuingDistributionPoint);
    if (extension == null) {
      return Optional.empty();
    }
    var scope = IssuingDistributionPoint.getInstance(extension.getParsedValue());
    if (scope.isIndirectCRL()
        || scope.onlyContainsAttributeCerts()
        || scope.getOnlySomeReasons() != null) {
      throw new ProofRefused(
          ProofRefused.Cause.OF_ANOTHER, "the list is indirect, or of some reasons only");
    }
    return Optional.of(scope);
  }
}
