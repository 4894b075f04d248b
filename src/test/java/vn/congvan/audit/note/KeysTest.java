package vn.congvan.audit.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.congvan.testing.Vectors;

class KeysTest {
  private static final String VKEY =
      "log.example.vn/log/1+ac0f1b09+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";

  @Test
  void aPublicKeyIsReadBackAsItWasWritten() throws NoteRefused {
    assertThat(SampleLog.key().verifier()).hasToString(VKEY);
    assertThat(VerifierKey.parse(VKEY)).hasToString(VKEY);
  }

  @Test
  void aNewPrivateKeyIsReadBackAndSignsTheSame() throws NoteRefused {
    var key = SignerKey.generate("log.example.vn/log/1", new SecureRandom());

    var read = SignerKey.parse(key.secret());

    assertThat(read.sign("text\n")).isEqualTo(key.sign("text\n"));
    key.sign("text\n").verify(List.of(read.verifier()));
    assertThat(key.toString()).doesNotContain(key.secret().substring(30));
  }

  static Stream<Arguments> defects() {
    var id = VKEY.split("\\+")[1];
    return Stream.of(
        Arguments.of("nothing", "", "plus signs"),
        Arguments.of("two parts", "name+" + id, "plus signs"),
        Arguments.of("an empty name", VKEY.replaceFirst("^[^+]*", ""), "key name"),
        Arguments.of("another name", "x" + VKEY, "id does not belong"),
        Arguments.of("another id", VKEY.replace(id, "00000000"), "id does not belong"),
        Arguments.of("a short id", VKEY.replace(id, id.substring(1)), "id does not belong"),
        Arguments.of(
            "an id in capitals",
            VKEY.replace(id, id.toUpperCase(java.util.Locale.ROOT)),
            "id does not belong"),
        Arguments.of("another algorithm", VKEY.replace("+AQ", "+Ag"), "neither"),
        Arguments.of("a short key", VKEY.substring(0, VKEY.length() - 4), "neither"),
        Arguments.of("a line feed", VKEY + "\n", "base64"),
        Arguments.of(
            "no point of the curve",
            VerifierKey.of("name", VerifierKey.ED25519, filled((byte) 2)).toString(),
            "no point"));
  }

  private static byte[] filled(byte value) {
    var bytes = new byte[32];
    java.util.Arrays.fill(bytes, value);
    return bytes;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("defects")
  void aPublicKeyWithADefectIsRefusedForIt(String defect, String vkey, String why) {
    assertThatExceptionOfType(NoteRefused.class)
        .isThrownBy(() -> VerifierKey.parse(vkey))
        .withMessageContaining(why);
  }

  @Test
  void aPrivateKeyWithADefectIsRefused() {
    for (var defect :
        List.of(
            "",
            VKEY,
            SampleLog.SECRET.replace("PRIVATE+KEY+", "PRIVATE+KEY+x"),
            SampleLog.SECRET.replace("+AQ", "+BA"),
            SampleLog.SECRET + "A",
            SampleLog.SECRET.substring(0, 40))) {
      assertThatExceptionOfType(NoteRefused.class).isThrownBy(() -> SignerKey.parse(defect));
    }
  }

  @Test
  void publicVectorsOfEd25519() throws IOException, NoteRefused {
    var hex = HexFormat.of();
    int count = 0;
    for (var group :
        new ObjectMapper()
            .readTree(Vectors.require("ed25519_test.json").toFile())
            .get("testGroups")) {
      var raw = hex.parseHex(group.get("publicKey").get("pk").asText());
      var key = VerifierKey.of("wycheproof", VerifierKey.ED25519, raw);
      for (var test : group.get("tests")) {
        var signed =
            key.signed(
                hex.parseHex(test.get("msg").asText()), hex.parseHex(test.get("sig").asText()));
        assertThat(signed)
            .as("%s %s", test.get("tcId"), test.get("comment"))
            .isEqualTo(test.get("result").asText().equals("valid"));
        count++;
      }
    }
    assertThat(count).isEqualTo(151);
  }
}
