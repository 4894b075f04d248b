package vn.congvan.signing;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import vn.congvan.signing.FieldLayout.Blank;
import vn.congvan.signing.FieldLayout.Mark;
import vn.congvan.signing.FieldLayout.Stamp;

/** Draws a layout's marks onto pages that are made anew; the font comes in with the first stamp. */
final class PageMarks {
  private static final double FRAME = 1;
  private static final String RED = "0.8 0 0";

  /** Between the frame and the words, at least. */
  private static final double PADDING = 3;

  private final List<Mark> marks;
  private final PlainWriter writer;
  private int font;

  PageMarks(List<Mark> marks, PlainWriter writer) {
    this.marks = marks;
    this.writer = writer;
  }

  List<Mark> on(int page) {
    return marks.stream().filter(mark -> mark.page() == page).toList();
  }

  /** Draws what belongs on the page over all that {@code kept}, which stands in for it, has. */
  void draw(List<Mark> on, PDPage page, PageView view, COSDictionary kept, Flattening flattening)
      throws IOException {
    if (on.isEmpty()) {
      return;
    }
    var drawing = new StringBuilder("q " + PdfText.numbers(view.matrix()) + " cm\n");
    for (var mark : on) {
      if (mark instanceof Stamp stamp) {
        font = font == 0 ? writer.reserve() : font;
        kept.setItem(COSName.RESOURCES, resources(page, kept));
        drawing.append(drawn(stamp));
      } else if (mark instanceof Blank blank) {
        drawing.append("1 g %s re f\n".formatted(numbers(blank.box())));
      }
    }
    drawing.append("Q\n");
    kept.setItem(COSName.CONTENTS, flattening.contents(kept.getItem(COSName.CONTENTS), drawing));
  }

  /** Form and fields must have been written: they come first. */
  void writeFont() throws IOException {
    if (font != 0) {
      var toUnicode = writer.reserve();
      FieldFont.STAMP.write(writer, font, toUnicode);
      FieldFont.writeToUnicode(writer, toUnicode);
    }
  }

  private static String drawn(Stamp stamp) {
    var box = stamp.box();
    var width = FieldFont.STAMP.width(stamp.words());
    var size = Math.min(stamp.size(), (box.width() - 2 * PADDING) * 1000 / width);
    var x = box.x() + (box.width() - width * size / 1000) / 2;
    var y = box.y() + (box.height() - FieldFont.CAP_HEIGHT * size / 1000) / 2;
    return "%s RG %s rg %s w %s re S BT /%s %s Tf %s Td <%s> Tj ET\n"
        .formatted(
            RED,
            RED,
            PdfText.number(FRAME),
            numbers(box),
            FieldFont.STAMP.resourceName(),
            PdfText.number(size),
            PdfText.numbers(x, y),
            PdfText.utf16(stamp.words()));
  }

  private COSDictionary resources(PDPage page, COSDictionary kept) {
    var own = kept.getCOSDictionary(COSName.RESOURCES);
    if (own == null) {
      own = page.getResources() == null ? null : page.getResources().getCOSObject();
    }
    var resources = own == null ? new COSDictionary() : new COSDictionary(own);
    var named = resources.getCOSDictionary(COSName.FONT);
    var fonts = named == null ? new COSDictionary() : new COSDictionary(named);
    fonts.setItem(COSName.getPDFName(FieldFont.STAMP.resourceName()), Rewriting.ours(writer, font));
    resources.setItem(COSName.FONT, fonts);
    return resources;
  }

  private static String numbers(Box box) {
    return PdfText.numbers(box.x(), box.y(), box.width(), box.height());
  }
}
