package vn.congvan.approval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import vn.congvan.document.Reason;
import vn.congvan.document.SetAside;
import vn.congvan.document.Urgency;
import vn.congvan.signing.FieldLayout;
import vn.congvan.signing.FieldLayout.Align;
import vn.congvan.signing.FieldLayout.Mark;
import vn.congvan.signing.FieldLayout.Place;
import vn.congvan.signing.FieldLayout.TextPlace;
import vn.congvan.signing.FieldLayout.Typeface;

/**
 * Lays the fields of one document: on the lines and in the room that the words of its pages leave
 * for them, and on the anchors of the settings where there are no such words or more than one place
 * may be meant. The same file gives the same layout.
 */
final class PageLayout {
  private static final double SIZE = 13;
  private static final double SMALLEST = 10;
  private static final double LARGEST = 15;

  /** Appendices in the same file follow the signature; so many pages are looked through for it. */
  private static final int PAGES = 12;

  private final PDDocument document;
  private final PageAnchors anchors;
  private final Asked asked;
  private final List<Mark> marks = new ArrayList<>();

  /**
   * @param signer the full name
   * @param symbol of the document
   * @param imageWidth in any unit; with {@code imageHeight} it gives the proportion of the leader's
   *     image
   */
  record Asked(
      String signer, String symbol, Urgency urgency, double imageWidth, double imageHeight) {}

  private PageLayout(PDDocument document, PageAnchors anchors, Asked asked) {
    this.document = document;
    this.anchors = anchors;
    this.asked = asked;
  }

  static FieldLayout of(Path pdf, PageAnchors anchors, Asked asked) {
    try (var document =
        Loader.loadPDF(
            new RandomAccessReadBufferedFile(pdf.toFile()),
            "",
            null,
            null,
            IOUtils.createTempFileOnlyStreamCache())) {
      return new PageLayout(document, anchors, asked).lay();
    } catch (IOException e) {
      throw new SetAside(
          new Reason(
              "PREPARE.UNREADABLE",
              "Không mở được tệp PDF để chuẩn bị ký. Hủy văn bản và trình lại bản khác.",
              "cannot open the PDF to lay down its fields; cancel the document and submit another file"),
          e);
    }
  }

  private FieldLayout lay() {
    var first = document.getPage(0);
    var words = words(first);
    var number =
        text(
            first,
            words,
            BlankLine.number(words, asked.symbol(), height(first)),
            anchors.number(),
            Typeface.UPRIGHT);
    var date =
        text(first, words, BlankLine.date(words, height(first)), anchors.date(), Typeface.ITALIC);
    var signature = signature(words);
    UrgencyMark.of(asked.urgency(), words, first, anchors.urgency()).ifPresent(marks::add);
    var picture = signature.box().fit(asked.imageWidth(), asked.imageHeight());
    var seal = new Place(signature.page(), FieldLayout.sealOver(picture, anchors.sealDiameter()));
    return new FieldLayout(signature, seal, number, date, marks);
  }

  private TextPlace text(
      PDPage page,
      TextLines words,
      Optional<BlankLine> line,
      PageAnchors.Fraction anchor,
      Typeface typeface) {
    var box = anchor.on(page);
    if (line.isPresent()) {
      var found = line.get();
      var onLine = found.field(words, box.width(), width(page));
      if (!words.hasWordIn(onLine, found.words())) {
        marks.add(new FieldLayout.Blank(0, found.blank()));
        var size = Math.min(Math.max(found.size(), SMALLEST), LARGEST);
        return new TextPlace(0, onLine, size, typeface, Align.CENTRE);
      }
    }
    return new TextPlace(0, box, SIZE, typeface, Align.CENTRE);
  }

  /** On the last page, or before the appendices. */
  private Place signature(TextLines firstPage) {
    var last = document.getNumberOfPages() - 1;
    var found = signature(last, last == 0 ? firstPage : words(document.getPage(last)));
    for (var index = 0; found.isEmpty() && index < Math.min(last, PAGES); index++) {
      found = signature(index, index == 0 ? firstPage : words(document.getPage(index)));
    }
    return found.orElseGet(() -> new Place(last, anchors.signature().on(document.getPage(last))));
  }

  private Optional<Place> signature(int index, TextLines words) {
    var page = document.getPage(index);
    var usual = anchors.signature().on(page);
    return SignatureBlock.find(words, asked.signer(), width(page))
        .map(block -> block.box(usual.width(), usual.height()))
        .filter(box -> box.x() >= 0 && box.x() + box.width() <= width(page))
        .filter(
            box -> !words.hasWordIn(box.fit(asked.imageWidth(), asked.imageHeight()), List.of()))
        .map(box -> new Place(index, box));
  }

  /** No words where they cannot be read: a page like that gets its fields by the settings. */
  private static TextLines words(PDPage page) {
    try {
      return new TextLines(PageWords.of(page));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return new TextLines(List.of());
    }
  }

  private static double width(PDPage page) {
    var area = page.getCropBox();
    return page.getRotation() % 180 == 0 ? area.getWidth() : area.getHeight();
  }

  private static double height(PDPage page) {
    var area = page.getCropBox();
    return page.getRotation() % 180 == 0 ? area.getHeight() : area.getWidth();
  }
}
