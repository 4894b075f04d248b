package vn.congvan.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import vn.congvan.approval.PageWords.Word;
import vn.congvan.signing.Box;
import vn.congvan.signing.FieldLayout;

/**
 * A line that a template left to be filled in: {@code Số: /UBND-VX} or {@code Huế, ngày tháng năm
 * 2026}. The page gets it blanked and a field in its place, since the field shows the whole line.
 *
 * @param words the template's
 */
record BlankLine(List<Word> words) {
  private static final String DOTS = "[\\s.…_·]*";

  /** Nothing, or the symbol alone, may follow. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<=^|\\s)Số\\s*:" + DOTS + "(?:/\\s*(?<symbol>[\\p{L}\\d/&.-]*))?(?=\\s|$)");

  private static final Pattern DATE =
      Pattern.compile(
          "(?<=^|\\s|,)ngày" + DOTS + "tháng" + DOTS + "năm" + DOTS + "(?:20[\\d.…_]*)?(?=\\s|$)");

  /** Number and date stand no lower than this share of a page. */
  private static final double UPPER = 0.6;

  /** Words nearer to each other than this many times their size are one text. */
  private static final double NEAR = 1.2;

  private static final double MARGIN = 0.5;
  private static final double APART = 3;

  /**
   * Empty when there is none, more than one, or a number stands there already.
   *
   * @param symbol the document's; a line with another is not what is going to be filled in
   */
  static Optional<BlankLine> number(TextLines page, String symbol, double pageHeight) {
    return only(
        page,
        pageHeight,
        (text, line) -> {
          var match = NUMBER.matcher(text);
          if (!match.find()) {
            return Optional.empty();
          }
          var printed = match.group("symbol");
          if (printed != null && !printed.isEmpty() && !printed.equalsIgnoreCase(symbol)) {
            return Optional.empty();
          }
          return Optional.of(wordsOf(line, match.start(), match.end()))
              .filter(words -> !words.isEmpty() && isFree(line, words));
        });
  }

  /** Empty when there is none, more than one, or a day stands there already. */
  static Optional<BlankLine> date(TextLines page, double pageHeight) {
    return only(
        page,
        pageHeight,
        (text, line) -> {
          var match = DATE.matcher(text);
          if (!match.find()) {
            return Optional.empty();
          }
          var words = new ArrayList<>(wordsOf(line, match.start(), match.end()));
          if (words.isEmpty()) {
            return Optional.empty();
          }
          for (var i = line.indexOf(words.get(0)) - 1;
              i >= 0 && isNear(line.get(i), words.get(0));
              i--) {
            words.add(0, line.get(i));
          }
          return Optional.<List<Word>>of(words).filter(all -> isFree(line, all));
        });
  }

  /** What of the page is painted over. */
  Box blank() {
    var bottom = words.stream().mapToDouble(Word::bottom).min().orElseThrow();
    var size = size();
    return new Box(
        left() - MARGIN,
        bottom - MARGIN,
        right() - left() + 2 * MARGIN,
        baseline() + 0.95 * size - bottom + MARGIN);
  }

  /**
   * The field's box on the same line: around the template's middle, as wide as there is room up to
   * this.
   */
  Box field(TextLines page, double width, double pageWidth) {
    var centre = (left() + right()) / 2;
    var half = Math.max(width, right() - left() + 2 * MARGIN) / 2;
    half = Math.min(half, Math.min(centre, pageWidth - centre) - APART);
    for (var line : page.lines()) {
      for (var word : line) {
        if (!words.contains(word) && Math.abs(word.baseline() - baseline()) < size()) {
          if (word.right() <= left()) {
            half = Math.min(half, centre - word.right() - APART);
          } else if (word.left() >= right()) {
            half = Math.min(half, word.left() - centre - APART);
          }
        }
      }
    }
    half = Math.max(half, (right() - left()) / 2);
    return FieldLayout.lineOn(baseline(), centre - half, 2 * half, size());
  }

  double size() {
    return words.get(0).size();
  }

  double baseline() {
    return words.get(0).baseline();
  }

  private double left() {
    return words.get(0).left();
  }

  private double right() {
    return words.get(words.size() - 1).right();
  }

  private static Optional<BlankLine> only(
      TextLines page,
      double pageHeight,
      BiFunction<String, List<Word>, Optional<List<Word>>> finding) {
    var found = new ArrayList<BlankLine>();
    for (var line : page.lines()) {
      if (line.get(0).baseline() < UPPER * pageHeight) {
        break;
      }
      finding.apply(text(line), line).map(BlankLine::new).ifPresent(found::add);
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static String text(List<Word> line) {
    var text = new StringBuilder();
    for (var word : line) {
      text.append(text.isEmpty() ? "" : " ").append(word.text());
    }
    return text.toString();
  }

  /** The words that make up this part of their line's text. */
  private static List<Word> wordsOf(List<Word> line, int start, int end) {
    var words = new ArrayList<Word>();
    var at = 0;
    for (var word : line) {
      if (at < end && at + word.text().length() > start) {
        words.add(word);
      }
      at += word.text().length() + 1;
    }
    return words;
  }

  /** Whatever stands right beside it belongs to it: then it is no line to be filled in. */
  private static boolean isFree(List<Word> line, List<Word> words) {
    var before = line.indexOf(words.get(0)) - 1;
    var after = line.indexOf(words.get(words.size() - 1)) + 1;
    return (before < 0 || !isNear(line.get(before), words.get(0)))
        && (after >= line.size() || !isNear(words.get(words.size() - 1), line.get(after)));
  }

  private static boolean isNear(Word left, Word right) {
    return right.left() - left.right() < NEAR * right.size();
  }
}
