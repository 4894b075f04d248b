package vn.congvan.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * How a signature is made and how CMS names it. RSA is PKCS#1 v1.5; its identifier has NULL for
 * parameters (RFC 8017, A.2.4), those of digests and of curves have none (RFC 5754).
 */
enum SignatureScheme {
  RSA_SHA256("SHA256withRSA", "SHA-256", PKCSObjectIdentifiers.sha256WithRSAEncryption, true),
  RSA_SHA384("SHA384withRSA", "SHA-384", PKCSObjectIdentifiers.sha384WithRSAEncryption, true),
  RSA_SHA512("SHA512withRSA", "SHA-512", PKCSObjectIdentifiers.sha512WithRSAEncryption, true),
  ECDSA_SHA256("SHA256withECDSA", "SHA-256", X9ObjectIdentifiers.ecdsa_with_SHA256, false),
  ECDSA_SHA384("SHA384withECDSA", "SHA-384", X9ObjectIdentifiers.ecdsa_with_SHA384, false),
  ECDSA_SHA512("SHA512withECDSA", "SHA-512", X9ObjectIdentifiers.ecdsa_with_SHA512, false),
  /** RFC 8419: the digest of the content is SHA-512. */
  ED25519("Ed25519", "SHA-512", EdECObjectIdentifiers.id_Ed25519, false);

  private final String algorithm;
  private final String digest;
  private final byte[] digestIdentifier;
  private final byte[] signatureIdentifier;

  SignatureScheme(
      String algorithm, String digest, ASN1ObjectIdentifier signature, boolean withNull) {
    this.algorithm = algorithm;
    this.digest = digest;
    this.digestIdentifier =
        encoded(
            new AlgorithmIdentifier(
                switch (digest) {
                  case "SHA-256" -> NISTObjectIdentifiers.id_sha256;
                  case "SHA-384" -> NISTObjectIdentifiers.id_sha384;
                  default -> NISTObjectIdentifiers.id_sha512;
                }));
    this.signatureIdentifier =
        encoded(
            withNull
                ? new AlgorithmIdentifier(signature, DERNull.INSTANCE)
                : new AlgorithmIdentifier(signature));
  }

  /**
   * @param algorithm JCA name
   */
  static Optional<SignatureScheme> named(String algorithm) {
    return Arrays.stream(values()).filter(s -> s.algorithm.equalsIgnoreCase(algorithm)).findFirst();
  }

  /** What goes with a key's own strength; empty for a key that is too weak or of no kind we use. */
  static Optional<SignatureScheme> fitting(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return rsa.getModulus().bitLength() < 2048 ? Optional.empty() : Optional.of(RSA_SHA256);
    }
    if (key instanceof ECPublicKey curve) {
      return switch (curve.getParams().getOrder().bitLength()) {
        case 256 -> Optional.of(ECDSA_SHA256);
        case 384 -> Optional.of(ECDSA_SHA384);
        case 521 -> Optional.of(ECDSA_SHA512);
        default -> Optional.empty();
      };
    }
    return switch (key.getAlgorithm()) {
      case "EdDSA", "Ed25519" ->
          key.getEncoded().length == 44 ? Optional.of(ED25519) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** JCA name. */
  String algorithm() {
    return algorithm;
  }

  /** JCA name of the kind of key: RSA, EC or Ed25519. */
  String keyAlgorithm() {
    return algorithm.endsWith("RSA") ? "RSA" : algorithm.endsWith("ECDSA") ? "EC" : algorithm;
  }

  /** JCA name of the digest of what is signed. */
  String digest() {
    return digest;
  }

  /** AlgorithmIdentifier in DER. */
  byte[] digestIdentifier() {
    return digestIdentifier;
  }

  /** AlgorithmIdentifier in DER. */
  byte[] signatureIdentifier() {
    return signatureIdentifier;
  }

  /**
   * The most octets a signature with this key can have; with RSA and Ed25519 it always has them.
   */
  int maxLength(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return (rsa.getModulus().bitLength() + 7) / 8;
    }
    if (key instanceof ECPublicKey curve) {
      // Two INTEGERs, each with a leading zero when its highest bit is set.
      var integer = 2 + curve.getParams().getOrder().bitLength() / 8 + 1;
      return 2 * integer + (2 * integer < 0x80 ? 2 : 3);
    }
    return 64;
  }

  private static byte[] encoded(AlgorithmIdentifier identifier) {
    try {
      return identifier.getEncoded("DER");
    } catch (IOException e) {
      throw new UncheckedIOException("a constant has an encoding", e);
    }
  }
}
