package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.signing.SignatureScheme.ECDSA_SHA256;
import static vn.congvan.signing.SignatureScheme.ECDSA_SHA384;
import static vn.congvan.signing.SignatureScheme.ECDSA_SHA3_512;
import static vn.congvan.signing.SignatureScheme.ECDSA_SHA512;
import static vn.congvan.signing.SignatureScheme.ED25519;
import static vn.congvan.signing.SignatureScheme.RSA_PKCS1_SHA256;
import static vn.congvan.signing.SignatureScheme.RSA_PKCS1_SHA512;
import static vn.congvan.signing.SignatureScheme.RSA_PSS_SHA256;
import static vn.congvan.signing.SignatureScheme.RSA_PSS_SHA3_384;
import static vn.congvan.signing.SignatureScheme.RSA_PSS_SHA512;

import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import vn.congvan.signing.SigningRules.Rsa;
import vn.congvan.trust.lab.KeyKind;

class SignatureSchemeTest {
  private static final PublicKey RSA = publicKey(KeyKind.RSA2048);

  @Test
  void aKeyThatCanDoAllSignsAsTheRulesSay() {
    assertThat(chosen(RSA, Rsa.PSS, DigestAlgorithm.SHA_256)).isEqualTo(RSA_PSS_SHA256);
    assertThat(chosen(RSA, Rsa.PSS, DigestAlgorithm.SHA3_384)).isEqualTo(RSA_PSS_SHA3_384);
    assertThat(chosen(RSA, Rsa.PKCS1, DigestAlgorithm.SHA_512)).isEqualTo(RSA_PKCS1_SHA512);
    assertThat(chosen(publicKey(KeyKind.P256), Rsa.PSS, DigestAlgorithm.SHA3_512))
        .isEqualTo(ECDSA_SHA3_512);
  }

  @Test
  void aCurveNeverGetsADigestWeakerThanItself() throws Exception {
    assertThat(chosen(publicKey(KeyKind.P256), Rsa.PSS, DigestAlgorithm.SHA_256))
        .isEqualTo(ECDSA_SHA256);
    assertThat(chosen(publicKey(KeyKind.P384), Rsa.PSS, DigestAlgorithm.SHA_256))
        .isEqualTo(ECDSA_SHA384);
    assertThat(chosen(curve("secp521r1"), Rsa.PSS, DigestAlgorithm.SHA_384))
        .isEqualTo(ECDSA_SHA512);
    assertThat(chosen(curve("secp521r1"), Rsa.PSS, DigestAlgorithm.SHA3_256))
        .isEqualTo(ECDSA_SHA3_512);
    assertThat(ECDSA_SHA256.fits(publicKey(KeyKind.P384))).isFalse();
  }

  @Test
  void whatItsHolderCannotDoIsReplacedByTheNearestItCan() {
    var rules = new SigningRules(Rsa.PSS, DigestAlgorithm.SHA3_384);
    assertThat(SignatureScheme.fitting(RSA, rules, s -> !s.digest().isSha3()))
        .hasValue(SignatureScheme.RSA_PSS_SHA384);
    assertThat(SignatureScheme.fitting(RSA, rules, Set.of(RSA_PSS_SHA256, ED25519)::contains))
        .hasValue(RSA_PSS_SHA256);
    assertThat(
            SignatureScheme.fitting(RSA, rules, Set.of(RSA_PKCS1_SHA256, RSA_PSS_SHA512)::contains))
        .as("the padding goes before the digest")
        .hasValue(RSA_PSS_SHA512);
    assertThat(SignatureScheme.fitting(RSA, rules, RSA_PKCS1_SHA256::equals))
        .hasValue(RSA_PKCS1_SHA256);
    assertThat(SignatureScheme.fitting(RSA, rules, s -> false)).isEmpty();
  }

  @Test
  void edwardsKeysHaveOneWayOnly() {
    assertThat(chosen(publicKey(KeyKind.ED25519), Rsa.PKCS1, DigestAlgorithm.SHA3_256))
        .isEqualTo(ED25519);
  }

  @Test
  void aKeyThatIsWeakOrUnknownHasNone() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    var dsa = KeyPairGenerator.getInstance("DSA");
    dsa.initialize(2048);
    for (var key :
        Set.of(
            generator.generateKeyPair().getPublic(),
            dsa.generateKeyPair().getPublic(),
            curve("secp256k1"),
            curve("brainpoolP256r1"),
            curve("secp224r1"),
            KeyPairGenerator.getInstance("Ed448").generateKeyPair().getPublic())) {
      assertThat(SignatureScheme.fitting(key, SigningRules.standard(), s -> true))
          .as(key.getAlgorithm())
          .isEmpty();
    }
  }

  /** As other programs write it (RFC 4055, section 3.1; RFC 4056). */
  @Test
  void theParametersOfPssAreSaidInFull() {
    assertThat(RSA_PSS_SHA256.signatureIdentifier())
        .isEqualTo(
            HexFormat.of()
                .parseHex(
                    "304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a"
                        + "06092a864886f70d010108300d06096086480165030402010500a203020120"));
  }

  private static SignatureScheme chosen(PublicKey key, Rsa rsa, DigestAlgorithm digest) {
    var scheme = SignatureScheme.fitting(key, new SigningRules(rsa, digest), s -> true);
    assertThat(scheme.orElseThrow().fits(key)).isTrue();
    return scheme.orElseThrow();
  }

  private static PublicKey publicKey(KeyKind kind) {
    return Desk.leaderKey(kind).certificate().getPublicKey();
  }

  private static PublicKey curve(String name) throws Exception {
    var generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
    generator.initialize(new ECGenParameterSpec(name));
    return generator.generateKeyPair().getPublic();
  }
}
