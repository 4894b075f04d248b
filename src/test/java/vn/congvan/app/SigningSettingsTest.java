package vn.congvan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.congvan.document.Halt;
import vn.congvan.signing.DigestAlgorithm;
import vn.congvan.signing.SigningRules;

class SigningSettingsTest {
  @TempDir Path data;

  @Test
  void aNodeThatIsToldNothingSignsWithPssAndSha256() {
    assertThat(SigningSettings.rules(Settings.load(data, Map.of())))
        .isEqualTo(SigningRules.standard());
  }

  @ParameterizedTest
  @CsvSource({
    "sha256, SHA_256",
    "sha384, SHA_384",
    "sha512, SHA_512",
    "sha3-256, SHA3_256",
    "sha3-384, SHA3_384",
    "sha3-512, SHA3_512"
  })
  void everyDigestCanBeAskedFor(String said, DigestAlgorithm meant) {
    var settings = Map.of("signing.rsa", "pkcs1", "signing.digest", said);

    assertThat(SigningSettings.rules(Settings.load(data, settings)))
        .isEqualTo(new SigningRules(SigningRules.Rsa.PKCS1, meant));
  }

  @Test
  void aSecondSignatureIsMadeOnlyWhenAskedFor() {
    assertThat(
            SigningSettings.rules(Settings.load(data, Map.of("signing.second", "ml-dsa-65")))
                .second())
        .isTrue();
    assertThat(SigningSettings.rules(Settings.load(data, Map.of())).second()).isFalse();
  }

  @Test
  void aWeakDigestCannotBeAskedFor() {
    for (var weak : new String[] {"sha1", "md5", "sha224", ""}) {
      assertThatThrownBy(() -> Settings.load(data, Map.of("signing.digest", weak)))
          .isInstanceOfSatisfying(
              Halt.class, e -> assertThat(e.reason().code()).isEqualTo("SETTINGS.BAD_VALUE"));
    }
  }
}
