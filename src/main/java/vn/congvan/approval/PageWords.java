package vn.congvan.approval;

import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.contentstream.PDContentStream;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.jspecify.annotations.Nullable;

/**
 * The words of a page and where its reader sees them, in points from the lower left corner of the
 * crop box, after the page's rotation. What is not shown (rendering mode 3, as under a scan) or
 * lies outside the page is left out. For one page.
 */
final class PageWords {
  /** No page of a letter comes near them; a page made to keep us busy does. */
  private static final int MAX_BYTES = 4 << 20;

  private static final int MAX_OPERATORS = 300_000;
  private static final int MAX_GLYPHS = 200_000;
  private static final int MAX_FORMS = 500;
  private static final int MAX_DEPTH = 12;
  private static final int MAX_FONTS = 200;
  private static final int MAX_SAVED = 256;

  /** Letters farther apart than this share of their size belong to two words. */
  private static final double APART = 0.18;

  private final PDPage page;
  private final double pageWidth;
  private final double pageHeight;
  private final List<Word> words = new ArrayList<>();
  private final Map<COSDictionary, FontGlyphs> fonts = new IdentityHashMap<>();
  private final StringBuilder letters = new StringBuilder();
  private Word pending = new Word("", 0, 0, 0, 0);
  private int operators;
  private int glyphs;
  private int forms;

  /**
   * @param left of the first letter; {@code right} of the last
   * @param baseline on which the letters stand
   * @param size of the letters as they are seen
   */
  record Word(String text, double left, double right, double baseline, double size) {
    private static final double DESCENT = 0.22;
    private static final double ASCENT = 0.75;

    double bottom() {
      return baseline - DESCENT * size;
    }

    double top() {
      return baseline + ASCENT * size;
    }
  }

  /** More than a page of a document can need. */
  static final class TooMuch extends IOException {
    TooMuch(String what) {
      super("a page of a document has no such " + what);
    }
  }

  /** What text is shown with, and where. Copied by q, brought back by Q. */
  private static final class State {
    AffineTransform matrix = new AffineTransform();
    @Nullable FontGlyphs font;
    double size;
    double charSpace;
    double wordSpace;
    double scale = 1;
    double leading;
    double rise;
    int mode;

    State copy() {
      var copy = new State();
      copy.matrix = new AffineTransform(matrix);
      copy.font = font;
      copy.size = size;
      copy.charSpace = charSpace;
      copy.wordSpace = wordSpace;
      copy.scale = scale;
      copy.leading = leading;
      copy.rise = rise;
      copy.mode = mode;
      return copy;
    }
  }

  private PageWords(PDPage page) {
    this.page = page;
    var area = page.getCropBox();
    var turned = page.getRotation() % 180 != 0;
    this.pageWidth = turned ? area.getHeight() : area.getWidth();
    this.pageHeight = turned ? area.getWidth() : area.getHeight();
  }

  /**
   * @throws TooMuch when the page is made to keep its reader busy
   * @throws IOException when it cannot be read
   */
  static List<Word> of(PDPage page) throws IOException {
    var words = new PageWords(page);
    var state = new State();
    state.matrix = words.asSeen();
    words.new Reading(page, page.getResources(), 0, state).run();
    words.endWord();
    return words.words;
  }

  private AffineTransform asSeen() {
    var area = page.getCropBox();
    double left = area.getLowerLeftX();
    double bottom = area.getLowerLeftY();
    double right = area.getUpperRightX();
    double top = area.getUpperRightY();
    return switch (Math.floorMod(page.getRotation(), 360)) {
      case 90 -> new AffineTransform(0, -1, 1, 0, -bottom, right);
      case 180 -> new AffineTransform(-1, 0, 0, -1, right, top);
      case 270 -> new AffineTransform(0, 1, -1, 0, top, -left);
      default -> new AffineTransform(1, 0, 0, 1, -left, -bottom);
    };
  }

  private void glyph(String text, double left, double right, double baseline, double size) {
    if (text.isBlank()) {
      endWord();
      return;
    }
    var reach = APART * size;
    if (!letters.isEmpty()
        && (Math.abs(baseline - pending.baseline) > reach / 2
            || left > pending.right + reach
            || left < pending.right - 3 * reach)) {
      endWord();
    }
    pending =
        letters.isEmpty()
            ? new Word("", left, right, baseline, size)
            : new Word("", pending.left, right, pending.baseline, pending.size);
    letters.append(text);
  }

