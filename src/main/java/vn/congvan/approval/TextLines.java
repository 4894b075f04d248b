package vn.congvan.approval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import vn.congvan.approval.PageWords.Word;
import vn.congvan.signing.Box;

/** The words of a page in lines, from the top; columns beside each other share their lines. */
final class TextLines {
  /** Words farther apart than this many times their size stand in different columns. */
  private static final double COLUMN = 1.2;

  /** Boxes may come this near to words, in points: letters seldom fill the height of their line. */
  private static final double TOUCH = 1;

  private final List<Word> words;
  private final List<List<Word>> lines = new ArrayList<>();

  /** Words that stand together on one line. */
  record Segment(List<Word> words) {
    String text() {
      var text = new StringBuilder();
      for (var word : words) {
        text.append(text.isEmpty() ? "" : " ").append(word.text());
      }
      return text.toString();
    }

    /** Without what is no letter: programs draw spaces or leave them out. */
    String letters() {
      return lettersOf(text());
    }

    double left() {
      return words.get(0).left();
    }

    double right() {
      return words.get(words.size() - 1).right();
    }

    double centre() {
      return (left() + right()) / 2;
    }

    double baseline() {
      return words.get(0).baseline();
    }

    double size() {
      return words.get(0).size();
    }
  }

  TextLines(List<Word> words) {
    this.words = words;
    var sorted = new ArrayList<>(words);
    sorted.sort(Comparator.comparingDouble(Word::baseline).reversed());
    for (var word : sorted) {
      var last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
      if (last == null || last.get(0).baseline() - word.baseline() > 0.35 * word.size()) {
        last = new ArrayList<>();
        lines.add(last);
      }
      last.add(word);
    }
    lines.forEach(line -> line.sort(Comparator.comparingDouble(Word::left)));
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  List<List<Word>> lines() {
    return lines;
  }

  /** All of them, from the top. */
  List<Segment> segments() {
    var segments = new ArrayList<Segment>();
    for (var line : lines) {
      segments.addAll(segments(line));
    }
    return segments;
  }

  private static List<Segment> segments(List<Word> line) {
    var segments = new ArrayList<Segment>();
    var from = 0;
    for (var i = 1; i <= line.size(); i++) {
      if (i == line.size()
          || line.get(i).left() - line.get(i - 1).right() > COLUMN * line.get(i).size()) {
        segments.add(new Segment(line.subList(from, i)));
        from = i;
      }
    }
    return segments;
  }

  /** Whether a word stands in the box, but for those that are going to be blanked. */
  boolean hasWordIn(Box box, List<Word> but) {
    for (var word : words) {
      if (word.right() > box.x() + TOUCH
          && word.left() < box.x() + box.width() - TOUCH
          && word.top() > box.y() + TOUCH
          && word.bottom() < box.y() + box.height() - TOUCH
          && !but.contains(word)) {
        return true;
      }
    }
    return false;
  }

  static String lettersOf(String text) {
    var letters = new StringBuilder();
    text.codePoints().filter(Character::isLetter).forEach(letters::appendCodePoint);
    return letters.toString();
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
