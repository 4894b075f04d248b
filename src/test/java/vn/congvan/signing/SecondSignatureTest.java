package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.SetAside;
import vn.congvan.testing.DssOracle;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.trust.lab.Holder;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.validation.Expectations;
import vn.congvan.validation.PdfVerifier;
import vn.congvan.validation.Role;
import vn.congvan.validation.SignatureReport;
import vn.congvan.validation.VerificationReport;

/** Leader and agency each sign once more, with a key that quantum computers do not break. */
class SecondSignatureTest {
  private static final AgencyCode AGENCY = new AgencyCode("H57.90");
  private static final SigningKey LEADER = person(KeyKind.P256);
  private static final SigningKey LEADERS_SECOND = person(KeyKind.ML_DSA_65);
  private static final SigningKey SEAL = agency(KeyKind.RSA2048);
  private static final SigningKey SEALS_SECOND = agency(KeyKind.ML_DSA_65);

  @TempDir Path folder;

  @Test
  void aDocumentBearsFourSignaturesAndAnAttachmentTwo() throws Exception {
    var sealed = sealed(signed(prepared(Sources.letter()), LEADERS_SECOND), SEALS_SECOND);

    var report = judge(sealed, Expectations.issuedBy(AGENCY));
    assertThat(report.findings()).isEmpty();
    assertThat(report.signatures())
        .extracting(SignatureReport::role)
        .containsExactly(Role.LEADER, Role.LEADER_SECOND, Role.SEAL, Role.SEAL_SECOND);
    assertThat(report.headline().vi()).containsOnlyOnce("Lê Thị Bình");

    var attachment =
        Desk.bytes(
            desk()
                    .signer
                    .sealAttachment(
                        desk().write("a.pdf", attachment()),
                        new AttachmentSeal(
                            SEAL, "05/UBND-VX", Desk.SEALED_AT, "UBND", SEALS_SECOND))
                ::writeTo);
    assertThat(judge(attachment, Expectations.sealedBy(AGENCY)).findings()).isEmpty();
  }

  @Test
  void aLargeFileGetsBothInOneGo() throws Exception {
    var prepared = prepared(noise());
    assertThat(prepared.length).isGreaterThan(BaseFile.SMALL);

    var sealed = sealed(signed(prepared, LEADERS_SECOND), SEALS_SECOND);

    assertThat(Arrays.copyOf(sealed, prepared.length)).isEqualTo(prepared);
    assertThat(judge(sealed, Expectations.issuedBy(AGENCY)).findings()).isEmpty();
  }

  /** It stops at the certificate; for this the second signature is off until it is asked for. */
  @Test
  void dssJudgesNothingOfAFileWithAKeyItDoesNotKnow() throws Exception {
    var signed = desk().write("signed.pdf", signed(prepared(Sources.letter()), LEADERS_SECOND));

    assertThatThrownBy(() -> DssOracle.judge(signed, Desk.anchors()))
        .hasMessageContaining("Unsupported algorithm: ML-DSA-65");
  }

  @Test
  void aFileThatLostItsSecondSignatureDoesNotPass() throws Exception {
    var prepared = prepared(Sources.letter());
    var signed = signed(prepared, LEADERS_SECOND);
    var sealed = sealed(signed, SEALS_SECOND);

    notFit(cutToRevisions(signed, 2), Expectations.signedByLeader(), "VERIFY.NO_SECOND");
    notFit(cutToRevisions(sealed, 4), Expectations.issuedBy(AGENCY), "VERIFY.NO_SECOND");
    assertThat(judge(signed, Expectations.signedByLeader()).findings()).isEmpty();
  }

  @Test
  void aSecondSignatureIsByTheOneWhoSignedFirst() throws Exception {
    var prepared = prepared(Sources.letter());
    var another = Desk.leaderKey(KeyKind.ML_DSA_65);
    notFit(signed(prepared, another), Expectations.signedByLeader(), "VERIFY.SECOND_OTHER_SIGNER");
    notFit(
        sealed(signed(prepared, LEADERS_SECOND), Desk.agencyKey(KeyKind.ML_DSA_65)),
        Expectations.issuedBy(AGENCY),
        "VERIFY.SECOND_OTHER_SIGNER");
  }

  @Test
  void whoHasNoSecondKeySignsNothing() throws Exception {
    var prepared = prepared(Sources.letter());
    var signed = signed(prepared, LEADERS_SECOND);

    setAside("SIGN.NO_SECOND_KEY", () -> signed(prepared, null));
    setAside("SIGN.NO_SECOND_KEY", () -> sealed(signed, null));
    setAside("SIGN.NO_LEADER", () -> sealed(cutToRevisions(signed, 2), SEALS_SECOND));
  }

