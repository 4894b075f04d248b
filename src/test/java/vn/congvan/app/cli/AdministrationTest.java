package vn.congvan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.data.DataFolder;
import vn.congvan.app.demo.Lab;
import vn.congvan.document.DocumentId;

class AdministrationTest {
  @Test
  void theSameIsAnsweredByARunningNodeAndFromTheFolderOfOneThatStopped(@TempDir Path data)
      throws IOException {
    Lab.make(data);
    DocumentId document;
    try (var node = Lab.start(data, Map.of("log.read", "public"))) {
      document = Lab.submit(node, "V/v thử dòng lệnh", Lab.COMMUNE);
      node.keeper().publishNow();

      everythingIsAnswered(data, document);
      var address = "http://127.0.0.1:" + node.port();
      assertThat(answer(ExitCode.OK, data, "audit", "verify", address).out())
          .contains(": đúng", "dựng lại cây từ");
      assertThat(answer(ExitCode.CANNOT_RUN, data, "audit", "verify", "http://127.0.0.1:1").err())
          .startsWith("Lỗi AUDIT.FETCH: ");
    }

    everythingIsAnswered(data, document);
  }

  private static void everythingIsAnswered(Path data, DocumentId document) {
    assertThat(answer(ExitCode.OK, data, "trace", document.toString()).out())
        .contains("Thời gian", "Trình văn bản", "Phạm Đức Dũng", "V/v thử dòng lệnh");
    assertThat(answer(ExitCode.OK, data, "audit", "verify").out())
        .contains("mọi bằng chứng đều đúng");
    assertThat(answer(ExitCode.OK, data, "shelf", "list").out())
        .isEqualTo("Không có việc nào để riêng.\n");
    assertThat(answer(ExitCode.DOES_NOT_HOLD, data, "shelf", "resume", unknown()).err())
        .startsWith("Lỗi SHELF.UNKNOWN: ");
    assertThat(
            answer(ExitCode.DOES_NOT_HOLD, data, "shelf", "cancel", "--note", "Thừa", unknown())
                .err())
        .startsWith("Lỗi SHELF.UNKNOWN: ");
    assertThat(answer(ExitCode.DOES_NOT_HOLD, data, "trace", unknown()).err())
        .startsWith("Lỗi TRACE.NOTHING: ");
    proofsAreMadeAndChecked(data, document);
  }

  private static void proofsAreMadeAndChecked(Path data, DocumentId document) {
    var proof = data.resolve("thử.tlog-proof").toString();
    assertThat(
            answer(
                    ExitCode.OK,
                    data,
                    "audit",
                    "prove",
                    "--document",
                    document.toString(),
                    "--out",
                    proof)
                .out())
        .contains("thử.tlog-proof: đúng", "document.");
    assertThat(answer(ExitCode.OK, data, "audit", "verify", proof).out()).contains(": đúng");
    assertThat(answer(ExitCode.OK, data, "audit", "verify", "--format", "json", proof).out())
        .startsWith("{\"format\":\"congvan-audit-1\"")
        .contains("\"outcome\":\"holds\"", "AUDIT.INCLUDED");
    assertThat(answer(2, data.resolve("nơi khác"), "audit", "verify", proof).out())
        .contains("AUDIT.NO_KEY");
    assertThat(answer(ExitCode.OK, data, "audit", "prove", "--index", "0").out())
        .startsWith("c2sp.org/tlog-proof@v1\nextra ");
    assertThat(answer(ExitCode.DOES_NOT_HOLD, data, "audit", "prove", "--eid", "99999").err())
        .startsWith("Lỗi AUDIT.NOT_PROVABLE: ");
    var checkpoint = data.resolve("log").resolve("checkpoint").toString();
    assertThat(answer(ExitCode.OK, data, "audit", "consistency", "--from", checkpoint).out())
        .startsWith("đúng: nhật ký ");
    assertThat(answer(ExitCode.CANNOT_RUN, data, "audit", "consistency", "--from", proof).err())
        .startsWith("Lỗi AUDIT.CHECKPOINT_UNREADABLE: ");
    assertThat(answer(ExitCode.CANNOT_RUN, data, "audit", "verify", checkpoint).out())
        .contains("AUDIT.PROOF_UNREADABLE");
  }

  @Test
  void aFolderHeldByWhatTakesNoCommandsYetIsWaitedFor(@TempDir Path data) {
    try (var held = DataFolder.open(data)) {
      assertThat(answer(ExitCode.CANNOT_RUN, held.folder(), "shelf", "list").err())
          .startsWith("Lỗi DATA.NODE_STARTING: ")
          .contains(Long.toString(ProcessHandle.current().pid()));
    }
  }

  @Test
  void aFolderThatIsNotThereIsNotMade(@TempDir Path data) {
    var missing = data.resolve("gõ nhầm");

    assertThat(answer(ExitCode.CANNOT_RUN, missing, "audit", "verify").err())
        .startsWith("Lỗi DATA.NOT_THERE: ");
    assertThat(missing).doesNotExist();
  }

  @Test
  void aNodeThatCannotStartSaysWhyInOneLine(@TempDir Path data) throws IOException {
    assertThat(answer(ExitCode.CANNOT_RUN, data, "serve").err())
        .startsWith("Lỗi DIRECTORY.NO_FILE: ")
        .hasLineCount(1);
    assertThat(answer(ExitCode.CANNOT_RUN, data, "serve", "--set", "http.prot=1").err())
        .contains("http.prot")
        .hasLineCount(1);
    try (var held = DataFolder.open(data)) {
      assertThat(answer(ExitCode.CANNOT_RUN, held.folder(), "serve").err())
          .startsWith("Lỗi DATA.IN_USE: ")
          .hasLineCount(1);
    }
    Lab.make(data);
    try (var taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      var port = "http.port=" + taken.getLocalPort();
      assertThat(answer(ExitCode.CANNOT_RUN, data, "serve", "--set", port).err())
          .startsWith("Lỗi HTTP.PORT_IN_USE: ")
          .hasLineCount(1);
    }
  }

  private static String unknown() {
    return "01a20c5d-9f2b-7adc-89a6-64375c6438ee";
  }

  private static Console answer(int exit, Path data, String... command) {
    var console = Console.speaking("vi");
    var args = new java.util.ArrayList<String>(java.util.List.of(command));
    args.add("--data");
    args.add(data.toString());
    assertThat(console.run(args.toArray(String[]::new))).as(console.err()).isEqualTo(exit);
    return console;
  }
}
