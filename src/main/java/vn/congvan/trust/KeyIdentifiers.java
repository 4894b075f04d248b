package vn.congvan.trust;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.jspecify.annotations.Nullable;

/** The hints by which certificates name the key of their issuer (RFC 5280, section 4.2.1.1). */
final class KeyIdentifiers {
  private static final String AUTHORITY = "2.5.29.35";
  private static final String SUBJECT = "2.5.29.14";

  private KeyIdentifiers() {}

  /** Whether both have one, the same. It proves nothing. */
  static boolean match(X509Certificate certificate, X509Certificate issuer) {
    return compared(certificate, issuer) == Hint.SAME;
  }

  /** Whether both have one, and they are not the same: a namesake of the issuer. */
  static boolean differ(X509Certificate certificate, X509Certificate issuer) {
    return compared(certificate, issuer) == Hint.ANOTHER;
  }

  private enum Hint {
    SAME,
    ANOTHER,
    NONE
  }

  private static Hint compared(X509Certificate certificate, X509Certificate issuer) {
    try {
      var wanted = content(certificate.getExtensionValue(AUTHORITY));
      var own = content(issuer.getExtensionValue(SUBJECT));
      if (wanted == null || own == null) {
        return Hint.NONE;
      }
      var named = AuthorityKeyIdentifier.getInstance(wanted).getKeyIdentifierOctets();
      if (named == null) {
        return Hint.NONE;
      }
      return Arrays.equals(named, ASN1OctetString.getInstance(own).getOctets())
          ? Hint.SAME
          : Hint.ANOTHER;
    } catch (IllegalArgumentException | IllegalStateException e) {
      return Hint.NONE;
    }
  }

  private static byte @Nullable [] content(byte @Nullable [] extension) {
    return extension == null ? null : ASN1OctetString.getInstance(extension).getOctets();
  }
}
