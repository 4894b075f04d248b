package vn.congvan.app.lab;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import vn.congvan.app.paper.Typeface;

/**
 * Draws the round red seal of an agency as PNG with transparency: a double ring, the name on the
 * upper arc, a star in the middle. On the lower arc it says that it is a specimen: no real agency
 * has a seal like it.
 */
public final class SealImage {
  /** The seal's real diameter. */
  public static final double DIAMETER_MM = 36;

  private static final int RED = 0xD71920;
  private static final String SPECIMEN = "MẪU THỬ NGHIỆM";

  private static final double CENTRE = DIAMETER_MM / 2;
  private static final double OUTER_RING = 17.4;
  private static final double SECOND_RING = 16.5;
  private static final double INNER_RING = 11.2;
  private static final double UPPER_BASELINE = 12.5;
  private static final double LOWER_BASELINE = 15.1;
  private static final double UPPER_SIZE = 4.2;
  private static final double LOWER_SIZE = 2.9;
  private static final double UPPER_ARC = Math.toRadians(238);
  private static final double LOWER_ARC = Math.toRadians(84);

  private SealImage() {}

  /**
   * @param text the agency's name, in capitals
   */
  public static byte[] png(String text) {
    return Ink.png(DIAMETER_MM, DIAMETER_MM, RED, graphics -> draw(graphics, text));
  }

  private static void draw(Graphics2D graphics, String text) {
    ring(graphics, OUTER_RING, 0.7);
    ring(graphics, SECOND_RING, 0.25);
    ring(graphics, INNER_RING, 0.35);
    star(graphics, CENTRE, CENTRE, 7.6);
    try (var letters = Typeface.BOLD.outlines()) {
      arc(graphics, letters, text, UPPER_BASELINE, UPPER_SIZE, UPPER_ARC, true);
      arc(graphics, letters, SPECIMEN, LOWER_BASELINE, LOWER_SIZE, LOWER_ARC, false);
    }
    for (var side : new int[] {-1, 1}) {
      var angle = Math.PI / 2 + side * (LOWER_ARC / 2 + Math.toRadians(11));
      var radius = (INNER_RING + SECOND_RING) / 2;
      star(graphics, CENTRE + radius * Math.cos(angle), CENTRE + radius * Math.sin(angle), 1.25);
    }
  }

  private static void ring(Graphics2D graphics, double radius, double width) {
    graphics.setStroke(new BasicStroke((float) width));
    graphics.draw(new Ellipse2D.Double(CENTRE - radius, CENTRE - radius, 2 * radius, 2 * radius));
  }

  private static void star(Graphics2D graphics, double x, double y, double radius) {
    var path = new Path2D.Double();
    for (var i = 0; i < 10; i++) {
      var r = i % 2 == 0 ? radius : radius * 0.382;
      var angle = -Math.PI / 2 + i * Math.PI / 5;
      if (i == 0) {
        path.moveTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
      } else {
        path.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
      }
    }
    path.closePath();
    graphics.fill(path);
  }

  /**
   * Letters along a circle, centred on its top or bottom. A text too long for its arc gets smaller
   * letters.
   *
   * @param top whether it runs over the top, feet towards the centre; else under it, heads towards
   *     the centre
   */
  private static void arc(
      Graphics2D graphics,
      Typeface.Outlines letters,
      String text,
      double radius,
      double size,
      double longest,
      boolean top) {
    var width = text.codePoints().mapToDouble(letters::advance).sum();
    var fitted = Math.min(size, longest * radius / width);
    var turn = top ? 1 : -1;
    var angle = -turn * width * fitted / radius / 2;
    for (var c : text.codePoints().toArray()) {
      var half = letters.advance(c) * fitted / radius / 2;
      angle += turn * half;
      var place = AffineTransform.getRotateInstance(angle, CENTRE, CENTRE);
      place.translate(
          CENTRE - letters.advance(c) * fitted / 2, top ? CENTRE - radius : CENTRE + radius);
      place.scale(fitted, -fitted);
      graphics.fill(place.createTransformedShape(letters.path(c)));
      angle += turn * half;
    }
  }
}
