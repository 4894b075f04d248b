package vn.congvan.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.congvan.document.Urgency;
import vn.congvan.signing.Box;
import vn.congvan.signing.FieldLayout;
import vn.congvan.signing.FieldLayout.Blank;
import vn.congvan.signing.FieldLayout.Stamp;

/** Where the fields go on pages as officers hand them in. */
class PageLayoutTest {
  private static final double IMAGE_WIDTH = 46;
  private static final double IMAGE_HEIGHT = 20;
  private static final FieldLayout ANCHORED = onAnchors();

  @ParameterizedTest
  @CsvSource({
    "TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH",
    "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH",
    "TL. CHỦ TỊCH, CHÁNH VĂN PHÒNG",
    "'', GIÁM ĐỐC TRUNG TÂM"
  })
  void theSignatureStandsInTheMiddleBetweenTitleAndName(String authority, String title) {
    var layout =
        layout(
            Drafts.page(
                pen -> {
                  pen.write("BoldItalic", 12, "Nơi nhận:", 85, 520);
                  pen.write("Regular", 11, "- Lưu: VT, VX.", 85, 420);
                  pen.write("Bold", 14, authority.isEmpty() ? "Q." : authority, 330, 520);
                  pen.write("Bold", 14, title, 350, 504);
                  pen.write("Bold", 14, Drafts.NAME, 360, 420);
                }));

    var picture = layout.signature().box().fit(IMAGE_WIDTH, IMAGE_HEIGHT);
    assertThat(picture.y()).isGreaterThan(420 + 0.9 * 14);
    assertThat(picture.y() + picture.height()).isLessThan(504 - 0.2 * 14);
    assertThat(picture.y() + picture.height() / 2)
        .isCloseTo((420 + 0.95 * 14 + 504 - 0.22 * 14) / 2, within(1.0));
    assertThat(picture.x() + picture.width() / 2).isCloseTo(360 + 46, within(3.0));
    assertThat(layout.seal().box().x() + layout.seal().box().width())
        .as("the seal covers the left third")
        .isCloseTo(picture.x() + picture.width() / 3, within(0.01));
  }

  @Test
  void aNameIsFoundThatIsDrawnLetterByLetterWithItsRankBefore() {
    var layout =
        layout(
            Drafts.page(
                pen -> {
                  pen.write("Bold", 14, "CỤC TRƯỞNG", 350, 504);
                  var x = 330.0;
                  for (var letter : "TS. Nguyễn Văn An".split("", -1)) {
                    if (!letter.isBlank()) {
                      pen.write("Bold", 14, letter, x, 420);
                    }
                    x += letter.isBlank() ? 4 : 8;
                  }
                }));

    assertThat(layout.signature()).isNotEqualTo(ANCHORED.signature());
  }

  @Test
  void theSignatureIsFoundBeforeTheAppendicesOfItsFile() {
    var layout = layout(Drafts.withAppendix(Drafts.letter(2), 3));

    assertThat(layout.signature()).isEqualTo(layout(Drafts.letter(2)).signature());
    assertThat(layout.signature().page()).isZero();
  }

  @Test
  void theSettingsSayWhereTheSignatureStandsWhenTwoPlacesMayBeMeant() {
    var layout =
        layout(
            Drafts.page(
                pen -> {
                  for (var y : List.of(600, 400)) {
                    pen.write("Bold", 14, "CHỦ TỊCH", 360, y);
                    pen.write("Bold", 14, Drafts.NAME, 360, y - 80);
                  }
                }));

    assertThat(layout.signature()).isEqualTo(ANCHORED.signature());
  }

  @Test
  void aNameInTheTextOrUnderNoTitleIsNoPlaceToSign() {
    var layout =
        layout(
            Drafts.page(
                pen -> {
                  pen.write("Regular", 14, "giao ông Nguyễn Văn An", 330, 500);
                  pen.write("Regular", 14, "Người lập biểu", 360, 480);
                  pen.write("Bold", 14, Drafts.NAME, 360, 420);
                }));

    assertThat(layout.signature()).isEqualTo(ANCHORED.signature());
  }

  @Test
  void theSignatureCoversNoWordsThatStandBetweenTitleAndName() {
    var layout =
        layout(
            Drafts.page(
                pen -> {
                  pen.write("Bold", 14, "CHỦ TỊCH", 370, 504);
                  pen.write("Italic", 13, "đã kiểm tra", 290, 460);
                  pen.write("Bold", 14, Drafts.NAME, 360, 420);
                }));

    assertThat(layout.signature()).isEqualTo(ANCHORED.signature());
  }

