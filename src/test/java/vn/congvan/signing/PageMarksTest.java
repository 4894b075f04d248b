package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.congvan.signing.FieldLayout.Blank;
import vn.congvan.signing.FieldLayout.Mark;
import vn.congvan.signing.FieldLayout.Stamp;
import vn.congvan.testing.DssOracle;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.validation.Expectations;
import vn.congvan.validation.PdfVerifier;

/** What is drawn on a page before anybody signs it. */
class PageMarksTest {
  private static final float SCALE = 2;
  private static final Box WORDS = new Box(87, 775, 190, 30);
  private static final Box STAMP = new Box(87, 590, 40 * Box.MM, 8 * Box.MM);
  private static final List<Mark> MARKS =
      List.of(new Blank(0, WORDS), new Stamp(0, STAMP, "THƯỢNG KHẨN", 13));

  @TempDir Path folder;

  @Test
  void aStampIsRedOfItsSizeAndReadAsItsWords() throws IOException {
    var plain = marked(Sources.letter());
    var red = Looks.around(Looks.render(plain, 0, SCALE), SCALE, PageMarksTest::isRed);

    assertThat(red.x()).isCloseTo(STAMP.x(), within(1.5));
    assertThat(red.y()).isCloseTo(STAMP.y(), within(1.5));
    assertThat(red.width()).isCloseTo(STAMP.width(), within(2.0));
    assertThat(red.height()).isCloseTo(STAMP.height(), within(2.0));
    try (var pdf = Loader.loadPDF(plain)) {
      assertThat(new PDFTextStripper().getText(pdf)).contains("THƯỢNG KHẨN");
    }
  }

  @Test
  void whatIsBlankedIsWhite() throws IOException {
    var source = Sources.letter();

    assertThat(ink(Looks.render(source, 0, SCALE), WORDS)).isGreaterThan(500);
    assertThat(ink(Looks.render(marked(source), 0, SCALE), WORDS)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {90, 180, 270})
  void marksStandUprightOnTurnedPages(int rotation) throws IOException {
    var page = Looks.render(marked(Sources.turned(rotation)), 0, SCALE);
    var upright = Looks.render(marked(Sources.turned(0)), 0, SCALE);

    var red = Looks.around(page, SCALE, PageMarksTest::isRed);
    var there = Looks.around(upright, SCALE, PageMarksTest::isRed);
    assertThat(red.x()).isCloseTo(there.x(), within(1.0));
    assertThat(red.y()).isCloseTo(there.y(), within(1.0));
    assertThat(red.width()).isCloseTo(there.width(), within(1.0));
    assertThat(ink(page, WORDS)).isZero();
  }

  @Test
  void aMarkedDocumentIsSignedAndSealedAsAnyOther() throws IOException {
    var desk = new Desk(folder);
    for (var source : Samples.sources().entrySet()) {
      var signed = desk.signed(marked(source.getValue()), KeyKind.P256);
      var sealed = desk.write("sealed.pdf", desk.sealed(signed, KeyKind.RSA2048));

      DssOracle.assertPasses(sealed, Desk.anchors(), 2);
      var report =
          new PdfVerifier(
                  new CertificatePaths(TrustAnchors.read(Desk.anchors()), CryptoProviders.best()),
                  CryptoProviders.best())
              .verify(
                  sealed,
                  Desk.SEALED_AT,
                  Expectations.issuedBy(
                      new vn.congvan.document.AgencyCode("H57." + KeyKind.RSA2048.ordinal())));
      assertThat(report.findings()).as(source.getKey()).isEmpty();
    }
  }

  @Test
  void marksCostLittleAndAreTheSameEachTime() throws IOException {
    var desk = new Desk(folder);
    var without = desk.prepared(Sources.letter());
    var with = marked(Sources.letter());

    assertThat(with.length - without.length).isBetween(500, 8192);
    assertThat(marked(Sources.letter())).isEqualTo(with);
  }

  private byte[] marked(byte[] source) throws IOException {
    var usual = Desk.layout(source);
    var layout =
        new FieldLayout(usual.signature(), usual.seal(), usual.number(), usual.date(), MARKS);
    try (var plain = PlainPdf.prepare(new Desk(folder).write("draft.pdf", source), layout)) {
      return Desk.bytes(plain::writeTo);
    }
  }

  private static int ink(BufferedImage page, Box box) {
    var dark = 0;
    for (var y = 0; y < box.height() * SCALE; y++) {
      for (var x = 0; x < box.width() * SCALE; x++) {
        var pixel =
            page.getRGB(
                (int) (box.x() * SCALE) + x, page.getHeight() - (int) (box.y() * SCALE) - 1 - y);
        dark += (pixel & 0xFF) < 200 ? 1 : 0;
      }
    }
    return dark;
  }

  private static boolean isRed(int colour) {
    return (colour >> 16) > (colour & 0xFF) + 60;
  }
}
