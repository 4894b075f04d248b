package vn.congvan.app.lab;

import java.util.ArrayList;
import java.util.List;
import vn.congvan.app.paper.Sheets;
import vn.congvan.app.paper.Typeface;

/**
 * Draws an official letter as Decree 30/2020 wants it (Appendix I): A4, its typeface, sizes and
 * boxes. Number, place and date, signature and seal are left free, for the fields laid down later.
 */
public final class Letter {
  private static final double FRAME_WIDTH = Sheets.RIGHT - Sheets.LEFT;
  private static final double FRAME_HEIGHT = Sheets.BOTTOM - Sheets.TOP;
  private static final double LEFT_CENTRE = Sheets.LEFT + 0.219 * FRAME_WIDTH;
  private static final double RIGHT_CENTRE = Sheets.LEFT + 0.735 * FRAME_WIDTH;
  private static final double LEFT_WIDTH = 0.428 * FRAME_WIDTH;
  private static final double SIGNATURE_CENTRE = Sheets.LEFT + 0.745 * FRAME_WIDTH;

  private static final double ABOUT_TOP = at(0.109);
  private static final double BLOCK_TOP = at(0.683);
  private static final double NAME_BASELINE = at(0.878);
  private static final double BODY_END = at(0.660);

  private static final double POINT = 25.4 / 72;
  private static final double BODY_SIZE = 14;
  private static final double LINE = 1.2 * BODY_SIZE * POINT;
  private static final double PARAGRAPH_GAP = 6 * POINT;
  private static final double FIRST_LINE = 12.7;

  private final Sheets sheets;
  private final LetterText text;

  private Letter(Sheets sheets, LetterText text) {
    this.sheets = sheets;
    this.text = text;
  }

  /** The letter as PDF, fonts embedded. */
  public static byte[] pdf(LetterText text) {
    try (var sheets = new Sheets(text.about())) {
      return new Letter(sheets, text).draw();
    }
  }

  private static double at(double fractionOfFrame) {
    return Sheets.TOP + fractionOfFrame * FRAME_HEIGHT;
  }

  private byte[] draw() {
    agency();
    motto();
    var y = about();
    y = addressees(Math.max(y + 6, at(0.165)));
    body(y - 2);
    receivers();
    signer();
    return sheets.pdf();
  }

  /** Box 2, with a rule under it a third as long as the text. */
  private void agency() {
    var y = Sheets.TOP + 4.2;
    var width = 0.0;
    for (var line : text.agency()) {
      sheets.centred(Typeface.BOLD, 13, line, LEFT_CENTRE, y);
      width = sheets.width(Typeface.BOLD, 13, line);
      y += 5.4;
    }
    sheets.rule(LEFT_CENTRE - width / 5, LEFT_CENTRE + width / 5, y - 3.6, 0.7);
  }

