package vn.congvan.app.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vn.congvan.app.paper.Sheets;
import vn.congvan.app.paper.Typeface;
import vn.congvan.document.Language;
import vn.congvan.validation.Indication;

/**
 * A verdict on A4 paper: one page for the usual document, more when it bears many signatures. What
 * is drawn is collected first, because each page says how many there are.
 */
final class PdfReport {
  private static final double LEFT = 20;
  private static final double RIGHT = Sheets.WIDTH - 15;
  private static final double TOP = 15;
  private static final double FOOT = Sheets.HEIGHT - 14;
  private static final double BOTTOM = FOOT - 6;
  private static final double VALUES = LEFT + 42;

  private static final double SIZE = 10.5;
  private static final double LINE = 4.7;

  /** From the top of a line to what its letters stand on. */
  private static final double BASE = 3.6;

  private static final double ROW_PADDING = 0.7;
  private static final double MARK = 12;
  private static final Color INK = Color.BLACK;
  private static final Color RULE = new Color(0xB5, 0xB5, 0xB5);

  private final VerdictPage page;
  private final Sheets sheets;
  private final Letters letters;
  private final List<List<Runnable>> pages = new ArrayList<>();
  private double y;

  private PdfReport(VerdictPage page, Sheets sheets) {
    this.page = page;
    this.sheets = sheets;
    this.letters = new Letters(sheets);
  }

  static byte[] of(VerdictPage page) {
    var language = page.language() == Language.VI ? Locale.forLanguageTag("vi-VN") : Locale.ENGLISH;
    try (var sheets = new Sheets(page.title() + ": " + page.word(), language)) {
      var report = new PdfReport(page, sheets);
      report.collect();
      report.draw();
      return sheets.pdf();
    }
  }

  private void collect() {
    nextPage();
    var top = y + BASE + 1;
    put(() -> sheets.centred(Typeface.BOLD, 14, page.title(), (LEFT + RIGHT) / 2, top));
    y += 10;
    verdict();
    for (var section : page.sections()) {
      section(section);
    }
  }

  private void draw() {
    for (var i = 0; i < pages.size(); i++) {
      if (i > 0) {
        sheets.nextPage();
      }
      sheets.ink(INK);
      pages.get(i).forEach(Runnable::run);
      foot(i + 1);
    }
  }

  /** In a frame, with a mark beside the word for whoever sees no colours. */
  private void verdict() {
    var colour = colour(page.indication());
    var lines = letters.lines(Typeface.UPRIGHT, SIZE, page.sentence(), RIGHT - LEFT - MARK - 8);
    var top = y;
    var bottom = top + 11 + LINE * lines.size();
    put(
        () -> {
          sheets.ink(colour);
          frame(top, bottom);
          mark(top + 3);
          sheets.text(Typeface.BOLD, 15, page.word(), LEFT + MARK + 4, top + 7.2);
          sheets.ink(INK);
          var baseline = top + 9 + BASE;
          for (var line : lines) {
            sheets.text(Typeface.UPRIGHT, SIZE, line, LEFT + MARK + 4, baseline);
            baseline += LINE;
          }
        });
    y = bottom;
  }

  private void frame(double top, double bottom) {
    sheets.rule(LEFT, RIGHT, top, 1);
    sheets.rule(LEFT, RIGHT, bottom, 1);
    sheets.segment(LEFT, top, LEFT, bottom, 1);
    sheets.segment(RIGHT, top, RIGHT, bottom, 1);
  }

  private void mark(double top) {
    var x = LEFT + 4;
    switch (page.indication()) {
      case TOTAL_PASSED -> {
        sheets.segment(x, top + 3.5, x + 2.5, top + 6, 2);
        sheets.segment(x + 2.5, top + 6, x + 7.5, top, 2);
      }
      case TOTAL_FAILED -> {
        sheets.segment(x + 0.5, top, x + 6.5, top + 6, 2);
        sheets.segment(x + 0.5, top + 6, x + 6.5, top, 2);
      }
      case INDETERMINATE -> sheets.centred(Typeface.BOLD, 22, "?", x + 3.5, top + 6);
    }
  }

  private static Color colour(Indication indication) {
    return switch (indication) {
      case TOTAL_PASSED -> new Color(0x0A, 0x5C, 0x2B);
      case TOTAL_FAILED -> new Color(0xA3, 0x00, 0x1B);
      case INDETERMINATE -> new Color(0x7A, 0x47, 0x00);
    };
  }

  /** A title stays with the first of its rows. */
  private void section(Section section) {
    var titles = letters.lines(Typeface.BOLD, 12, section.title(), RIGHT - LEFT);
    room(3 + 5.5 * titles.size() + 3 * LINE);
    y += 3;
    for (var title : titles) {
      var baseline = y + 4.2;
      put(() -> sheets.text(Typeface.BOLD, 12, title, LEFT, baseline));
      y += 5.5;
    }
    section.rows().forEach(this::row);
  }

  /** A row goes on to the next page line by line when it must. */
  private void row(Row row) {
    var labels = letters.lines(Typeface.BOLD, SIZE, row.label(), VALUES - LEFT - 2);
    var values = letters.lines(Typeface.UPRIGHT, SIZE, row.value(), RIGHT - VALUES);
    var count = Math.max(labels.size(), values.size());
    room(Math.min(count, 4) * LINE + 2 * ROW_PADDING);
    line(y);
    y += ROW_PADDING;
    for (var i = 0; i < count; i++) {
      room(LINE);
      var baseline = y + BASE;
      if (i < labels.size()) {
        var label = labels.get(i);
        put(() -> sheets.text(Typeface.BOLD, SIZE, label, LEFT, baseline));
      }
      if (i < values.size()) {
        var value = values.get(i);
        put(() -> sheets.text(Typeface.UPRIGHT, SIZE, value, VALUES, baseline));
      }
      y += LINE;
    }
    y += ROW_PADDING;
  }

  private void line(double at) {
    put(
        () -> {
          sheets.ink(RULE);
          sheets.rule(LEFT, RIGHT, at, 0.5);
          sheets.ink(INK);
        });
  }

  private void foot(int number) {
    sheets.ink(RULE);
    sheets.rule(LEFT, RIGHT, FOOT - 4, 0.5);
    sheets.ink(INK);
    sheets.text(Typeface.ITALIC, 8.5, page.foot(), LEFT, FOOT);
    var count =
        (page.language() == Language.VI ? "Trang %d/%d" : "Page %d/%d")
            .formatted(number, pages.size());
    sheets.text(Typeface.UPRIGHT, 9, count, RIGHT - sheets.width(Typeface.UPRIGHT, 9, count), FOOT);
  }

  private void room(double height) {
    if (y + height > BOTTOM) {
      nextPage();
    }
  }

  private void nextPage() {
    pages.add(new ArrayList<>());
    y = TOP;
  }

  private void put(Runnable drawing) {
    pages.get(pages.size() - 1).add(drawing);
  }
}
