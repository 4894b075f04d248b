package vn.congvan.app.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/**
 * One-page PDFs of a given size, every one different: a page of Vietnamese text with its font
 * embedded, and pixels that do not compress for the rest. Making the next one only writes its
 * number into a copy, so that a benchmark does not measure the drawing.
 */
public final class SamplePdf {
  private static final String NUMBER = "00000000";
  private static final String FONT = "/liberation/LiberationSerif-Regular.ttf";
  private static final String TEXT =
      "Ủy ban nhân dân các xã, phường gửi, nhận văn bản hoàn toàn trên môi trường điện tử, kiểm tra chữ ký số";
  private static final int LINES = 30;

  private final byte[] template;
  private final int at;

  private SamplePdf(byte[] template, int at) {
    this.template = template;
    this.at = at;
  }

  /**
   * @param size in bytes; what the text and its font need is the least
   */
  public static SamplePdf ofSize(int size) {
    try {
      var bare = draw(0);
      var drawn = size > bare.length ? draw(size - bare.length) : bare;
      return new SamplePdf(drawn, numberIn(drawn));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In bytes, the same for every number. */
  public int size() {
    return template.length;
  }

  /**
   * @param number 0 to 99,999,999
   */
  public byte[] numbered(int number) {
    var copy = template.clone();
    var digits = String.format(Locale.ROOT, "%08d", number).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, copy, at, digits.length);
    return copy;
  }

  private static byte[] draw(int padding) throws IOException {
    try (var pdf = new PDDocument();
        var ttf = SamplePdf.class.getResourceAsStream(FONT)) {
      if (ttf == null) {
        throw new IllegalStateException("the font %s is not on the class path".formatted(FONT));
      }
      var page = new PDPage(PDRectangle.A4);
      pdf.addPage(page);
      var font = PDType0Font.load(pdf, ttf, true);
      // Not compressed, so that the number can be found and changed.
      try (var content =
          new PDPageContentStream(pdf, page, PDPageContentStream.AppendMode.OVERWRITE, false)) {
        content.beginText();
        content.newLineAtOffset(85, 600);
        content.setLeading(16);
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 9);
        content.showText(NUMBER);
        content.newLine();
        content.setFont(font, 9);
        for (var i = 0; i < LINES; i++) {
          content.showText(TEXT);
          content.newLine();
        }
        content.endText();
        if (padding > 0) {
          content.drawImage(noise(pdf, padding), 85, 40, 40, 40);
        }
      }
      var out = new ByteArrayOutputStream();
      pdf.save(out, CompressParameters.NO_COMPRESSION);
      return out.toByteArray();
    }
  }

  private static PDImageXObject noise(PDDocument pdf, int bytes) throws IOException {
    var width = 64;
    var height = Math.max(1, bytes / (3 * width));
    var pixels = new byte[3 * width * height];
    new Random(1).nextBytes(pixels);
    return new PDImageXObject(
        pdf,
        new ByteArrayInputStream(pixels),
        (COSName) null,
        width,
        height,
        8,
        PDDeviceRGB.INSTANCE);
  }

  private static int numberIn(byte[] pdf) {
    var text = new String(pdf, StandardCharsets.ISO_8859_1);
    var found = text.indexOf("(" + NUMBER + ")");
    if (found < 0 || text.indexOf("(" + NUMBER + ")", found + 1) >= 0) {
      throw new IllegalStateException("the number must stand in the page once");
    }
    return found + 1;
  }
}
