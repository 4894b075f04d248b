package vn.congvan.validation.changes;

import org.jspecify.annotations.Nullable;
import vn.congvan.validation.pdf.PdfValue;
import vn.congvan.validation.pdf.PdfView;

/** Areas of rectangles, in square points. */
final class Boxes {
  private static final int DEEPEST_PAGE_TREE = 32;

  private Boxes() {}

  /** Zero for none, and for what is no rectangle. */
  static double area(PdfView view, @Nullable PdfValue value) {
    var array = view.array(value);
    if (array == null || array.items().size() != 4) {
      return 0;
    }
    var sides = new double[4];
    for (var i = 0; i < 4; i++) {
      var side = view.resolve(array.items().get(i));
      if (side instanceof PdfValue.Int n) {
        sides[i] = n.value();
      } else if (side instanceof PdfValue.Real n) {
        sides[i] = n.value();
      }
    }
    return Math.abs((sides[2] - sides[0]) * (sides[3] - sides[1]));
  }

  /** Of the page a widget names; zero when it names none. */
  static double pageArea(PdfView view, PdfValue.Dict widget) {
    var node = view.dict(widget.get("P"));
    for (var depth = 0; node != null && depth < DEEPEST_PAGE_TREE; depth++) {
      if (node.get("MediaBox") != null) {
        return area(view, node.get("MediaBox"));
      }
      node = view.dict(node.get("Parent"));
    }
    return 0;
  }
}
