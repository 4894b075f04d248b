package vn.congvan.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * A TrueType font cut down to some characters, and to their outlines: the instructions that fit
 * outlines to the pixels of old screens are three quarters of a small subset, and are left out.
 *
 * @param bytes the font, the same for the same characters
 * @param glyphs which glyph of it shows a character
 * @param widths of characters, in thousandths of the letters' size
 */
record FontProgram(byte[] bytes, Map<Integer, Integer> glyphs, Map<Integer, Integer> widths) {
  private static final List<String> KEPT = List.of("head", "hhea", "maxp", "hmtx", "loca", "glyf");

  private static final int HEAD_CHECKSUM = 8;
  private static final int HEAD_LONG_LOCATIONS = 50;
  private static final int CHECKSUM_MAGIC = 0xB1B0AFBA;

  private static final int ARGS_ARE_WORDS = 0x0001;
  private static final int ONE_SCALE = 0x0008;
  private static final int MORE_COMPONENTS = 0x0020;
  private static final int TWO_SCALES = 0x0040;
  private static final int TWO_BY_TWO = 0x0080;
  private static final int HAS_INSTRUCTIONS = 0x0100;

  /**
   * @param resource a TrueType font on the class path
   */
  static FontProgram subset(String resource, String characters) {
    try (var in = FontProgram.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the class path has no font " + resource);
      }
      try (var font = new TTFParser(true).parse(new RandomAccessReadBuffer(in.readAllBytes()))) {
        var subsetter = new TTFSubsetter(font, KEPT);
        var cmap = font.getUnicodeCmapLookup();
        var scale = 1000.0 / font.getUnitsPerEm();
        var sourceGlyphs = new TreeMap<Integer, Integer>();
        var widths = new TreeMap<Integer, Integer>();
        characters
            .codePoints()
            .forEach(
                character -> {
                  subsetter.add(character);
                  sourceGlyphs.put(character, cmap.getGlyphId(character));
                });
        for (var entry : sourceGlyphs.entrySet()) {
          widths.put(
              entry.getKey(), (int) Math.round(font.getAdvanceWidth(entry.getValue()) * scale));
        }
        var subset = new ByteArrayOutputStream();
        subsetter.writeToStream(subset);
        return new FontProgram(
            withoutInstructions(subset.toByteArray()),
            renumbered(sourceGlyphs, subsetter.getGIDMap()),
            widths);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a font on the class path can be read", e);
    }
  }

  private static Map<Integer, Integer> renumbered(
      Map<Integer, Integer> sourceGlyphs, Map<Integer, Integer> sourceOfNew) {
    var newOfSource = new TreeMap<Integer, Integer>();
    sourceOfNew.forEach((fresh, source) -> newOfSource.put(source, fresh));
    var glyphs = new TreeMap<Integer, Integer>();
    sourceGlyphs.forEach(
        (character, source) -> {
          var glyph = newOfSource.get(source);
          if (source == 0 || glyph == null) {
            throw new IllegalStateException(
                "the font has no glyph for U+%04X".formatted(character));
          }
          glyphs.put(character, glyph);
        });
    return glyphs;
  }

  private static byte[] withoutInstructions(byte[] font) throws IOException {
    var tables = tables(font);
    var longLocations = table(tables, "head").getShort(HEAD_LONG_LOCATIONS) != 0;
    var locations = table(tables, "loca");
    var glyphs = table(tables, "glyf");
    var count = locations.remaining() / (longLocations ? 4 : 2) - 1;
    var outlines = new ByteArrayOutputStream();
    var newLocations = ByteBuffer.allocate(4 * (count + 1));
    for (var i = 0; i < count; i++) {
      newLocations.putInt(outlines.size());
      var start = location(locations, i, longLocations);
      var end = location(locations, i + 1, longLocations);
      if (end > start) {
        writeOutline(glyphs.slice(start, end - start), outlines);
      }
      while (outlines.size() % 4 != 0) {
        outlines.write(0);
      }
    }
    newLocations.putInt(outlines.size()).flip();
    var head = ByteBuffer.allocate(table(tables, "head").remaining());
    head.put(table(tables, "head")).flip();
    head.putShort(HEAD_LONG_LOCATIONS, (short) 1).putInt(HEAD_CHECKSUM, 0);
    tables.put("head", head);
    tables.put("loca", newLocations);
    tables.put("glyf", ByteBuffer.wrap(outlines.toByteArray()));
    return assembled(tables);
  }

