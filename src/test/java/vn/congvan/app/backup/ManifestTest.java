package vn.congvan.app.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.congvan.document.Halt;
import vn.congvan.document.Refused;

class ManifestTest {
  private static final String HASH = "ab".repeat(32);
  private static final Manifest WHOLE =
      new Manifest(
          1,
          1,
          "congvan 0.1.0",
          "sqlite",
          Instant.parse("2026-03-05T02:30:15.123456Z"),
          new Manifest.Log("congvan.local/log/1", 42, "x".repeat(43) + "="),
          new Manifest.Contents(3, 123_456),
          List.of(
              new Manifest.Entry("database/congvan.db", 8_192, HASH),
              new Manifest.Entry("folder/config/Khóa của xã.p12", 0, HASH)));

  @Test
  void whatIsWrittenIsRead() {
    assertThat(Manifest.parse(WHOLE.json())).isEqualTo(WHOLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../outside",
        "folder/../../outside",
        "folder/./x",
        "folder//x",
        "",
        "folder/",
        "folder\\x",
        "folder/a\nb"
      })
  void aPathOutOfTheFolderIsNone(String path) {
    var evil =
        new String(WHOLE.json(), StandardCharsets.UTF_8)
            .replace("database/congvan.db", path.replace("\\", "\\\\").replace("\n", "\\n"));

    assertThatThrownBy(() -> Manifest.parse(evil.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason().code()).isEqualTo("RESTORE.MANIFEST"));
  }

  @Test
  void whatANewerProgramWroteIsNotGuessedAt() {
    for (var field : List.of("format", "layout")) {
      var newer =
          new String(WHOLE.json(), StandardCharsets.UTF_8)
              .replace("\"%s\" : 1".formatted(field), "\"%s\" : 2".formatted(field))
              .replace("\"files\"", "\"something else\"");

      assertThatThrownBy(() -> Manifest.parse(newer.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOfSatisfying(
              Halt.class, halt -> assertThat(halt.reason().code()).isEqualTo("RESTORE.NEWER"));
    }
  }

  @Test
  void noBytesDoMoreThanBeRefused() {
    var random = new Random(20_260_305);
    var whole = WHOLE.json();
    for (var i = 0; i < 20_000; i++) {
      var bytes = whole.clone();
      for (var change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      if (i % 3 == 0) {
        bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      var tried = bytes;

      var failure = catchThrowable(() -> Manifest.parse(tried));

      if (failure != null) {
        assertThat(failure).as("try %d", i).isInstanceOfAny(Refused.class, Halt.class);
      }
    }
  }
}
