package vn.congvan.app.words;

import java.util.ArrayList;
import java.util.List;
import vn.congvan.document.WrittenText;

/**
 * Rows under heads, aligned by what a terminal shows of them: Vietnamese letters take one column
 * each however many marks they bear. The last column is broken into lines where it is too long.
 */
public final class Table {
  private static final String GAP = "  ";
  private static final int SHORTEST_LAST = 24;

  private final List<String> heads;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... heads) {
    this.heads = List.of(heads);
  }

  public Table row(String... cells) {
    if (cells.length != heads.size()) {
      throw new IllegalArgumentException("a row needs %d cells".formatted(heads.size()));
    }
    var shown = new ArrayList<String>();
    for (var cell : cells) {
      shown.add(WrittenText.visible(WrittenText.normal(cell.replace('\n', ' '))));
    }
    rows.add(shown);
    return this;
  }

  /**
   * @param width of the terminal, in columns
   */
  public List<String> lines(int width) {
    var widths = widths();
    var last = heads.size() - 1;
    var before = GAP.length() * last;
    for (var i = 0; i < last; i++) {
      before += widths[i];
    }
    var room = Math.max(SHORTEST_LAST, width - before);
    widths[last] = Math.min(widths[last], room);

    var lines = new ArrayList<String>();
    lines.add(line(heads, widths));
    var rules = new ArrayList<String>();
    for (var w : widths) {
      rules.add("─".repeat(w));
    }
    lines.add(line(rules, widths));
    for (var row : rows) {
      var parts = broken(row.get(last), room);
      for (var i = 0; i < parts.size(); i++) {
        var shown = new ArrayList<String>();
        for (var column = 0; column < last; column++) {
          shown.add(i == 0 ? row.get(column) : "");
        }
        shown.add(parts.get(i));
        lines.add(line(shown, widths));
      }
    }
    return lines;
  }

  private int[] widths() {
    var widths = new int[heads.size()];
    for (var i = 0; i < widths.length; i++) {
      widths[i] = width(heads.get(i));
      for (var row : rows) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    return widths;
  }

  private static String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (var i = 0; i < cells.size(); i++) {
      line.append(i == 0 ? "" : GAP).append(cells.get(i));
      line.append(" ".repeat(Math.max(0, widths[i] - width(cells.get(i)))));
    }
    return line.toString().stripTrailing();
  }

  private static List<String> broken(String text, int room) {
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    for (var word : text.split(" ", -1)) {
      if (!part.isEmpty() && width(part.toString()) + 1 + width(word) > room) {
        parts.add(part.toString());
        part = new StringBuilder();
      }
      part.append(part.isEmpty() ? "" : " ").append(word);
    }
    parts.add(part.toString());
    return parts;
  }

  /** How many columns of a terminal a text takes. */
  static int width(String text) {
    return text.codePoints().map(Table::width).sum();
  }

  private static int width(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  /**
   * East Asian wide forms and pictures; none of them is Vietnamese, but file names hold anything.
   */
  private static boolean isWide(int c) {
    return c >= 0x1100 && c <= 0x115F
        || c >= 0x2E80 && c <= 0xA4CF
        || c >= 0xAC00 && c <= 0xD7A3
        || c >= 0xF900 && c <= 0xFAFF
        || c >= 0xFE30 && c <= 0xFE6F
        || c >= 0xFF00 && c <= 0xFF60
        || c >= 0xFFE0 && c <= 0xFFE6
        || c >= 0x1F300 && c <= 0x1FAFF;
  }
}
