package vn.congvan.app;

import vn.congvan.signing.DigestAlgorithm;
import vn.congvan.signing.SigningRules;

/** What the settings say of how signatures are made. */
public final class SigningSettings {
  private SigningSettings() {}

  public static SigningRules rules(Settings settings) {
    var rsa =
        settings.text("signing.rsa").equals("pkcs1")
            ? SigningRules.Rsa.PKCS1
            : SigningRules.Rsa.PSS;
    var digest =
        switch (settings.text("signing.digest")) {
          case "sha384" -> DigestAlgorithm.SHA_384;
          case "sha512" -> DigestAlgorithm.SHA_512;
          case "sha3-256" -> DigestAlgorithm.SHA3_256;
          case "sha3-384" -> DigestAlgorithm.SHA3_384;
          case "sha3-512" -> DigestAlgorithm.SHA3_512;
          default -> DigestAlgorithm.SHA_256;
        };
    return new SigningRules(rsa, digest, settings.text("signing.second").equals("ml-dsa-65"));
  }
}