  private void endWord() {
    if (letters.isEmpty()) {
      return;
    }
    if (pending.right > 0
        && pending.left < pageWidth
        && pending.baseline > 0
        && pending.baseline < pageHeight
        && pending.size > 0) {
      words.add(
          new Word(
              Normalizer.normalize(letters, Normalizer.Form.NFC),
              pending.left,
              pending.right,
              pending.baseline,
              pending.size));
    }
    letters.setLength(0);
  }

  /** One stream of operators: the page's own, or that of a form it draws. */
  private final class Reading {
    private final PDContentStream content;
    private final @Nullable PDResources resources;
    private final int depth;
    private final ArrayDeque<State> saved = new ArrayDeque<>();
    private final AffineTransform line = new AffineTransform();
    private final AffineTransform text = new AffineTransform();
    private State state;

    Reading(PDContentStream content, @Nullable PDResources resources, int depth, State state) {
      this.content = content;
      this.resources = resources;
      this.depth = depth;
      this.state = state;
    }

    void run() throws IOException {
      if (depth > MAX_DEPTH) {
        throw new TooMuch("nesting");
      }
      var parser = new PDFStreamParser(bytes());
      var operands = new ArrayList<COSBase>();
      for (var token = parser.parseNextToken(); token != null; token = parser.parseNextToken()) {
        if (token instanceof Operator operator) {
          if (++operators > MAX_OPERATORS) {
            throw new TooMuch("number of operators");
          }
          apply(operator.getName(), operands);
          operands.clear();
        } else if (token instanceof COSBase operand) {
          operands.add(operand);
        }
      }
    }

