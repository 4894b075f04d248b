package vn.congvan.signing;

/**
 * What an installation wants its signatures made with, as far as a key leaves a choice, and how
 * many of them.
 *
 * @param rsa the padding, where the key's holder can do it
 * @param digest the least: a curve that needs a longer one gets the longer one of the same family;
 *     Ed25519 and ML-DSA have their own
 * @param second whether leader and agency each sign once more, with ML-DSA-65 (decision 0070)
 */
public record SigningRules(Rsa rsa, DigestAlgorithm digest, boolean second) {

  public SigningRules(Rsa rsa, DigestAlgorithm digest) {
    this(rsa, digest, false);
  }

  /** How an RSA signature is padded (RFC 8017, section 8). */
  public enum Rsa {
    PSS,
    PKCS1
  }

  /** RSASSA-PSS and SHA-256, once. */
  public static SigningRules standard() {
    return new SigningRules(Rsa.PSS, DigestAlgorithm.SHA_256);
  }
}
