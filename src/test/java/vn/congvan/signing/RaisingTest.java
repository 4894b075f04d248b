package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.RetryLater;
import vn.congvan.document.SetAside;
import vn.congvan.testing.DssOracle;
import vn.congvan.testing.Tool;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.trust.lab.LabServices.Answering;
import vn.congvan.trust.lab.LabServices.Listing;
import vn.congvan.trust.lab.LabServices.Stamping;
import vn.congvan.trust.stamp.TimeStamps;
import vn.congvan.validation.Expectations;
import vn.congvan.validation.PdfVerifier;

/** Signed letters are raised, step by step, with servers that answer and servers that do not. */
class RaisingTest {
  private static final List<PadesLevel> RAISED =
      List.of(PadesLevel.B_T, PadesLevel.B_LT, PadesLevel.B_LTA);

  /** One for all: making the lab's keys takes longer than any of the tests. */
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

  @BeforeEach
  void right() {
    desk.lab.services.stamping = Stamping.RIGHT;
    desk.lab.services.answering = Answering.RIGHT;
    desk.lab.services.listing = Listing.RIGHT;
  }

  @Test
  void dssSaysTheLevelThatAFileWasRaisedTo() throws IOException {
    for (var stamps : List.of(TimeStamps.none(), desk.lab.stamps())) {
      var sealed = desk.sealed(KeyKind.RSA2048, stamps);
      judged(sealed, stamps.isNone() ? PadesLevel.B_B : PadesLevel.B_T);
      for (var level : RAISED) {
        judged(desk.raised(sealed, level), level);
      }
    }
  }

  @Test
  void raisingStepByStepEndsWhereRaisingAtOnceDoes() throws IOException {
    var file = desk.sealed(KeyKind.P256, TimeStamps.none());
    for (var level : RAISED) {
      file =
          RaisingDesk.write(
              folder.resolve("step-" + level), desk.raiser().raise(file, level).pdf());
      assertThat(desk.raiser().level(file)).isEqualTo(level);
    }
    judged(file, PadesLevel.B_LTA);
  }

  @Test
  void whatIsThereStaysAndWhatIsReachedCostsNothing() throws IOException {
    var sealed = desk.sealed(KeyKind.P256, desk.lab.stamps());
    var raised = desk.raised(sealed, PadesLevel.B_LTA);
    var bytes = Files.readAllBytes(sealed);
    var calls = desk.lab.services.calls("/tsa");
    var again = desk.raiser().raise(raised, PadesLevel.B_LTA);

    assertThat(Files.readAllBytes(raised)).startsWith(bytes);
    assertThat(again.pdf().size()).isEqualTo(Files.size(raised));
    assertThat(again.level()).isEqualTo(PadesLevel.B_LTA);
    assertThat(desk.lab.services.calls("/tsa")).isEqualTo(calls);
  }

  @Test
  void aRenewedFileHasTheDataOfTheTimeStampBeforeAndANewOne() throws IOException {
    var archived = desk.raised(desk.sealed(KeyKind.P256, desk.lab.stamps()), PadesLevel.B_LTA);
    desk.lab.clock.forward(Duration.ofHours(3));
    var renewed =
        RaisingDesk.write(folder.resolve("renewed.pdf"), desk.raiser().renew(archived).pdf());

    judged(renewed, PadesLevel.B_LTA);
    assertThat(Files.readAllBytes(renewed)).startsWith(Files.readAllBytes(archived));
    assertThat(count(renewed, "/DocTimeStamp")).isEqualTo(2);
    assertThat(count(renewed, "/Type /DSS")).as("the store grows in place").isEqualTo(2);
  }

  @Test
  void ourVerifierAndPopplerAndQpdfAcceptEveryLevel() throws Exception {
    Tool.require("pdfsig");
    Tool.require("qpdf");
    var sealed = desk.sealed(KeyKind.RSA2048, TimeStamps.none());
    var verifier = new PdfVerifier(desk.lab.paths, CryptoProviders.best());
    for (var level : RAISED) {
      var raised = desk.raised(sealed, level);
      var report = verifier.verify(raised, desk.lab.clock.instant(), Expectations.none());
      assertThat(report.valid()).as(level + ": " + report.headline().en()).isTrue();
      var said = run("pdfsig", "-nocert", raised.toString());
      assertThat(said).as(said).doesNotContain("invalid").doesNotContain("Invalid");
      assertThat(said.split("Signature is Valid", -1)).hasSizeGreaterThanOrEqualTo(3);
      run("qpdf", "--check", raised.toString());
    }
  }

