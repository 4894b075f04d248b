package vn.congvan.validation.cms;

import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.jspecify.annotations.Nullable;
import vn.congvan.trust.CryptoProviders;

/**
 * Which of the certificates beside a signature is the signer's: the one the signer's identifier
 * names, and that the signed attribute names too, by its hash (RFC 5035). The identifier alone is
 * not signed; another certificate for the same key could be put there.
 */
final class SigningCertificate {
  private static final String SUBJECT_KEY_ID = "2.5.29.14";

  private SigningCertificate() {}

  static X509Certificate named(SignerIdentifier id, List<X509Certificate> certificates)
      throws CmsProblem {
    X509Certificate found = null;
    for (var certificate : certificates) {
      if (matches(id, certificate)) {
        if (found != null) {
          throw CmsProblem.format("two certificates for one signer");
        }
        found = certificate;
      }
    }
    if (found == null) {
      throw CmsProblem.format("the signer's certificate is missing");
    }
    return found;
  }

  private static boolean matches(SignerIdentifier id, X509Certificate certificate) {
    if (id.getId() instanceof ASN1OctetString keyId) {
      var extension = certificate.getExtensionValue(SUBJECT_KEY_ID);
      return extension != null
          && Arrays.equals(
              SubjectKeyIdentifier.getInstance(ASN1OctetString.getInstance(extension).getOctets())
                  .getKeyIdentifier(),
              keyId.getOctets());
    }
    var issuer = IssuerAndSerialNumber.getInstance(id.getId());
    return issuer.getSerialNumber().hasValue(certificate.getSerialNumber())
        && isIssuer(issuer.getName(), certificate);
  }

  private static boolean isIssuer(
      org.bouncycastle.asn1.x500.X500Name name, X509Certificate certificate) {
    try {
      var encoded = name.getEncoded();
      var issuer = certificate.getIssuerX500Principal();
      // Names are copied from certificates byte for byte; comparing them by their meaning costs
      // more
      // than the rest of what is done with a certificate.
      return Arrays.equals(encoded, issuer.getEncoded())
          || new X500Principal(encoded).equals(issuer);
    } catch (java.io.IOException e) {
      return false;
    }
  }

  /**
   * Holds the certificate to the signed attribute.
   *
   * @return why it is not proved that the signer meant it; empty when it is
   */
  static Optional<CmsProblem> check(
      SignedAttributes attributes, X509Certificate certificate, CryptoProviders providers)
      throws CmsProblem {
    var first = attributes.get(SignedAttributes.SIGNING_CERTIFICATE);
    if (first != null) {
      var ids = org.bouncycastle.asn1.ess.SigningCertificate.getInstance(first).getCerts();
      if (ids.length == 0) {
        throw CmsProblem.format("an empty signing-certificate attribute");
      }
      checkFirst(ids[0], certificate, providers);
    }
    var second = attributes.get(SignedAttributes.SIGNING_CERTIFICATE_V2);
    if (second == null) {
      return Optional.of(
          new CmsProblem(
              CmsProblem.Kind.NO_SIGNING_CERTIFICATE,
              first == null
                  ? "no signing-certificate-v2 attribute"
                  : "the signing certificate is named by SHA-1 only"));
    }
    var ids = SigningCertificateV2.getInstance(second).getCerts();
    if (ids.length == 0) {
      throw CmsProblem.format("an empty signing-certificate-v2 attribute");
    }
    checkSecond(ids[0], certificate, providers);
    return Optional.empty();
  }

  private static void checkFirst(
      ESSCertID id, X509Certificate certificate, CryptoProviders providers) throws CmsProblem {
    compare(id.getCertHash(), id.getIssuerSerial(), certificate, providers.digest("SHA-1"));
  }

  private static void checkSecond(
      ESSCertIDv2 id, X509Certificate certificate, CryptoProviders providers) throws CmsProblem {
    var digest = providers.digest(Algorithms.digest(id.getHashAlgorithm()));
    compare(id.getCertHash(), id.getIssuerSerial(), certificate, digest);
  }

  private static void compare(
      byte[] hash, @Nullable IssuerSerial issuer, X509Certificate certificate, MessageDigest digest)
      throws CmsProblem {
    try {
      if (!Arrays.equals(digest.digest(certificate.getEncoded()), hash)
          || issuer != null && !names(issuer, certificate)) {
        throw new CmsProblem(
            CmsProblem.Kind.OTHER_CERTIFICATE,
            "the certificate is not the one the signer named in the signature");
      }
    } catch (CertificateEncodingException e) {
      throw CmsProblem.format("a certificate without encoding");
    }
  }

  private static boolean names(IssuerSerial issuer, X509Certificate certificate) {
    var names = issuer.getIssuer().getNames();
    return issuer.getSerial().hasValue(certificate.getSerialNumber())
        && names.length == 1
        && names[0].getTagNo() == GeneralName.directoryName
        && isIssuer(
            org.bouncycastle.asn1.x500.X500Name.getInstance(names[0].getName()), certificate);
  }
}
