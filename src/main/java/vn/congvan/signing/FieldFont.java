package vn.congvan.signing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.Deflater;
import vn.congvan.signing.FieldLayout.Typeface;

/**
 * The letters that numbers, dates and seals on attachments are written in: Liberation Serif, as
 * wide as Times New Roman (Decree 30/2020, Appendix I), cut down to Vietnamese.
 *
 * <p>The font goes into a file before its first signature, so that whoever signs first signs the
 * shapes of the letters too, and a seal brings none. A character's code in the file is its Unicode
 * number, so a file prepared by one release is filled in rightly by the next, whose cut-down font
 * may order its glyphs otherwise. The name in the file tells which characters it has: change it
 * when {@link #OF_FIELDS} loses one.
 */
enum FieldFont {
  UPRIGHT("Serif1", "Regular", 0),
  ITALIC("SerifItalic1", "Italic", -16),
  /** Of stamps, in capitals; no field is written in it. */
  STAMP("SerifBold1", "Bold", 0);

  private static final String OF_FIELDS =
      " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,:;/-–()&'’+_"
          + "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
          + "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";

  private static final String OF_STAMPS = " ACGHKNOTẨẢỎỐƠỢƯ";

  /** Of the whole design, in thousandths of the letters' size. */
  private static final int ASCENT = 891;

  private static final int DESCENT = -216;
  static final int CAP_HEIGHT = 662;

  private final String resourceName;
  private final String style;
  private final int italicAngle;

  FieldFont(String resourceName, String style, int italicAngle) {
    this.resourceName = resourceName;
    this.style = style;
    this.italicAngle = italicAngle;
  }

  static FieldFont of(Typeface typeface) {
    return switch (typeface) {
      case UPRIGHT -> UPRIGHT;
      case ITALIC -> ITALIC;
    };
  }

  /** The font that a file calls so; empty when it is none of ours. */
  static Optional<FieldFont> named(String resourceName) {
    return Arrays.stream(values()).filter(f -> f.resourceName.equals(resourceName)).findFirst();
  }

  /** What a file calls it among its resources. */
  String resourceName() {
    return resourceName;
  }

  /**
   * How wide the text is, in thousandths of the letters' size.
   *
   * @throws vn.congvan.document.SetAside when a letter is not in the font
   */
  int width(String text) {
    var widths = program().widths();
    return text.codePoints()
        .map(
            character -> {
              var width = widths.get(character);
              if (width == null) {
                throw SignFailure.noLetter(character);
              }
              return width;
            })
        .sum();
  }

  /** From the bottom of a line of this height to the line its letters stand on. */
  static double baseline(double height, double size) {
    return (height - (ASCENT - DESCENT) * size / 1000) / 2 - DESCENT * size / 1000;
  }

  /** Writes the font's objects; the first number is the font's own, four more are taken. */
  void write(PlainWriter writer, int number, int toUnicode) throws java.io.IOException {
    var parts = parts();
    var descendant = writer.reserve();
    var descriptor = writer.reserve();
    var program = writer.reserve();
    var glyphs = writer.reserve();
    writer.object(
        number,
        "<</Type /Font/Subtype /Type0/BaseFont /%s/Encoding /Identity-H/DescendantFonts [%d 0 R]/ToUnicode %d 0 R>>"
            .formatted(baseFont(), descendant, toUnicode));
    writer.object(
        descendant,
        "<</Type /Font/Subtype /CIDFontType2/BaseFont /%s/CIDSystemInfo <</Registry (Adobe)/Ordering (Identity)/Supplement 0>>/FontDescriptor %d 0 R/DW 0/W [%s]/CIDToGIDMap %d 0 R>>"
            .formatted(baseFont(), descriptor, parts.widths, glyphs));
    writer.object(
        descriptor,
        "<</Type /FontDescriptor/FontName /%s/Flags %d/FontBBox [-543 -303 1278 982]/ItalicAngle %d/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %d 0 R>>"
            .formatted(
                baseFont(),
                italicAngle == 0 ? 6 : 70,
                italicAngle,
                ASCENT,
                DESCENT,
                CAP_HEIGHT,
                this == STAMP ? 140 : 80,
                program));
    writer.stream(
        program,
        "/Filter /FlateDecode/Length1 %d".formatted(program().bytes().length),
        parts.program);
    writer.stream(glyphs, "/Filter /FlateDecode", parts.glyphs);
  }

  /** The CMap that says what the codes mean in Unicode: the same number. */
  static void writeToUnicode(PlainWriter writer, int number) throws java.io.IOException {
    writer.stream(number, "/Filter /FlateDecode", ToUnicode.BYTES);
  }

  private String baseFont() {
    return "CVAAA%s+LiberationSerif%s"
        .formatted(style.charAt(0), this == UPRIGHT ? "" : "-" + style);
  }

  private FontProgram program() {
    return parts().font;
  }

  private Parts parts() {
    return switch (this) {
      case UPRIGHT -> Upright.PARTS;
      case ITALIC -> Italic.PARTS;
      case STAMP -> Bold.PARTS;
    };
  }

  /** Made once: the same for every file. */
  private record Parts(FontProgram font, byte[] program, byte[] glyphs, String widths) {
    static Parts of(FieldFont face) {
      var font =
          FontProgram.subset(
              "/liberation/LiberationSerif-" + face.style + ".ttf",
              face == STAMP ? OF_STAMPS : OF_FIELDS);
      return new Parts(font, deflated(font.bytes()), deflated(glyphs(font)), widths(font.widths()));
    }

    /** Two bytes for each code up to the last we use (ISO 32000-2, 9.7.4.2, CIDToGIDMap). */
    private static byte[] glyphs(FontProgram font) {
      var glyphs = new TreeMap<>(font.glyphs());
      var map = new byte[2 * (glyphs.lastKey() + 1)];
      glyphs.forEach(
          (character, glyph) -> {
            map[2 * character] = (byte) (glyph >> 8);
            map[2 * character + 1] = (byte) (int) glyph;
          });
      return map;
    }

    private static String widths(Map<Integer, Integer> widths) {
      var text = new StringBuilder();
      var next = -1;
      for (var entry : new TreeMap<>(widths).entrySet()) {
        if (entry.getKey() == next) {
          text.append(' ');
        } else {
          text.append(next < 0 ? "" : "]").append(entry.getKey()).append('[');
        }
        text.append(entry.getValue());
        next = entry.getKey() + 1;
      }
      return text.append(']').toString();
    }
  }

  private static final class Upright {
    static final Parts PARTS = Parts.of(UPRIGHT);
  }

  private static final class Italic {
    static final Parts PARTS = Parts.of(ITALIC);
  }

  private static final class Bold {
    static final Parts PARTS = Parts.of(STAMP);
  }

  private static final class ToUnicode {
    static final byte[] BYTES =
        deflated(
            """
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange
            5 beginbfrange
            <0020> <007E> <0020>
            <00A0> <00FF> <00A0>
            <0100> <01FF> <0100>
            <1E00> <1EFF> <1E00>
            <2000> <20FF> <2000>
            endbfrange
            endcmap
            CMapName currentdict /CMap defineresource pop
            end
            end
            """
                .getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] deflated(byte[] bytes) {
    var deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      var out = new ByteArrayOutputStream(bytes.length / 2 + 64);
      var piece = new byte[8192];
      while (!deflater.finished()) {
        out.write(piece, 0, deflater.deflate(piece));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }
}