  /** Copies a glyph without its instructions (OpenType, chapter glyf). */
  private static void writeOutline(ByteBuffer glyph, ByteArrayOutputStream out) {
    var contours = glyph.getShort(0);
    if (contours >= 0) {
      var at = 10 + 2 * contours;
      var instructions = Short.toUnsignedInt(glyph.getShort(at));
      write(glyph, 0, at, out);
      out.write(0);
      out.write(0);
      write(glyph, at + 2 + instructions, glyph.limit(), out);
      return;
    }
    var copy = ByteBuffer.allocate(glyph.remaining()).put(glyph.duplicate()).flip();
    var at = 10;
    var more = true;
    while (more) {
      var flags = Short.toUnsignedInt(copy.getShort(at));
      copy.putShort(at, (short) (flags & ~HAS_INSTRUCTIONS));
      more = (flags & MORE_COMPONENTS) != 0;
      at += (flags & ARGS_ARE_WORDS) != 0 ? 8 : 6;
      if ((flags & ONE_SCALE) != 0) {
        at += 2;
      } else if ((flags & TWO_SCALES) != 0) {
        at += 4;
      } else if ((flags & TWO_BY_TWO) != 0) {
        at += 8;
      }
    }
    write(copy, 0, at, out);
  }

  private static byte[] assembled(Map<String, ByteBuffer> tables) {
    var count = tables.size();
    var directory = 12 + 16 * count;
    var size = directory;
    for (var table : tables.values()) {
      size += padded(table.remaining());
    }
    var out = ByteBuffer.allocate(size);
    var power = Integer.highestOneBit(count);
    out.putInt(0x00010000)
        .putShort((short) count)
        .putShort((short) (power * 16))
        .putShort((short) Integer.numberOfTrailingZeros(power))
        .putShort((short) (count * 16 - power * 16));
    var at = directory;
    var headAt = 0;
    for (var entry : tables.entrySet()) {
      var table = entry.getValue();
      if (entry.getKey().equals("head")) {
        headAt = at;
      }
      out.put(at, table, table.position(), table.remaining());
      out.put(entry.getKey().getBytes(StandardCharsets.US_ASCII))
          .putInt(checksum(out, at, padded(table.remaining())))
          .putInt(at)
          .putInt(table.remaining());
      at += padded(table.remaining());
    }
    out.putInt(headAt + HEAD_CHECKSUM, CHECKSUM_MAGIC - checksum(out, 0, size));
    return out.array();
  }

  private static Map<String, ByteBuffer> tables(byte[] font) {
    var in = ByteBuffer.wrap(font);
    var count = in.getShort(4);
    var tables = new TreeMap<String, ByteBuffer>();
    for (var i = 0; i < count; i++) {
      var at = 12 + 16 * i;
      var name = new String(font, at, 4, StandardCharsets.US_ASCII);
      tables.put(name, in.slice(in.getInt(at + 8), in.getInt(at + 12)));
    }
    return tables;
  }

  private static ByteBuffer table(Map<String, ByteBuffer> tables, String name) throws IOException {
    var table = tables.get(name);
    if (table == null) {
      throw new IOException("the font has no table " + name);
    }
    return table.duplicate();
  }

  private static int location(ByteBuffer locations, int glyph, boolean inLongs) {
    return inLongs
        ? locations.getInt(4 * glyph)
        : 2 * Short.toUnsignedInt(locations.getShort(2 * glyph));
  }

  private static int checksum(ByteBuffer bytes, int from, int length) {
    var sum = 0;
    for (var at = from; at < from + length; at += 4) {
      sum += bytes.getInt(at);
    }
    return sum;
  }

  private static int padded(int length) {
    return (length + 3) & ~3;
  }

  private static void write(ByteBuffer from, int start, int end, ByteArrayOutputStream out) {
    var piece = new byte[end - start];
    from.get(start, piece);
    out.write(piece, 0, piece.length);
  }
}
