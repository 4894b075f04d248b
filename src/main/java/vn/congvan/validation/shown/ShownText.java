package vn.congvan.validation.shown;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.validation.pdf.ContentReader;
import vn.congvan.validation.pdf.PdfProblem;
import vn.congvan.validation.pdf.PdfValue;
import vn.congvan.validation.pdf.PdfView;

/**
 * The text an appearance shows: dark, upright, large enough to read, inside its box, and nothing
 * else drawn. An operator that is not on the list makes it unknown.
 */
public final class ShownText {
  private static final double SMALLEST = 4;
  private static final double LIGHTEST = 0.5;
  private static final double SLACK = 1;
  private static final int MOST_STATES = 32;

  /** Not known what is shown; never passed off as nothing shown. */
  private static final class Unknown extends Exception {
    Unknown() {
      super("not derivable", null, false, false);
    }
  }

  /** What q keeps and Q brings back. */
  private record State(
      Matrix page, @Nullable Font font, double size, double leading, boolean dark, Window window) {
    State with(Matrix newPage) {
      return new State(newPage, font, size, leading, dark, window);
    }

    State with(Font newFont, double newSize) {
      return new State(page, newFont, newSize, leading, dark, window);
    }

    State withLeading(double newLeading) {
      return new State(page, font, size, newLeading, dark, window);
    }

    State with(boolean newDark) {
      return new State(page, font, size, leading, newDark, window);
    }

    State with(Window newWindow) {
      return new State(page, font, size, leading, dark, newWindow);
    }
  }

  /** What clipping lets be seen. */
  private record Window(double left, double bottom, double right, double top) {
    static Window of(double x1, double y1, double x2, double y2) {
      return new Window(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2));
    }

    Window and(Window o) {
      return new Window(
          Math.max(left, o.left),
          Math.max(bottom, o.bottom),
          Math.min(right, o.right),
          Math.min(top, o.top));
    }