  /** Box 1: the country and its motto, ruled under as long as the motto. */
  private void motto() {
    var y = Sheets.TOP + 4.2;
    sheets.centred(Typeface.BOLD, 12, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", RIGHT_CENTRE, y);
    var motto = "Độc lập - Tự do - Hạnh phúc";
    sheets.centred(Typeface.BOLD, 13, motto, RIGHT_CENTRE, y + 5.4);
    var half = sheets.width(Typeface.BOLD, 13, motto) / 2;
    sheets.rule(RIGHT_CENTRE - half, RIGHT_CENTRE + half, y + 7.4, 0.7);
  }

  /** Box 5b, under where the number comes. */
  private double about() {
    var y = ABOUT_TOP;
    for (var line : sheets.balanced(Typeface.UPRIGHT, 12, "V/v " + text.about(), LEFT_WIDTH - 6)) {
      sheets.centred(Typeface.UPRIGHT, 12, line.text(), LEFT_CENTRE, y);
      y += 5;
    }
    return y;
  }

  /** Box 9a: one addressee beside the words, several in a list under them. */
  private double addressees(double top) {
    var words = "Kính gửi: ";
    var left = Sheets.LEFT + 0.24 * FRAME_WIDTH;
    if (text.to().size() == 1) {
      sheets.text(Typeface.UPRIGHT, BODY_SIZE, words + text.to().get(0) + ".", left, top);
      return top + LINE;
    }
    sheets.text(Typeface.UPRIGHT, BODY_SIZE, words.strip(), left, top);
    var indent = left + sheets.width(Typeface.UPRIGHT, BODY_SIZE, words);
    var y = top;
    for (var i = 0; i < text.to().size(); i++) {
      y += LINE;
      var end = i == text.to().size() - 1 ? "." : ";";
      sheets.text(Typeface.UPRIGHT, BODY_SIZE, "- " + text.to().get(i) + end, indent, y);
    }
    return y + LINE;
  }

  /** Box 6, over as many pages as it takes; the last keeps room for signature and receivers. */
  private void body(double top) {
    var rest = new ArrayList<Sheets.Line>();
    for (var paragraph : text.paragraphs()) {
      rest.addAll(sheets.wrap(Typeface.UPRIGHT, BODY_SIZE, paragraph, FRAME_WIDTH, FIRST_LINE));
    }
    var y = top + LINE;
    for (var page = 1; ; page++) {
      var here = fitting(rest, y, BODY_END);
      if (here == rest.size()) {
        write(rest, y);
        return;
      }
      // A page that ends without the signature's block carries at least two lines over to it.
      here = Math.min(fitting(rest, y, Sheets.BOTTOM), Math.max(1, rest.size() - 2));
      write(rest.subList(0, here), y);
      rest = new ArrayList<>(rest.subList(here, rest.size()));
      sheets.nextPage();
      sheets.centred(
          Typeface.UPRIGHT, 13, Integer.toString(page + 1), Sheets.WIDTH / 2, Sheets.TOP - 6);
      y = Sheets.TOP + LINE;
    }
  }

  private void write(List<Sheets.Line> lines, double top) {
    var y = top;
    for (var line : lines) {
      sheets.justified(Typeface.UPRIGHT, BODY_SIZE, line, Sheets.LEFT, FRAME_WIDTH, y);
      y += step(line);
    }
  }

  /** How many of the lines have their baseline above the end. */
  private static int fitting(List<Sheets.Line> lines, double top, double end) {
    var y = top;
    var count = 0;
    while (count < lines.size() && y <= end) {
      y += step(lines.get(count));
      count++;
    }
    return count;
  }

  private static double step(Sheets.Line line) {
    return LINE + (line.last() ? PARAGRAPH_GAP : 0);
  }

  /** Box 9b. */
  private void receivers() {
    var y = BLOCK_TOP + 4;
    sheets.text(Typeface.BOLD_ITALIC, 12, "Nơi nhận:", Sheets.LEFT, y);
    for (var i = 0; i < text.toPlaces().size(); i++) {
      var end = i == text.toPlaces().size() - 1 ? "." : ";";
      for (var line :
          sheets.wrap(
              Typeface.UPRIGHT, 11, "- " + text.toPlaces().get(i) + end, 0.46 * FRAME_WIDTH, 0)) {
        y += 4.9;
        sheets.text(Typeface.UPRIGHT, 11, line.text(), Sheets.LEFT, y);
      }
    }
  }

  /** Boxes 7a and 7b; 7c between them stays free for the signature, 8 for the seal. */
  private void signer() {
    sheets.centred(Typeface.BOLD, 14, text.authority(), SIGNATURE_CENTRE, BLOCK_TOP + 4);
    sheets.centred(Typeface.BOLD, 14, text.title(), SIGNATURE_CENTRE, BLOCK_TOP + 9.7);
    sheets.centred(Typeface.BOLD, 14, text.name(), SIGNATURE_CENTRE, NAME_BASELINE);
  }
}
