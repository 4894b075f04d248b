package vn.congvan.app.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;

class LetterTest {
  private static final double MM = 72 / 25.4;
  private static final String PARAGRAPH =
      "Để thực hiện tốt công tác văn thư, đề nghị các xã, phường rà soát chữ ký số, cập nhật đủ trạng thái xử lý"
          + " văn bản đến, kịp thời trả lời nơi gửi; những vướng mắc Ẵ, Ặ, Ẽ, ỵ, ữ đều phải đọc được.";

  @Test
  void theWordsOfALetterAreFoundInReadingOrder() throws IOException {
    try (var pdf = Loader.loadPDF(Letter.pdf(letter(2)))) {
      var text = new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");

      assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC)).isTrue();
      assertThat(text)
          .containsSubsequence(
              "ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ",
              "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
              "Độc lập - Tự do - Hạnh phúc",
              "V/v gửi, nhận văn bản điện tử",
              "Kính gửi: - Ủy ban nhân dân phường Hương Trà; - Ủy ban nhân dân xã A Lưới 1.",
              PARAGRAPH,
              PARAGRAPH,
              "Nơi nhận: - Như trên; - Lưu: VT, VX.",
              "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
              "Nguyễn Văn An");
    }
  }

  @Test
  void everyFontIsInTheFile() throws IOException {
    try (var pdf = Loader.loadPDF(Letter.pdf(letter(1)))) {
      for (var name : pdf.getPage(0).getResources().getFontNames()) {
        assertThat(pdf.getPage(0).getResources().getFont(name).isEmbedded()).isTrue();
      }
    }
  }

  @Test
  void nothingStandsOutsideTheMarginsOfTheDecree() throws IOException {
    for (var paragraphs = 1; paragraphs < 25; paragraphs++) {
      try (var pdf = Loader.loadPDF(Letter.pdf(letter(paragraphs)))) {
        for (var page = 0; page < pdf.getNumberOfPages(); page++) {
          for (var letter : letters(pdf, page)) {
            assertThat(letter.getXDirAdj()).isGreaterThanOrEqualTo((float) (30 * MM - 0.5));
            assertThat(letter.getXDirAdj() + letter.getWidthDirAdj())
                .isLessThanOrEqualTo((float) ((210 - 15) * MM));
            assertThat(letter.getYDirAdj()).isLessThanOrEqualTo((float) ((297 - 20) * MM + 0.5));
          }
        }
      }
    }
  }

  @Test
  void noTwoLinesOverlapHoweverLongTheLetterIs() throws IOException {
    for (var paragraphs = 1; paragraphs < 25; paragraphs++) {
      try (var pdf = Loader.loadPDF(Letter.pdf(letter(paragraphs)))) {
        for (var page = 0; page < pdf.getNumberOfPages(); page++) {
          var left = new ArrayList<Float>();
          for (var letter : letters(pdf, page)) {
            // Only the left half: the right one has lines of its own at other heights.
            if (letter.getXDirAdj() < 80 * MM) {
              left.add(letter.getYDirAdj());
            }
          }
          var baselines = left.stream().distinct().sorted().toList();
          for (var i = 1; i < baselines.size(); i++) {
            assertThat(baselines.get(i) - baselines.get(i - 1)).isGreaterThan(12);
          }
        }
      }
    }
  }

  @Test
  void pagesAreNumberedFromTheSecondOn() throws IOException {
    try (var pdf = Loader.loadPDF(Letter.pdf(letter(20)))) {
      assertThat(pdf.getNumberOfPages()).isGreaterThan(2);
      var stripper = new PDFTextStripper();
      for (var page = 1; page <= pdf.getNumberOfPages(); page++) {
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        var first = stripper.getText(pdf).strip().lines().findFirst().orElseThrow();
        assertThat(first.strip()).isEqualTo(page == 1 ? "ỦY BAN NHÂN DÂN" : "" + page);
      }
    }
  }

  @Test
  void whoSignsStandsOnTheLastPageWithText() throws IOException {
    for (var paragraphs = 1; paragraphs < 25; paragraphs++) {
      try (var pdf = Loader.loadPDF(Letter.pdf(letter(paragraphs)))) {
        var stripper = new PDFTextStripper();
        stripper.setStartPage(pdf.getNumberOfPages());
        var last = stripper.getText(pdf);

        assertThat(last).contains("TM. ỦY BAN NHÂN DÂN", "Nguyễn Văn An", "đọc được.");
      }
    }
  }

  @Test
  void aLetterDrawnTwiceIsTheSameFile() {
    assertThat(Letter.pdf(letter(2))).isEqualTo(Letter.pdf(letter(2)));
  }

  @Test
  void aTableTooLongForItsPageGoesOnWithItsHeads() throws IOException {
    var row = List.of("1", PARAGRAPH, "Văn phòng", "Hằng ngày");
    var annex =
        new AnnexText(
            "PHÂN CÔNG NHIỆM VỤ",
            "Kèm theo Công văn",
            List.of(14.0, 78.0, 40.0, 28.0),
            List.of("STT", "Nội dung", "Đơn vị", "Thời hạn"),
            Collections.nCopies(16, row));

    try (var pdf = Loader.loadPDF(Annex.pdf(annex))) {
      var text = new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
      assertThat(pdf.getNumberOfPages()).isGreaterThan(1);
      assertThat(text.split("STT Nội dung", -1)).hasSize(pdf.getNumberOfPages() + 1);
      assertThat(text.split("đọc được", -1)).hasSize(16 + 1);
      for (var letter : letters(pdf, 0)) {
        assertThat(letter.getYDirAdj()).isLessThanOrEqualTo((float) ((297 - 20) * MM));
      }
    }
  }

  static LetterText letter(int paragraphs) {
    return new LetterText(
        List.of("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HUẾ"),
        "gửi, nhận văn bản điện tử",
        List.of("Ủy ban nhân dân phường Hương Trà", "Ủy ban nhân dân xã A Lưới 1"),
        Collections.nCopies(paragraphs, PARAGRAPH),
        List.of("Như trên", "Lưu: VT, VX"),
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn An");
  }

  private static List<TextPosition> letters(PDDocument pdf, int page) throws IOException {
    var found = new ArrayList<TextPosition>();
    var stripper =
        new PDFTextStripper() {
          @Override
          protected void processTextPosition(TextPosition text) {
            if (!text.getUnicode().isBlank()) {
              found.add(text);
            }
            super.processTextPosition(text);
          }
        };
    stripper.setStartPage(page + 1);
    stripper.setEndPage(page + 1);
    stripper.getText(pdf);
    return found;
  }
}