    boolean shows(double x, double y) {
      return x >= left - SLACK && x <= right && y >= bottom - SLACK && y <= top;
    }
  }

  private final PdfView view;
  private final PdfValue.@Nullable Dict fonts;
  private final StringBuilder text = new StringBuilder();
  private final ArrayDeque<State> states = new ArrayDeque<>();
  private State state;
  private Matrix line = Matrix.IDENTITY;
  private @Nullable Window path;
  private boolean clips;

  private ShownText(PdfView view, PdfValue.@Nullable Dict fonts, Window box) {
    this.view = view;
    this.fonts = fonts;
    this.state = new State(Matrix.IDENTITY, null, 0, 0, true, box);
  }

  /**
   * Of a widget's normal appearance.
   *
   * @return "" when it has none or shows nothing; empty when it cannot be told what is shown
   */
  public static Optional<String> of(PdfValue.Dict widget, PdfView view) {
    var appearance = view.resolve(widget.get("AP"));
    if (appearance == PdfValue.Null.NULL) {
      return Optional.of("");
    }
    if (!(appearance instanceof PdfValue.Dict dict)
        || !(view.resolve(dict.get("N")) instanceof PdfValue.Stream stream)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(stream, view));
    } catch (Unknown | PdfProblem e) {
      return Optional.empty();
    }
  }

  private static String read(PdfValue.Stream stream, PdfView view) throws Unknown {
    var resources = view.dict(stream.dict().get("Resources"));
    var fonts = resources == null ? null : view.dict(resources.get("Font"));
    var matrix = view.array(stream.dict().get("Matrix"));
    if (matrix != null && !Matrix.of(matrix.items()).orElseThrow(Unknown::new).isQuarterTurn()) {
      throw new Unknown();
    }
    var shown = new ShownText(view, fonts, box(view.array(stream.dict().get("BBox"))));
    var reader = new ContentReader(view.decode(stream), view.file());
    for (var o = reader.next(); o.isPresent(); o = reader.next()) {
      shown.take(o.get().name(), o.get().operands());
    }
    return shown.text.toString();
  }

  private static Window box(PdfValue.@Nullable Array array) throws Unknown {
    if (array == null || array.items().size() != 4) {
      throw new Unknown();
    }
    var sides = array.items().stream().mapToDouble(Matrix::number).toArray();
    return Window.of(sides[0], sides[1], sides[2], sides[3]);
  }

  private void take(String operator, List<PdfValue> operands) throws Unknown {
    switch (operator) {
      case "q" -> {
        states.push(state);
        if (states.size() > MOST_STATES) {
          throw new Unknown();
        }
      }
      case "Q" -> {
        if (states.isEmpty()) {
          throw new Unknown();
        }
        state = states.pop();
      }
      case "cm" ->
          state = state.with(Matrix.of(operands).orElseThrow(Unknown::new).then(state.page()));
      case "BT" -> line = Matrix.IDENTITY;
      case "Tm" -> line = Matrix.of(operands).orElseThrow(Unknown::new);
      case "Td" -> next(number(operands, 0), number(operands, 1));
      case "TD" -> {
        leading(-number(operands, 1));
        next(number(operands, 0), number(operands, 1));
      }
      case "TL" -> leading(number(operands, 0));
      case "T*" -> next(0, -state.leading());
      case "Tf" -> font(operands);
      case "Tj" -> show(operands);
      case "'" -> {
        next(0, -state.leading());
        show(operands);
      }
      case "TJ" -> showParts(operands);
      case "g", "rg", "k" -> colour(operator, operands);
      case "Tr", "Ts" -> hold(number(operands, 0) == 0);
      case "Tz" -> hold(number(operands, 0) >= 50);
      case "Tc", "Tw" -> hold(Math.abs(number(operands, 0)) < 10);
      case "re" -> rectangle(operands);
      case "W", "W*" -> clips = true;
      case "n" -> endPath();
      case "ET", "BMC", "BDC", "EMC", "G", "RG", "K", "w", "J", "j", "d" -> {}
      default -> throw new Unknown();
    }
  }

  private static void hold(boolean condition) throws Unknown {
    if (!condition) {
      throw new Unknown();
    }
  }

  private static double number(List<PdfValue> operands, int index) throws Unknown {
    var value = index < operands.size() ? Matrix.number(operands.get(index)) : Double.NaN;
    hold(!Double.isNaN(value));
    return value;
  }

  private void next(double x, double y) {
    line = Matrix.shift(x, y).then(line);
  }

  private void leading(double leading) {
    state = state.withLeading(leading);
  }

  private void font(List<PdfValue> operands) throws Unknown {
    hold(operands.size() == 2 && fonts != null && operands.get(0) instanceof PdfValue.Name);
    var name = ((PdfValue.Name) operands.get(0)).value();
    var found =
        Font.of(fonts == null ? null : view.dict(fonts.get(name)), view).orElseThrow(Unknown::new);
    state = state.with(found, number(operands, 1));
  }

  private void colour(String operator, List<PdfValue> operands) throws Unknown {
    var parts = operator.equals("g") ? 1 : operator.equals("rg") ? 3 : 4;
    hold(operands.size() == parts);
    var dark = parts == 4 && number(operands, 3) > LIGHTEST;
    if (parts != 4) {
      dark = true;
      for (var i = 0; i < parts; i++) {
        dark &= number(operands, i) <= LIGHTEST;
      }
    }
    state = state.with(dark);
  }

  /** The one shape allowed, and only to clip by. */
  private void rectangle(List<PdfValue> operands) throws Unknown {
    hold(path == null && state.page().isUpright());
    var x = number(operands, 0);
    var y = number(operands, 1);
    var from = Matrix.shift(x, y).then(state.page());
    var to = Matrix.shift(x + number(operands, 2), y + number(operands, 3)).then(state.page());
    path = Window.of(from.e(), from.f(), to.e(), to.f());
  }

  private void endPath() throws Unknown {
    hold(path != null && clips);
    if (path != null) {
      state = state.with(state.window().and(path));
    }
    path = null;
    clips = false;
  }

  private void showParts(List<PdfValue> operands) throws Unknown {
    hold(operands.size() == 1 && operands.get(0) instanceof PdfValue.Array);
    for (var item : ((PdfValue.Array) operands.get(0)).items()) {
      if (item instanceof PdfValue.Text) {
        show(List.of(item));
      } else {
        hold(!Double.isNaN(Matrix.number(item)));
      }
    }
  }

  private void show(List<PdfValue> operands) throws Unknown {
    hold(operands.size() == 1 && operands.get(0) instanceof PdfValue.Text);
    var font = state.font();
    var at = line.then(state.page());
    hold(
        font != null
            && state.dark()
            && at.isUpright()
            && state.size() * at.d() >= SMALLEST
            && state.size() * at.a() >= SMALLEST / 2
            && state.window().shows(at.e(), at.f())
            && state.window().shows(at.e(), at.f() + state.size() * at.d() / 2));
    if (font != null) {
      text.append(font.text(((PdfValue.Text) operands.get(0)).bytes()).orElseThrow(Unknown::new));
    }
  }
}
