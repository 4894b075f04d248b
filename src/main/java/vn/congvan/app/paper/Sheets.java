package vn.congvan.app.paper;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * A4 sheets to write on, in millimetres from the upper left corner; letters in points. The same
 * writing always gives the same bytes.
 */
public final class Sheets implements AutoCloseable {
  public static final double WIDTH = 210;
  public static final double HEIGHT = 297;
  public static final double TOP = 20;
  public static final double BOTTOM = HEIGHT - 20;
  public static final double LEFT = 30;
  public static final double RIGHT = WIDTH - 20;

  private static final double POINTS = 72 / 25.4;

  private final PDDocument document = new PDDocument();
  private final Map<Typeface, PDType0Font> fonts = new EnumMap<>(Typeface.class);
  private PDPageContentStream page;

  /** One line of text as it will stand; the last of its paragraph is not stretched. */
  public record Line(String text, double indent, boolean last) {}

  public Sheets(String title) {
    this(title, Locale.forLanguageTag("vi-VN"));
  }

  public Sheets(String title, Locale language) {
    var about = new PDDocumentInformation();
    about.setTitle(title);
    document.setDocumentInformation(about);
    document.getDocumentCatalog().setLanguage(language.toLanguageTag());
    document.setDocumentId((long) title.hashCode());
    page = fresh();
  }

  private PDPageContentStream fresh() {
    var paper = new PDPage(PDRectangle.A4);
    document.addPage(paper);
    try {
      return new PDPageContentStream(document, paper);
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  public void nextPage() {
    try {
      page.close();
    } catch (IOException e) {
      throw inMemory(e);
    }
    page = fresh();
  }

  /** What is written and drawn from here on, until the next page, has this colour. */
  public void ink(Color colour) {
    try {
      page.setNonStrokingColor(colour);
      page.setStrokingColor(colour);
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  /** Whether the typeface has letters for it. */
  public boolean canWrite(Typeface face, int codePoint) {
    try {
      return font(face).encode(Character.toString(codePoint)).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  public double width(Typeface face, double size, String text) {
    try {
      return font(face).getStringWidth(text) / 1000 * size / POINTS;
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  public void text(Typeface face, double size, String text, double x, double baseline) {
    stretched(face, size, text, x, baseline, 0);
  }

  public void centred(Typeface face, double size, String text, double centre, double baseline) {
    text(face, size, text, centre - width(face, size, text) / 2, baseline);
  }

  /** A line that fills its width exactly, by wider spaces. */
  public void justified(
      Typeface face, double size, Line line, double x, double width, double baseline) {
    var free = width - line.indent() - width(face, size, line.text());
    var gaps = line.text().chars().filter(c -> c == ' ').count();
    var stretch = line.last() || gaps == 0 ? 0 : free / gaps;
    stretched(face, size, line.text(), x + line.indent(), baseline, stretch);
  }

  /** Spaces stay in the text, so that whoever copies or searches it finds words apart. */
  private void stretched(
      Typeface face, double size, String text, double x, double baseline, double stretch) {
    try {
      page.beginText();
      page.setFont(font(face), (float) size);
      page.newLineAtOffset((float) (x * POINTS), (float) ((HEIGHT - baseline) * POINTS));
      if (stretch == 0) {
        page.showText(text);
      } else {
        var parts = new ArrayList<Object>();
        for (var word : text.split("(?<= )", -1)) {
          parts.add(word);
          // In thousandths of the letters' size; a negative one widens.
          parts.add((float) (-stretch * POINTS * 1000 / size));
        }
        page.showTextWithPositioning(parts.toArray());
      }
      page.endText();
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  public void rule(double fromX, double toX, double y, double widthPoints) {
    segment(fromX, y, toX, y, widthPoints);
  }

  public void segment(double fromX, double fromY, double toX, double toY, double widthPoints) {
    try {
      page.setLineWidth((float) widthPoints);
      page.moveTo((float) (fromX * POINTS), (float) ((HEIGHT - fromY) * POINTS));
      page.lineTo((float) (toX * POINTS), (float) ((HEIGHT - toY) * POINTS));
      page.stroke();
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  /** Breaks a paragraph at spaces. */
  public List<Line> wrap(
      Typeface face, double size, String text, double width, double firstIndent) {
    var lines = new ArrayList<Line>();
    var indent = firstIndent;
    var line = new StringBuilder();
    for (var word : text.split(" ", -1)) {
      var longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && width(face, size, longer) > width - indent) {
        lines.add(new Line(line.toString(), indent, false));
        indent = 0;
        line = new StringBuilder(word);
      } else {
        line = new StringBuilder(longer);
      }
    }
    lines.add(new Line(line.toString(), indent, true));
    return lines;
  }

  /** Breaks a centred text so that its lines are about equally long. */
  public List<Line> balanced(Typeface face, double size, String text, double width) {
    var lines = wrap(face, size, text, width, 0);
    for (var narrower = width - 1; narrower > width / 2; narrower--) {
      var tried = wrap(face, size, text, narrower, 0);
      if (tried.size() > lines.size()) {
        break;
      }
      lines = tried;
    }
    return lines;
  }

  public byte[] pdf() {
    try {
      page.close();
      var bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  private PDType0Font font(Typeface face) {
    return fonts.computeIfAbsent(
        face,
        f -> {
          try (InputStream in = f.open()) {
            return PDType0Font.load(document, in, true);
          } catch (IOException e) {
            throw inMemory(e);
          }
        });
  }

  private static UncheckedIOException inMemory(IOException e) {
    return new UncheckedIOException("a sheet is written to memory", e);
  }

  @Override
  public void close() {
    try {
      document.close();
    } catch (IOException e) {
      throw inMemory(e);
    }
  }
}
