package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.congvan.app.lab.SealImage;
import vn.congvan.document.SetAside;
import vn.congvan.trust.lab.KeyKind;

/** What the reader of a signed page sees (Decree 30/2020, Appendix I.II.7 and 8). */
class LooksTest {
  private static final float SCALE = 2;

  @TempDir Path folder;

  @Test
  void theLeadersPictureStandsInTheMiddleOfItsBoxAsLargeAsItFits() throws IOException {
    var desk = new Desk(folder);
    var source = Sources.letter();
    var signed = desk.signed(desk.prepared(source), KeyKind.P256);

    var ink = Looks.around(Looks.render(signed, 0, SCALE), SCALE, LooksTest::isBlue);

    var box = Desk.layout(source).signature().box();
    var picture = box.fit(Desk.HAND.width(), Desk.HAND.height());
    assertThat(ink.x()).isBetween(picture.x() - 1, picture.x() + 12);
    assertThat(ink.x() + ink.width())
        .isBetween(picture.x() + picture.width() - 12, picture.x() + picture.width() + 1);
    assertThat(ink.y()).isBetween(picture.y() - 1, picture.y() + 12);
  }

  @Test
  void theSealIsOfItsRealSizeAndCoversTheLeftThirdOfTheLeadersPicture() throws IOException {
    var desk = new Desk(folder);
    var source = Sources.letter();
    var signed = desk.signed(desk.prepared(source), KeyKind.P256);
    var page = Looks.render(desk.sealed(signed, KeyKind.P256), 0, SCALE);

    var seal = Looks.around(page, SCALE, LooksTest::isRed);
    var box = Desk.layout(source).signature().box();
    var picture = box.fit(Desk.HAND.width(), Desk.HAND.height());
    var diameter = SealImage.DIAMETER_MM * Box.MM;
    assertThat(seal.width()).isCloseTo(diameter, within(4.0));
    assertThat(seal.height()).isCloseTo(diameter, within(4.0));
    assertThat(seal.x() + seal.width()).isCloseTo(picture.x() + picture.width() / 3, within(2.0));
    assertThat(seal.y() + seal.height() / 2)
        .isCloseTo(picture.y() + picture.height() / 2, within(2.0));
  }

  @Test
  void numberAndDateStandInTheirBoxesAndNothingElseOfThePageChanges() throws IOException {
    var desk = new Desk(folder);
    var source = Sources.letter();
    var prepared = desk.prepared(source);
    var before = Looks.render(source, 0, SCALE);
    var after =
        Looks.render(desk.sealed(desk.signed(prepared, KeyKind.P256), KeyKind.P256), 0, SCALE);
    var layout = Desk.layout(source);
    var inNumber = 0;
    var inDate = 0;
    for (var y = 0; y < before.getHeight(); y++) {
      for (var x = 0; x < before.getWidth(); x++) {
        if (before.getRGB(x, y) != after.getRGB(x, y)) {
          var px = x / SCALE;
          var py = (before.getHeight() - y) / SCALE;
          if (in(layout.number().box(), px, py)) {
            inNumber++;
          } else if (in(layout.date().box(), px, py)) {
            inDate++;
          } else {
            assertThat(in(layout.signature().box(), px, py) || in(layout.seal().box(), px, py))
                .as("a change at %s, %s", px, py)
                .isTrue();
          }
        }
      }
    }
    assertThat(inNumber).isGreaterThan(500);
    assertThat(inDate).isGreaterThan(1000);
  }

  @ParameterizedTest
  @ValueSource(ints = {90, 180, 270})
  void aTurnedPageLooksAsTheUprightOneDoes(int rotation) throws IOException {
    var desk = new Desk(folder);
    var upright = sealed(desk, Sources.turned(0));
    var turned = sealed(desk, Sources.turned(rotation));

    assertThat(turned.getWidth()).isEqualTo(upright.getWidth());
    assertThat(turned.getHeight()).isEqualTo(upright.getHeight());
    long difference = 0;
    for (var y = 0; y < upright.getHeight(); y++) {
      for (var x = 0; x < upright.getWidth(); x++) {
        difference += Math.abs((upright.getRGB(x, y) & 0xFF) - (turned.getRGB(x, y) & 0xFF));
      }
    }
    var pixels = (long) upright.getWidth() * upright.getHeight();
    assertThat((double) difference / pixels)
        .as("mean difference of the blue of a pixel; a field laid wrongly makes above 2")
        .isLessThan(0.8);
  }