  @Test
  void aFilePreparedForOneSignatureGetsOne() throws Exception {
    var prepared = desk().prepared(Sources.letter());
    var sealed = sealed(signed(prepared, LEADERS_SECOND), SEALS_SECOND);

    assertThat(judge(sealed, Expectations.issuedBy(AGENCY)).signatures()).hasSize(2);
    assertThat(judge(sealed, Expectations.issuedBy(AGENCY)).findings()).isEmpty();
  }

  @Test
  void nothingChangesAfterTheSecondSeal() throws Exception {
    var sealed = sealed(signed(prepared(Sources.letter()), LEADERS_SECOND), SEALS_SECOND);

    setAside("SIGN.ALREADY_SIGNED", () -> sealed(sealed, SEALS_SECOND));
    setAside("SIGN.ALREADY_SIGNED", () -> signed(sealed, LEADERS_SECOND));
    var text = new String(sealed, StandardCharsets.ISO_8859_1);
    var all = "/Action /Include/Fields [(leader)(seal)(number)(date)(leader-second)";
    assertThat(text.split(Pattern.quote(all + "]"), -1)).hasSize(4);
    assertThat(text.substring(text.lastIndexOf("/Type /Sig/"))).contains(all + "(seal-second)]");
  }

  private Desk desk() {
    return new Desk(folder);
  }

  private byte[] prepared(byte[] source) throws IOException {
    try (var plain =
        PlainPdf.prepare(desk().write("source.pdf", source), Desk.layout(source), true)) {
      return Desk.bytes(plain::writeTo);
    }
  }

  private byte[] attachment() throws IOException {
    try (var plain =
        PlainPdf.prepareAttachment(desk().write("source.pdf", Sources.scan(1)), true)) {
      return Desk.bytes(plain::writeTo);
    }
  }

  private byte[] signed(byte[] prepared, @Nullable SigningKey second) throws IOException {
    var request =
        new LeaderSignature(LEADER, Desk.HAND, Desk.SIGNED_AT, "Lê Thị Bình", null, second);
    return Desk.bytes(
        desk().signer.signAsLeader(desk().write("p.pdf", prepared), request)::writeTo);
  }

  private byte[] sealed(byte[] signed, @Nullable SigningKey second) throws IOException {
    var request =
        new Seal(SEAL, Desk.STAMP, Desk.NUMBER, Desk.DATE, Desk.SEALED_AT, "UBND", second);
    return Desk.bytes(desk().signer.seal(desk().write("s.pdf", signed), request)::writeTo);
  }

  /** As it was before its later updates. */
  private static byte[] cutToRevisions(byte[] file, int revisions) {
    var text = new String(file, StandardCharsets.ISO_8859_1);
    var end = 0;
    for (var i = 0; i < revisions; i++) {
      end = text.indexOf("%%EOF\n", end) + 6;
    }
    return Arrays.copyOf(file, end);
  }

  /** One page that cannot be packed. */
  private static byte[] noise() throws IOException {
    var random = new Random(65);
    var picture = new BufferedImage(1200, 1200, BufferedImage.TYPE_INT_RGB);
    for (var i = 0; i < 1200 * 1200; i++) {
      picture.setRGB(i % 1200, i / 1200, random.nextInt());
    }
    try (var document = new PDDocument()) {
      var page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      try (var content = new PDPageContentStream(document, page)) {
        content.drawImage(JPEGFactory.createFromImage(document, picture, 0.9f), 0, 0, 595, 595);
      }
      return Sources.saved(document, CompressParameters.NO_COMPRESSION);
    }
  }

  private VerificationReport judge(byte[] file, Expectations expectations) throws IOException {
    var verifier =
        new PdfVerifier(
            new CertificatePaths(TrustAnchors.read(Desk.anchors()), CryptoProviders.best()),
            CryptoProviders.best());
    return verifier.verify(desk().write("judged.pdf", file), Desk.SEALED_AT, expectations);
  }

  private void notFit(byte[] file, Expectations expectations, String code) throws IOException {
    var report = judge(file, expectations);
    assertThat(report.valid()).isFalse();
    assertThat(report.findings()).extracting(r -> r.code()).contains(code);
  }

  private static void setAside(String code, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(SetAside.class, e -> assertThat(e.reason().code()).isEqualTo(code));
  }

  private static SigningKey person(KeyKind kind) {
    return key(Desk.pki().issuePerson("ld-second", "Lê Thị Bình", "UBND", kind));
  }

  private static SigningKey agency(KeyKind kind) {
    return key(Desk.pki().issueAgency(AGENCY, "Ủy ban nhân dân", kind));
  }

  private static SigningKey key(Holder holder) {
    return new KeyRing(SigningRules.standard()).key(holder.keyFile(), holder.passwordFile());
  }
}
