package vn.congvan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.validation.Judging.judge;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Larger damage anywhere: whatever it does to the file, it is seen, and nothing breaks or hangs.
 */
class MutationTest {
  private static final long SEED = 20261122L;
  private static final byte[] SIGNED = Letter.signed();
  private static final byte[] ISSUED = Letter.issued();

  private static int gapStart(byte[] file) {
    return PdfDraft.text(file).lastIndexOf("/Contents <3") + "/Contents ".length();
  }

  @Test
  void noMutationOfStructureMakesTheVerifierFailOrPass() {
    mutate(2000, new Random(SEED + 1));
  }

  @Tag("nightly")
  @Test
  void noMutationOfStructureMakesTheVerifierFailOrPassForLong() {
    mutate(300_000, new Random(SEED + 2));
  }

  private static void mutate(int times, Random random) {
    var words =
        List.of(
            "0 R",
            "obj",
            "endobj",
            "stream",
            "endstream",
            "xref",
            "trailer",
            "startxref",
            "%%EOF",
            "<<",
            ">>",
            "[",
            "]",
            "(",
            ")",
            "/Type",
            "/Sig",
            "/Length",
            "/Prev",
            "/Size",
            "null",
            "-1",
            "99999999999",
            "\0",
            "\n",
            "%",
            "/Kids",
            "/V",
            "/Contents",
            "/ByteRange",
            "<");
    for (var i = 0; i < times; i++) {
      var text = new StringBuilder(PdfDraft.text(random.nextBoolean() ? ISSUED : SIGNED));
      for (var changes = random.nextInt(3); changes >= 0; changes--) {
        var at = random.nextInt(text.length());
        var length = Math.min(random.nextInt(40), text.length() - at);
        switch (random.nextInt(5)) {
          case 0 -> text.insert(at, words.get(random.nextInt(words.size())));
          case 1 -> text.delete(at, at + length);
          case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, at + length));
          case 3 -> text.setCharAt(at, (char) random.nextInt(256));
          default -> {
            var word = words.get(random.nextInt(words.size()));
            text.replace(at, Math.min(text.length(), at + word.length()), word);
          }
        }
      }
      var bytes = PdfDraft.bytes(text.toString());
      var report = judge(bytes);

      assertThat(report.headline().code())
          .as("mutation %d: %s", i, report.headline().en())
          .isNotEqualTo("VERIFY.FAILED");
      assertThat(report.valid() && !signsTheSame(bytes)).as("mutation %d", i).isFalse();
    }
  }

  /** The same signed bytes: only how the last signature is written may be another. */
  private static boolean signsTheSame(byte[] bytes) {
    var covered = covered(bytes);
    return covered.equals(covered(SIGNED)) || covered.equals(covered(ISSUED));
  }

  private static String covered(byte[] bytes) {
    var start = gapStart(bytes);
    var text = PdfDraft.text(bytes);
    return text.substring(0, start) + text.substring(text.indexOf('>', start));
  }
}