  @ParameterizedTest
  @CsvSource({
    "Số:          /UBND-VX, 'Huế, ngày       tháng       năm 2026'",
    "Số: ……/UBND-VX, 'Huế, ngày ..... tháng ..... năm 2026'",
    "Số:..../UBND-VX, 'Thành phố Huế, ngày…tháng…năm 20…'",
    "Số:, 'Huế, ngày tháng năm'"
  })
  void numberAndDateStandOnTheLinesTheTemplateLeavesForThem(String number, String date) {
    var layout = layout(Drafts.template(Drafts.letter(2), number, date));

    for (var place : List.of(layout.number(), layout.date())) {
      assertThat(place.size()).isEqualTo(13);
      assertThat(place.box().y()).isBetween(Drafts.NUMBER_BASELINE - 6, Drafts.NUMBER_BASELINE - 2);
      assertThat(place.box().width()).isGreaterThan(150);
    }
    assertThat(layout.number().box().x() + layout.number().box().width())
        .isLessThanOrEqualTo(layout.date().box().x());
    assertThat(layout.marks()).hasSize(2).hasOnlyElementsOfType(Blank.class);
    assertThat(layout.marks().get(0).box().x()).isCloseTo(119.5, within(0.1));
    assertThat(layout.marks().get(1).box().x()).isCloseTo(324.5, within(0.1));
  }

  @ParameterizedTest
  @CsvSource({
    "Số: 15/UBND-VX, 'Huế, ngày 05 tháng 11 năm 2026'",
    "Số:      /UBND-KT, 'Huế, ngày 5 tháng      năm 2026'",
    "Số: mười lăm, 'Huế, ngày       tháng       năm 2026 và'",
  })
  void nothingIsBlankedThatAnAuthorWroteHimself(String number, String date) {
    var layout = layout(Drafts.template(Drafts.letter(2), number, date));

    assertThat(layout.number()).isEqualTo(ANCHORED.number());
    assertThat(layout.date()).isEqualTo(ANCHORED.date());
    assertThat(layout.marks()).isEmpty();
  }

