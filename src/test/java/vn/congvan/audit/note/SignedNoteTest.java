package vn.congvan.audit.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignedNoteTest {
  private static final String TEXT = "log.example.vn/log/1\n10\nrest\n";

  @Test
  void aNoteSignedAgainIsTheSameBytesAndTheJdkFindsItsSignatureGood()
      throws NoteRefused, GeneralSecurityException {
    var note = SampleLog.key().sign(TEXT);

    assertThat(SampleLog.key().sign(TEXT)).hasToString(note.toString());
    var signature = Signature.getInstance("Ed25519", "SunEC");
    var raw = Base64.getDecoder().decode(SampleLog.key().verifier().base64());
    var der = HexFormat.of().formatHex(raw).replaceFirst("^01", "302a300506032b6570032100");
    signature.initVerify(
        KeyFactory.getInstance("Ed25519", "SunEC")
            .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(der))));
    signature.update(TEXT.getBytes(StandardCharsets.UTF_8));
    assertThat(signature.verify(note.signatures().get(0).signature())).isTrue();
  }

  @Test
  void aNoteIsReadBackAsItWasWritten() throws NoteRefused {
    var note = SampleLog.key().sign(TEXT);

    var read = SignedNote.parse(note.toString().getBytes(StandardCharsets.UTF_8));

    assertThat(read).isEqualTo(note);
    assertThat(read.verify(List.of(SampleLog.key().verifier())))
        .containsExactly(SampleLog.key().verifier());
  }

  @Test
  void theTextMayHaveEmptyLinesOfItsOwn() throws NoteRefused {
    var note = SampleLog.key().sign("a\n\nb\n\n\n");

    assertThat(SignedNote.parse(note.toString()).text()).isEqualTo("a\n\nb\n\n\n");
  }

  static Stream<Arguments> defects() throws NoteRefused {
    var good = SampleLog.key().sign(TEXT).toString();
    var line = good.substring(good.indexOf('—'));
    return Stream.of(
        Arguments.of("nothing", "", "no empty line"),
        Arguments.of(
            "no empty line before the signature", good.replace("\n\n", "\n"), "no empty line"),
        Arguments.of("no signature", TEXT + "\n", "no signature"),
        Arguments.of("no line feed after the signature", good.strip(), "line feed"),
        Arguments.of("carriage returns", good.replace("\n", "\r\n"), "control character"),
        Arguments.of("a tab in the text", good.replace("rest", "re\tst"), "control character"),
        Arguments.of("a hyphen for the dash", good.replace('—', '-'), "em dash"),
        Arguments.of("no space after the dash", good.replace("— ", "—"), "em dash"),
        Arguments.of("a name without signature", TEXT + "\n— name\n", "no signature"),
        Arguments.of("a signature without name", TEXT + "\n—  AAAAAAAA\n", "key name"),
        Arguments.of("a plus in the name", good.replace("— log", "— lo+g"), "key name"),
        Arguments.of(
            "a no-break space in the name", good.replace("— log", "— l\u00a0g"), "key name"),
        Arguments.of("two spaces", good.replace("/log/1 ", "/log/1  "), "base64"),
        Arguments.of("a space at the end", good.replaceFirst("\n$", " \n"), "base64"),
        Arguments.of(
            "a signature of nothing but its key id", TEXT + "\n— name AAAAAA==\n", "too short"),
        Arguments.of("URL base64", TEXT + "\n— name AAAA_AAA\n", "base64"),
        Arguments.of("base64 with stray bits", TEXT + "\n— name AAAAAAF=\n", "base64"),
        Arguments.of("base64 without padding", TEXT + "\n— name AAAAAAE\n", "base64"),
        Arguments.of("an empty line among the signatures", good + "\n" + line + "\nx\n", "em dash"),
        Arguments.of("101 signatures", TEXT + "\n" + line.repeat(101), "more than 100"),
        Arguments.of("too long", "x".repeat(300_000) + good, "longer than"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("defects")
  void aNoteWithADefectIsRefusedForIt(String defect, String note, String why) {
    assertThatExceptionOfType(NoteRefused.class)
        .isThrownBy(() -> SignedNote.parse(note))
        .withMessageContaining(why);
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    assertThatExceptionOfType(NoteRefused.class)
        .isThrownBy(() -> SignedNote.parse(new byte[] {(byte) 0xc3, '\n', '\n'}))
        .withMessageContaining("UTF-8");
  }

  @Test
  void anUnknownKeysSignatureSaysNothingAndAKnownKeysBadOneCondemns() throws NoteRefused {
    var note = SampleLog.key().sign(TEXT);
    var other = SampleLog.key().sign("another text\n").signatures().get(0);
    var stranger = new NoteSignature("stranger.example", 7, other.base64());
    var key = List.of(SampleLog.key().verifier());

    assertThat(note(note.signatures().get(0), stranger).verify(key)).hasSize(1);
    refused(note(note.signatures().get(0), other), "does not fit");
    refused(note(stranger), "not signed by any known key");
    var renamed = new NoteSignature("log.example.vn/log/2", other.keyId(), other.base64());
    refused(note(renamed), "not signed by any known key");
  }

  private static SignedNote note(NoteSignature... signatures) {
    return new SignedNote(TEXT, List.of(signatures));
  }

  private static void refused(SignedNote note, String why) {
    assertThatExceptionOfType(NoteRefused.class)
        .isThrownBy(() -> note.verify(List.of(SampleLog.key().verifier())))
        .withMessageContaining(why);
  }

  @Test
  void noBytesMakeTheReaderFailOtherThanByRefusing() throws NoteRefused {
    var good = SampleLog.key().sign(TEXT).toString().getBytes(StandardCharsets.UTF_8);
    var random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      var bytes = Noise.in(good, random);
      try {
        var note = SignedNote.parse(bytes);
        assertThat(note.toString().getBytes(StandardCharsets.UTF_8)).isEqualTo(bytes);
      } catch (NoteRefused expected) {
        assertThat(expected.getMessage()).isNotEmpty();
      }
    }
  }
}
