package vn.congvan.approval;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.fontbox.cmap.CMap;
import org.apache.fontbox.cmap.CMapParser;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontFactory;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.jspecify.annotations.Nullable;

/**
 * What the codes of a font mean and how wide they are, each looked up once. Most fonts say both in
 * their dictionary; only for one that does not is the font itself opened, which costs ten times as
 * much.
 */
final class FontGlyphs {
  /** In place of a letter that the font does not name. */
  private static final String UNKNOWN = "\uFFFD";

  private static final int MAX_MAP = 1 << 20;
  private static final int LAST = 0xFFFF;
  private static final int USUAL_WIDTH = 1000;

  private static final COSName W = COSName.getPDFName("W");
  private static final COSName DW = COSName.getPDFName("DW");
  private static final COSName FIRST_CHAR = COSName.getPDFName("FirstChar");
  private static final COSName WIDTHS = COSName.getPDFName("Widths");

  private final int codeLength;
  private final @Nullable CMap unicode;
  private final float[] widths;
  private final float otherWidth;
  private final @Nullable PDFont font;
  private @Nullable Glyph[] known = new Glyph[256];

  /**
   * @param width for letters of size 1
   * @param isSpace whether word spacing is added (ISO 32000-2, 9.3.3)
   */
  record Glyph(String text, double width, boolean isSpace) {}

  private FontGlyphs(int codeLength, CMap unicode, float[] widths, float otherWidth) {
    this.codeLength = codeLength;
    this.unicode = unicode;
    this.widths = widths;
    this.otherWidth = otherWidth;
    this.font = null;
  }

  private FontGlyphs(PDFont font) {
    this.codeLength = 0;
    this.unicode = null;
    this.widths = new float[0];
    this.otherWidth = 0;
    this.font = font;
  }

  static FontGlyphs of(COSDictionary font) throws IOException {
    if (font.getDictionaryObject(COSName.TO_UNICODE) instanceof COSStream map) {
      var kind = font.getCOSName(COSName.SUBTYPE);
      if (COSName.TYPE0.equals(kind)
          && font.getNameAsString(COSName.ENCODING, "").startsWith("Identity-")
          && font.getDictionaryObject(COSName.DESCENDANT_FONTS) instanceof COSArray descendants
          && descendants.getObject(0) instanceof COSDictionary descendant) {
        return new FontGlyphs(
            2,
            read(map),
            widthsOfGlyphs(descendant.getCOSArray(W)),
            descendant.getFloat(DW, USUAL_WIDTH));
      }
      var widths = font.getCOSArray(WIDTHS);
      if (COSName.TRUE_TYPE.equals(kind) && widths != null) {
        return new FontGlyphs(1, read(map), widthsOfCodes(font.getInt(FIRST_CHAR, 0), widths), 0);
      }
    }
    return new FontGlyphs(PDFontFactory.createFont(font));
  }

  Codes codes(byte[] text) {
    return new Codes(text);
  }

  /** The glyphs of a string, one after the other. */
  final class Codes {
    private final byte[] text;
    private final @Nullable ByteArrayInputStream in;
    private int at;

    private Codes(byte[] text) {
      this.text = text;
      this.in = font == null ? null : new ByteArrayInputStream(text);
    }

    /** Null after the last. */
    @Nullable Glyph next() throws IOException {
      if (font != null && in != null) {
        var before = in.available();
        if (before == 0) {
          return null;
        }
        var code = font.readCode(in);
        return glyph(code, before - in.available());
      }
      if (at + codeLength > text.length) {
        return null;
      }
      var code = text[at] & 0xFF;
      code = codeLength == 1 ? code : code << 8 | text[at + 1] & 0xFF;
      at += codeLength;
      return glyph(code, codeLength);
    }
  }

  private Glyph glyph(int code, int length) throws IOException {
    if (code < 0 || code > LAST) {
      return new Glyph(UNKNOWN, 0, false);
    }
    if (code >= known.length) {
      known = Arrays.copyOf(known, Math.max(code + 1, 2 * known.length));
    }
    var glyph = known[code];
    if (glyph == null) {
      var text = text(code, length);
      glyph = new Glyph(text == null ? UNKNOWN : text, width(code), code == ' ' && length == 1);
      known[code] = glyph;
    }
    return glyph;
  }

  private @Nullable String text(int code, int length) throws IOException {
    if (font != null) {
      return font.toUnicode(code);
    }
    return unicode == null ? null : unicode.toUnicode(code, length);
  }

  private double width(int code) throws IOException {
    if (font != null) {
      var scale = font instanceof PDType3Font ? font.getFontMatrix().getScaleX() : 0.001;
      return font.getWidth(code) * scale;
    }
    return (code < widths.length && widths[code] >= 0 ? widths[code] : otherWidth) / 1000.0;
  }

  private static CMap read(COSStream map) throws IOException {
    try (var in = map.createInputStream()) {
      var bytes = in.readNBytes(MAX_MAP + 1);
      if (bytes.length > MAX_MAP) {
        throw new PageWords.TooMuch("map of letters");
      }
      return new CMapParser().parse(new RandomAccessReadBuffer(bytes));
    }
  }

  /** ISO 32000-2, 9.7.4.3: {@code c [w1 w2 …]} and {@code first last w}. */
  private static float[] widthsOfGlyphs(@Nullable COSArray array) {
    var widths = new Widths();
    for (var i = 0; array != null && i + 1 < array.size(); i++) {
      if (!(array.getObject(i) instanceof COSNumber first)) {
        break;
      }
      var second = array.getObject(i + 1);
      if (second instanceof COSArray several) {
        for (var j = 0; j < several.size() && j <= LAST; j++) {
          widths.set(first.longValue() + j, several.getObject(j) instanceof COSNumber w ? w : null);
        }
        i++;
      } else if (second instanceof COSNumber last && i + 2 < array.size()) {
        var width = array.getObject(i + 2) instanceof COSNumber w ? w : null;
        var end = Math.min(last.longValue(), LAST);
        for (var code = Math.max(first.longValue(), 0); code <= end; code++) {
          widths.set(code, width);
        }
        i += 2;
      }
    }
    return widths.of;
  }

  private static float[] widthsOfCodes(int first, COSArray array) {
    var widths = new Widths();
    for (var i = 0; i < array.size() && i <= LAST; i++) {
      widths.set((long) first + i, array.getObject(i) instanceof COSNumber w ? w : null);
    }
    return widths.of;
  }

  /** By code; -1 where none is given. */
  private static final class Widths {
    float[] of = new float[0];

    void set(long code, @Nullable COSNumber width) {
      if (code < 0 || code > LAST || width == null) {
        return;
      }
      var index = (int) code;
      if (index >= of.length) {
        var before = of.length;
        of = Arrays.copyOf(of, Math.max(index + 1, 2 * before));
        Arrays.fill(of, before, of.length, -1);
      }
      of[index] = width.floatValue();
    }
  }
}
