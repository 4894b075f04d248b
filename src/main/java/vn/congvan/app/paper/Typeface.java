package vn.congvan.app.paper;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * A typeface metric-compatible with Times New Roman, with every Vietnamese letter; shipped with the
 * product, so that a machine without fonts draws the same.
 */
public enum Typeface {
  UPRIGHT("LiberationSerif-Regular.ttf"),
  BOLD("LiberationSerif-Bold.ttf"),
  ITALIC("LiberationSerif-Italic.ttf"),
  BOLD_ITALIC("LiberationSerif-BoldItalic.ttf");

  private final String file;

  Typeface(String file) {
    this.file = file;
  }

  /** The font's own file; the caller closes it. */
  InputStream open() {
    var in = Typeface.class.getClassLoader().getResourceAsStream("liberation/" + file);
    if (in == null) {
      throw new IllegalStateException("the font " + file + " is missing from the installation");
    }
    return in;
  }

  /** Letters as outlines, for pictures: drawn without the machine's fonts or font libraries. */
  public Outlines outlines() {
    try (var in = open()) {
      return new Outlines(new TTFParser().parse(new RandomAccessReadBuffer(in)));
    } catch (IOException e) {
      throw new UncheckedIOException("the font " + file + " of the installation is damaged", e);
    }
  }

  /** Outlines of one font, in units of the em: a capital is about 0.65 high. Not thread-safe. */
  public static final class Outlines implements AutoCloseable {
    private final TrueTypeFont font;
    private final double scale;

    private Outlines(TrueTypeFont font) throws IOException {
      this.font = font;
      this.scale = 1.0 / font.getUnitsPerEm();
    }

    public double advance(int codePoint) {
      try {
        return font.getAdvanceWidth(glyph(codePoint)) * scale;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** With the baseline at y = 0 and y growing upwards. */
    public GeneralPath path(int codePoint) {
      try {
        var outline = font.getGlyph().getGlyph(glyph(codePoint));
        var path = outline == null ? new GeneralPath() : outline.getPath();
        path.transform(AffineTransform.getScaleInstance(scale, scale));
        return path;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private int glyph(int codePoint) throws IOException {
      return font.getUnicodeCmapLookup().getGlyphId(codePoint);
    }

    @Override
    public void close() {
      try {
        font.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
