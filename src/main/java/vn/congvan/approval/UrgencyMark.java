package vn.congvan.approval;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.pdmodel.PDPage;
import vn.congvan.document.Urgency;
import vn.congvan.signing.Box;
import vn.congvan.signing.FieldLayout.Stamp;

/**
 * The urgency stamp of the first page (Decree 30/2020, Appendix I.II.9b; box 10b of its diagram),
 * where the page does not show one yet.
 */
final class UrgencyMark {
  private static final double HEIGHT = 8 * Box.MM;
  private static final double STEP = 2 * Box.MM;
  private static final double SIZE = 13;
  private static final double AROUND = 1 * Box.MM;

  /** How far above and below its anchor it may go, to stand on no words. */
  private static final int STEPS = 20;

  /** Where nothing else is: above the text frame. */
  private static final double MARGIN = 6 * Box.MM;

  private static final Set<String> SHOWN = Set.of("KHAN", "THUONGKHAN", "HOATOC");

  private UrgencyMark() {}

  /**
   * Empty when the document is not urgent, when the page bears a mark of urgency, and when it has
   * no words: what a scan shows is not known.
   */
  static Optional<Stamp> of(
      Urgency urgency, TextLines page, PDPage first, PageAnchors.Fraction anchor) {
    if (urgency == Urgency.NORMAL || page.isEmpty() || isShown(page)) {
      return Optional.empty();
    }
    var box = box(page, anchor.on(first), width(urgency), first);
    return Optional.of(new Stamp(0, box, urgency.vietnamese().toUpperCase(Locale.ROOT), SIZE));
  }

  private static boolean isShown(TextLines page) {
    return page.segments().stream().anyMatch(segment -> SHOWN.contains(bare(segment.letters())));
  }

  /** Capitals without marks: HOẢ TỐC and HỎA TỐC are written alike. */
  private static String bare(String letters) {
    return letters.equals(letters.toUpperCase(Locale.ROOT))
        ? Normalizer.normalize(letters, Normalizer.Form.NFKD).replaceAll("\\P{L}", "")
        : "";
  }

  private static Box box(TextLines page, Box anchor, double width, PDPage first) {
    var top = anchor.y() + anchor.height();
    for (var i = 0; i <= 2 * STEPS; i++) {
      var away = (i % 2 == 0 ? -1 : 1) * ((i + 1) / 2) * STEP;
      var box = new Box(anchor.x(), top - HEIGHT + away, width, HEIGHT);
      if (!page.hasWordIn(around(box), List.of())) {
        return box;
      }
    }
    var area = first.getCropBox();
    double pageHeight = first.getRotation() % 180 == 0 ? area.getHeight() : area.getWidth();
    return new Box(anchor.x(), pageHeight - MARGIN - HEIGHT, width, HEIGHT);
  }

  private static Box around(Box box) {
    return new Box(
        box.x() - AROUND, box.y() - AROUND, box.width() + 2 * AROUND, box.height() + 2 * AROUND);
  }

  private static double width(Urgency urgency) {
    return switch (urgency) {
      case VERY_URGENT -> 40 * Box.MM;
      case IMMEDIATE -> 30 * Box.MM;
      default -> 20 * Box.MM;
    };
  }
}
