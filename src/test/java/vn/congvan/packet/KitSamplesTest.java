package vn.congvan.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.StatusCode;

/** The samples of the Government Office's kit, when their folder is given. */
@EnabledIfEnvironmentVariable(named = "CONGVAN_SAMPLES", matches = ".+")
class KitSamplesTest {
  @TempDir Path folder;

  private static Path sample(String name) {
    return Path.of(System.getenv("CONGVAN_SAMPLES"), name);
  }

  /** The sample holds a placeholder where the file belongs: refused, and its sender is told. */
  @Test
  void theDocumentIsReadableWhenItsFileIs() throws Exception {
    var packets = new Packets(folder);
    var text = Files.readString(sample("edoc.edxml"));

    var problem = packets.problem(text.getBytes(UTF_8));
    assertThat(problem.reason().code()).isEqualTo("PACKET.BAD_ATTACHMENT");
    assertThat(problem.claim().orElseThrow().document().documentId()).isNotNull();

    var filled = text.replaceFirst("\\$\\{[^}]*}", Base64.getEncoder().encodeToString(Packets.PDF));
    var read = packets.read(filled);
    var packet = (DocumentPacket) read.packet();
    assertThat(packet.from().organId()).isEqualTo(problem.claim().orElseThrow().sender());
    assertThat(packet.trace()).isNotEmpty();
    assertThat(packet.responsesFor()).isEmpty();
    assertThat(packets.bytes(read, 0)).isEqualTo(Packets.PDF);
  }

  @Test
  void theStatusIsReadable() throws Exception {
    var read = new Packets(folder).read(Files.readAllBytes(sample("status_acceptance_03.edxml")));

    var status = (StatusPacket) read.packet();
    assertThat(status.status()).isEqualTo(StatusCode.REGISTERED);
    assertThat(status.responseFor().documentId()).endsWith(status.responseFor().code());
  }
}
