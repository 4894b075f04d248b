package vn.congvan.signing;

/**
 * A page as its reader sees it, against the page as the file describes it: cropped, and turned
 * clockwise by a multiple of 90 degrees (ISO 32000-2, 7.7.3.3, Rotate).
 *
 * @param left of the crop box, in the file's coordinates; the others likewise
 */
record PageView(double left, double bottom, double right, double top, int rotation) {
  PageView {
    rotation = Math.floorMod(rotation, 360);
  }

  double width() {
    return turned() ? top - bottom : right - left;
  }

  double height() {
    return turned() ? right - left : top - bottom;
  }

  /** Where a box that the reader sees lies in the file's coordinates: left, bottom, right, top. */
  double[] rectangle(Box box) {
    var x = box.x();
    var y = box.y();
    var w = box.width();
    var h = box.height();
    return switch (rotation) {
      case 90 -> new double[] {right - y - h, bottom + x, right - y, bottom + x + w};
      case 180 -> new double[] {right - x - w, top - y - h, right - x, top - y};
      case 270 -> new double[] {left + y, top - x - w, left + y + h, top - x};
      default -> new double[] {left + x, bottom + y, left + x + w, bottom + y + h};
    };
  }

  /** The matrix under which what is drawn as the reader sees it lands in the file's coordinates. */
  double[] matrix() {
    return switch (rotation) {
      case 90 -> new double[] {0, 1, -1, 0, right, bottom};
      case 180 -> new double[] {-1, 0, 0, -1, right, top};
      case 270 -> new double[] {0, -1, 1, 0, left, top};
      default -> new double[] {1, 0, 0, 1, left, bottom};
    };
  }

  private boolean turned() {
    return rotation % 180 != 0;
  }
}
