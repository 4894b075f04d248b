package vn.congvan.signing;

/**
 * The inside of a widget as its reader sees it: what is drawn in it stands upright on a page that
 * is turned.
 *
 * @param rotation of the page, clockwise, in degrees
 */
record Frame(double width, double height, int rotation) {

  /** Of a widget on a page, from its rectangle and its {@code /MK /R}. */
  static Frame of(RawDictionary widget) throws NotOurs {
    var rotation = widget.has("MK") ? (int) widget.dictionary("MK").number("R") : 0;
    return of(widget.rectangle("Rect"), rotation);
  }

  static Frame of(double[] rectangle, int rotation) throws NotOurs {
    var w = Math.abs(rectangle[2] - rectangle[0]);
    var h = Math.abs(rectangle[3] - rectangle[1]);
    if (!(w > 0 && h > 0 && w < 1e6 && h < 1e6) || rotation % 90 != 0) {
      throw new NotOurs("a field has no room on its page");
    }
    return rotation % 180 == 0 ? new Frame(w, h, rotation) : new Frame(h, w, rotation);
  }

  /** The entries of a form XObject that draw upright: {@code /BBox} and {@code /Matrix}. */
  String entries() {
    var matrix =
        switch (rotation) {
          case 90 -> "/Matrix [0 1 -1 0 " + PdfText.number(height) + " 0]";
          case 180 -> "/Matrix [-1 0 0 -1 " + PdfText.numbers(width, height) + "]";
          case 270 -> "/Matrix [0 -1 1 0 0 " + PdfText.number(width) + "]";
          default -> "";
        };
    return "/BBox [0 0 " + PdfText.numbers(width, height) + "]" + matrix;
  }

  Box box() {
    return new Box(0, 0, width, height);
  }
}
