package vn.congvan.trust.lab;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** What a certificate's key may be used for (RFC 5280, section 4.2). */
final class Extensions {
  private Extensions() {}

  /**
   * @param below CAs it may have below it; the greatest int for no limit
   */
  static List<Extension> forCa(int below) {
    var constraints =
        below == Integer.MAX_VALUE ? new BasicConstraints(true) : new BasicConstraints(below);
    return List.of(
        extension(Extension.basicConstraints, true, constraints),
        extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)));
  }

  static List<Extension> forSigning() {
    return List.of(
        extension(
            Extension.keyUsage,
            true,
            new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation)));
  }

  /** RFC 3161, section 2.3: the purpose alone, and critical. */
  static List<Extension> forTimeStamps() {
    return List.of(
        extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)),
        extension(
            Extension.extendedKeyUsage,
            true,
            new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping)));
  }

  /** RFC 6960, section 4.2.2.2. */
  static List<Extension> forOcsp() {
    return List.of(
        extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)),
        extension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning)),
        extension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE));
  }

  /**
   * Where to ask about a certificate (sections 4.2.1.13 and 4.2.2.1).
   *
   * @param issuer the name its issuer's files have
   */
  static List<Extension> addresses(URI base, String issuer) {
    var responder = new AccessDescription(AccessDescription.id_ad_ocsp, at(base, "ocsp"));
    return List.of(access(responder, issuer(base, issuer)), lists(base, issuer));
  }

  /** The same for an authority that answers with lists alone. */
  static List<Extension> addressesOfLists(URI base, String issuer) {
    return List.of(access(issuer(base, issuer)), lists(base, issuer));
  }

  private static Extension access(AccessDescription... places) {
    return extension(Extension.authorityInfoAccess, false, new AuthorityInformationAccess(places));
  }

  private static AccessDescription issuer(URI base, String issuer) {
    return new AccessDescription(AccessDescription.id_ad_caIssuers, at(base, issuer + ".crt"));
  }

  private static Extension lists(URI base, String issuer) {
    var list = new DistributionPointName(new GeneralNames(at(base, issuer + ".crl")));
    return extension(
        Extension.cRLDistributionPoints,
        false,
        new CRLDistPoint(new DistributionPoint[] {new DistributionPoint(list, null, null)}));
  }

  private static GeneralName at(URI base, String file) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, base.resolve(file).toString());
  }

  private static Extension extension(
      ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
    try {
      return new Extension(id, critical, value.toASN1Primitive().getEncoded("DER"));
    } catch (IOException e) {
      throw new IllegalStateException("a value made here has an encoding", e);
    }
  }
}
