package vn.congvan.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.OutgoingState;
import vn.congvan.trust.lab.Certificates;

/** A process killed anywhere in the two phases leaves the unsigned document or the signed one. */
class DeviceCrashTest {
  @TempDir private Path folder;

  @BeforeEach
  void aDevice() throws Exception {
    var root = Certificates.ca().selfSigned("CN=Gốc");
    var made = Certificates.signer().issuedBy(root, "CN=Nguyễn Văn An");
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "k", made.key(), "pw".toCharArray(), made.chain().toArray(Certificate[]::new));
    try (var out = Files.newOutputStream(folder.resolve("device.p12"))) {
      store.store(out, "pw".toCharArray());
    }
    Files.writeString(folder.resolve("device.password"), "pw");
    Files.write(folder.resolve("device.der"), made.certificate().getEncoded());
  }

  @Test
  void whatIsLeftIsUnsignedOrSignedAndTheRestIsSignedLater() throws Exception {
    var unfinished = new ArrayList<String>();
    // Killed at the word of a session begun, and at the word of a document signed; more or less.
    for (var lines : List.of(2, 5, 4)) {
      unfinished = new ArrayList<>(run(lines, unfinished));
      assertEveryDocumentIsWhole();
    }

    assertThat(run(Integer.MAX_VALUE, unfinished)).isEmpty();
    assertEveryDocumentIsWhole();
    try (var office = new DeviceInAProcess(folder)) {
      assertThat(office.all())
          .hasSize(DeviceInAProcess.DOCUMENTS)
          .allMatch(document -> document.state() == OutgoingState.SIGNED);
    }
  }

  /**
   * Runs the office until it has said so many lines, then kills it.
   *
   * @return document and session that had begun, if one had
   */
  private List<String> run(int lines, List<String> unfinished) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                DeviceInAProcess.class.getName(),
                folder.toString()));
    command.addAll(unfinished);
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var begun = new ArrayList<String>();
    var said = new StringBuilder();
    try (var output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      var seen = 0;
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        said.append(line).append('\n');
        if (line.startsWith("begun ")) {
          begun.clear();
          begun.addAll(Arrays.asList(line.split(" ")).subList(1, 3));
        } else if (line.startsWith("signed ")) {
          begun.clear();
        }
        if (++seen >= lines && !line.equals("done")) {
          break;
        }
      }
    } finally {
      process.destroyForcibly();
      process.onExit().join();
    }
    if (lines == Integer.MAX_VALUE) {
      assertThat(said.toString()).endsWith("done\n");
    }
    return begun;
  }

  private void assertEveryDocumentIsWhole() throws IOException {
    try (var office = new DeviceInAProcess(folder)) {
      var all = office.all();
      assertThat(all).hasSize(DeviceInAProcess.DOCUMENTS);
      for (var document : all) {
        var now = Files.readAllBytes(office.content.path(document.main()));
        if (document.state() == OutgoingState.SIGNED) {
          var base = Files.readAllBytes(office.content.path(office.before(document)));
          assertThat(Arrays.copyOf(now, base.length)).isEqualTo(base);
          assertThat(text(Arrays.copyOfRange(now, base.length, now.length)))
              .contains("/Type /Sig", "/ByteRange", "/Contents <30")
              .endsWith("%%EOF\n");
        } else {
          assertThat(text(now)).doesNotContain("/ByteRange");
        }
      }
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
