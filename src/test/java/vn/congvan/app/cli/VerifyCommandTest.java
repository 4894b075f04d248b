package vn.congvan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.lab.Annex;
import vn.congvan.app.lab.AnnexText;
import vn.congvan.document.AgencyCode;
import vn.congvan.signing.AttachmentSeal;
import vn.congvan.signing.KeyRing;
import vn.congvan.signing.PdfSigner;
import vn.congvan.signing.PlainPdf;
import vn.congvan.signing.SigningRules;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.trust.lab.LabPki;

class VerifyCommandTest {
  private static final Clock MORNING = Clock.fixed(Console.NOW, ZoneOffset.UTC);

  private static Path folder = Path.of("");
  private static String anchors = "";
  private static String unsigned = "";
  private static String sealed = "";

  @BeforeAll
  static void anAttachmentSealedByTheCity(@TempDir Path temp) throws IOException {
    folder = temp;
    var pki = LabPki.open(temp.resolve("pki"), MORNING, CryptoProviders.best());
    var city = pki.issueAgency(new AgencyCode("H57"), "UBND thành phố Huế", KeyKind.P256);
    anchors = pki.anchorsFolder().toString();
    var bare = temp.resolve("phụ lục.pdf");
    Files.write(
        bare,
        Annex.pdf(
            new AnnexText(
                "PHÂN CÔNG", "Kèm theo Công văn", List.of(160.0), List.of("Việc"), List.of())));
    unsigned = bare.toString();
    var plain = temp.resolve("plain.pdf");
    try (var prepared = PlainPdf.prepareAttachment(bare);
        var out = Files.newOutputStream(plain)) {
      prepared.writeTo(out);
    }
    var key = new KeyRing(SigningRules.standard()).key(city.keyFile(), city.passwordFile());
    var done =
        new PdfSigner(CryptoProviders.best())
            .sealAttachment(
                plain, new AttachmentSeal(key, "05/UBND-VX", Console.NOW, "UBND thành phố Huế"));
    var file = temp.resolve("đã đóng dấu.pdf");
    try (var out = Files.newOutputStream(file)) {
      done.writeTo(out);
    }
    sealed = file.toString();
  }

  @Test
  void aSealedFileIsValidAndItSaysWhoseSealItIs() {
    var console = Console.speaking("vi");

    assertThat(console.run("verify", "--anchors", anchors, sealed)).isEqualTo(ExitCode.OK);
    assertThat(console.out())
        .startsWith(sealed + "\n  HỢP LỆ.")
        .contains("Con dấu trên phụ lục: UBND thành phố Huế (H57), ký lúc 09:30:15 05/03/2026");
    assertThat(console.err()).isEmpty();
  }

  @Test
  void oneChangedByteIsFound() throws IOException {
    var bytes = Files.readAllBytes(Path.of(sealed));
    bytes[bytes.length / 10] ^= 1;
    var changed = Files.write(folder.resolve("changed.pdf"), bytes);
    var console = Console.speaking("vi");

    assertThat(console.run("verify", "--anchors", anchors, changed.toString()))
        .isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(console.out()).contains("KHÔNG HỢP LỆ");
  }

  @Test
  void oneBadFileDoesNotKeepTheOthersFromBeingJudged() {
    var console = Console.speaking("vi");
    var missing = folder.resolve("không có.pdf").toString();

    assertThat(console.run("verify", "--anchors", anchors, missing, unsigned, sealed))
        .isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(console.err()).contains("VERIFY.NO_FILE", "không có.pdf");
    assertThat(console.out()).contains("HỢP LỆ.").containsIgnoringCase("chưa ký");
  }

  @Test
  void withoutRootsNothingCanBeJudged(@TempDir Path empty) {
    var console = Console.speaking("en");

    assertThat(console.run("verify", "--data", empty.toString(), sealed))
        .isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(console.out()).isEmpty();
    assertThat(console.err()).startsWith("Error ").hasLineCount(1);
  }

  @Test
  void anotherRootDoesNotVouchForTheSeal(@TempDir Path other) {
    var stranger = LabPki.open(other, MORNING, CryptoProviders.best()).anchorsFolder().toString();
    var console = Console.speaking("vi");

    assertThat(console.run("verify", "--anchors", stranger, sealed))
        .isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(console.out()).doesNotContain("  HỢP LỆ.");
  }
}
