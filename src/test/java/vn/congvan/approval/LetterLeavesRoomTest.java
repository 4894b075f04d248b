package vn.congvan.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripperByArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.lab.Letter;
import vn.congvan.app.lab.LetterText;
import vn.congvan.app.lab.SignatureImage;
import vn.congvan.document.Urgency;
import vn.congvan.signing.FieldLayout;

class LetterLeavesRoomTest {
  @Test
  void theFieldsLaidDownOnALetterCoverNoWordOfIt(@TempDir Path folder) throws IOException {
    for (var paragraphs : new int[] {1, 4, 9, 20}) {
      var file = folder.resolve(paragraphs + ".pdf");
      Files.write(file, Letter.pdf(letter(paragraphs)));

      var layout =
          PageLayout.of(
              file,
              PageAnchors.standard(),
              new PageLayout.Asked(
                  "Nguyễn Văn An",
                  "UBND-VX",
                  Urgency.NORMAL,
                  SignatureImage.WIDTH_MM,
                  SignatureImage.HEIGHT_MM));

      try (var pdf = Loader.loadPDF(file.toFile())) {
        assertThat(wordsIn(pdf, 0, layout.number().box())).isBlank();
        assertThat(wordsIn(pdf, 0, layout.date().box())).isBlank();
        assertThat(wordsIn(pdf, layout.signature())).isBlank();
        assertThat(wordsIn(pdf, layout.seal())).isBlank();
      }
    }
  }

  private static String wordsIn(PDDocument pdf, FieldLayout.Place place) throws IOException {
    return wordsIn(pdf, place.page(), place.box());
  }

  private static String wordsIn(PDDocument pdf, int page, vn.congvan.signing.Box box)
      throws IOException {
    var stripper = new PDFTextStripperByArea();
    var height = pdf.getPage(page).getCropBox().getHeight();
    stripper.addRegion(
        "box",
        new Rectangle2D.Double(
            box.x(), height - box.y() - box.height(), box.width(), box.height()));
    stripper.extractRegions(pdf.getPage(page));
    return stripper.getTextForRegion("box");
  }

  private static LetterText letter(int paragraphs) {
    return new LetterText(
        List.of("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HUẾ"),
        "tăng cường gửi, nhận văn bản điện tử có ký số với các xã, phường trên địa bàn thành phố",
        List.of("Ủy ban nhân dân phường Hương Trà", "Ủy ban nhân dân xã A Lưới 1"),
        Collections.nCopies(
            paragraphs,
            "Đề nghị Ủy ban nhân dân các xã, phường gửi, nhận văn bản hoàn toàn trên môi trường điện tử; kiểm tra"
                + " chữ ký số ngay khi văn bản đến; cập nhật đủ các trạng thái tiếp nhận, phân công, xử lý."),
        List.of("Như trên", "Chủ tịch, các Phó Chủ tịch UBND thành phố", "Lưu: VT, VX"),
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn An");
  }
}
