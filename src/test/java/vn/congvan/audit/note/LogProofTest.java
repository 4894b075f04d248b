package vn.congvan.audit.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.merkle.ProofDoesNotHold;

class LogProofTest {
  @Test
  void everyEntryIsProvenByWhatIsReadBack() throws NoteRefused, ProofDoesNotHold {
    for (int i = 0; i < 10; i++) {
      var proof = LogProof.parse(SampleLog.proof(i).bytes());

      assertThat(proof).isEqualTo(SampleLog.proof(i));
      assertThat(verify(proof, SampleLog.entry(i)).size()).isEqualTo(10);
    }
  }

  @Test
  void whatSomebodyAddedIsKeptAndProvesNothing() throws NoteRefused, ProofDoesNotHold {
    var proof = SampleLog.proof(3);
    var more = new LogProof("aGVsbG8=", 3, proof.path(), proof.checkpoint());

    var read = LogProof.parse(more.bytes());

    assertThat(read.extra()).isEqualTo("aGVsbG8=");
    verify(read, SampleLog.entry(3));
  }

  @Test
  void noBitOfAProofOrItsEntryCanBeTurned() throws NoteRefused, ProofDoesNotHold {
    var proof = SampleLog.proof(6).bytes();
    var entry = SampleLog.entry(6);
    verify(LogProof.parse(proof), entry);

    for (int bit = 0; bit < 8 * proof.length; bit++) {
      refused(flipped(proof, bit), entry, bit);
    }
    for (int bit = 0; bit < 8 * entry.length; bit++) {
      refused(proof, flipped(entry, bit), bit);
    }
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    var flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << (bit % 8));
    return flipped;
  }

  private static void refused(byte[] proof, byte[] entry, int bit) {
    try {
      verify(LogProof.parse(proof), entry);
    } catch (NoteRefused | ProofDoesNotHold expected) {
      return;
    }
    throw new AssertionError("bit " + bit + " makes no difference");
  }

  @Test
  void anotherLogsSignatureIsNotEnough() throws NoteRefused {
    var proof = SampleLog.proof(2);
    var other = SignerKey.generate("other.example/log/1", new java.security.SecureRandom());
    var resigned = new LogProof(null, 2, proof.path(), other.sign(proof.checkpoint().text()));

    assertThatExceptionOfType(NoteRefused.class)
        .isThrownBy(() -> verify(resigned, SampleLog.entry(2)))
        .withMessageContaining("not signed by any known key");
    assertThatExceptionOfType(NoteRefused.class)
        .isThrownBy(
            () ->
                resigned.verify(
                    SampleLog.entry(2), SampleLog.key().verifier(), List.of(other.verifier())))
        .withMessageContaining("not signed by log.example.vn");
    assertThatExceptionOfType(NoteRefused.class)
        .isThrownBy(() -> resigned.verify(SampleLog.entry(2), other.verifier(), List.of()))
        .withMessageContaining("another log");
  }

  private static Checkpoint verify(LogProof proof, byte[] entry)
      throws NoteRefused, ProofDoesNotHold {
    return proof.verify(entry, SampleLog.key().verifier(), List.of());
  }

  static Stream<Arguments> defects() throws NoteRefused {
    var good = SampleLog.proof(5).toString();
    return Stream.of(
        Arguments.of("nothing", "", "too early"),
        Arguments.of("another version", good.replace("@v1", "@v2"), "does not start"),
        Arguments.of("no index", good.replace("index 5\n", ""), "no index"),
        Arguments.of(
            "an index with a leading zero", good.replace("index 5", "index 05"), "decimal"),
        Arguments.of("a negative index", good.replace("index 5", "index -5"), "decimal"),
        Arguments.of(
            "two extra lines", good.replace("index", "extra AAAA\nextra AAAA\nindex"), "no index"),
        Arguments.of(
            "an extra line that is not base64", good.replace("index", "extra !\nindex"), "base64"),
        Arguments.of(
            "an extra line after the index",
            good.replace("index 5", "index 5\nextra AAAA"),
            "base64"),
        Arguments.of("a short hash", good.replace("index 5\n", "index 5\nAAAA\n"), "32 bytes"),
        Arguments.of(
            "64 hashes",
            good.replace("index 5\n", "index 5\n" + (Hash.EMPTY_TREE + "\n").repeat(64)),
            "more than 63"),
        Arguments.of("no checkpoint", good.substring(0, good.indexOf("\n\n") + 2), "no empty line"),
        Arguments.of("no end", good.substring(0, 60), "too early"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("defects")
  void aProofWithADefectIsRefusedForIt(String defect, String text, String why) {
    assertThatExceptionOfType(NoteRefused.class)
        .isThrownBy(() -> LogProof.parse(text.getBytes(StandardCharsets.UTF_8)))
        .withMessageContaining(why);
  }

  @Test
  void noBytesMakeTheReaderFailOtherThanByRefusing() throws NoteRefused {
    var good = SampleLog.proof(5).bytes();
    var random = new Random(12);
    for (int i = 0; i < 20_000; i++) {
      var bytes = Noise.in(good, random);
      try {
        assertThat(LogProof.parse(bytes).bytes()).isEqualTo(bytes);
      } catch (NoteRefused expected) {
        assertThat(expected.getMessage()).isNotEmpty();
      }
    }
  }
}
