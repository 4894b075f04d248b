package vn.congvan.trust.revocation;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * The servers a certificate names (RFC 5280, sections 4.2.1.13 and 4.2.2.1). Whoever made the
 * certificate has written them: they are addresses to be checked, few, and none when they cannot be
 * decoded.
 */
final class ServerAddresses {
  private static final int MAX = 4;

  private ServerAddresses() {}

  static List<URI> ocsp(X509Certificate certificate) {
    return access(certificate, AccessDescription.id_ad_ocsp);
  }

  static List<URI> issuers(X509Certificate certificate) {
    return access(certificate, AccessDescription.id_ad_caIssuers);
  }

  static List<URI> lists(X509Certificate certificate) {
    return decoded(certificate, Extension.cRLDistributionPoints, ServerAddresses::points);
  }

  /** The names of where its list lies, web addresses or not. */
  static List<GeneralName> listPoints(X509Certificate certificate) {
    var value = certificate.getExtensionValue(Extension.cRLDistributionPoints.getId());
    if (value == null) {
      return List.of();
    }
    try {
      return points(ASN1OctetString.getInstance(value).getOctets());
    } catch (IllegalArgumentException | IllegalStateException e) {
      return List.of();
    }
  }

  private static List<GeneralName> points(byte[] content) {
    var names = new ArrayList<GeneralName>();
    for (var point : CRLDistPoint.getInstance(content).getDistributionPoints()) {
      var name = point.getDistributionPoint();
      // Lists of some reasons only, or of another issuer, are not what is looked for.
      if (name != null
          && name.getType() == DistributionPointName.FULL_NAME
          && point.getReasons() == null
          && point.getCRLIssuer() == null) {
        names.addAll(List.of(GeneralNames.getInstance(name.getName()).getNames()));
      }
    }
    return names;
  }

  private static List<URI> access(X509Certificate certificate, ASN1ObjectIdentifier method) {
    return decoded(
        certificate,
        Extension.authorityInfoAccess,
        content -> {
          var names = new ArrayList<GeneralName>();
          for (var access :
              AuthorityInformationAccess.getInstance(content).getAccessDescriptions()) {
            if (access.getAccessMethod().equals(method)) {
              names.add(access.getAccessLocation());
            }
          }
          return names;
        });
  }

  private static List<URI> decoded(
      X509Certificate certificate,
      ASN1ObjectIdentifier extension,
      Function<byte[], List<GeneralName>> decoder) {
    var value = certificate.getExtensionValue(extension.getId());
    if (value == null) {
      return List.of();
    }
    var found = new ArrayList<URI>();
    try {
      for (var name : decoder.apply(ASN1OctetString.getInstance(value).getOctets())) {
        if (name.getTagNo() == GeneralName.uniformResourceIdentifier && found.size() < MAX) {
          var text = ASN1IA5String.getInstance(name.getName()).getString();
          if (text.regionMatches(true, 0, "http", 0, 4)) {
            found.add(URI.create(text));
          }
        }
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      // What came before the damage stands; a certificate that names nobody is said to do so.
      return found;
    }
    return found;
  }
}
