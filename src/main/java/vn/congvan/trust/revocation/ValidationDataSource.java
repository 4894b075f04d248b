package vn.congvan.trust.revocation;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.util.encoders.Hex;
import vn.congvan.trust.PathDoesNotHold;
import vn.congvan.trust.SignatureCheck;

/**
 * Gathers the validation data of signers: their paths, a proof for every certificate below an
 * anchor, and the same again for whoever signed these proofs. Thread-safe.
 */
public final class ValidationDataSource {
  /** Certificates looked at for one file; nobody honest needs more. */
  private static final int MAX_CERTIFICATES = 128;

  private final MissingIssuers issuers;
  private final RevocationProofs proofs;
  private final SignatureCheck signatures;
  private final Clock clock;

  public ValidationDataSource(
      MissingIssuers issuers, RevocationProofs proofs, SignatureCheck signatures, Clock clock) {
    this.issuers = issuers;
    this.proofs = proofs;
    this.signatures = signatures;
    this.clock = clock;
  }

  /**
   * Somebody who signed.
   *
   * @param others certificates that came with the signature; not trusted
   * @param at when the certificate must have been valid
   */
  public record Signer(X509Certificate certificate, List<X509Certificate> others, Instant at) {}

  /**
   * @throws PathDoesNotHold when a signer has no path to an anchor
   * @throws NoProof when a proof cannot be had
   */
  public ValidationData of(Collection<Signer> signers) throws PathDoesNotHold, NoProof {
    var gathering = new Gathering();
    gathering.open.addAll(signers);
    for (var next = gathering.open.poll(); next != null; next = gathering.open.poll()) {
      gathering.add(next);
    }
    return new ValidationData(
        List.copyOf(gathering.certificates),
        List.copyOf(gathering.ocsps.values()),
        List.copyOf(gathering.crls.values()),
        gathering.revoked);
  }

  private final class Gathering {
    final ArrayDeque<Signer> open = new ArrayDeque<>();
    final Set<X509Certificate> certificates = new LinkedHashSet<>();
    final Map<String, byte[]> ocsps = new LinkedHashMap<>();
    final Map<String, byte[]> crls = new LinkedHashMap<>();
    final List<X509Certificate> revoked = new ArrayList<>();

    void add(Signer signer) throws PathDoesNotHold, NoProof {
      var path = issuers.path(signer.certificate, signer.others, signer.at);
      for (var i = 0; i + 1 < path.size(); i++) {
        var certificate = path.get(i);
        if (!certificates.add(certificate)) {
          continue;
        }
        if (certificates.size() > MAX_CERTIFICATES) {
          throw new NoProof("more than %d certificates".formatted(MAX_CERTIFICATES), true);
        }
        if (!neverRevoked(certificate)) {
          proof(certificate, path.get(i + 1), path);
        }
      }
    }

    private void proof(
        X509Certificate certificate, X509Certificate issuer, List<X509Certificate> path)
        throws NoProof {
      var proof = proofs.about(certificate, issuer);
      var kind = proof.kind() == RevocationProof.Kind.OCSP ? ocsps : crls;
      kind.put(hash(proof.encoded()), proof.encoded());
      if (proof.revokedAt().isPresent()) {
        revoked.add(certificate);
      }
      if (!proof.responder().isEmpty()) {
        var others = new ArrayList<>(proof.responder());
        others.addAll(path);
        open.add(new Signer(proof.responder().get(0), others, clock.instant()));
      }
    }
  }

  /**
   * RFC 6960, section 4.2.2.2.1: the issuer of a responder's certificate says so in it. Of others
   * nobody may say so.
   */
  private static boolean neverRevoked(X509Certificate certificate) {
    try {
      var purposes = certificate.getExtendedKeyUsage();
      return purposes != null
          && purposes.contains(KeyPurposeId.id_kp_OCSPSigning.getId())
          && certificate.getExtensionValue(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck.getId())
              != null;
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  private String hash(byte[] encoded) {
    return Hex.toHexString(signatures.providers().sha256().digest(encoded));
  }
}