  @Test
  void anEmptyDateInTheTextOfALetterIsNotTheLettersDate() {
    var layout =
        layout(
            Drafts.on(
                Drafts.letter(2),
                pen -> pen.write("Regular", 14, "Huế, ngày     tháng     năm 2026", 100, 400)));

    assertThat(layout.marks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {90, 180, 270})
  void aTurnedAndCroppedPageIsReadAsItsReaderSeesIt(int rotation) {
    var upright = layout(Drafts.template(Drafts.letter(2)), Urgency.URGENT);
    var turned = layout(Drafts.turned(Drafts.template(Drafts.letter(2)), rotation), Urgency.URGENT);

    same(turned.signature().box(), upright.signature().box());
    same(turned.number().box(), upright.number().box());
    same(turned.date().box(), upright.date().box());
    assertThat(turned.marks()).hasSize(3);
    for (var i = 0; i < 3; i++) {
      same(turned.marks().get(i).box(), upright.marks().get(i).box());
    }
  }

  @Test
  void wordsThatNobodySeesMoveNothing() {
    var hidden =
        "BT 3 Tr /F 14 Tf 360 504 Td (GIAM DOC) Tj 0 -84 Td (An An) Tj -240 300 Td (S) Tj ET";

    var layout = layout(Drafts.raw(hidden), "An An", Urgency.IMMEDIATE);

    assertThat(layout).isEqualTo(ANCHORED);
  }

  @Test
  void wordsInPlainFontsAreReadThroughEveryWayOfMovingText() {
    var shown =
        "q .5 0 0 .5 100 20 cm BT /F 28 Tf 520 968 Td (GIAM DOC) Tj 0 TL 1 0 0 1 520 968 Tm"
            + " 168 TL T* [(A) -20 (n) -400 (A) (n)] TJ ET Q";

    var layout = layout(Drafts.raw(shown), "An An", Urgency.NORMAL);

    assertThat(layout.signature().box().y()).isBetween(420.0, 504.0);
    assertThat(layout.signature().box().x() + layout.signature().box().width() / 2)
        .isBetween(370.0, 385.0);
  }

  @Test
  void aScanGetsItsFieldsWhereTheSettingsSayAndNoStampOverItsPicture() {
    assertThat(layout(Drafts.raw("0 0 595 842 re W n .9 g f"), Urgency.IMMEDIATE))
        .isEqualTo(ANCHORED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "q ",
        "0 0 Td ",
        "BT /F 1 Tf (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET "
      })
  void aPageMadeToKeepItsReaderBusyGetsItsFieldsWhereTheSettingsSay(String again) {
    assertThat(layout(Drafts.raw(again.repeat(400_000)))).isEqualTo(ANCHORED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Urgency.class,
      names = {"URGENT", "VERY_URGENT", "IMMEDIATE"})
  void anUrgentDocumentGetsItsStampWhereNoWordsStand(Urgency urgency) throws IOException {
    var draft = Drafts.template(Drafts.letter(2));
    var layout = layout(draft, urgency);

    var stamp =
        layout.marks().stream()
            .filter(Stamp.class::isInstance)
            .map(Stamp.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(stamp.words()).isEqualTo(urgency.vietnamese().toUpperCase(java.util.Locale.ROOT));
    assertThat(stamp.box().height()).isCloseTo(8 * Box.MM, within(0.01));
    try (var pdf = Loader.loadPDF(draft)) {
      var words = new TextLines(PageWords.of(pdf.getPage(0)));
      assertThat(words.hasWordIn(stamp.box(), List.of())).isFalse();
      assertThat(words.isEmpty()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HỎA TỐC", "HOẢ TỐC", "KHẨN", "THƯỢNG KHẨN"})
  void aPageThatShowsItsUrgencyIsNotStampedAgain(String shown) {
    var draft = Drafts.on(Drafts.letter(2), pen -> pen.write("Bold", 13, shown, 90, 610));

    assertThat(layout(draft, Urgency.IMMEDIATE).marks()).isEmpty();
  }

  @Test
  void aWordOfUrgencyInASentenceIsNoStamp() {
    var draft = Drafts.on(Drafts.letter(2), pen -> pen.write("Regular", 13, "xử lý khẩn", 90, 610));

    assertThat(layout(draft, Urgency.URGENT).marks()).hasSize(1);
  }

  @Test
  void whateverAPageIsMadeOfItGetsItsFields() {
    var random = new Random(30);
    var pieces =
        List.of(
            "q",
            "Q",
            "BT",
            "ET",
            "/F 12 Tf",
            "/G 12 Tf",
            "1 0 0 1 80 700 Tm",
            "(S\\303) Tj",
            "[(a) 9e99 (b)] TJ",
            "0 0 0 0 0 0 cm",
            "Tj",
            "TJ",
            "T*",
            "()'",
            "1 2 (x) \"",
            "/F gs",
            "/F Do",
            "<ZZ> Tj",
            "[ [ [",
            "]",
            "<<",
            "-1 Tr",
            "1e38 Tc",
            "BI ID EI",
            "(",
            "%");
    for (var round = 0; round < 300; round++) {
      var operators = new StringBuilder();
      for (var i = 0; i < 40; i++) {
        operators.append(pieces.get(random.nextInt(pieces.size()))).append(' ');
      }
      var layout = layout(Drafts.raw(operators.toString()));
      assertThat(layout.signature().page()).isZero();
    }
  }

  private static FieldLayout onAnchors() {
    return layout(Drafts.raw(""));
  }

  private static FieldLayout layout(byte[] pdf) {
    return layout(pdf, Urgency.NORMAL);
  }

  private static FieldLayout layout(byte[] pdf, Urgency urgency) {
    return layout(pdf, Drafts.NAME, urgency);
  }

  private static FieldLayout layout(byte[] pdf, String signer, Urgency urgency) {
    try {
      var file = Files.createTempFile("draft", ".pdf");
      try {
        Files.write(file, pdf);
        return PageLayout.of(
            file,
            PageAnchors.standard(),
            new PageLayout.Asked(signer, "UBND-VX", urgency, IMAGE_WIDTH, IMAGE_HEIGHT));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void same(Box one, Box other) {
    assertThat(one.x()).isCloseTo(other.x(), within(0.05));
    assertThat(one.y()).isCloseTo(other.y(), within(0.05));
    assertThat(one.width()).isCloseTo(other.width(), within(0.05));
    assertThat(one.height()).isCloseTo(other.height(), within(0.05));
  }
}
