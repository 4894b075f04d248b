package vn.congvan.approval;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.congvan.approval.TextLines.Segment;
import vn.congvan.signing.Box;

/**
 * The room between the title of who signs and the name (boxes 7a, 7b and 7c of Decree 30's
 * diagram), found by the words.
 *
 * @param bottom above the name; {@code top} under the lines of authority and title
 * @param centre of the name
 */
record SignatureBlock(double bottom, double top, double centre) {
  private static final double LEAST = 10 * Box.MM;
  private static final double MOST = 80 * Box.MM;
  private static final double OFF_CENTRE = 25 * Box.MM;
  private static final double GAP = 1 * Box.MM;

  /** Capitals with two marks stand so high, in sizes of their letters. */
  private static final double CAPITALS = 0.95;

  /** As {@code PGS.TS.} or {@code Thiếu tướng} before a name. */
  private static final int RANK_LETTERS = 12;

  private static final String RECEIVERS = "nơinhận";

  /**
   * Empty when the page has no such block, or when more than one may be it.
   *
   * @param name of who signs, in full
   */
  static Optional<SignatureBlock> find(TextLines page, String name, double pageWidth) {
    var wanted = TextLines.lower(letters(name));
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    var segments = page.segments();
    var found = new ArrayList<SignatureBlock>();
    for (var i = 0; i < segments.size(); i++) {
      var candidate = segments.get(i);
      if (candidate.centre() > pageWidth / 2
          && isName(candidate, wanted)
          && isRightBelowReceivers(candidate, segments)) {
        above(candidate, segments.subList(0, i)).ifPresent(found::add);
      }
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** The middle of the room, as large as it is and no larger than this. */
  Box box(double width, double height) {
    var high = Math.min(height, top - bottom);
    return new Box(centre - width / 2, (bottom + top - high) / 2, width, high);
  }

  private static boolean isName(Segment segment, String wanted) {
    var letters = TextLines.lower(segment.letters());
    return letters.endsWith(wanted) && letters.length() - wanted.length() <= RANK_LETTERS;
  }

  /** "Nơi nhận" is the landmark of the left column; the block stands beside it, never above. */
  private static boolean isRightBelowReceivers(Segment candidate, List<Segment> segments) {
    for (var segment : segments) {
      if (TextLines.lower(segment.letters()).startsWith(RECEIVERS)) {
        return candidate.baseline() < segment.baseline() && candidate.centre() > segment.right();
      }
    }
    return true;
  }

  /** From the nearest line above, which must be a title in capitals. */
  private static Optional<SignatureBlock> above(Segment name, List<Segment> higher) {
    for (var i = higher.size() - 1; i >= 0; i--) {
      var segment = higher.get(i);
      if (segment.right() < name.left()
          || segment.left() > name.right()
          || segment.baseline() - name.baseline() < 0.5 * name.size()) {
        continue;
      }
      var bottom = name.baseline() + CAPITALS * name.size() + GAP;
      var top = segment.words().get(0).bottom() - GAP;
      return isTitle(segment)
              && top - bottom >= LEAST
              && top - bottom <= MOST
              && Math.abs(segment.centre() - name.centre()) <= OFF_CENTRE
          ? Optional.of(new SignatureBlock(bottom, top, name.centre()))
          : Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean isTitle(Segment segment) {
    var letters = segment.letters();
    return letters.length() >= 2 && letters.codePoints().allMatch(Character::isUpperCase);
  }

  private static String letters(String name) {
    return TextLines.lettersOf(Normalizer.normalize(name, Normalizer.Form.NFC));
  }
}
