package vn.congvan.app.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class LabPicturesTest {
  private static final String HUE = "ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ";

  @Test
  void aSealIsRedOnTransparentPaper() throws IOException {
    var seal = read(SealImage.png(HUE));

    assertThat(colours(seal)).hasSize(1);
    var red = colours(seal).iterator().next();
    assertThat(red >> 16 & 0xFF).isGreaterThan(200);
    assertThat(red >> 8 & 0xFF).isLessThan(60);
    assertThat(red & 0xFF).isLessThan(60);
    assertThat(alpha(seal, 0, 0)).isZero();
    assertThat(alpha(seal, seal.getWidth() / 2, seal.getHeight() / 2)).isEqualTo(255);
  }

  @Test
  void aSealIsRoundAndKnowsItsRealDiameter() throws IOException {
    var png = SealImage.png(HUE);
    var seal = read(png);

    assertThat(seal.getWidth()).isEqualTo(seal.getHeight());
    assertThat(millimetres(png)).isBetween(35.9, 36.1);
    assertThat(inkOutside(seal, seal.getWidth() / 2.0)).isZero();
  }

  @Test
  void aVeryLongNameStaysInsideTheRing() throws IOException {
    var seal =
        read(
            SealImage.png(
                "BAN QUẢN LÝ KHU KINH TẾ NGHI SƠN VÀ CÁC KHU CÔNG NGHIỆP TỈNH THANH HÓA, ĐƠN VỊ SỰ NGHIỆP"));

    assertThat(inkOutside(seal, seal.getWidth() / 2.0)).isZero();
  }

  @Test
  void everyLetterOfANameIsDrawnOnItsSeal() throws IOException {
    var without = ink(read(SealImage.png("ỦY BAN NHÂN DÂN XÃ")));
    var with = ink(read(SealImage.png("ỦY BAN NHÂN DÂN XÃ Ẵ")));

    assertThat(with).isGreaterThan(without);
  }

  @Test
  void aSignatureIsBlueTwiceAsWideAsHighAndTouchesNoEdge() throws IOException {
    for (var name :
        new String[] {"Nguyễn Văn An", "K'Sor Phước", "Ẩn", "Y Moan Êñuôl", "An Qxzw"}) {
      var signature = read(SignatureImage.png(name));

      assertThat(signature.getWidth() / (double) signature.getHeight()).isBetween(1.98, 2.02);
      var blue = colours(signature).iterator().next();
      assertThat(blue & 0xFF).isGreaterThan(2 * (blue >> 16 & 0xFF));
      assertThat(ink(signature)).as(name).isGreaterThan(2_000);
      assertThat(inkOnEdge(signature)).as(name).isZero();
    }
  }

  @Test
  void theSameNameIsAlwaysDrawnTheSameAndAnotherNameIsNot() {
    assertThat(SignatureImage.png("Lê Văn Ân")).isEqualTo(SignatureImage.png("Lê Văn Ân"));
    assertThat(SealImage.png(HUE)).isEqualTo(SealImage.png(HUE));
    assertThat(SignatureImage.png("Lê Văn Ân")).isNotEqualTo(SignatureImage.png("Lê Văn Bình"));
  }

  private static BufferedImage read(byte[] png) throws IOException {
    var image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getColorModel().hasAlpha()).isTrue();
    return image;
  }

  private static Set<Integer> colours(BufferedImage image) {
    var colours = new HashSet<Integer>();
    for (var y = 0; y < image.getHeight(); y++) {
      for (var x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y) & 0xFFFFFF);
      }
    }
    return colours;
  }

  private static long ink(BufferedImage image) {
    return inkOutside(image, 0);
  }

  private static long inkOutside(BufferedImage image, double radius) {
    var count = 0L;
    for (var y = 0; y < image.getHeight(); y++) {
      for (var x = 0; x < image.getWidth(); x++) {
        var away = Math.hypot(x + 0.5 - image.getWidth() / 2.0, y + 0.5 - image.getHeight() / 2.0);
        count += away >= radius && alpha(image, x, y) > 0 ? 1 : 0;
      }
    }
    return count;
  }

  private static long inkOnEdge(BufferedImage image) {
    var count = 0L;
    for (var y = 0; y < image.getHeight(); y++) {
      for (var x = 0; x < image.getWidth(); x++) {
        var edge = x == 0 || y == 0 || x == image.getWidth() - 1 || y == image.getHeight() - 1;
        count += edge && alpha(image, x, y) > 0 ? 1 : 0;
      }
    }
    return count;
  }

  private static int alpha(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) >>> 24;
  }

  /** The picture's width on paper, by the size it says its dots have. */
  private static double millimetres(byte[] png) throws IOException {
    var reader = ImageIO.getImageReadersByFormatName("png").next();
    reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(png)));
    var root = (Element) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
    var size = (Element) root.getElementsByTagName("pHYs").item(0);
    assertThat(size.getAttribute("unitSpecifier").toLowerCase(Locale.ROOT)).isEqualTo("meter");
    return reader.getWidth(0) * 1000.0 / Integer.parseInt(size.getAttribute("pixelsPerUnitXAxis"));
  }
}
