package vn.congvan.trust;

import java.security.PublicKey;
import java.security.SignatureException;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.DefaultSignatureNameFinder;

/**
 * Whether a signature on something that is no certificate (an OCSP response, a revocation list, a
 * time-stamp) can be relied on: key, algorithm and arithmetic. Thread-safe.
 */
public final class SignatureCheck {
  private final CryptoProviders providers;

  public SignatureCheck(CryptoProviders providers) {
    this.providers = providers;
  }

  public CryptoProviders providers() {
    return providers;
  }

  /**
   * @throws PathDoesNotHold when key or algorithm is weak or the arithmetic does not come out
   */
  public void check(AlgorithmIdentifier algorithm, PublicKey key, byte[] signed, byte[] signature)
      throws PathDoesNotHold {
    KeyStrength.check(key);
    KeyStrength.checkSignature(algorithm);
    try {
      var verifier =
          providers.verifier(new DefaultSignatureNameFinder().getAlgorithmName(algorithm), key);
      verifier.update(signed);
      if (verifier.verify(signature)) {
        return;
      }
    } catch (SignatureException | RuntimeException e) {
      // Whoever signed may have used any key with any algorithm.
      throw new PathDoesNotHold(
          PathDoesNotHold.Cause.BAD_SIGNATURE, "a signature cannot be checked: " + e.getMessage());
    }
    throw new PathDoesNotHold(PathDoesNotHold.Cause.BAD_SIGNATURE, "a signature does not verify");
  }

  /**
   * @throws PathDoesNotHold when the algorithm is too weak
   */
  public void checkAlgorithm(AlgorithmIdentifier algorithm) throws PathDoesNotHold {
    KeyStrength.checkSignature(algorithm);
  }

  /**
   * @throws PathDoesNotHold when the key is too weak
   */
  public void checkKey(PublicKey key) throws PathDoesNotHold {
    KeyStrength.check(key);
  }

  /**
   * @param oid of the digest
   */
  public boolean isStrongDigest(String oid) {
    return KeyStrength.isStrongDigest(oid);
  }
}
