package vn.congvan.app.lab;

import java.awt.geom.Point2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A handwriting: the points a pen goes through to write a word, one list a stroke. */
final class Hand {
  private static final double UNIT = 100;
  private static final double CAPITALS_OVERLAP = 0.45;
  private static final String LETTERS = "hand.txt";

  private final Map<Integer, List<List<Point2D>>> letters;

  private Hand(Map<Integer, List<List<Point2D>>> letters) {
    this.letters = letters;
  }

  static Hand read() {
    var letters = new HashMap<Integer, List<List<Point2D>>>();
    try (var in = Hand.class.getResourceAsStream(LETTERS)) {
      if (in == null) {
        throw new IllegalStateException("the letters of the hand are missing");
      }
      var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          letters.put(line.codePointAt(0), strokes(line.substring(2)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Hand(letters);
  }

  /**
   * Writes a word with the height of an 'a' as unit, its baseline at y = 0, y upwards. Marks over
   * and under letters are left out, as a hurried hand does.
   */
  List<List<Point2D>> write(String word) {
    var strokes = new ArrayList<List<Point2D>>();
    var pen = new ArrayList<Point2D>();
    var x = 0.0;
    for (var c : withoutMarks(word).codePoints().toArray()) {
      var letter = letters.get(c);
      if (letter == null) {
        continue;
      }
      if (Character.isUpperCase(c)) {
        lift(pen, strokes);
        x = Math.max(0, x - CAPITALS_OVERLAP);
      }
      var end = x;
      for (var i = 0; i < letter.size(); i++) {
        var points = new ArrayList<Point2D>();
        for (var point : letter.get(i)) {
          points.add(new Point2D.Double(x + point.getX(), point.getY()));
          end = Math.max(end, x + point.getX());
        }
        if (i == 0) {
          // The joint itself would be a knot of two equal points.
          pen.addAll(pen.isEmpty() ? points : points.subList(1, points.size()));
        } else {
          strokes.add(points);
        }
      }
      x = end;
    }
    lift(pen, strokes);
    return strokes;
  }

  private static void lift(List<Point2D> pen, List<List<Point2D>> strokes) {
    if (!pen.isEmpty()) {
      strokes.add(List.copyOf(pen));
      pen.clear();
    }
  }

  private static String withoutMarks(String word) {
    return Normalizer.normalize(word.replace('đ', 'd').replace('Đ', 'D'), Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "");
  }

  private static List<List<Point2D>> strokes(String line) {
    var strokes = new ArrayList<List<Point2D>>();
    for (var stroke : line.split("/", -1)) {
      var points = new ArrayList<Point2D>();
      for (var point : stroke.strip().split(" ", -1)) {
        var comma = point.indexOf(',');
        points.add(
            new Point2D.Double(
                Integer.parseInt(point.substring(0, comma)) / UNIT,
                Integer.parseInt(point.substring(comma + 1)) / UNIT));
      }
      strokes.add(points);
    }
    return strokes;
  }
}
