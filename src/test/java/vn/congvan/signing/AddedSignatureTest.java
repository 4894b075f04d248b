package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.Failure;
import vn.congvan.document.SetAside;
import vn.congvan.testing.DssOracle;
import vn.congvan.testing.Tool;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.validation.Expectations;
import vn.congvan.validation.PdfVerifier;

/** Signatures appended to files that were not made here, of every structure there is. */
class AddedSignatureTest {
  private static final FieldLayout.Place PLACE =
      new FieldLayout.Place(0, new Box(330, 190, 130, 65));

  @TempDir Path folder;

  private final PdfVerifier verifier =
      new PdfVerifier(
          new CertificatePaths(TrustAnchors.read(Desk.anchors()), CryptoProviders.best()),
          CryptoProviders.best());

  private static Map<String, byte[]> sources() throws IOException {
    var sources = new LinkedHashMap<String, byte[]>();
    sources.put("table", Sources.letter());
    sources.put("streams", Sources.packed());
    sources.put("hybrid", Sources.hybrid());
    sources.put("turned", Sources.turned(90));
    sources.put("scan", Sources.scan(3));
    sources.put("busy", Sources.busy());
    sources.put("form", withForm(false));
    sources.put("packed form", withForm(true));
    return sources;
  }

  @Test
  void everyStructureIsSignedFiveTimesAndEveryVerifierPassesIt() throws Exception {
    Tool.require("pdfsig");
    Tool.require("qpdf");
    for (var source : sources().entrySet()) {
      var file = source.getValue();
      for (var i = 1; i <= 5; i++) {
        var signed = signed(file, i % 2 == 0 ? KeyKind.P256 : KeyKind.RSA2048, i % 2 == 1);
        assertThat(Arrays.copyOf(signed, file.length)).as(source.getKey()).isEqualTo(file);
        file = signed;
        if (i == 1 || i == 5) {
          var path = new Desk(folder).write("signed.pdf", file);
          assertThat(pdfsig(path)).as("%s, %d", source.getKey(), i).isEqualTo(i);
          assertThat(run("qpdf", "--check", path.toString()))
              .as("%s, %d", source.getKey(), i)
              .contains("No syntax or stream encoding errors found");
          DssOracle.assertPasses(path, Desk.anchors(), i);
          var report = verifier.verify(path, Desk.SEALED_AT, Expectations.none());
          assertThat(report.findings()).as("%s, %d", source.getKey(), i).isEmpty();
          assertThat(report.signatures()).hasSize(i);
        }
      }
    }
  }

  @Test
  void anInvisibleSignatureAddsLittle() throws Exception {
    var file = Sources.letter();

    assertThat(signed(file, KeyKind.RSA2048, false).length - file.length).isLessThan(8 << 10);
  }

  @Test
  void aFileCertifiedAgainstEveryChangeIsNotSigned() throws Exception {
    var certified =
        new String(signed(Sources.letter(), KeyKind.P256, false), StandardCharsets.ISO_8859_1);
    var root = certified.lastIndexOf("/AcroForm");
    var signature = certified.lastIndexOf(" 0 obj\n<</Type /Sig/Filter");
    var number = certified.substring(certified.lastIndexOf('\n', signature) + 1, signature);
    var locked =
        certified.substring(0, root)
            + "/Perms<</DocMDP %s 0 R>>".formatted(number)
            + certified.substring(root);
    // What it lacks in soundness does not matter: it is refused before.
    var file =
        locked.replace(
            "/Type /Sig/Filter", "/Type /Sig/Reference[<</TransformParams<</P 1>>>>]/Filter");

    assertThatThrownBy(
            () -> signed(file.getBytes(StandardCharsets.ISO_8859_1), KeyKind.P256, false))
        .isInstanceOf(SetAside.class);
  }

  @Test
  void aDocumentOfAnAgencyIsLeftAlone() throws Exception {
    var desk = new Desk(folder);
    var signed = desk.signed(desk.prepared(Sources.letter()), KeyKind.P256);
    for (var document :
        java.util.List.of(
            desk.prepared(Sources.letter()),
            signed,
            desk.sealed(signed, KeyKind.P256),
            desk.sealedAttachment(desk.preparedAttachment(Sources.letter()), KeyKind.P256),
            desk.preparedCopy(Sources.letter()))) {
      assertThatThrownBy(() -> signed(document, KeyKind.P256, false))
          .isInstanceOfSatisfying(
              SetAside.class,
              refused -> assertThat(refused.reason().code()).isEqualTo("SIGN.DOCUMENT"));
    }
  }

  @Test
  void aPageThatIsNotThereIsNamed() throws Exception {
    var desk = new Desk(folder);
    var request =
        new FreeSignature(
            Desk.leaderKey(KeyKind.P256),
            Desk.SIGNED_AT,
            "Lê Thị Bình",
            null,
            new FieldLayout.Place(8, PLACE.box()),
            Desk.HAND);
    assertThatThrownBy(() -> desk.signer.sign(desk.write("s.pdf", Sources.letter()), request))
        .isInstanceOfSatisfying(
            SetAside.class,
            refused -> assertThat(refused.reason().code()).isEqualTo("SIGN.NO_PAGE"));
  }

  @Test
  void whatIsNoPdfOrIsSpoiltIsRefusedAndNeverMended() throws Exception {
    for (var source : sources().entrySet()) {
      var random = new Random(20261124);
      var sound = source.getValue();
      for (var i = 0; i < 150; i++) {
        var spoilt = Spoil.some(sound, random);
        try {
          var signed = signed(spoilt, KeyKind.P256, i % 2 == 0);
          assertThat(Arrays.copyOf(signed, spoilt.length)).isEqualTo(spoilt);
        } catch (Failure refused) {
          assertThat(refused.reason().code()).startsWith("SIGN.");
        }
      }
    }
    assertThatThrownBy(() -> signed(new byte[0], KeyKind.P256, false)).isInstanceOf(SetAside.class);
  }

  private byte[] signed(byte[] source, KeyKind kind, boolean shown) throws IOException {
    var desk = new Desk(folder);
    var request =
        new FreeSignature(
            Desk.leaderKey(kind),
            Desk.SIGNED_AT,
            "Lê Thị Bình",
            null,
            shown ? PLACE : null,
            shown ? Desk.HAND : null);
    return Desk.bytes(desk.signer.sign(desk.write("source.pdf", source), request)::writeTo);
  }

  /** A file with a form of its own, whose catalog and pages lie in object streams or do not. */
  private static byte[] withForm(boolean packed) throws IOException {
    try (var document = new PDDocument()) {
      for (var i = 0; i < 40; i++) {
        document.addPage(new PDPage());
      }
      var form = new org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm(document);
      document.getDocumentCatalog().setAcroForm(form);
      var field = new org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField(form);
      field.setPartialName("chữ ký cũ (trống)");
      form.getFields().add(field);
      var out = new ByteArrayOutputStream();
      document.save(
          out, packed ? CompressParameters.DEFAULT_COMPRESSION : CompressParameters.NO_COMPRESSION);
      return out.toByteArray();
    }
  }

  /** How many signatures it finds valid; fails when one is not, or the last is not over all. */
  private static int pdfsig(Path pdf) throws Exception {
    var said = run("pdfsig", "-nocert", pdf.toString());
    assertThat(said).doesNotContain("Signature is Invalid", "has changed");
    assertThat(said).contains("  - Total document signed");
    return (int) said.lines().filter(line -> line.endsWith("Signature is Valid.")).count();
  }

  private static String run(String... command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }
}
