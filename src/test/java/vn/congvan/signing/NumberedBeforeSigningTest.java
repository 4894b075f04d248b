package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.SetAside;
import vn.congvan.testing.DssOracle;
import vn.congvan.testing.Tool;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.validation.Expectations;
import vn.congvan.validation.PdfVerifier;
import vn.congvan.validation.VerificationReport;

/** Documents whose leader signs number and date too. */
class NumberedBeforeSigningTest {
  private static final NumberAndDate NUMBERED = new NumberAndDate(Desk.NUMBER, Desk.DATE);
  private static final PdfSigner SIGNER = new PdfSigner(CryptoProviders.best());

  @TempDir Path folder;

  private final PdfVerifier verifier =
      new PdfVerifier(
          new CertificatePaths(TrustAnchors.read(Desk.anchors()), CryptoProviders.best()),
          CryptoProviders.best());

  @Test
  void everybodyTakesThemForDocumentsThatNobodyHasChanged() throws Exception {
    Tool.require("pdfsig");
    var desk = new Desk(folder);
    for (var source : Samples.sources().entrySet()) {
      var signed = numbered(desk, source.getValue());
      var sealed = desk.sealed(signed, KeyKind.RSA2048);

      var byLeader = judge(signed, Expectations.signedByLeader());
      assertThat(byLeader.findings()).as(source.getKey()).isEmpty();
      assertThat(byLeader.number()).isEqualTo(Desk.NUMBER);
      assertThat(byLeader.date()).isEqualTo(Desk.DATE);
      var issued =
          judge(sealed, Expectations.issuedBy(new AgencyCode("H57." + KeyKind.RSA2048.ordinal())));
      assertThat(issued.findings()).as(source.getKey()).isEmpty();
      assertThat(issued.valid()).isTrue();
      DssOracle.assertPasses(desk.write("numbered.pdf", signed), Desk.anchors(), 1);
      var file = desk.write("sealed.pdf", sealed);
      DssOracle.assertPasses(file, Desk.anchors(), 2);
      assertThat(pdfsig(file)).as(source.getKey()).isEqualTo(2);
    }
  }

  @Test
  void theSealAddsNothingButItselfAndNoOtherNumber() throws IOException {
    var desk = new Desk(folder);
    var signed = numbered(desk, Sources.letter());
    var sealed = desk.sealed(signed, KeyKind.P256);

    assertThat(sealed).startsWith(signed);
    assertThat(Appended.latin(sealed, signed.length, sealed.length)).doesNotContain("/FT /Tx");
    var another =
        new Seal(
            Desk.agencyKey(KeyKind.P256),
            Desk.STAMP,
            "Số: 06/UBND-VX",
            Desk.DATE,
            Desk.SEALED_AT,
            "Ủy ban nhân dân thành phố Huế");
    assertThatThrownBy(() -> SIGNER.seal(desk.write("signed.pdf", signed), another))
        .isInstanceOfSatisfying(
            SetAside.class, e -> assertThat(e.reason().code()).isEqualTo("SEAL.ANOTHER_NUMBER"));
  }

  private byte[] numbered(Desk desk, byte[] source) throws IOException {
    var request =
        new LeaderSignature(
            Desk.leaderKey(KeyKind.P256),
            Desk.HAND,
            Desk.SIGNED_AT,
            "Lê Thị Bình",
            null,
            null,
            NUMBERED);
    var prepared = desk.write("prepared.pdf", desk.prepared(source));
    return Desk.bytes(SIGNER.signAsLeader(prepared, request)::writeTo);
  }

  private VerificationReport judge(byte[] file, Expectations expectations) throws IOException {
    return verifier.verify(
        new Desk(folder).write("judged.pdf", file), Desk.SEALED_AT, expectations);
  }

  /** How many signatures it finds valid. */
  private static long pdfsig(Path pdf) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("pdfsig", "-nocert", pdf.toString()).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said.lines().filter(line -> line.contains("Signature is Valid.")).count();
  }
}
