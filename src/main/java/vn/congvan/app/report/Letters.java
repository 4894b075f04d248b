package vn.congvan.app.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.congvan.app.paper.Sheets;
import vn.congvan.app.paper.Typeface;

/** Text as lines of a width; all of it, whatever it is. */
final class Letters {
  private final Sheets sheets;
  private final Map<Integer, String> written = new HashMap<>();

  Letters(Sheets sheets) {
    this.sheets = sheets;
  }

  /** Breaks at spaces, and a word that is too long for a line anywhere. */
  List<String> lines(Typeface face, double size, String text, double width) {
    var lines = new ArrayList<String>();
    var line = "";
    for (var word : inLettersOf(face, text).split(" ", -1)) {
      var longer = line.isEmpty() ? word : line + " " + word;
      if (fits(face, size, longer, width)) {
        line = longer;
        continue;
      }
      if (!line.isEmpty()) {
        lines.add(line);
      }
      line = word;
      while (!fits(face, size, line, width)) {
        var cut = fitting(face, size, line, width);
        lines.add(line.substring(0, cut));
        line = line.substring(cut);
      }
    }
    lines.add(line);
    return lines;
  }

  /** Letters the typeface lacks by their numbers: a name is never shorter than it is. */
  private String inLettersOf(Typeface face, String text) {
    var all = new StringBuilder();
    text.codePoints()
        .forEach(
            c ->
                all.append(
                    written.computeIfAbsent(
                        c,
                        one ->
                            sheets.canWrite(face, one)
                                ? Character.toString(one)
                                : "[U+%04X]".formatted(one))));
    return all.toString();
  }

  private boolean fits(Typeface face, double size, String text, double width) {
    return sheets.width(face, size, text) <= width;
  }

  /** How much of a word goes on a line; at least one letter. */
  private int fitting(Typeface face, double size, String word, double width) {
    var cut = word.offsetByCodePoints(0, 1);
    while (cut < word.length()) {
      var next = word.offsetByCodePoints(cut, 1);
      if (!fits(face, size, word.substring(0, next), width)) {
        break;
      }
      cut = next;
    }
    return cut;
  }
}
