package vn.congvan.trust.lab;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;
import vn.congvan.trust.lab.Certificates.Made;

/** Revocation lists and OCSP responses of every good and bad shape, for tests. */
public final class Proofs {
  private final Made issuer;
  private final Instant thisUpdate;
  private final @Nullable Instant nextUpdate;
  private Made signer;
  private boolean namedByKey;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Extension> extensions = new ArrayList<>();

  private record Entry(BigInteger serial, @Nullable Instant revokedAt, int reason) {}

  private Proofs(Made issuer, Instant thisUpdate, @Nullable Instant nextUpdate) {
    this.issuer = issuer;
    this.signer = issuer;
    this.thisUpdate = thisUpdate;
    this.nextUpdate = nextUpdate;
  }

  /** In the name of this issuer, and signed by it unless said otherwise. */
  public static Proofs of(Made issuer, Instant thisUpdate, @Nullable Instant nextUpdate) {
    return new Proofs(issuer, thisUpdate, nextUpdate);
  }

  public Proofs signedBy(Made other) {
    signer = other;
    return this;
  }

  /** Of an OCSP response: whoever signed is named by the key. */
  public Proofs namedByKey() {
    namedByKey = true;
    return this;
  }

  public Proofs good(X509Certificate certificate) {
    entries.add(new Entry(certificate.getSerialNumber(), null, 0));
    return this;
  }

  /**
   * @param reason RFC 5280, section 5.3.1
   */
  public Proofs revoked(X509Certificate certificate, Instant at, int reason) {
    entries.add(new Entry(certificate.getSerialNumber(), at, reason));
    return this;
  }

  public Proofs with(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
    try {
      extensions.add(new Extension(id, critical, value.toASN1Primitive().getEncoded("DER")));
      return this;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A list of these kinds of certificates only. */
  public Proofs scope(boolean users, boolean authorities, boolean indirect) {
    return with(
        Extension.issuingDistributionPoint,
        true,
        new IssuingDistributionPoint(null, users, authorities, null, indirect, false));
  }

  /** A list of those certificates only that name this address. */
  public Proofs liesAt(String address) {
    var names = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, address));
    return with(
        Extension.issuingDistributionPoint,
        true,
        new IssuingDistributionPoint(
            new DistributionPointName(names), false, false, null, false, false));
  }

  public byte[] crl() {
    try {
      var list =
          new X509v2CRLBuilder(
              X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded()),
              Date.from(thisUpdate));
      if (nextUpdate != null) {
        list.setNextUpdate(Date.from(nextUpdate));
      }
      for (var entry : entries) {
        if (entry.revokedAt != null) {
          list.addCRLEntry(entry.serial, Date.from(entry.revokedAt), entry.reason);
        }
      }
      for (var extension : extensions) {
        list.addExtension(extension);
      }
      return list.build(contentSigner()).getEncoded();
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  public byte[] ocsp() {
    try {
      var digests = new JcaDigestCalculatorProviderBuilder().build();
      var holder = new JcaX509CertificateHolder(signer.certificate());
      var named =
          namedByKey
              ? new RespID(
                  SubjectPublicKeyInfo.getInstance(
                      signer.certificate().getPublicKey().getEncoded()),
                  digests.get(RespID.HASH_SHA1))
              : new RespID(holder.getSubject());
      var response = new BasicOCSPRespBuilder(named);
      for (var entry : entries) {
        response.addResponse(
            new CertificateID(
                digests.get(CertificateID.HASH_SHA1),
                new JcaX509CertificateHolder(issuer.certificate()),
                entry.serial),
            entry.revokedAt == null
                ? CertificateStatus.GOOD
                : new RevokedStatus(Date.from(entry.revokedAt), entry.reason),
            Date.from(thisUpdate),
            nextUpdate == null ? null : Date.from(nextUpdate));
      }
      var basic =
          response.build(
              contentSigner(), new X509CertificateHolder[] {holder}, Date.from(thisUpdate));
      return new OCSPRespBuilder().build(OCSPResp.SUCCESSFUL, basic).getEncoded();
    } catch (IOException | OCSPException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private ContentSigner contentSigner() throws OperatorCreationException {
    var algorithm = signer.keyAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    return new JcaContentSignerBuilder(algorithm).build(signer.key());
  }
}
