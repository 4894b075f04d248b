package vn.congvan.trust.lab;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import org.jspecify.annotations.Nullable;
import vn.congvan.trust.CryptoProviders;

/** The kinds of key the lab makes. */
public enum KeyKind {
  RSA2048("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4), "SHA256withRSA"),
  RSA3072("RSA", new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4), "SHA256withRSA"),
  RSA4096("RSA", new RSAKeyGenParameterSpec(4096, RSAKeyGenParameterSpec.F4), "SHA256withRSA"),
  P256("EC", new ECGenParameterSpec("secp256r1"), "SHA256withECDSA"),
  P384("EC", new ECGenParameterSpec("secp384r1"), "SHA384withECDSA"),
  P521("EC", new ECGenParameterSpec("secp521r1"), "SHA512withECDSA"),
  /** The generators of these two make nothing else. */
  ED25519("Ed25519", null, "Ed25519"),
  ML_DSA_65("ML-DSA-65", null, "ML-DSA-65");

  private final String algorithm;
  private final @Nullable AlgorithmParameterSpec parameters;
  private final String signature;

  KeyKind(String algorithm, @Nullable AlgorithmParameterSpec parameters, String signature) {
    this.algorithm = algorithm;
    this.parameters = parameters;
    this.signature = signature;
  }

  /** JCA name of a signature that keys of this kind can make. */
  public String signatureAlgorithm() {
    return signature;
  }

  KeyPair generate(CryptoProviders providers) {
    try {
      var generator = providers.keyPairGenerator(algorithm);
      if (parameters != null) {
        generator.initialize(parameters);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every provider makes keys of the kind " + this, e);
    }
  }
}
