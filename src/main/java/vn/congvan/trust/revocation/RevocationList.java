package vn.congvan.trust.revocation;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.bouncycastle.cert.X509CRLHolder;
import vn.congvan.document.Shown;
import vn.congvan.trust.PathDoesNotHold;
import vn.congvan.trust.SignatureCheck;

/**
 * A decoded revocation list (RFC 5280, section 5), and what it says once its signature was checked.
 * Of the present it knows nothing.
 */
final class RevocationList {
  private static final int CRL_SIGN = 6;
  private static final ASN1ObjectIdentifier EXPIRED_ON_LIST =
      new ASN1ObjectIdentifier("2.5.29.60").intern();
  private static final Set<ASN1ObjectIdentifier> UNDERSTOOD =
      Set.of(Extension.issuingDistributionPoint, Extension.authorityKeyIdentifier);

  private final byte[] encoded;
  private final CertificateList structure;
  private final X509CRLHolder list;

  private RevocationList(byte[] encoded, CertificateList structure) {
    this.encoded = encoded;
    this.structure = structure;
    this.list = new X509CRLHolder(structure);
  }

  static RevocationList decoded(byte[] encoded) throws ProofRefused {
    try {
      return new RevocationList(encoded, CertificateList.getInstance(encoded));
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  boolean isOf(X500Name issuer) {
    return list.getIssuer().equals(issuer);
  }

  /** The whole list of this issuer, and signed by it. */
  Held signedBy(X509Certificate issuer, SignatureCheck signatures) throws ProofRefused {
    try {
      if (!isOf(X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()))) {
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
      return new Held(
          thisUpdate,
          Freshness.usableUntil(thisUpdate, list.getNextUpdate()),
          remembersSince(),
          ListScope.of(list.getExtension(Extension.issuingDistributionPoint)));
    } catch (PathDoesNotHold e) {
      throw new ProofRefused(ProofRefused.Cause.SIGNER, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
  }

  private Optional<Instant> remembersSince() throws IOException {
    var extension = list.getExtension(EXPIRED_ON_LIST);
    if (extension == null) {
      return Optional.empty();
    }
    try {
      var since = ASN1GeneralizedTime.getInstance(extension.getParsedValue()).getDate();
      return Optional.of(since.toInstant());
    } catch (ParseException e) {
      throw new IOException("since when expired certificates stay on the list is no time", e);
    }
  }

  /** A list whose signature was checked; looked into again and again. */
  final class Held {
    private final Instant thisUpdate;
    private final Instant usableUntil;
    private final Optional<Instant> remembersSince;
    private final ListScope scope;

    private Held(
        Instant thisUpdate,
        Instant usableUntil,
        Optional<Instant> remembersSince,
        ListScope scope) {
      this.thisUpdate = thisUpdate;
      this.usableUntil = usableUntil;
      this.remembersSince = remembersSince;
      this.scope = scope;
    }

    Instant thisUpdate() {
      return thisUpdate;
    }

    Instant usableUntil() {
      return usableUntil;
    }

    /** What it says of a certificate of its issuer. */
    RevocationProof about(X509Certificate subject) throws ProofRefused {
      scope.check(subject);
      try {
        return new RevocationProof(
            RevocationProof.Kind.CRL,
            encoded,
            thisUpdate,
            thisUpdate,
            usableUntil,
            revocation(subject.getSerialNumber()),
            remembersSince,
            List.of());
      } catch (RuntimeException e) {
        // The entries are decoded when they are looked through.
        throw damaged(e);
      }
    }
  }

  private Optional<RevocationProof.Revocation> revocation(BigInteger serial) {
    return Optional.ofNullable(list.getRevokedCertificate(serial))
        .map(
            entry ->
                new RevocationProof.Revocation(
                    entry.getRevocationDate().toInstant(), reason(entry)));
  }

  private static RevocationReason reason(X509CRLEntryHolder entry) {
    var extension = entry.getExtension(Extension.reasonCode);
    return extension == null
        ? RevocationReason.UNSPECIFIED
        : RevocationReason.of(ASN1Enumerated.getInstance(extension.getParsedValue()).getValue());
  }

  private static ProofRefused damaged(Exception why) {
    // The decoder meets whatever a server sends with exceptions of many kinds.
    return new ProofRefused(
        ProofRefused.Cause.DAMAGED,
        "no revocation list: " + Shown.of(String.valueOf(why.getMessage())));
  }
}
