package vn.congvan.validation.pdf;

/**
 * What may stand between objects: white space, and a few short comments of which no reader, however
 * lenient, could make anything.
 */
final class Blank {
  private static final int LONGEST_COMMENT = 128;
  private static final int MOST_COMMENTS = 4;

  private Blank() {}

  /** The first position from here that is neither. */
  static long skip(PdfBytes bytes, long from, long end) {
    var comments = 0;
    var at = from;
    while (at < end) {
      var c = bytes.at(at);
      if (Lexer.isWhite(c)) {
        at++;
      } else if (c == '%') {
        var commentEnd = comment(bytes, at);
        if (commentEnd < 0 || ++comments > MOST_COMMENTS) {
          return at;
        }
        at = commentEnd;
      } else {
        return at;
      }
    }
    return at;
  }

  private static long comment(PdfBytes bytes, long start) {
    var text = new StringBuilder();
    for (var at = start + 1; ; at++) {
      var c = bytes.at(at);
      if (c < 0 || c == '\r' || c == '\n') {
        return isHarmless(text.toString()) ? at : -1;
      }
      if (text.length() >= LONGEST_COMMENT) {
        return -1;
      }
      text.append((char) c);
    }
  }

  private static boolean isHarmless(String comment) {
    return !comment.contains("%")
        && !comment.contains("obj")
        && !comment.contains("xref")
        && !comment.contains("trailer")
        && !comment.contains("stream");
  }
}
