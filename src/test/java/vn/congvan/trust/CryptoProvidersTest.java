package vn.congvan.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.congvan.trust.lab.Certificates;

class CryptoProvidersTest {
  private static final byte[] DATA = "Số: 05/UBND-VX".getBytes(StandardCharsets.UTF_8);

  private final CryptoProviders best = CryptoProviders.best();
  private final CryptoProviders plain = CryptoProviders.withoutNative();

  @ParameterizedTest
  @CsvSource({
    "RSA, SHA256withRSA, secp256r1",
    "RSA, SHA384withRSA, secp256r1",
    "RSA, RSASSA-PSS, secp256r1",
    "EC, SHA256withECDSA, secp256r1",
    "EC, SHA384withECDSA, secp384r1",
    "RSA, SHA3-256withRSA, secp256r1",
    "EC, SHA3-512withECDSA, secp521r1",
    "EC, SHA512withECDSA, secp521r1",
    "Ed25519, Ed25519, secp256r1",
    "ML-DSA-65, ML-DSA-65, secp256r1"
  })
  void whatOneSetOfProvidersSignsTheOtherVerifies(String kind, String algorithm, String curve)
      throws Exception {
    var pair = pair(kind, curve);
    for (var signing : List.of(best, plain)) {
      var factory = signing.keyFactory(kind);
      var own = factory.generatePrivate(new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded()));
      for (var key : List.of(own, pair.getPrivate())) {
        var signer = signing.signer(algorithm, key);
        signer.update(DATA);
        var signature = signer.sign();
        for (var verifying : List.of(best, plain)) {
          var verifier = verifying.verifier(algorithm, pair.getPublic());
          verifier.update(DATA);
          assertThat(verifier.verify(signature)).isTrue();

          var ownPublic =
              verifying
                  .keyFactory(kind)
                  .generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded()));
          var other = verifying.verifier(algorithm, ownPublic);
          other.update(DATA, 0, DATA.length - 1);
          assertThat(other.verify(signature)).isFalse();
        }
      }
    }
  }

  @Test
  void pssStartsWithSha256AndTakesOtherParameters() throws Exception {
    var pair = Certificates.rsa(2048);
    var sha512 = new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1);
    for (var providers : List.of(best, plain)) {
      var signer = providers.signer("RSASSA-PSS", sha512, pair.getPrivate());
      signer.update(DATA);
      var signature = signer.sign();

      var asMade = providers.verifier("RSASSA-PSS", sha512, pair.getPublic());
      asMade.update(DATA);
      assertThat(asMade.verify(signature)).isTrue();

      var byDefault = providers.verifier("RSASSA-PSS", pair.getPublic());
      byDefault.update(DATA);
      assertThat(byDefault.verify(signature)).isFalse();
    }
  }

  @Test
  void digestsAreThoseOfTheStandard() {
    assertThat(
            HexFormat.of()
                .formatHex(best.sha256().digest("abc".getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(best.digest("SHA-512").getDigestLength()).isEqualTo(64);
    assertThatThrownBy(() -> best.digest("SHA-999")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aKeyNobodyCanUseSoIsRefused() throws Exception {
    var curve = pair("EC", "secp256r1");
    for (var providers : List.of(best, plain)) {
      assertThatThrownBy(() -> providers.verifier("SHA256withRSA", curve.getPublic()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> providers.signer("Ed25519", curve.getPrivate()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> providers.verifier("SHA256withNothing", curve.getPublic()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void nobodyElsesProvidersChange() throws Exception {
    var before = List.of(Security.getProviders());
    var pair = pair("EC", "secp256r1");
    var signer = CryptoProviders.withoutNative().signer("SHA256withECDSA", pair.getPrivate());
    signer.update(DATA);
    signer.sign();
    best.verifier("SHA256withECDSA", pair.getPublic());
    assertThat(Security.getProviders()).containsExactlyElementsOf(before);
  }

  @Test
  void whatIsUsedIsSaid() {
    assertThat(plain.describe()).contains("SunRsaSign").contains("no native library");
    assertThat(best.describe()).isNotBlank();
  }

  private static KeyPair pair(String kind, String curve) throws Exception {
    var generator =
        kind.equals("ML-DSA-65")
            ? CryptoProviders.best().keyPairGenerator(kind)
            : KeyPairGenerator.getInstance(kind);
    if (kind.equals("EC")) {
      generator.initialize(new ECGenParameterSpec(curve));
    } else if (kind.equals("RSA")) {
      generator.initialize(2048);
    }
    return generator.generateKeyPair();
  }
}
