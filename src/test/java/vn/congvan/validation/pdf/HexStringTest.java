package vn.congvan.validation.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strings of hexadecimal digits, in a file held whole and in one read by pages. */
class HexStringTest {
  @TempDir private Path folder;

  @Test
  void longStringsReadAlikeHeldWholeOrInPages() throws IOException {
    var random = new Random(4);
    var value = new byte[150_001];
    random.nextBytes(value);
    var digits = new StringBuilder(HexFormat.of().formatHex(value));
    // White space splits pairs too, and moves them against the pages.
    for (var at = digits.length() - 1; at > 0; at -= 1 + random.nextInt(20_000)) {
      digits.insert(at, random.nextBoolean() ? "\r\n" : " ");
    }

    for (var paged : new boolean[] {false, true}) {
      var read = read("<" + digits + ">", paged);

      assertThat(read.bytes()).isEqualTo(value);
      assertThat(read.end()).isEqualTo(digits.length() + 2);
    }
  }

  @Test
  void aLastDigitAloneIsTheHighHalf() throws IOException {
    assertThat(read("<414>", false).bytes()).containsExactly(0x41, 0x40);
  }

  @Test
  void whatIsNoDigitIsRefusedWhereItStands() {
    for (var paged : new boolean[] {false, true}) {
      for (var end : new String[] {"4g>", "g4>", ""}) {
        assertThatThrownBy(() -> read("<" + "41".repeat(40_000) + end, paged))
            .isInstanceOfSatisfying(
                PdfProblem.class,
                e -> assertThat(e.offset()).isEqualTo(end.equals("4g>") ? 80_002 : 80_001));
      }
    }
  }

  private PdfValue.Text read(String text, boolean paged) throws IOException {
    var file = Files.writeString(folder.resolve("a"), text, StandardCharsets.ISO_8859_1);
    try (var bytes = PdfBytes.open(file, paged ? 0 : text.length())) {
      return new Lexer(bytes, new Budget(Limits.standard(), text.length()), 0).hexString();
    }
  }
}
