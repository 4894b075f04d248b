package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Objects;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FieldFontTest {
  /** Every syllable's letters with every tone, small and capital. */
  private static String vietnamese() {
    var letters = new StringBuilder("đĐ");
    for (var base : "aăâeêioôơuưy".toCharArray()) {
      for (var tone : new String[] {"", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"}) {
        var small = Normalizer.normalize(base + tone, Normalizer.Form.NFC);
        letters.append(small).append(small.toUpperCase(java.util.Locale.ROOT));
      }
    }
    return letters.toString();
  }

  @ParameterizedTest
  @EnumSource(
      value = FieldFont.class,
      names = {"UPRIGHT", "ITALIC"})
  void everyVietnameseLetterAndWhatNumbersAndDatesNeedCanBeWritten(FieldFont font) {
    assertThat(vietnamese()).hasSize(146);
    assertThat(font.width(vietnamese())).isPositive();
    assertThat(font.width("Số: 0123456789/QĐ-UBND.BC&TKCN (bản 2)")).isPositive();
    assertThat(font.width("M'Đrắk, A Lưới – ngày 05 tháng 01 năm 2026")).isPositive();
  }

  @ParameterizedTest
  @EnumSource(FieldFont.class)
  void theCutDownFontDrawsTheSameOutlinesAsTheWholeOne(FieldFont font) throws Exception {
    var style =
        switch (font) {
          case UPRIGHT -> "Regular";
          case ITALIC -> "Italic";
          case STAMP -> "Bold";
        };
    var resource = "/liberation/LiberationSerif-" + style + ".ttf";
    var text = vietnamese() + "0123456789/-";
    var subset = FontProgram.subset(resource, text);
    try (var in = FieldFontTest.class.getResourceAsStream(resource);
        var whole = new TTFParser(true).parse(new RandomAccessReadBuffer(in));
        var cut = new TTFParser(true).parse(new RandomAccessReadBuffer(subset.bytes()))) {
      var cmap = whole.getUnicodeCmapLookup();
      text.codePoints()
          .forEach(
              character -> {
                try {
                  int glyph = Objects.requireNonNull(subset.glyphs().get(character));
                  var original = cmap.getGlyphId(character);
                  assertThat(outline(cut, glyph))
                      .as("%c", character)
                      .isEqualTo(outline(whole, original));
                  assertThat(cut.getAdvanceWidth(glyph)).isEqualTo(whole.getAdvanceWidth(original));
                } catch (java.io.IOException e) {
                  throw new AssertionError(e);
                }
              });
    }
    assertThat(subset.bytes().length).isLessThan(16_000);
  }

  @Test
  void theSameCharactersGiveTheSameFont() {
    var resource = "/liberation/LiberationSerif-Regular.ttf";
    assertThat(FontProgram.subset(resource, "Số 05").bytes())
        .isEqualTo(FontProgram.subset(resource, "50 ốS").bytes());
  }

  private static String outline(org.apache.fontbox.ttf.TrueTypeFont font, int glyph)
      throws java.io.IOException {
    var data = font.getGlyph().getGlyph(glyph);
    if (data == null) {
      return "";
    }
    var path = new StringBuilder();
    var points = data.getPath().getPathIterator(null);
    var at = new double[6];
    for (; !points.isDone(); points.next()) {
      path.append(points.currentSegment(at)).append(java.util.Arrays.toString(at));
    }
    return path.toString();
  }
}
