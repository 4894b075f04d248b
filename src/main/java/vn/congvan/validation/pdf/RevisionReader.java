package vn.congvan.validation.pdf;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the file into its revisions: each ends with {@code startxref}, the offset of its own
 * section, and {@code %%EOF}; together they are the file, with no byte left over.
 */
final class RevisionReader {
  private final PdfBytes bytes;
  private final Budget budget;
  private long oddAt = -1;

  RevisionReader(PdfBytes bytes, Budget budget) {
    this.bytes = bytes;
    this.budget = budget;
  }

  List<Revision> revisions() {
    checkHeader();
    var sections = new XrefReader(bytes, budget).chain();
    var revisions = new ArrayList<Revision>();
    var start = 0L;
    for (var i = 0; i < sections.size(); i++) {
      var section = sections.get(i);
      var revision =
          isLinearized(sections, i)
              ? revision(0, 0, section, List.of(sections.get(++i), section))
              : revision(revisions.size(), start, section, List.of(section));
      if (section.offset() < start) {
        throw PdfProblem.malformed(
            section.offset(), "a cross-reference section inside an earlier revision");
      }
      revisions.add(revision);
      start = revision.end();
    }
    if (start != bytes.size()) {
      throw PdfProblem.malformed(start, "bytes after the last revision");
    }
    return revisions;
  }

  /** Of the first object behind the section that lists it; negative when there is none. */
  long oddAt() {
    return oddAt;
  }

  private void checkHeader() {
    var header = "%PDF-";
    for (var i = 0; i < header.length(); i++) {
      if (bytes.at(i) != header.charAt(i)) {
        throw PdfProblem.malformed(0, "the file does not begin with %PDF-");
      }
    }
  }

  /** The oldest two sections are one revision, read from the second, when the first lies behind. */
  private static boolean isLinearized(List<XrefSection> sections, int index) {
    return index == 0 && sections.size() > 1 && sections.get(1).offset() < sections.get(0).offset();
  }

  private Revision revision(int index, long start, XrefSection last, List<XrefSection> sections) {
    var lexer = atStartxref(index, Blank.skip(bytes, last.end(), bytes.size()));
    lexer.expect("startxref");
    skipWhite(lexer);
    var at = lexer.position();
    if (lexer.digits() != sections.get(0).offset()) {
      throw PdfProblem.malformed(at, "'startxref' does not name the section before it");
    }
    skipWhite(lexer);
    lexer.expect("%%EOF");
    var eof = lexer.position();
    if (lexer.peek() == '\r') {
      lexer.skip(1);
    }
    if (lexer.peek() == '\n') {
      lexer.skip(1);
    }
    return new Revision(index, start, eof, lexer.position(), sections);
  }

  /**
   * In an original, objects may stand between the section and {@code startxref}, where old programs
   * put them. They are then under its first signature like all others.
   */
  private Lexer atStartxref(int index, long from) {
    var at = from;
    var lexer = new ObjectReader(bytes, budget, at);
    while (index == 0 && !lexer.at("startxref")) {
      var here = at;
      oddAt = oddAt < 0 ? here : oddAt;
      var object =
          lexer.object(
              length -> {
                throw PdfProblem.malformed(
                    here, "an object after its section whose length is elsewhere");
              });
      at = Blank.skip(bytes, object.end(), bytes.size());
      lexer = new ObjectReader(bytes, budget, at);
    }
    return lexer;
  }

  private static void skipWhite(Lexer lexer) {
    while (Lexer.isWhite(lexer.peek())) {
      lexer.skip(1);
    }
  }
}
