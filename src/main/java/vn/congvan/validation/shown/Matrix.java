package vn.congvan.validation.shown;

import java.util.List;
import java.util.Optional;
import vn.congvan.validation.pdf.PdfValue;

/** A transformation of the plane (ISO 32000-2 §8.3.4). */
record Matrix(double a, double b, double c, double d, double e, double f) {
  static final Matrix IDENTITY = new Matrix(1, 0, 0, 1, 0, 0);

  static Matrix shift(double x, double y) {
    return new Matrix(1, 0, 0, 1, x, y);
  }

  static Optional<Matrix> of(List<PdfValue> items) {
    if (items.size() != 6) {
      return Optional.empty();
    }
    var n = new double[6];
    for (var i = 0; i < 6; i++) {
      n[i] = number(items.get(i));
      if (Double.isNaN(n[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(new Matrix(n[0], n[1], n[2], n[3], n[4], n[5]));
  }

  /** Not a number when the value is none. */
  static double number(PdfValue value) {
    if (value instanceof PdfValue.Int i) {
      return i.value();
    }
    return value instanceof PdfValue.Real r ? r.value() : Double.NaN;
  }

  /** First this, then the other. */
  Matrix then(Matrix o) {
    return new Matrix(
        a * o.a + b * o.c,
        a * o.b + b * o.d,
        c * o.a + d * o.c,
        c * o.b + d * o.d,
        e * o.a + f * o.c + o.e,
        e * o.b + f * o.d + o.f);
  }

  /**
   * Turned by no, one, two or three quarters, as on a turned page, and nothing else. Where it moves
   * things does not count: a widget's rectangle says where its appearance stands (ISO 32000-2
   * §12.5.5).
   */
  boolean isQuarterTurn() {
    return Math.abs(a) + Math.abs(b) == 1 && (a == 0 || b == 0) && d == a && c == -b;
  }

  /** Upright, not mirrored. */
  boolean isUpright() {
    return a > 0 && d > 0 && Math.abs(b) < 1e-6 && Math.abs(c) < 1e-6;
  }
}
