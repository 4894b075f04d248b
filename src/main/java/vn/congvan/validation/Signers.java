package vn.congvan.validation;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Shown;
import vn.congvan.trust.CryptoProviders;

/** Reads from a certificate who its holder is. */
final class Signers {
  private Signers() {}

  static Signer of(X509Certificate certificate, CryptoProviders providers) {
    try {
      var subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
      return new Signer(
          certificate,
          ContentHash.of(providers.sha256().digest(certificate.getEncoded())),
          Shown.of(first(subject, BCStyle.CN)),
          Shown.of(first(subject, BCStyle.O)),
          agency(first(subject, BCStyle.ORGANIZATION_IDENTIFIER)));
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate without encoding", e);
    }
  }

  /** The common name, else the whole name. */
  static String nameOf(X500Principal who) {
    var name = first(X500Name.getInstance(who.getEncoded()), BCStyle.CN);
    return Shown.of(name.isEmpty() ? who.getName() : name);
  }

  private static String first(X500Name subject, ASN1ObjectIdentifier type) {
    var names = subject.getRDNs(type);
    if (names.length == 0 || names[0].isMultiValued()) {
      return "";
    }
    var value = names[0].getFirst().getValue();
    try {
      // As it is: escaped for RFC 4514, a comma in a name would be shown with a backslash.
      return value instanceof ASN1String text ? text.getString() : IETFUtils.valueToString(value);
    } catch (IllegalArgumentException e) {
      // A string whose bytes are none.
      return "";
    }
  }

  private static @Nullable AgencyCode agency(String code) {
    try {
      return new AgencyCode(code);
    } catch (IllegalArgumentException e) {
      // A person's certificate, or one of an organisation without code.
      return null;
    }
  }
}
