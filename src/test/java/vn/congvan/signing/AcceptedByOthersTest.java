package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.testing.DssOracle;
import vn.congvan.testing.Tool;
import vn.congvan.trust.lab.KeyKind;

/** Programs that owe us nothing read what we sign. */
class AcceptedByOthersTest {
  private static final String VALID = "  - Signature Validation: Signature is Valid.";
  private static final String TOTAL = "  - Total document signed";
  private static final String PART = "  - Not total document signed";

  @TempDir Path folder;

  @Test
  void popplerFindsEverySignatureValidAndTheLastOneOverAllOfTheFile() throws Exception {
    Tool.require("pdfsig");
    var desk = new Desk(folder);
    for (var source : Samples.sources().entrySet()) {
      var signed = desk.signed(desk.prepared(source.getValue()), KeyKind.RSA2048);
      assertThat(pdfsig(desk.write("leader.pdf", signed)))
          .as(source.getKey())
          .containsExactly(TOTAL, VALID);
      var sealed = desk.sealed(signed, KeyKind.P256);
      assertThat(pdfsig(desk.write("sealed.pdf", sealed)))
          .as(source.getKey())
          .containsExactly(PART, VALID, TOTAL, VALID);
      var attachment = desk.preparedAttachment(source.getValue());
      assertThat(
              pdfsig(desk.write("attachment.pdf", desk.sealedAttachment(attachment, KeyKind.P384))))
          .as(source.getKey())
          .containsExactly(TOTAL, VALID);
    }
  }

  @Test
  void everybodyAcceptsEveryFormOfCopy() throws Exception {
    Tool.require("pdfsig");
    Tool.require("qpdf");
    var desk = new Desk(folder);
    var forms = CopyForm.values();
    var next = 0;
    for (var source : Samples.sources().entrySet()) {
      var form = forms[next++ % forms.length];
      var prepared = desk.preparedCopy(source.getValue());
      var copy =
          desk.write(
              form.key() + ".pdf", desk.sealedCopy(prepared, form, Desk.CITY, KeyKind.RSA2048));

      assertThat(pdfsig(copy)).as(source.getKey()).containsExactly(TOTAL, VALID);
      DssOracle.assertPasses(copy, Desk.anchors(), 1);
      assertThat(Program.run(List.of("qpdf", "--check", copy.toString())))
          .as(source.getKey())
          .contains("No syntax or stream encoding errors found");
    }
  }

  @Test
  void popplerSeesThatAByteWasChanged() throws Exception {
    Tool.require("pdfsig");
    var desk = new Desk(folder);
    var signed = desk.signed(desk.prepared(Sources.letter()), KeyKind.RSA2048);
    signed[signed.length / 3] ^= 1;

    assertThat(pdfsig(desk.write("changed.pdf", signed))).doesNotContain(VALID);
  }

  @Test
  void dssPassesLettersSignedAndSealedWithEveryKindOfKeyItAllows() throws IOException {
    var desk = new Desk(folder);
    var prepared = desk.prepared(Sources.letter());
    for (var kind : List.of(KeyKind.RSA2048, KeyKind.RSA3072, KeyKind.P256, KeyKind.P384)) {
      var signed = desk.signed(prepared, kind);
      DssOracle.assertPasses(desk.write("leader.pdf", signed), Desk.anchors(), 1);
      DssOracle.assertPasses(
          desk.write("sealed.pdf", desk.sealed(signed, kind)), Desk.anchors(), 2);
    }
  }

  @Test
  void dssPassesWhatWasMadeOfEverySource() throws IOException {
    var desk = new Desk(folder);
    for (Map.Entry<String, byte[]> source : Samples.sources().entrySet()) {
      var signed = desk.signed(desk.prepared(source.getValue()), KeyKind.P256);
      DssOracle.assertPasses(
          desk.write(source.getKey() + ".pdf", desk.sealed(signed, KeyKind.RSA2048)),
          Desk.anchors(),
          2);
    }
    DssOracle.assertPasses(
        desk.write(
            "attachment.pdf",
            desk.sealedAttachment(desk.preparedAttachment(Sources.scan(2)), KeyKind.RSA2048)),
        Desk.anchors(),
        1);
  }

  /** What pdfsig says of coverage and validity, signature by signature. */
  private static List<String> pdfsig(Path pdf) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("pdfsig", "-nocert", pdf.toString()).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Arrays.stream(said.split("\n", -1))
        .filter(line -> line.contains("otal document signed") || line.contains("Validation:"))
        .toList();
  }
}
