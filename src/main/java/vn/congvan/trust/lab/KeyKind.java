package vn.congvan.trust.lab;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import vn.congvan.trust.CryptoProviders;

/** The kinds of key the lab makes. */
public enum KeyKind {
  RSA2048("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4), "SHA256withRSA"),
  RSA3072("RSA", new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4), "SHA256withRSA"),
  P256("EC", new ECGenParameterSpec("secp256r1"), "SHA256withECDSA"),
  P384("EC", new ECGenParameterSpec("secp384r1"), "SHA384withECDSA"),
  ED25519("Ed25519", NamedParameterSpec.ED25519, "Ed25519");

  private final String algorithm;
  private final AlgorithmParameterSpec parameters;
  private final String signature;

  KeyKind(String algorithm, AlgorithmParameterSpec parameters, String signature) {
    this.algorithm = algorithm;
    this.parameters = parameters;
    this.signature = signature;
  }

  /** JCA name of the signatures that keys of this kind make. */
  public String signatureAlgorithm() {
    return signature;
  }

  KeyPair generate(CryptoProviders providers) {
    try {
      var generator = providers.keyPairGenerator(algorithm);
      if (this != ED25519) {
        // The generator for Ed25519 makes nothing else.
        generator.initialize(parameters);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every provider makes keys of the kind " + this, e);
    }
  }
}
