package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.RetryLater;
import vn.congvan.document.SetAside;
import vn.congvan.signing.OtherSigner.Habit;
import vn.congvan.testing.DssOracle;
import vn.congvan.testing.Tool;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.trust.stamp.TimeStamps;
import vn.congvan.validation.Expectations;
import vn.congvan.validation.PdfVerifier;

/** Signed files that were not made here are raised, whatever they are built of and who signed. */
class RaisedSourcesTest {
  private static final List<PadesLevel> RAISED =
      List.of(PadesLevel.B_T, PadesLevel.B_LT, PadesLevel.B_LTA);

  @TempDir static Path folder;

  private static RaisingDesk desk;

  @BeforeAll
  static void open() {
    desk = new RaisingDesk(folder);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  private static Map<String, byte[]> sources() throws IOException {
    var sources = new LinkedHashMap<String, byte[]>();
    sources.put("table", Sources.letter());
    sources.put("streams", Sources.packed());
    sources.put("hybrid", Sources.hybrid());
    sources.put("busy", Sources.busy());
    return sources;
  }

  @Test
  void everyStructureReachesEveryLevelAndEveryVerifierSaysSo() throws Exception {
    for (var source : sources().entrySet()) {
      var signed = signed(source.getValue());
      for (var level : RAISED) {
        var name = source.getKey() + " " + level;
        var raised = desk.raised(signed, level);
        assertThat(Arrays.copyOf(Files.readAllBytes(raised), (int) Files.size(signed)))
            .as(name)
            .isEqualTo(Files.readAllBytes(signed));
        assertThat(desk.raiser().level(raised)).as(name).isEqualTo(level);
        var said = DssOracle.judge(raised, desk.anchors());
        assertThat(said)
            .singleElement()
            .satisfies(
                one -> {
                  assertThat(one.indication()).as(name + one.words()).isEqualTo("TOTAL_PASSED");
                  assertThat(one.format())
                      .as(name)
                      .isEqualTo("PAdES-BASELINE-" + level.toString().substring(2));
                });
        acceptedByTheOthers(raised, name);
      }
    }
  }

  @Test
  void aFileThatSomebodyElseSignedTooIsRaisedWithBothSignatures() throws Exception {
    for (var source : sources().entrySet()) {
      var name = source.getKey();
      var theirs =
          desk.desk.write(
              "theirs.pdf",
              OtherSigner.sign(source.getValue(), desk.agency(KeyKind.P256), Habit.STRICT));
      assertThat(desk.raiser().level(theirs)).as(name).isEqualTo(PadesLevel.B_B);
      var raised = desk.raised(signed(Files.readAllBytes(theirs)), PadesLevel.B_LTA);
      var said = DssOracle.judge(raised, desk.anchors());
      assertThat(said).as(name).hasSize(2);
      assertThat(said)
          .allSatisfy(
              one -> assertThat(one.indication()).as(name + one.words()).isEqualTo("TOTAL_PASSED"));
      assertThat(said)
          .extracting(DssOracle.Judgement::format)
          .as(name)
          .containsExactlyInAnyOrder("PKCS7-LTA", "PAdES-BASELINE-LTA");
      acceptedByTheOthers(raised, name);
    }
  }

  /** We pass no such signature ourselves; raising keeps it for those who do. */
  @Test
  void aLooseCmsOfAnotherProgramIsRaisedAsItIs() throws Exception {
    for (var source : sources().entrySet()) {
      var name = source.getKey();
      var theirs =
          desk.desk.write(
              "loose.pdf",
              OtherSigner.sign(source.getValue(), desk.agency(KeyKind.P256), Habit.LOOSE));
      var raised = desk.raised(theirs, PadesLevel.B_LTA);
      assertThat(desk.raiser().level(raised)).as(name).isEqualTo(PadesLevel.B_LTA);
      assertThat(Arrays.copyOf(Files.readAllBytes(raised), (int) Files.size(theirs)))
          .as(name)
          .isEqualTo(Files.readAllBytes(theirs));
      assertThat(run("pdfsig", "-nocert", raised.toString()))
          .as(name)
          .contains("Signature is Valid")
          .doesNotContain("nvalid");
      assertThat(run("qpdf", "--check", raised.toString()))
          .as(name)
          .contains("No syntax or stream encoding errors found");
    }
  }

  @Test
  void whatIsSpoiltIsRefusedOrAppendedToAndNeverMended() throws IOException {
    var random = new Random(20261125);
    for (var source : sources().entrySet()) {
      var sound = Files.readAllBytes(desk.raised(signed(source.getValue()), PadesLevel.B_LT));
      var refused = 0;
      for (var i = 0; i < 200; i++) {
        var spoilt = Spoil.some(sound, random);
        var file = Files.write(folder.resolve("spoilt.pdf"), spoilt);
        try {
          desk.raiser(TimeStamps.none()).raise(file, PadesLevel.B_LT);
        } catch (SetAside | RetryLater e) {
          refused++;
        }
      }
      assertThat(refused).as(source.getKey()).isPositive();
    }
  }

  @Test
  void aForeignFileWithoutASignatureIsNotRaised() throws IOException {
    for (var source : sources().entrySet()) {
      var file = Files.write(folder.resolve("unsigned.pdf"), source.getValue());
      var said =
          catchThrowableOfType(SetAside.class, () -> desk.raiser().raise(file, PadesLevel.B_T));
      assertThat(said.reason().code()).as(source.getKey()).isEqualTo("RAISE.NOT_SIGNED");
    }
  }

  private static Path signed(byte[] source) throws IOException {
    var signer = new PdfSigner(CryptoProviders.best());
    var file = Files.write(folder.resolve("any.pdf"), source);
    var request =
        new FreeSignature(
            desk.leader(KeyKind.RSA2048),
            desk.lab.clock.instant(),
            "Lê Thị Bình",
            null,
            null,
            null);
    return RaisingDesk.write(folder.resolve("any-signed.pdf"), signer.sign(file, request));
  }

  private static void acceptedByTheOthers(Path file, String name) throws Exception {
    Tool.require("pdfsig");
    Tool.require("qpdf");
    var verifier = new PdfVerifier(desk.lab.paths, CryptoProviders.best());
    var report = verifier.verify(file, desk.lab.clock.instant(), Expectations.none());
    assertThat(report.valid()).as(name + ": " + report.headline().en()).isTrue();
    var said = run("pdfsig", "-nocert", file.toString());
    assertThat(said).as(name).contains("Signature is Valid");
    assertThat(said).as(name).doesNotContain("invalid").doesNotContain("Invalid");
    assertThat(run("qpdf", "--check", file.toString()))
        .as(name)
        .contains("No syntax or stream encoding errors found");
  }

  private static String run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }
}