  /** DSS judges nothing of such a file; the level is what lies in it, and we judge all of it. */
  @Test
  void aDocumentWithSecondSignaturesOfMlDsaIsRaisedToo() throws IOException {
    var signer = new PdfSigner(CryptoProviders.best());
    var source = Sources.letter();
    var prepared = folder.resolve("twice.pdf");
    try (var plain =
        PlainPdf.prepare(desk.desk.write("source.pdf", source), Desk.layout(source), true)) {
      Files.write(prepared, Desk.bytes(plain::writeTo));
    }
    var now = desk.lab.clock.instant();
    var signed =
        RaisingDesk.write(
            folder.resolve("twice-signed.pdf"),
            signer.signAsLeader(
                prepared,
                new LeaderSignature(
                    desk.leader(KeyKind.P256),
                    Desk.HAND,
                    now,
                    "Lê Thị Bình",
                    null,
                    desk.leader(KeyKind.ML_DSA_65))));
    var sealed =
        RaisingDesk.write(
            folder.resolve("twice-sealed.pdf"),
            signer.seal(
                signed,
                new Seal(
                    desk.agency(KeyKind.P256),
                    Desk.STAMP,
                    Desk.NUMBER,
                    Desk.DATE,
                    now,
                    "UBND Huế",
                    desk.agency(KeyKind.ML_DSA_65))));
    var verifier = new PdfVerifier(desk.lab.paths, CryptoProviders.best());
    for (var level : RAISED) {
      var raised = desk.raised(sealed, level);
      assertThat(desk.raiser().level(raised)).isEqualTo(level);
      var report = verifier.verify(raised, now, Expectations.none());
      assertThat(report.valid()).as(level + ": " + report.headline().en()).isTrue();
      assertThat(report.signatures()).hasSizeGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void aSignatureIsMadeWithoutATimeStampWhenTheServerIsAwayAndRaisedLater() throws IOException {
    for (var mode : List.of(Stamping.DOWN, Stamping.REFUSING, Stamping.ANOTHER_NONCE)) {
      desk.lab.services.stamping = mode;
      var sealed = desk.sealed(KeyKind.P256, desk.lab.stamps());
      judged(sealed, PadesLevel.B_B);

      var said =
          catchThrowableOfType(
              RetryLater.class, () -> desk.raiser().raise(sealed, PadesLevel.B_LTA));
      assertThat(said.reason().code()).isEqualTo("TSA.AWAY");

      desk.lab.services.stamping = Stamping.RIGHT;
      judged(desk.raised(sealed, PadesLevel.B_LTA), PadesLevel.B_LTA);
    }
  }

  @Test
  void oneTimeStampIsTakenForEachSignatureAndNoneIsLost() throws IOException {
    var before = desk.lab.services.calls("/tsa");
    desk.sealed(KeyKind.P256, desk.lab.stamps());

    assertThat(desk.lab.services.calls("/tsa") - before).isEqualTo(2);
  }

  @Test
  void roomForTheSignatureIsNeverMuchMoreThanItNeeds() throws IOException {
    var stamps = desk.lab.stamps();
    desk.sealed(KeyKind.P256, stamps);
    var second = Files.readString(desk.sealed(KeyKind.P256, stamps), StandardCharsets.ISO_8859_1);

    var padding = java.util.regex.Pattern.compile("(00)+>").matcher(second);
    while (padding.find()) {
      assertThat(padding.group().length()).isLessThan(2 * 400);
    }
  }

  @Test
  void whereNoProofCanBeHadTheFileWaitsAndIsRaisedWhenItCan() throws IOException {
    var sealed = desk.sealed(KeyKind.P256, desk.lab.stamps());
    desk.lab.services.answering = Answering.DOWN;
    desk.lab.services.listing = Listing.DOWN;
    var said =
        catchThrowableOfType(RetryLater.class, () -> desk.raiser().raise(sealed, PadesLevel.B_LT));
    assertThat(said.reason().code()).isEqualTo("RAISE.NO_PROOF");

    desk.lab.services.listing = Listing.RIGHT;
    var raised = desk.raised(sealed, PadesLevel.B_LT);
    judged(raised, PadesLevel.B_LT);
    assertThat(count(raised, "/CRLs")).isEqualTo(1);
    assertThat(count(raised, "/OCSPs")).isZero();
  }

  @Test
  void certificatesThatNameNobodyAreSetAside() throws IOException {
    var plain = new Desk(folder);
    var sealed =
        plain.write(
            "plain.pdf",
            plain.sealed(
                plain.signed(plain.prepared(Sources.letter()), KeyKind.P256), KeyKind.P256));
    var said =
        catchThrowableOfType(SetAside.class, () -> desk.raiser().raise(sealed, PadesLevel.B_LT));

    assertThat(said.reason().code()).isIn("RAISE.NOBODY_TO_ASK", "RAISE.NOT_TRUSTED");
  }

  @Test
  void aFileThatIsNotSignedIsNotRaised() throws IOException {
    var prepared = desk.desk.write("only.pdf", desk.desk.prepared(Sources.letter()));
    var said =
        catchThrowableOfType(SetAside.class, () -> desk.raiser().raise(prepared, PadesLevel.B_T));

    assertThat(said.reason().code()).isEqualTo("RAISE.NOT_SIGNED");
  }

  @Test
  void aFileOfManyMegabytesIsRaisedLikeASmallOne() throws IOException {
    var source = desk.desk.prepared(Sources.scan(40));
    assertThat(source.length).isGreaterThan(BaseFile.SMALL);
    var signer = new PdfSigner(CryptoProviders.best(), desk.lab.stamps());
    var signed =
        RaisingDesk.write(
            folder.resolve("large-signed.pdf"),
            signer.signAsLeader(
                desk.desk.write("large.pdf", source),
                new LeaderSignature(
                    desk.leader(KeyKind.P256), Desk.HAND, desk.lab.clock.instant(), "A", null)));
    var raised = desk.raised(signed, PadesLevel.B_LTA);
    var said = DssOracle.judge(raised, desk.anchors());

    assertThat(said)
        .singleElement()
        .satisfies(one -> assertThat(one.format()).isEqualTo("PAdES-BASELINE-LTA"));
  }

  @Test
  void noDamageMakesRaisingDoAnythingButAppendOrRefuse() throws IOException {
    var sealed = desk.sealed(KeyKind.P256, desk.lab.stamps());
    var archived = Files.readAllBytes(desk.raised(sealed, PadesLevel.B_LTA));
    var random = new Random(20261122);
    var refused = 0;
    for (var i = 0; i < 1500; i++) {
      var spoilt = Spoil.some(archived, random);
      var file = Files.write(folder.resolve("spoilt.pdf"), spoilt);
      try {
        var raised = desk.raiser(TimeStamps.none()).raise(file, PadesLevel.B_LTA);
        assertThat(raised.pdf().size()).isGreaterThanOrEqualTo(spoilt.length);
      } catch (SetAside | RetryLater e) {
        refused++;
      }
    }
    assertThat(refused).as("some of each").isBetween(50, 1450);
  }

  private void judged(Path file, PadesLevel level) {
    var said = DssOracle.judge(file, desk.anchors());
    assertThat(said).hasSize(2);
    assertThat(said)
        .allSatisfy(
            one -> {
              assertThat(one.indication()).as(one.words()).isEqualTo("TOTAL_PASSED");
              assertThat(one.format())
                  .as(one.words())
                  .isEqualTo("PAdES-BASELINE-" + level.toString().substring(2));
            });
    assertThat(desk.raiser().level(file)).isEqualTo(level);
  }

  private static int count(Path file, String what) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1)
            .split(java.util.regex.Pattern.quote(what), -1)
            .length
        - 1;
  }

  private static String run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Arrays.toString(command) + said).isZero();
    return said;
  }
}
