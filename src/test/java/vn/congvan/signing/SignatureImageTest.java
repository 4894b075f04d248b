package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import vn.congvan.app.lab.SealImage;

class SignatureImageTest {
  @Test
  void itsProportionIsThatOfThePicture() throws IOException {
    var image = SignatureImage.fromPng(png(30, 10, 0x80FF0000, BufferedImage.TYPE_INT_ARGB));

    assertThat(image.width()).isEqualTo(30);
    assertThat(image.height()).isEqualTo(10);
  }

  @Test
  void onesInkOnTransparentPaperPacksSmall() throws IOException {
    var seal = SignatureImage.fromPng(SealImage.png("ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ"));
    var hand = SignatureImage.fromPng(vn.congvan.app.lab.SignatureImage.png("Nguyễn Văn An"));

    assertThat(seal.packed().size()).isLessThan(7_000);
    assertThat(hand.packed().size()).isLessThan(3_000);
  }

  @Test
  void whatAStencilCannotShowKeepsItsShades() throws IOException {
    var wash = png(30, 10, 0x80FF0000, BufferedImage.TYPE_INT_ARGB);
    var twoInks = new BufferedImage(30, 10, BufferedImage.TYPE_INT_ARGB);
    twoInks.setRGB(3, 3, 0xFF0000FF);
    twoInks.setRGB(20, 3, 0xFFFF0000);
    var line = png(30, 10, 0xFF0000FF, BufferedImage.TYPE_INT_ARGB);

    assertThat(SignatureImage.fromPng(wash).packed()).isInstanceOf(Shades.class);
    assertThat(SignatureImage.fromPng(encoded(twoInks)).packed()).isInstanceOf(Shades.class);
    assertThat(SignatureImage.fromPng(line).packed()).isInstanceOf(Stencil.class);
  }

  @Test
  void aStencilShowsThePictureItWasMadeOf() throws IOException {
    var png = SealImage.png("ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ");
    var stencil = (Stencil) SignatureImage.fromPng(png).packed();
    var picture = ImageIO.read(new java.io.ByteArrayInputStream(png));
    try (var pdf = new PDDocument()) {
      var page = new PDPage(new PDRectangle(picture.getWidth(), picture.getHeight()));
      pdf.addPage(page);
      var mask =
          new PDImageXObject(
              pdf,
              new java.io.ByteArrayInputStream(stencil.fax()),
              COSName.CCITTFAX_DECODE,
              stencil.width(),
              stencil.height(),
              1,
              null);
      var parameters = new COSDictionary();
      parameters.setInt(COSName.K, -1);
      parameters.setInt(COSName.COLUMNS, stencil.width());
      parameters.setInt(COSName.ROWS, stencil.height());
      mask.getCOSObject().setItem(COSName.DECODE_PARMS, parameters);
      mask.setStencil(true);
      try (var drawing = new PDPageContentStream(pdf, page)) {
        drawing.setNonStrokingColor(new java.awt.Color(stencil.ink()));
        drawing.drawImage(mask, 0, 0, picture.getWidth(), picture.getHeight());
      }
      var shown = new PDFRenderer(pdf).renderImage(0, 1, ImageType.RGB);
      var far = 0;
      for (var y = 0; y < picture.getHeight(); y++) {
        for (var x = 0; x < picture.getWidth(); x++) {
          var paper = 255 - (picture.getRGB(x, y) >>> 24);
          if (Math.abs((shown.getRGB(x, y) & 0xFF) - Math.max(paper, 0x20)) > 110) {
            far++;
          }
        }
      }
      assertThat(far).as("dots that look otherwise").isLessThan(picture.getWidth());
      assertThat(shown.getRGB(picture.getWidth() / 2, picture.getHeight() / 2) & 0xFFFFFF)
          .isEqualTo(0xD71920);
    }
  }

  @Test
  void palettesAndGreysAreReadToo() throws IOException {
    SignatureImage.fromPng(png(30, 10, 0xFF0000FF, BufferedImage.TYPE_4BYTE_ABGR));
    var model =
        new java.awt.image.IndexColorModel(
            2,
            3,
            new byte[] {0, (byte) 200, 0},
            new byte[] {0, 0, 0},
            new byte[] {0, 0, (byte) 200},
            0);
    var palette = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_BINARY, model);
    palette.getRaster().setSample(3, 3, 0, 1);
    SignatureImage.fromPng(encoded(palette));
  }

  @Test
  void aPictureThatWouldHideWhatItLiesOnIsRefused() {
    assertThatThrownBy(
            () -> SignatureImage.fromPng(png(30, 10, 0xFF0000FF, BufferedImage.TYPE_INT_RGB)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("transparent");
    assertThatThrownBy(
            () -> SignatureImage.fromPng(png(30, 10, 0x00FFFFFF, BufferedImage.TYPE_INT_ARGB)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aPictureThatWouldBloatEveryDocumentIsRefused() throws IOException {
    assertThatThrownBy(
            () -> SignatureImage.fromPng(png(5000, 10, 0x80FF0000, BufferedImage.TYPE_INT_ARGB)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("5000");
    var noise = new BufferedImage(800, 800, BufferedImage.TYPE_INT_ARGB);
    var random = new Random(7);
    for (var x = 0; x < 800; x++) {
      for (var y = 1; y < 800; y++) {
        noise.setRGB(x, y, random.nextInt() | 0xFF000000);
      }
    }
    assertThatThrownBy(() -> SignatureImage.fromPng(encoded(noise)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("packs to");
  }

  @Test
  void whatIsNoPngIsRefused() throws IOException {
    var png = png(30, 10, 0x80FF0000, BufferedImage.TYPE_INT_ARGB);
    var jpeg = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "jpeg", jpeg);
    for (var bad :
        new byte[][] {
          new byte[0], {1, 2, 3}, jpeg.toByteArray(), Arrays.copyOf(png, 40), Arrays.copyOf(png, 20)
        }) {
      assertThatThrownBy(() -> SignatureImage.fromPng(bad)).isInstanceOf(IOException.class);
    }
    var random = new Random(20261122);
    var refused = 0;
    for (var i = 0; i < 400; i++) {
      try {
        SignatureImage.fromPng(Spoil.some(png, random));
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static byte[] png(int width, int height, int ink, int type) throws IOException {
    var image = new BufferedImage(width, height, type);
    for (var x = 0; x < width - 1; x++) {
      image.setRGB(x, height / 2, ink);
    }
    return encoded(image);
  }

  private static byte[] encoded(BufferedImage image) throws IOException {
    var out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