  @Test
  void anAttachmentsSealStandsAtTheTopRightInBlack() throws IOException {
    var desk = new Desk(folder);
    var prepared = desk.preparedAttachment(Sources.letter());
    var before = Looks.render(prepared, 0, SCALE);
    var after = Looks.render(desk.sealedAttachment(prepared, KeyKind.P256), 0, SCALE);
    var text = Looks.around(after, SCALE, colour -> colour < 0x303030);
    var page = Looks.around(before, SCALE, colour -> colour < 0x303030);

    assertThat(text.y() + text.height()).isGreaterThan(page.y() + page.height() + 10);
    assertThat(text.x() + text.width()).isBetween(595 - 43.5 - 3, 595 - 42.5 + 1);
    assertThat(text.y() + text.height()).isBetween(842 - 40.0, 842 - 22.0);
  }

  @Test
  void aCopySaysItsFormItsAgencyAndItsTimeAtTheTopRightInBlack() throws IOException {
    var prepared = new Desk(folder).preparedCopy(Sources.letter());
    var one = corner(prepared, "UBND thành phố Huế");
    var two = corner(prepared, "Ủy ban nhân dân phường Kim Long, thành phố Huế");
    var three =
        corner(
            prepared,
            "Trung tâm Phục vụ hành chính công phường Phong Điền trực thuộc Ủy ban nhân dân phường"
                + " Phong Điền, thành phố Huế");

    for (var text : List.of(one, two, three)) {
      assertThat(text.x() + text.width()).isBetween(595 - 43.5 - 3, 595 - 42.5 + 1);
      assertThat(text.x()).isGreaterThan(595 - 42.5 - 105 * Box.MM - 1);
      assertThat(842 - text.y() - text.height() / 2).isCloseTo(11.5 * Box.MM, within(3.0));
    }
    assertThat(one.height()).isBetween(6.0, 12.0);
    assertThat(two.height()).isBetween(18.0, 24.0);
    assertThat(three.height()).isBetween(30.0, 36.0);
    assertThat(three.y()).as("inside the margin").isGreaterThan(842 - 19 * Box.MM);
  }

  @Test
  void aNameThatNeedsMoreIsWrittenSmallerAndOneThatFitsNowhereIsRefused() throws IOException {
    var prepared = new Desk(folder).preparedCopy(Sources.letter());
    var whole = corner(prepared, "Ủy ban nhân dân phường Kim Long ".repeat(8));

    assertThat(whole.y()).isGreaterThan(842 - 19 * Box.MM);
    assertThatThrownBy(() -> corner(prepared, "Ủy ban nhân dân phường Kim Long ".repeat(40)))
        .isInstanceOfSatisfying(
            SetAside.class, e -> assertThat(e.reason().code()).isEqualTo("SIGN.NO_ROOM"));
    assertThatThrownBy(() -> corner(prepared, "x".repeat(200)))
        .isInstanceOfSatisfying(
            SetAside.class, e -> assertThat(e.reason().code()).isEqualTo("SIGN.NO_ROOM"));
  }

  /** Around what a copy of the letter shows that the letter does not. */
  private Box corner(byte[] prepared, String name) throws IOException {
    var desk = new Desk(folder);
    var before = Looks.render(prepared, 0, SCALE);
    var after =
        Looks.render(desk.sealedCopy(prepared, CopyForm.EXTRACT, name, KeyKind.P256), 0, SCALE);
    for (var y = 0; y < before.getHeight(); y++) {
      for (var x = 0; x < before.getWidth(); x++) {
        if (before.getRGB(x, y) == after.getRGB(x, y)) {
          after.setRGB(x, y, 0xFFFFFF);
        }
      }
    }
    return Looks.around(after, SCALE, colour -> colour < 0x808080);
  }

  private static java.awt.image.BufferedImage sealed(Desk desk, byte[] source) throws IOException {
    return Looks.render(
        desk.sealed(desk.signed(desk.prepared(source), KeyKind.P256), KeyKind.P256));
  }

  private static boolean in(Box box, double x, double y) {
    return x >= box.x() - 1
        && x <= box.x() + box.width() + 1
        && y >= box.y() - 1
        && y <= box.y() + box.height() + 1;
  }

  private static boolean isBlue(int colour) {
    return (colour & 0xFF) > (colour >> 16) + 60;
  }

  private static boolean isRed(int colour) {
    return (colour >> 16) > (colour & 0xFF) + 60;
  }
}
