package vn.congvan.audit.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.congvan.audit.merkle.Hash;

class CheckpointTest {
  private static final String GOOD = "log.example.vn/log/1\n10\n" + Hash.EMPTY_TREE + "\n";

  @Test
  void aCheckpointIsReadBackAsItWasWritten() throws NoteRefused {
    var checkpoint = Checkpoint.parse(GOOD);

    assertThat(checkpoint).isEqualTo(new Checkpoint("log.example.vn/log/1", 10, Hash.EMPTY_TREE));
    assertThat(checkpoint.text()).isEqualTo(GOOD);
  }

  static Stream<Arguments> defects() {
    return Stream.of(
        Arguments.of("nothing", "", "three lines"),
        Arguments.of("no root", "log\n10\n", "three lines"),
        Arguments.of("no line feed at the end", GOOD.strip(), "three lines"),
        Arguments.of("an extension line", GOOD + "more\n", "three lines"),
        Arguments.of("no origin", GOOD.replaceFirst("^[^\n]*", ""), "without origin"),
        Arguments.of("a leading zero", GOOD.replace("\n10\n", "\n010\n"), "decimal"),
        Arguments.of("a plus sign", GOOD.replace("\n10\n", "\n+10\n"), "decimal"),
        Arguments.of("a minus sign", GOOD.replace("\n10\n", "\n-10\n"), "decimal"),
        Arguments.of("hexadecimal", GOOD.replace("\n10\n", "\n0xa\n"), "decimal"),
        Arguments.of("a trailing space", GOOD.replace("\n10\n", "\n10 \n"), "decimal"),
        Arguments.of("Arabic digits", GOOD.replace("\n10\n", "\n١٠\n"), "decimal"),
        Arguments.of("no size", GOOD.replace("\n10\n", "\n\n"), "decimal"),
        Arguments.of("2^63", GOOD.replace("\n10\n", "\n9223372036854775808\n"), "decimal"),
        Arguments.of("2^64", GOOD.replace("\n10\n", "\n18446744073709551616\n"), "decimal"),
        Arguments.of("a short root", "log\n10\nAAAA\n", "32 bytes"),
        Arguments.of("a root in hex", "log\n10\n" + Hash.EMPTY_TREE.hex() + "\n", "32 bytes"),
        Arguments.of("a root with stray bits", GOOD.replace("U=\n", "V=\n"), "base64"),
        Arguments.of("a root without padding", GOOD.replace("U=\n", "U\n"), "base64"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("defects")
  void aCheckpointWithADefectIsRefusedForIt(String defect, String text, String why) {
    assertThatExceptionOfType(NoteRefused.class)
        .isThrownBy(() -> Checkpoint.parse(text))
        .withMessageContaining(why);
  }
}
