package vn.congvan.signing;

/**
 * What an installation wants its signatures made with, as far as a key leaves a choice.
 *
 * @param rsa the padding, where the key's holder can do it
 * @param digest the least: a curve that needs a longer one gets the longer one of the same family;
 *     Ed25519 and ML-DSA have their own
 */
public record SigningRules(Rsa rsa, DigestAlgorithm digest) {

  /** How an RSA signature is padded (RFC 8017, section 8). */
  public enum Rsa {
    PSS,
    PKCS1
  }

  /** RSASSA-PSS and SHA-256. */
  public static SigningRules standard() {
    return new SigningRules(Rsa.PSS, DigestAlgorithm.SHA_256);
  }
}
