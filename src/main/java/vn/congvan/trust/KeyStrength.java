package vn.congvan.trust;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;

/**
 * What is strong enough to be relied on, by name; all else is weak. After ETSI TS 119 312, with
 * nothing below 112 bits let in.
 */
final class KeyStrength {
  private static final int MIN_RSA_BITS = 2048;
  private static final int MIN_CURVE_BITS = 256;
  private static final Set<String> EDWARDS = Set.of("EdDSA", "Ed25519", "Ed448");

  private static final String RSASSA_PSS = "1.2.840.113549.1.1.10";
  private static final Set<String> SIGNATURES =
      Set.of(
          "1.2.840.113549.1.1.11", // RSA PKCS#1 v1.5 with SHA-256
          "1.2.840.113549.1.1.12", // … SHA-384
          "1.2.840.113549.1.1.13", // … SHA-512
          RSASSA_PSS,
          "1.2.840.10045.4.3.2", // ECDSA with SHA-256
          "1.2.840.10045.4.3.3", // … SHA-384
          "1.2.840.10045.4.3.4", // … SHA-512
          "1.3.101.112", // Ed25519
          "1.3.101.113"); // Ed448
  private static final Set<String> DIGESTS =
      Set.of(
          "2.16.840.1.101.3.4.2.1", // SHA-256
          "2.16.840.1.101.3.4.2.2", // SHA-384
          "2.16.840.1.101.3.4.2.3"); // SHA-512

  private KeyStrength() {}

  static void check(PublicKey key) throws PathDoesNotHold {
    if (key instanceof RSAPublicKey rsa) {
      var bits = rsa.getModulus().bitLength();
      if (bits < MIN_RSA_BITS) {
        throw weak("an RSA key of %d bits".formatted(bits));
      }
    } else if (key instanceof ECPublicKey curve) {
      var bits = curve.getParams().getOrder().bitLength();
      if (bits < MIN_CURVE_BITS) {
        throw weak("a curve of %d bits".formatted(bits));
      }
    } else if (!EDWARDS.contains(key.getAlgorithm())) {
      throw weak("a key for " + key.getAlgorithm());
    }
  }

  /** Of the signature an issuer put on the certificate. An anchor's own proves nothing: skip it. */
  static void checkSignatureOn(X509Certificate certificate) throws PathDoesNotHold {
    var algorithm = certificate.getSigAlgOID();
    if (!SIGNATURES.contains(algorithm)
        || (algorithm.equals(RSASSA_PSS) && !DIGESTS.contains(pssDigest(certificate)))) {
      throw weak("a certificate signed with " + certificate.getSigAlgName());
    }
  }

  /** Absent parameters mean SHA-1 (RFC 4055, section 3.1). */
  private static String pssDigest(X509Certificate certificate) throws PathDoesNotHold {
    var parameters = certificate.getSigAlgParams();
    if (parameters == null) {
      return "SHA-1";
    }
    try {
      return RSASSAPSSparams.getInstance(parameters).getHashAlgorithm().getAlgorithm().getId();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new PathDoesNotHold(
          PathDoesNotHold.Cause.DAMAGED, "the RSASSA-PSS parameters cannot be decoded");
    }
  }

  private static PathDoesNotHold weak(String what) {
    return new PathDoesNotHold(PathDoesNotHold.Cause.WEAK_KEY, what + " cannot be relied on");
  }
}
