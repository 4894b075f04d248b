package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.testing.Leaks;

class SecretTest {
  @TempDir private Path folder;

  @Test
  void itIsReadWithoutTheLinesEndAndWipedWhenItIsClosed() throws IOException {
    var file = Files.writeString(folder.resolve("pin"), " mật khẩu 1\r\n");
    byte[] kept;
    try (var secret = Secret.read(file)) {
      kept = secret.bytes();
      assertThat(new String(secret.characters())).isEqualTo("mật khẩu 1");
      assertThat(secret).hasToString("(secret)");
    }
    assertThat(kept).containsOnly(0);
  }

  @Test
  void whatIsNoSecretIsNotRead() throws IOException {
    var file = Files.write(folder.resolve("pin"), new byte[70_000]);

    assertThatThrownBy(() -> Secret.read(file)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Secret.read(folder.resolve("none"))).isInstanceOf(IOException.class);
  }

  @Test
  void aKeyFileThatDoesNotOpenTellsNoPassword() throws IOException {
    var file = Files.write(folder.resolve("k.p12"), new byte[] {0x30, 3, 2, 1, 3});
    var password = Files.writeString(folder.resolve("password"), "Bi-Mat-8841-Cua-An");

    Leaks.assertNone(
        () -> new KeyRing(SigningRules.standard()).key(file, password), "Bi-Mat-8841-Cua-An");
  }

  @Test
  void theLauncherAsksForNoHeapDump() throws IOException {
    assertThat(Files.readString(Path.of("congvan")))
        .doesNotContain("HeapDumpOnOutOfMemoryError", "HeapDumpPath");
  }
}
