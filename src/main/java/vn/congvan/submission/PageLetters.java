package vn.congvan.submission;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.contentstream.PDContentStream;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.jspecify.annotations.Nullable;

/**
 * The letters a page shows, without marks, in the order it shows them, and nothing of where: an
 * eighth of what laying out the text costs. For one page.
 */
final class PageLetters {
  /** No page of a letter comes near them; a page made to keep us busy does. */
  private static final int MAX_BYTES = 32 << 20;

  private static final int MAX_OPERATORS = 2_000_000;
  private static final int MAX_FORMS = 10_000;
  private static final int MAX_DEPTH = 32;

  private final StringBuilder shown = new StringBuilder();
  private final Map<PDFont, FontLetters> fonts = new IdentityHashMap<>();
  private int operators;
  private int forms;
  private boolean unknown;

  /** More than a page of a document can need. */
  static final class TooMuch extends IOException {
    TooMuch(String what) {
      super("a page of a document has no such " + what);
    }
  }

  private PageLetters() {}

  /**
   * @throws TooMuch when the page is made to keep its reader busy
   * @throws IOException when it cannot be read
   */
  static PageLetters of(PDPage page) throws IOException {
    var letters = new PageLetters();
    letters.read(page, page.getResources(), 0);
    return letters;
  }

  /** Whether they may spell this; a glyph whose letter is not known may be any. */
  boolean maySpell(String letters) {
    return unknown || shown.indexOf(letters) >= 0;
  }

  private void read(PDContentStream content, @Nullable PDResources resources, int depth)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw new TooMuch("nesting");
    }
    var bytes = bytes(content);
    var parser = new PDFStreamParser(bytes);
    var operands = new ArrayList<Object>();
    var saved = new ArrayDeque<FontLetters>();
    var font = FontLetters.NONE;
    for (var token = parser.parseNextToken(); token != null; token = parser.parseNextToken()) {
      if (!(token instanceof Operator operator)) {
        operands.add(token);
        continue;
      }
      if (++operators > MAX_OPERATORS) {
        throw new TooMuch("number of operators");
      }
      switch (operator.getName()) {
        case OperatorName.SET_FONT_AND_SIZE -> font = named(operands, resources, font);
        case OperatorName.SET_GRAPHICS_STATE_PARAMS -> font = inState(operands, resources, font);
        case OperatorName.SAVE -> saved.push(font);
        case OperatorName.RESTORE -> font = saved.isEmpty() ? font : saved.pop();
        case OperatorName.SHOW_TEXT,
            OperatorName.SHOW_TEXT_ADJUSTED,
            OperatorName.SHOW_TEXT_LINE,
            OperatorName.SHOW_TEXT_LINE_AND_SPACE ->
            show(operands, font);
        case OperatorName.DRAW_OBJECT -> draw(operands, resources, depth);
        default -> {
          // Neither font nor text.
        }
      }
      operands.clear();
    }
  }

  private static byte[] bytes(PDContentStream content) throws IOException {
    try (var in = content.getContents()) {
      if (in == null) {
        return new byte[0];
      }
      var bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new TooMuch("length");
      }
      return bytes;
    }
  }

  private FontLetters named(
      List<Object> operands, @Nullable PDResources resources, FontLetters before)
      throws IOException {
    if (resources == null || operands.isEmpty() || !(operands.get(0) instanceof COSName name)) {
      return before;
    }
    return letters(resources.getFont(name));
  }

  private FontLetters inState(
      List<Object> operands, @Nullable PDResources resources, FontLetters before)
      throws IOException {
    if (resources == null || operands.isEmpty() || !(operands.get(0) instanceof COSName name)) {
      return before;
    }
    var state = resources.getExtGState(name);
    var setting = state == null ? null : state.getFontSetting();
    return setting == null ? before : letters(setting.getFont());
  }

  private FontLetters letters(@Nullable PDFont font) {
    return font == null ? FontLetters.NONE : fonts.computeIfAbsent(font, FontLetters::new);
  }

  private void show(List<Object> operands, FontLetters font) throws IOException {
    for (var operand : operands) {
      if (operand instanceof COSString text) {
        unknown |= !font.append(text.getBytes(), shown);
      } else if (operand instanceof COSArray array) {
        for (var item : array) {
          if (item instanceof COSString text) {
            unknown |= !font.append(text.getBytes(), shown);
          }
        }
      }
    }
  }

  private void draw(List<Object> operands, @Nullable PDResources resources, int depth)
      throws IOException {
    if (resources == null
        || operands.isEmpty()
        || !(operands.get(0) instanceof COSName name)
        || resources.isImageXObject(name)
        || !(resources.getXObject(name) instanceof PDFormXObject form)) {
      return;
    }
    if (++forms > MAX_FORMS) {
      throw new TooMuch("number of forms");
    }
    read(form, form.getResources() == null ? resources : form.getResources(), depth + 1);
  }

  /** What the codes of a font mean, each looked up once. */
  private static final class FontLetters {
    static final FontLetters NONE = new FontLetters(null);

    private final @Nullable PDFont font;
    private final boolean twoBytes;
    private final Map<Integer, String> letters = new HashMap<>();

    FontLetters(@Nullable PDFont font) {
      this.font = font;
      this.twoBytes =
          font instanceof PDType0Font composite
              && composite.getCMap() != null
              && String.valueOf(composite.getCMap().getName()).startsWith("Identity-");
    }

    /** False when the letter of a code is not known. */
    boolean append(byte[] text, StringBuilder shown) throws IOException {
      if (font == null) {
        return true;
      }
      var known = true;
      if (twoBytes) {
        for (var i = 0; i + 1 < text.length; i += 2) {
          known &= append((text[i] & 0xFF) << 8 | text[i + 1] & 0xFF, font, shown);
        }
        return known;
      }
      var in = new ByteArrayInputStream(text);
      while (in.available() > 0) {
        known &= append(font.readCode(in), font, shown);
      }
      return known;
    }

    private boolean append(int code, PDFont from, StringBuilder shown) {
      var letter = letters.get(code);
      if (letter == null) {
        var text = from.toUnicode(code);
        if (text == null) {
          return false;
        }
        letter = bare(text);
        letters.put(code, letter);
      }
      shown.append(letter);
      return true;
    }

    private static String bare(String text) {
      var bare = new StringBuilder();
      Normalizer.normalize(text, Normalizer.Form.NFKD)
          .codePoints()
          .filter(Character::isLetter)
          .forEach(bare::appendCodePoint);
      return bare.toString();
    }
  }
}
