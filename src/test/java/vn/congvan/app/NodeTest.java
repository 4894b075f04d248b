package vn.congvan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.data.DataFolder;
import vn.congvan.app.demo.Lab;
import vn.congvan.document.Halt;

/** A node that cannot start says why, and leaves nothing open behind it. */
class NodeTest {
  @TempDir Path data;

  @BeforeEach
  void makeLab() throws IOException {
    Lab.make(data);
  }

  @Test
  void aNodeThatCannotStartSaysWhyAndLetsGoOfEverything() throws Exception {
    var listed = data.resolve("config/agencies.yaml");
    var trust = data.resolve("trust");
    var routes = Files.createDirectories(data.resolve("other-routes"));
    Files.writeString(routes.resolve("1-x.camel.yaml"), "- route:\n    id: x\n    frm: {}\n");

    refuses(Map.of("directory.file", "nothing.yaml"), "DIRECTORY.NO_FILE");
    refuses(Map.of("trust.directory", "nothing"), "TRUST");
    refuses(Map.of("routes.directory", "other-routes"), "ROUTES.CANNOT_LOAD");
    refuses(Map.of("routes.directory", "db"), "ROUTES.NONE");
    refuses(Map.of("database.url", "jdbc:sqlite:" + listed), "STORE.");
    refuses(Map.of("broker.url", "tcp://127.0.0.1:1"), "BROKER.UNREACHABLE");
    // A terabyte is more than this machine has free.
    refuses(Map.of("broker.min-disk-free", "1000000"), "BROKER.DISK_FULL");
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      refuses(Map.of("http.port", Integer.toString(taken.getLocalPort())), "HTTP.PORT_IN_USE");
    }

    assertThat(trust).isDirectory();
    try (var node = Lab.start(data, Map.of())) {
      assertThat(node.health().report().up()).isTrue();
      refuses(Map.of(), "DATA.IN_USE");
    }
  }

  @Test
  void theNamesOfTheLogDoNotChange() {
    Lab.start(data, Map.of("log.origin", "congvan.example/log/1")).close();

    refuses(Map.of("log.origin", "congvan.example/other"), "ORIGIN");
  }

  private void refuses(Map<String, String> settings, String code) {
    assertThatThrownBy(() -> Lab.start(data, settings))
        .as(settings.toString())
        .isInstanceOfSatisfying(
            Halt.class, e -> assertThat(e.reason().code()).as(e.toString()).contains(code));
    if (!code.equals("DATA.IN_USE")) {
      assertThat(DataFolder.heldBy(data)).isEmpty();
    }
  }
}
