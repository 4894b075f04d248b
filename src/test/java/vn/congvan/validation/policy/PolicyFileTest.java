package vn.congvan.validation.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.Halt;

class PolicyFileTest {
  @TempDir Path folder;

  @Test
  void thePoliciesThatComeWithTheProgramAreThoseThatAreDocumented() throws IOException {
    var documented = Files.readString(Path.of("docs", "formats", "policy.md"));
    for (var name : PolicyFile.BUILT_IN) {
      assertThat(PolicyFile.named(name).name()).isEqualTo(name);
      assertThat(documented).contains(shipped(name));
    }
  }

  @Test
  void aFileSaysTheSameAsItsCopy() throws IOException {
    assertThat(PolicyFile.named(write(shipped("strict")).toString()))
        .isEqualTo(PolicyFile.builtIn("strict"));
  }

  @Test
  void whatIsWrittenWrongIsNamed() throws IOException {
    var strict = shipped("strict");
    refused(strict.replace("freshness:", "newness:"), "'freshness' is missing");
    refused(strict.replace("name: strict", "name: strict\nnewness: 1"), "no field 'newness'");
    refused(strict.replace("  unproven: indeterminate\n", ""), "unproven");
    refused(
        strict.replace("signer: indeterminate", "signer: silent"),
        "'silent' cannot be used; use one of: ");
    refused(strict.replace("RSA: {bits: 2048}", "RSA: {bits: many}"), "'many' cannot be used");
    refused(strict.replace("RSA: {bits: 2048}", "RSA: {bits: 1024}"), "1024");
    refused(strict.replace("RSA: {bits: 2048}", "DSA: {bits: 2048}"), "DSA");
    refused(strict.replace("SHA-384: {}", "MD5: {}"), "MD5");
    refused(strict.replace("name: strict", "name: strict\nname: lax"), "name");
    refused(strict.replace("stores: []", "stores: [\"../x\"]"), "../x");
    refused("- a list", "");
    refused("", "");
    refused("a".repeat(70_000), "64");
    assertThat(
            catchThrowableOfType(Halt.class, () -> PolicyFile.named("laissez-faire"))
                .reason()
                .code())
        .isEqualTo("POLICY.NO_FILE");
  }

  @Test
  void whatAnAlgorithmIsGoodForEndsOnItsDay() throws IOException {
    var text =
        shipped("annex-ii").replace("RSA: {bits: 2048}", "RSA: {bits: 3072, until: 2030-12-31}");
    var rules = PolicyFile.read(write(text)).algorithms();

    assertThat(rules.against("RSA", 3072, "SHA-256", Instant.parse("2030-12-31T10:00:00Z")))
        .isEmpty();
    assertThat(rules.against("RSA", 3072, "SHA-256", Instant.parse("2031-01-01T00:00:00Z")))
        .hasValueSatisfying(why -> assertThat(why).contains("2030-12-31"));
    assertThat(rules.against("RSA", 2048, "SHA-256", Instant.parse("2026-01-01T00:00:00Z")))
        .hasValueSatisfying(why -> assertThat(why).contains("3072"));
    assertThat(rules.against("DSA", 3072, "SHA-256", Instant.EPOCH)).isPresent();
  }

  @Test
  void noTextMakesReadingDoAnythingButReadOrRefuse() throws IOException {
    var random = new Random(20261124);
    var sound = shipped("strict").getBytes(StandardCharsets.UTF_8);
    var file = folder.resolve("policy.yaml");
    for (var i = 0; i < 2000; i++) {
      var spoilt = sound.clone();
      for (var n = random.nextInt(4); n >= 0; n--) {
        spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, spoilt);
      assertThatCode(
              () -> {
                try {
                  PolicyFile.read(file);
                } catch (Halt refused) {
                  assertThat(refused.reason().code()).isEqualTo("POLICY.WRONG");
                }
              })
          .doesNotThrowAnyException();
    }
  }

  private void refused(String text, String named) throws IOException {
    var file = write(text);
    var halt = catchThrowableOfType(Halt.class, () -> PolicyFile.read(file));

    assertThat(halt).as(text).isNotNull();
    assertThat(halt.reason().code()).isEqualTo("POLICY.WRONG");
    assertThat(halt.reason().en()).contains(named);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("policy.yaml"), text);
  }

  private static String shipped(String name) throws IOException {
    try (var in = Objects.requireNonNull(PolicyFile.class.getResourceAsStream(name + ".yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
