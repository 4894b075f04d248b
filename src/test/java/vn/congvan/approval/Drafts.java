package vn.congvan.approval;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.multipdf.LayerUtility;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.util.Matrix;
import vn.congvan.app.lab.Letter;
import vn.congvan.app.lab.LetterText;

/** Letters as officers hand them in: with and without the lines a template leaves to be filled. */
final class Drafts {
  static final String NAME = "Nguyễn Văn An";
  static final double NUMBER_BASELINE = 728;

  private Drafts() {}

  /** Writes on a page that is there already, in points from its lower left corner. */
  @FunctionalInterface
  interface Pen {
    void write(String face, double size, String text, double x, double y) throws IOException;
  }

  /** What is written on the first page. */
  @FunctionalInterface
  interface Writing {
    void by(Pen pen) throws IOException;
  }

  static byte[] letter(int paragraphs) {
    return letter(paragraphs, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH");
  }

  static byte[] letter(int paragraphs, String authority, String title) {
    return Letter.pdf(
        new LetterText(
            List.of("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HUẾ"),
            "tăng cường gửi, nhận văn bản điện tử có ký số với các xã, phường trên địa bàn thành phố",
            List.of("Ủy ban nhân dân phường Hương Trà", "Ủy ban nhân dân xã A Lưới 1"),
            Collections.nCopies(
                paragraphs,
                "Đề nghị Ủy ban nhân dân các xã, phường gửi, nhận văn bản hoàn toàn trên môi trường điện tử;"
                    + " kiểm tra chữ ký số ngay khi văn bản đến; cập nhật đủ các trạng thái tiếp nhận, xử lý."),
            List.of("Như trên", "Chủ tịch, các Phó Chủ tịch UBND thành phố", "Lưu: VT, VX"),
            authority,
            title,
            NAME));
  }

  /** With the two lines as a template prints them. */
  static byte[] template(byte[] letter) {
    return template(letter, "Số:          /UBND-VX", "Huế, ngày       tháng       năm 2026");
  }

  static byte[] template(byte[] letter, String number, String date) {
    return on(
        letter,
        pen -> {
          pen.write("Regular", 13, number, 120, NUMBER_BASELINE);
          pen.write("Italic", 13, date, 325, NUMBER_BASELINE);
        });
  }

  static byte[] on(byte[] letter, Writing writing) {
    try (var pdf = Loader.loadPDF(letter)) {
      try (var page = new PDPageContentStream(pdf, pdf.getPage(0), AppendMode.APPEND, true, true)) {
        writing.by(
            (face, size, text, x, y) -> {
              page.beginText();
              page.setFont(font(pdf, face), (float) size);
              page.newLineAtOffset((float) x, (float) y);
              page.showText(text);
              page.endText();
            });
      }
      return saved(pdf);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its first page upright to the reader, on paper that lies another way and is cropped. */
  static byte[] turned(byte[] letter, int rotation) {
    try (var source = Loader.loadPDF(letter);
        var pdf = new PDDocument()) {
      var form = new LayerUtility(pdf).importPageAsForm(source, 0);
      var width = PDRectangle.A4.getWidth();
      var height = PDRectangle.A4.getHeight();
      var crop =
          rotation % 180 == 0
              ? new PDRectangle(30, 50, width, height)
              : new PDRectangle(30, 50, height, width);
      var page =
          new PDPage(new PDRectangle(crop.getUpperRightX() + 20, crop.getUpperRightY() + 40));
      page.setCropBox(crop);
      page.setRotation(rotation);
      pdf.addPage(page);
      try (var content = new PDPageContentStream(pdf, page)) {
        content.transform(
            switch (rotation) {
              case 90 -> new Matrix(0, 1, -1, 0, crop.getUpperRightX(), crop.getLowerLeftY());
              case 180 -> new Matrix(-1, 0, 0, -1, crop.getUpperRightX(), crop.getUpperRightY());
              case 270 -> new Matrix(0, -1, 1, 0, crop.getLowerLeftX(), crop.getUpperRightY());
              default -> new Matrix(1, 0, 0, 1, crop.getLowerLeftX(), crop.getLowerLeftY());
            });
        content.drawForm(form);
      }
      return saved(pdf);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With so many pages of an appendix after it. */
  static byte[] withAppendix(byte[] letter, int pages) {
    try (var pdf = Loader.loadPDF(letter)) {
      for (var i = 0; i < pages; i++) {
        pdf.addPage(new PDPage(PDRectangle.A4));
      }
      return saved(pdf);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty page of A4, written on. */
  static byte[] page(Writing writing) {
    return on(raw(""), writing);
  }

  /** A page of these operators, with a font {@code F}. */
  static byte[] raw(String operators) {
    try (var pdf = new PDDocument()) {
      var page = new PDPage(PDRectangle.A4);
      pdf.addPage(page);
      page.setResources(new PDResources());
      page.getResources()
          .put(COSName.getPDFName("F"), new PDType1Font(Standard14Fonts.FontName.HELVETICA));
      try (var content = new PDPageContentStream(pdf, page)) {
        content.appendRawCommands(operators);
      }
      return saved(pdf);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] saved(PDDocument pdf) throws IOException {
    var bytes = new ByteArrayOutputStream();
    pdf.save(bytes);
    return bytes.toByteArray();
  }

  private static PDType0Font font(PDDocument pdf, String face) throws IOException {
    try (var in =
        Drafts.class.getResourceAsStream("/liberation/LiberationSerif-" + face + ".ttf")) {
      return PDType0Font.load(pdf, in, true);
    }
  }
}
