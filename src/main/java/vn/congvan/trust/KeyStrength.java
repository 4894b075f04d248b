package vn.congvan.trust;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * What is strong enough to be relied on, by name; all else is weak. After ETSI TS 119 312, with
 * nothing below 112 bits let in, and ML-DSA-65 (FIPS 204).
 */
final class KeyStrength {
  private static final int MIN_RSA_BITS = 2048;
  private static final String ED25519 = "1.3.101.112";
  private static final String ML_DSA_65 = "2.16.840.1.101.3.4.3.18";
  private static final Set<String> CURVES =
      Set.of(
          "1.2.840.10045.3.1.7", // P-256
          "1.3.132.0.34", // P-384
          "1.3.132.0.35"); // P-521

  private static final String RSASSA_PSS = "1.2.840.113549.1.1.10";
  private static final String MGF1 = "1.2.840.113549.1.1.8";
  private static final Set<String> SIGNATURES =
      Set.of(
          "1.2.840.113549.1.1.11", // RSA PKCS#1 v1.5 with SHA-256
          "1.2.840.113549.1.1.12", // … SHA-384
          "1.2.840.113549.1.1.13", // … SHA-512
          "2.16.840.1.101.3.4.3.14", // … SHA3-256
          "2.16.840.1.101.3.4.3.15", // … SHA3-384
          "2.16.840.1.101.3.4.3.16", // … SHA3-512
          RSASSA_PSS,
          "1.2.840.10045.4.3.2", // ECDSA with SHA-256
          "1.2.840.10045.4.3.3", // … SHA-384
          "1.2.840.10045.4.3.4", // … SHA-512
          "2.16.840.1.101.3.4.3.10", // … SHA3-256
          "2.16.840.1.101.3.4.3.11", // … SHA3-384
          "2.16.840.1.101.3.4.3.12", // … SHA3-512
          ED25519,
          ML_DSA_65);
  private static final Set<String> DIGESTS =
      Set.of(
          "2.16.840.1.101.3.4.2.1", // SHA-256
          "2.16.840.1.101.3.4.2.2", // SHA-384
          "2.16.840.1.101.3.4.2.3", // SHA-512
          "2.16.840.1.101.3.4.2.8", // SHA3-256
          "2.16.840.1.101.3.4.2.9", // SHA3-384
          "2.16.840.1.101.3.4.2.10"); // SHA3-512

  private KeyStrength() {}

  static void check(PublicKey key) throws PathDoesNotHold {
    if (key instanceof RSAPublicKey rsa) {
      var bits = rsa.getModulus().bitLength();
      if (bits < MIN_RSA_BITS) {
        throw weak("an RSA key of %d bits".formatted(bits));
      }
      return;
    }
    // By identifier: not every Java runtime has names for these keys.
    var kind = kind(key);
    var named = kind.getAlgorithm().getId();
    if (kind.getParameters() instanceof ASN1ObjectIdentifier curve) {
      named = curve.getId();
    }
    if (!CURVES.contains(named) && !named.equals(ED25519) && !named.equals(ML_DSA_65)) {
      throw weak("a key for %s (%s)".formatted(key.getAlgorithm(), named));
    }
  }

  private static AlgorithmIdentifier kind(PublicKey key) throws PathDoesNotHold {
    try {
      return SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm();
    } catch (IllegalArgumentException | NullPointerException e) {
      // The JDK hands on a key of a kind it does not know, whatever its bytes are.
      throw new PathDoesNotHold(
          PathDoesNotHold.Cause.DAMAGED, "a key cannot be decoded: " + e.getMessage());
    }
  }

  /** Of the signature an issuer put on the certificate. An anchor's own proves nothing: skip it. */
  static void checkSignatureOn(X509Certificate certificate) throws PathDoesNotHold {
    var algorithm = certificate.getSigAlgOID();
    if (!SIGNATURES.contains(algorithm)
        || (algorithm.equals(RSASSA_PSS) && !isStrongPss(certificate.getSigAlgParams()))) {
      throw weak("a certificate signed with " + certificate.getSigAlgName());
    }
  }

  /** Signed with what the Java runtime may not know. */
  static boolean isPostQuantum(X509Certificate certificate) {
    return certificate.getSigAlgOID().equals(ML_DSA_65);
  }

  /** Of a signature on something else than a certificate. */
  static void checkSignature(AlgorithmIdentifier algorithm) throws PathDoesNotHold {
    var name = algorithm.getAlgorithm().getId();
    if (!SIGNATURES.contains(name)
        || (name.equals(RSASSA_PSS) && !isStrongPss(algorithm.getParameters()))) {
      throw weak("a signature made with " + name);
    }
  }

  static boolean isStrongDigest(String oid) {
    return DIGESTS.contains(oid);
  }

  /** Absent parameters mean SHA-1 (RFC 4055, section 3.1). */
  private static boolean isStrongPss(@Nullable Object parameters) throws PathDoesNotHold {
    if (parameters == null) {
      return false;
    }
    try {
      var pss = RSASSAPSSparams.getInstance(parameters);
      var mask = pss.getMaskGenAlgorithm();
      return DIGESTS.contains(pss.getHashAlgorithm().getAlgorithm().getId())
          && mask.getAlgorithm().getId().equals(MGF1)
          && DIGESTS.contains(
              AlgorithmIdentifier.getInstance(mask.getParameters()).getAlgorithm().getId());
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new PathDoesNotHold(
          PathDoesNotHold.Cause.DAMAGED, "the RSASSA-PSS parameters cannot be decoded");
    }
  }

  private static PathDoesNotHold weak(String what) {
    return new PathDoesNotHold(PathDoesNotHold.Cause.WEAK_KEY, what + " cannot be relied on");
  }
}
