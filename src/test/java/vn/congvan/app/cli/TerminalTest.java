package vn.congvan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.congvan.document.Language;
import vn.congvan.document.Reason;

class TerminalTest {
  @Test
  void vietnameseIsSpokenUnlessTheMachineSpeaksEnglish() {
    assertThat(language(Map.of())).isEqualTo(Language.VI);
    assertThat(language(Map.of("LANG", "C.UTF-8"))).isEqualTo(Language.VI);
    assertThat(language(Map.of("LANG", "vi_VN.UTF-8"))).isEqualTo(Language.VI);
    assertThat(language(Map.of("LANG", "fr_FR.UTF-8"))).isEqualTo(Language.VI);
    assertThat(language(Map.of("LANG", "en_US.UTF-8"))).isEqualTo(Language.EN);
    assertThat(language(Map.of("LANG", "vi_VN.UTF-8", "LC_ALL", "en_GB.UTF-8")))
        .isEqualTo(Language.EN);
    assertThat(language(Map.of("LANG", "en_US.UTF-8", "CONGVAN_LANG", "vi")))
        .isEqualTo(Language.VI);
  }

  @Test
  void whatIsAskedForWinsOverTheMachine() {
    assertThat(language(Map.of("LANG", "en_US.UTF-8"), "demo", "--lang", "vi"))
        .isEqualTo(Language.VI);
    assertThat(language(Map.of(), "--lang=EN", "demo")).isEqualTo(Language.EN);
  }

  @Test
  void aHalfWrittenOptionIsNoLanguage() {
    assertThat(language(Map.of(), "--lang")).isEqualTo(Language.VI);
    assertThat(language(Map.of(), "--lang", "fr")).isEqualTo(Language.VI);
  }

  @Test
  void aComplaintIsOneSentenceWithItsCode() {
    var console = Console.speaking("vi");

    console.terminal().complain(new Reason("X.CODE", "ổ đĩa đã đầy", "the disk is full"));

    assertThat(console.err()).isEqualTo("Lỗi X.CODE: Ổ đĩa đã đầy.\n");
  }

  @Test
  void anAnswerThatIsCutOffIsNotAnAnswer() {
    var full =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int octet) throws IOException {
                throw new IOException("no space");
              }
            });
    var said = new ByteArrayOutputStream();
    var err = new PrintStream(said, true, StandardCharsets.UTF_8);
    var terminal = Terminal.of(full, err, Map.of(), Clock.systemUTC());

    assertThat(CongVan.run(terminal, "--version")).isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("Lỗi CLI.OUTPUT_LOST: ");
  }

  private static Language language(Map<String, String> environment, String... args) {
    return Console.with(environment).terminal(args).language();
  }
}
