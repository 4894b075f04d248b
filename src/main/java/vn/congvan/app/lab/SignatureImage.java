package vn.congvan.app.lab;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws somebody's signature in blue ink as PNG with transparency (Decree 30/2020, Appendix
 * I.II.7): the initial of the family name and the given name, joined, with a flourish under them.
 * The same name always gives the same picture.
 */
public final class SignatureImage {
  /** The picture's real size; twice as wide as high. */
  public static final double WIDTH_MM = 46;

  public static final double HEIGHT_MM = 23;

  private static final int BLUE = 0x1B3FA0;
  private static final double MARGIN = 1.2;
  private static final double SLANT = 0.30;
  private static final double RISE = Math.toRadians(-5);
  private static final double WIDEST_STRETCH = 1.35;
  private static final int STEPS = 16;
  private static final double THIN = 0.17;
  private static final double THICK = 0.46;

  private SignatureImage() {}

  /**
   * @param text a full name in the order họ, đệm, tên
   */
  public static byte[] png(String text) {
    var strokes = curves(text);
    return Ink.png(WIDTH_MM, HEIGHT_MM, BLUE, graphics -> draw(graphics, strokes));
  }

  private static void draw(Graphics2D graphics, List<List<Point2D>> strokes) {
    for (var stroke : fitted(strokes)) {
      graphics.fill(inked(stroke));
    }
  }

  private static List<List<Point2D>> curves(String name) {
    var words = name.strip().split("\\s+", -1);
    var given = words[words.length - 1];
    var written =
        words.length > 1 ? words[0].substring(0, words[0].offsetByCodePoints(0, 1)) + given : given;
    var strokes = new ArrayList<>(Hand.read().write(written));
    strokes.add(flourish(strokes, name));
    return strokes.stream().map(SignatureImage::smooth).toList();
  }

  /** From the end of the name back under it and out again; how deep and how far differs by name. */
  private static List<Point2D> flourish(List<List<Point2D>> strokes, String name) {
    var right = strokes.stream().flatMap(List::stream).mapToDouble(Point2D::getX).max().orElse(1);
    var depth = 0.45 + Math.floorMod(name.hashCode(), 7) * 0.06;
    var reach = right + 0.5 + Math.floorMod(name.hashCode() / 7, 5) * 0.14;
    return List.of(
        new Point2D.Double(right - 0.1, 0.1),
        new Point2D.Double(right + 0.35, 0.35),
        new Point2D.Double(right + 0.2, -0.1),
        new Point2D.Double(right * 0.5, -depth),
        new Point2D.Double(-0.15, -depth - 0.1),
        new Point2D.Double(0.1, -depth - 0.3),
        new Point2D.Double(right * 0.55, -depth - 0.1),
        new Point2D.Double(reach, -depth + 0.28));
  }

  /** A curve through all points (Catmull-Rom), fine enough to look smooth in print. */
  private static List<Point2D> smooth(List<Point2D> points) {
    var curve = new ArrayList<Point2D>();
    for (var i = 0; i + 1 < points.size(); i++) {
      var before = points.get(Math.max(0, i - 1));
      var from = points.get(i);
      var to = points.get(i + 1);
      var after = points.get(Math.min(points.size() - 1, i + 2));
      for (var step = 0; step < STEPS; step++) {
        var t = step / (double) STEPS;
        curve.add(
            new Point2D.Double(
                between(before.getX(), from.getX(), to.getX(), after.getX(), t),
                between(before.getY(), from.getY(), to.getY(), after.getY(), t)));
      }
    }
    curve.add(points.get(points.size() - 1));
    return curve;
  }

  private static double between(double a, double b, double c, double d, double t) {
    return 0.5
        * (2 * b
            + (c - a) * t
            + (2 * a - 5 * b + 4 * c - d) * t * t
            + (3 * b - a - 3 * c + d) * t * t * t);
  }

  /** Slanted, rising, as large as the paper allows, and a short name written wider. */
  private static List<List<Point2D>> fitted(List<List<Point2D>> strokes) {
    var place = AffineTransform.getRotateInstance(RISE);
    place.concatenate(new AffineTransform(1, 0, SLANT, -1, 0, 0));
    var shown = moved(strokes, place);
    var all = shown.stream().flatMap(List::stream).toList();
    var left = all.stream().mapToDouble(Point2D::getX).min().orElse(0);
    var right = all.stream().mapToDouble(Point2D::getX).max().orElse(1);
    var top = all.stream().mapToDouble(Point2D::getY).min().orElse(0);
    var bottom = all.stream().mapToDouble(Point2D::getY).max().orElse(1);
    var across = (WIDTH_MM - 2 * MARGIN) / (right - left);
    var scaleY = Math.min(across, (HEIGHT_MM - 2 * MARGIN) / (bottom - top));
    var scaleX = Math.min(across, WIDEST_STRETCH * scaleY);
    var fit =
        AffineTransform.getTranslateInstance(
            (WIDTH_MM - scaleX * (right + left)) / 2, (HEIGHT_MM - scaleY * (bottom + top)) / 2);
    fit.scale(scaleX, scaleY);
    return moved(shown, fit);
  }

  private static List<List<Point2D>> moved(List<List<Point2D>> strokes, AffineTransform by) {
    return strokes.stream()
        .map(stroke -> stroke.stream().map(point -> by.transform(point, null)).toList())
        .toList();
  }

  /** The outline of what a pen leaves that presses harder going down, and lifts at both ends. */
  private static Path2D inked(List<Point2D> curve) {
    var outline = new Path2D.Double(Path2D.WIND_NON_ZERO);
    var last = curve.size() - 1;
    var back = new ArrayList<Point2D>();
    for (var i = 0; i <= last; i++) {
      var point = curve.get(i);
      var from = curve.get(Math.max(0, i - 1));
      var to = curve.get(Math.min(last, i + 1));
      var dx = to.getX() - from.getX();
      var dy = to.getY() - from.getY();
      var length = Math.max(1e-9, Math.hypot(dx, dy));
      var down = Math.max(0, dy / length);
      var lift = Math.min(1, 0.35 + Math.min(i, last - i) / (double) STEPS);
      var half = (THIN + (THICK - THIN) * down) * lift;
      var x = -dy / length * half;
      var y = dx / length * half;
      if (i == 0) {
        outline.moveTo(point.getX() + x, point.getY() + y);
      } else {
        outline.lineTo(point.getX() + x, point.getY() + y);
      }
      back.add(new Point2D.Double(point.getX() - x, point.getY() - y));
    }
    for (var i = last; i >= 0; i--) {
      outline.lineTo(back.get(i).getX(), back.get(i).getY());
    }
    outline.closePath();
    return outline;
  }
}
