package vn.congvan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.web.ApiKeyFile;

class KeyCommandTest {
  private static final String CITY =
      """
      agencies:
        - code: H57
          legacyCode: 000.00.00.H57
          name: Ủy ban nhân dân thành phố Huế
          place: Huế
          hostedHere: true
          validFrom: 2020-01-01
          people:
            - ref: h57-vt-01
              name: Trần Thị Ánh
              posts:
                - {role: clerk, title: Văn thư, from: 2020-01-01, to: 2026-12-31}
      """;

  private Path data;

  @BeforeEach
  void aDataFolderWithADirectory(@TempDir Path folder) throws IOException {
    data = folder;
    Files.createDirectories(folder.resolve("config"));
    Files.writeString(folder.resolve("config").resolve("agencies.yaml"), CITY);
  }

  @Test
  void aNewKeyIsTheWholeAnswerAndIsKnownToTheNode() {
    var console = Console.speaking("vi");

    assertThat(run(console, "H57", "h57-vt-01", "clerk")).isEqualTo(ExitCode.OK);

    var key = console.out().strip();
    var kept = ApiKeyFile.read(data.resolve("config").resolve("api-keys.yaml"));
    assertThat(kept.find(key)).isPresent();
    assertThat(kept.find(key).orElseThrow().person()).isEqualTo("h57-vt-01");
    assertThat(console.err()).contains("chỉ hiện một lần");
  }

  @Test
  void nobodyGetsAKeyForARoleTheyDoNotHold() {
    var console = Console.speaking("vi");

    assertThat(run(console, "H57", "h57-vt-01", "leader")).isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(console.err()).startsWith("Lỗi KEY.NOBODY:").contains("h57-vt-01", "leader");
    assertThat(run(console, "H57", "h57-vt-02", "clerk")).isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(run(console, "H58", "h57-vt-01", "clerk")).isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(console.err()).contains("DIRECTORY.UNKNOWN_AGENCY");
    assertThat(data.resolve("config").resolve("api-keys.yaml")).doesNotExist();
  }

  @Test
  void aCodeRoleOrAddressThatIsNoneIsAUsageError() {
    assertThat(run(Console.speaking("vi"), "huế", "h57-vt-01", "clerk")).isEqualTo(ExitCode.USAGE);
    var console = Console.speaking("vi");
    assertThat(run(console, "H57", "h57-vt-01", "boss")).isEqualTo(ExitCode.USAGE);
    assertThat(console.err()).contains("CLI.VALUE", "boss", "--role");
  }

  @Test
  void withoutADirectoryNothingCanBeDone(@TempDir Path empty) {
    var console = Console.speaking("en");

    assertThat(
            console.run(
                "key",
                "new",
                "--data",
                empty.toString(),
                "--agency",
                "H57",
                "--person",
                "h57-vt-01",
                "--role",
                "clerk"))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(console.err()).startsWith("Error DIRECTORY.NO_FILE:");
  }

  private int run(Console console, String agency, String person, String role) {
    return console.run(
        "key",
        "new",
        "--data",
        data.toString(),
        "--agency",
        agency,
        "--person",
        person,
        "--role",
        role);
  }
}