    private byte[] bytes() throws IOException {
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

    private void apply(String operator, List<COSBase> operands) throws IOException {
      switch (operator) {
        case OperatorName.SAVE -> save();
        case OperatorName.RESTORE -> state = saved.isEmpty() ? state : saved.pop();
        case OperatorName.CONCAT -> {
          if (operands.size() >= 6) {
            state.matrix.concatenate(matrix(operands));
          }
        }
        case OperatorName.BEGIN_TEXT -> setLine(new AffineTransform());
        case OperatorName.SET_MATRIX -> {
          if (operands.size() >= 6) {
            setLine(matrix(operands));
          }
        }
        case OperatorName.MOVE_TEXT -> nextLine(number(operands, 0), number(operands, 1));
        case OperatorName.MOVE_TEXT_SET_LEADING -> {
          state.leading = -number(operands, 1);
          nextLine(number(operands, 0), number(operands, 1));
        }
        case OperatorName.NEXT_LINE -> nextLine(0, -state.leading);
        case OperatorName.SET_TEXT_LEADING -> state.leading = number(operands, 0);
        case OperatorName.SET_CHAR_SPACING -> state.charSpace = number(operands, 0);
        case OperatorName.SET_WORD_SPACING -> state.wordSpace = number(operands, 0);
        case OperatorName.SET_TEXT_HORIZONTAL_SCALING -> state.scale = number(operands, 0) / 100;
        case OperatorName.SET_TEXT_RISE -> state.rise = number(operands, 0);
        case OperatorName.SET_TEXT_RENDERINGMODE -> state.mode = (int) number(operands, 0);
        case OperatorName.SET_FONT_AND_SIZE -> setFont(operands);
        case OperatorName.SET_GRAPHICS_STATE_PARAMS -> setState(operands);
        case OperatorName.SHOW_TEXT, OperatorName.SHOW_TEXT_ADJUSTED -> show(operands);
        case OperatorName.SHOW_TEXT_LINE -> {
          nextLine(0, -state.leading);
          show(operands);
        }
        case OperatorName.SHOW_TEXT_LINE_AND_SPACE -> {
          state.wordSpace = number(operands, 0);
          state.charSpace = number(operands, 1);
          nextLine(0, -state.leading);
          show(operands);
        }
        case OperatorName.DRAW_OBJECT -> draw(operands);
        default -> {
          // Neither text nor where it stands.
        }
      }
    }

    private void save() throws IOException {
      if (saved.size() >= MAX_SAVED) {
        throw new TooMuch("number of saved states");
      }
      saved.push(state.copy());
    }

    private void setLine(AffineTransform matrix) {
      line.setTransform(matrix);
      text.setTransform(matrix);
    }

    private void nextLine(double x, double y) {
      line.translate(x, y);
      text.setTransform(line);
    }

    private void setFont(List<COSBase> operands) throws IOException {
      if (resources != null && operands.size() >= 2 && operands.get(0) instanceof COSName name) {
        var named = resources.getCOSObject().getCOSDictionary(COSName.FONT);
        state.font = glyphs(named == null ? null : named.getCOSDictionary(name));
        state.size = number(operands, 1);
      }
    }

    private void setState(List<COSBase> operands) throws IOException {
      if (resources == null || operands.isEmpty() || !(operands.get(0) instanceof COSName name)) {
        return;
      }
      var changed = resources.getExtGState(name);
      var setting = changed == null ? null : changed.getFontSetting();
      if (setting != null) {
        var font = setting.getFont();
        state.font = glyphs(font == null ? null : font.getCOSObject());
        state.size = setting.getFontSize();
      }
    }

    private @Nullable FontGlyphs glyphs(@Nullable COSDictionary font) throws IOException {
      if (font == null) {
        return null;
      }
      var known = fonts.get(font);
      if (known == null) {
        if (fonts.size() >= MAX_FONTS) {
          throw new TooMuch("number of fonts");
        }
        known = FontGlyphs.of(font);
        fonts.put(font, known);
      }
      return known;
    }

    private void show(List<COSBase> operands) throws IOException {
      for (var operand : operands) {
        if (operand instanceof COSString string) {
          show(string.getBytes());
        } else if (operand instanceof COSArray array) {
          for (var i = 0; i < array.size(); i++) {
            var item = array.getObject(i);
            if (item instanceof COSString string) {
              show(string.getBytes());
            } else if (item instanceof COSNumber number) {
              text.translate(-number.floatValue() / 1000 * state.size * state.scale, 0);
            }
          }
        }
      }
    }

    private void show(byte[] codes) throws IOException {
      var font = state.font;
      if (font == null) {
        return;
      }
      if ((glyphs += codes.length) > MAX_GLYPHS) {
        throw new TooMuch("number of letters");
      }
      var seen = new AffineTransform(state.matrix);
      seen.concatenate(text);
      var level = Math.abs(seen.getShearY()) < 1e-3 * Math.abs(seen.getScaleX());
      var upright = level && seen.getScaleX() > 0 && state.mode != 3 && state.mode != 7;
      var size = state.size * Math.hypot(seen.getShearX(), seen.getScaleY());
      var baseline = seen.getTranslateY() + state.rise * seen.getScaleY();
      var along = seen.getScaleX() * state.scale;
      var x = 0.0;
      var codesOf = font.codes(codes);
      for (var glyph = codesOf.next(); glyph != null; glyph = codesOf.next()) {
        var width = glyph.width() * state.size;
        if (upright) {
          var left = seen.getTranslateX() + x * along;
          glyph(glyph.text(), left, left + width * along, baseline, size);
        }
        x += width + state.charSpace + (glyph.isSpace() ? state.wordSpace : 0);
      }
      text.translate(x * state.scale, 0);
    }

    private void draw(List<COSBase> operands) throws IOException {
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
      var inner = state.copy();
      inner.matrix.concatenate(form.getMatrix().createAffineTransform());
      var own = form.getResources();
      new Reading(form, own == null ? resources : own, depth + 1, inner).run();
    }
  }

  private static AffineTransform matrix(List<COSBase> operands) {
    return new AffineTransform(
        number(operands, 0),
        number(operands, 1),
        number(operands, 2),
        number(operands, 3),
        number(operands, 4),
        number(operands, 5));
  }

  private static double number(List<COSBase> operands, int index) {
    return index < operands.size() && operands.get(index) instanceof COSNumber number
        ? number.floatValue()
        : 0;
  }
}
