package vn.congvan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UsageErrorsTest {
  @Test
  void whatIsWrongIsSaidInTheReadersLanguageWithItsCode() {
    assertThat(said("vi", "dmo")).contains("CLI.UNKNOWN", "không có lệnh".substring(1), "dmo");
    assertThat(said("en", "dmo")).contains("CLI.UNKNOWN", "here is no command", "dmo");
    assertThat(said("vi")).contains("CLI.NO_COMMAND", "Chưa chọn lệnh", "demo, serve, verify");
    assertThat(said("vi", "shelf")).contains("CLI.NO_COMMAND", "list, resume, cancel");
    assertThat(said("vi", "verify")).contains("CLI.MISSING", "FILE");
    assertThat(said("vi", "demo", "--data")).contains("CLI.MISSING", "--data");
    assertThat(said("vi", "demo", "--data", "a", "--data", "b")).contains("CLI.TWICE", "--data");
    assertThat(said("vi", "demo", "--lang", "fr")).contains("CLI.VALUE", "fr", "--lang");
    assertThat(said("vi", "serve", "--set", "http.port")).contains("CLI.VALUE", "http.port");
    assertThat(said("vi", "demo", "--fle", "x.pdf")).contains("CLI.UNKNOWN", "--fle");
  }

  @Test
  void theHelpThatAnswersIsNamed() {
    assertThat(said("vi", "verify")).endsWith("Xem cách dùng: ./congvan verify --help\n");
    assertThat(said("en", "shelf", "resume"))
        .endsWith("How to use it: ./congvan shelf resume --help\n");
  }

  @Test
  void controlCharactersOfAnArgumentDoNotReachTheTerminal() {
    assertThat(said("vi", "\u001b[31mred")).doesNotContain("\u001b");
  }

  private static String said(String language, String... args) {
    var console = Console.speaking(language);
    var verify = args.length > 0 && args[0].equals("verify");
    assertThat(console.run(args))
        .as(List.of(args).toString())
        .isEqualTo(verify ? ExitCode.CANNOT_RUN : ExitCode.USAGE);
    assertThat(console.out()).isEmpty();
    assertThat(console.err().lines().count()).isEqualTo(2);
    return console.err();
  }
}
