package vn.congvan.app.lab;

import java.util.ArrayList;
import java.util.List;
import vn.congvan.app.paper.Sheets;
import vn.congvan.app.paper.Typeface;

/** Draws an appendix with a table. Its top right corner stays free for the agency's seal. */
public final class Annex {
  private static final double POINT = 25.4 / 72;
  private static final double SIZE = 13;
  private static final double LINE = 1.2 * SIZE * POINT;
  private static final double PADDING = 1.8;
  private static final double TITLE_TOP = Sheets.TOP + 16;
  private static final double CENTRE = (Sheets.LEFT + Sheets.RIGHT) / 2;
  private static final double FRAME = 0.5;

  private final Sheets sheets;
  private final AnnexText text;

  private Annex(Sheets sheets, AnnexText text) {
    this.sheets = sheets;
    this.text = text;
  }

  /** The appendix as PDF, fonts embedded. */
  public static byte[] pdf(AnnexText text) {
    try (var sheets = new Sheets(text.title())) {
      return new Annex(sheets, text).draw();
    }
  }

  private byte[] draw() {
    var y = TITLE_TOP;
    sheets.centred(Typeface.BOLD, 14, "PHỤ LỤC", CENTRE, y);
    y = centred(Typeface.BOLD, 14, text.title(), y + 6.4);
    y = centred(Typeface.ITALIC, 13, "(" + text.belongsTo() + ")", y);
    sheets.rule(CENTRE - 18, CENTRE + 18, y - 3, 0.7);
    y = row(text.heads(), Typeface.BOLD, y + 3, true);
    for (var cells : text.rows()) {
      if (y + height(cells, Typeface.UPRIGHT) > Sheets.BOTTOM) {
        sheets.nextPage();
        y = row(text.heads(), Typeface.BOLD, Sheets.TOP, true);
      }
      y = row(cells, Typeface.UPRIGHT, y, false);
    }
    return sheets.pdf();
  }

  private double centred(Typeface face, double size, String words, double top) {
    var y = top;
    for (var line : sheets.balanced(face, size, words, Sheets.RIGHT - Sheets.LEFT - 20)) {
      sheets.centred(face, size, line.text(), CENTRE, y);
      y += 6.2;
    }
    return y;
  }

  /** Draws a row and returns where the next one begins. */
  private double row(List<String> cells, Typeface face, double top, boolean head) {
    var bottom = top + height(cells, face);
    var x = Sheets.LEFT;
    for (var i = 0; i < cells.size(); i++) {
      var width = text.widths().get(i);
      var lines = lines(cells.get(i), face, width);
      var y = top + PADDING + 0.78 * LINE;
      if (head) {
        y += (bottom - top - 2 * PADDING - lines.size() * LINE) / 2;
      }
      for (var line : lines) {
        if (head || i == 0) {
          sheets.centred(face, SIZE, line, x + width / 2, y);
        } else {
          sheets.text(face, SIZE, line, x + PADDING, y);
        }
        y += LINE;
      }
      sheets.segment(x, top, x, bottom, FRAME);
      x += width;
    }
    sheets.segment(x, top, x, bottom, FRAME);
    sheets.rule(Sheets.LEFT, x, top, FRAME);
    sheets.rule(Sheets.LEFT, x, bottom, FRAME);
    return bottom;
  }

  private double height(List<String> cells, Typeface face) {
    var most = 1;
    for (var i = 0; i < cells.size(); i++) {
      most = Math.max(most, lines(cells.get(i), face, text.widths().get(i)).size());
    }
    return most * LINE + 2 * PADDING;
  }

  private List<String> lines(String cell, Typeface face, double width) {
    var lines = new ArrayList<String>();
    for (var line : sheets.wrap(face, SIZE, cell, width - 2 * PADDING, 0)) {
      lines.add(line.text());
    }
    return lines;
  }
}
