package vn.congvan.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.text.Normalizer;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDAppearanceContentStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages bear a secrecy mark, however their writer drew it. */
final class FirstPageTest {
  private static final String FONT = "/liberation/LiberationSerif-Regular.ttf";

  /** How a page's writer puts a line of text on it. */
  private interface Writing {
    void show(PDPageContentStream page, String text) throws IOException;
  }

  @ParameterizedTest
  @ValueSource(strings = {"MẬT", "TỐI MẬT", "TUYỆT MẬT", "  TỐI   MẬT "})
  void everyMarkIsSeen(String mark) throws IOException {
    assertThat(isSecret(List.of("CÔNG VĂN", mark, "Kính gửi"), FirstPageTest::atOnce)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bảo mật thông tin",
        "MẬT ONG RỪNG",
        "BẢO MẬT",
        "MẶT TRẬN TỔ QUỐC",
        "mật",
        "M A T"
      })
  void wordsThatAreNoMarkAreLetThrough(String line) throws IOException {
    assertThat(isSecret(List.of("CÔNG VĂN", line), FirstPageTest::atOnce)).isFalse();
  }

  @Test
  void aMarkIsSeenThatIsDrawnLetterByLetter() throws IOException {
    assertThat(
            isSecret(
                List.of("TUYỆT MẬT"),
                (page, text) -> {
                  for (var letter : text.split("", -1)) {
                    if (!letter.isEmpty()) {
                      page.showText(letter);
                    }
                  }
                }))
        .isTrue();
  }

  @Test
  void aMarkIsSeenWhoseLettersAreMovedApartALittle() throws IOException {
    assertThat(
            isSecret(
                List.of("MẬT"),
                (page, text) -> page.showTextWithPositioning(new Object[] {"M", -20f, "ẬT"})))
        .isTrue();
  }

  @Test
  void aMarkIsSeenInAStampDrawnFromElsewhere() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var pdf = new PDDocument()) {
      var page = new PDPage(PDRectangle.A4);
      pdf.addPage(page);
      var stamp = new PDFormXObject(pdf);
      stamp.setBBox(new PDRectangle(200, 40));
      stamp.setResources(new PDResources());
      stamp.getResources().put(COSName.getPDFName("F"), font(pdf));
      try (var content = new PDPageContentStream(pdf, page)) {
        content.drawForm(stamp);
      }
      try (var content = new PDAppearanceContentStream(asAppearance(stamp))) {
        content.beginText();
        content.setFont(font(pdf), 14);
        content.newLineAtOffset(10, 10);
        content.showText("MẬT");
        content.endText();
      }
      pdf.save(bytes);
    }
    assertThat(isSecret(bytes.toByteArray())).isTrue();
  }

  @Test
  void aMarkOnAnotherPageIsNotTheDocuments() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var pdf = new PDDocument()) {
      write(pdf, List.of("CÔNG VĂN"), FirstPageTest::atOnce);
      write(pdf, List.of("MẬT"), FirstPageTest::atOnce);
      pdf.save(bytes);
    }
    assertThat(isSecret(bytes.toByteArray())).isFalse();
  }

  @Test
  void aMarkIsSeenWhoseLettersOnlyTheFontsOwnTableNames() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var pdf = new PDDocument()) {
      write(pdf, List.of("MẬT"), FirstPageTest::atOnce);
      pdf.save(bytes);
    }
    var changed = new ByteArrayOutputStream();
    try (var pdf = Loader.loadPDF(bytes.toByteArray())) {
      var fonts = pdf.getPage(0).getResources();
      for (var name : fonts.getFontNames()) {
        fonts.getFont(name).getCOSObject().removeItem(COSName.TO_UNICODE);
      }
      pdf.save(changed);
    }
    assertThat(isSecret(changed.toByteArray())).isTrue();
  }

  @Test
  void aPageThatDrawsFormsInFormsToKeepItsReaderBusyIsRefused() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var pdf = new PDDocument()) {
      var page = new PDPage(PDRectangle.A4);
      pdf.addPage(page);
      var inner = new PDFormXObject(pdf);
      for (var level = 0; level < 12; level++) {
        var outer = new PDFormXObject(pdf);
        outer.setResources(new PDResources());
        outer.getResources().put(COSName.getPDFName("X"), inner);
        try (var out = outer.getStream().createOutputStream()) {
          out.write("/X Do ".repeat(10).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        inner = outer;
      }
      try (var content = new PDPageContentStream(pdf, page)) {
        content.drawForm(inner);
      }
      pdf.save(bytes);
    }
    assertThatThrownBy(() -> isSecret(bytes.toByteArray())).isInstanceOf(PageLetters.TooMuch.class);
  }

  @Test
  void aMarkIsSeenWhoseFontComesWithAGraphicsState() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var pdf = new PDDocument()) {
      var page = new PDPage(PDRectangle.A4);
      pdf.addPage(page);
      var font = font(pdf);
      var state = new PDExtendedGraphicsState();
      var setting = new COSArray();
      setting.add(font.getCOSObject());
      setting.add(new COSFloat(14));
      state.getCOSObject().setItem(COSName.FONT, setting);
      try (var content = new PDPageContentStream(pdf, page)) {
        content.beginText();
        // Helvetica is what follows when the state is not looked at; it cannot show the letters.
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 14);
        content.setFont(font, 14);
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 14);
        content.setGraphicsStateParameters(state);
        content.newLineAtOffset(80, 700);
        content.appendRawCommands("<" + hex(font.encode("MẬT")) + "> Tj ");
        content.endText();
      }
      pdf.save(bytes);
    }
    assertThat(isSecret(bytes.toByteArray())).isTrue();
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }

  private static PDAppearanceStream asAppearance(PDFormXObject form) {
    return new PDAppearanceStream(form.getCOSObject());
  }

  private static void atOnce(PDPageContentStream page, String text) throws IOException {
    page.showText(text);
  }

  private static boolean isSecret(List<String> lines, Writing writing) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var pdf = new PDDocument()) {
      write(pdf, lines, writing);
      pdf.save(bytes);
    }
    return isSecret(bytes.toByteArray());
  }

  private static boolean isSecret(byte[] bytes) throws IOException {
    try (var pdf = Loader.loadPDF(bytes)) {
      return FirstPage.bearsSecrecyMark(pdf);
    }
  }

  private static void write(PDDocument pdf, List<String> lines, Writing writing)
      throws IOException {
    var page = new PDPage(PDRectangle.A4);
    pdf.addPage(page);
    try (var content = new PDPageContentStream(pdf, page)) {
      content.beginText();
      content.setFont(font(pdf), 13);
      content.setLeading(20);
      content.newLineAtOffset(80, 700);
      for (var line : lines) {
        writing.show(content, Normalizer.normalize(line, Normalizer.Form.NFC));
        content.newLine();
      }
      content.endText();
    }
  }

  private static PDType0Font font(PDDocument pdf) throws IOException {
    try (var ttf = FirstPageTest.class.getResourceAsStream(FONT)) {
      return PDType0Font.load(pdf, ttf, false);
    }
  }
}
