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
    var lexer = new Lexer(bytes, budget, Blank.skip(bytes, last.end(), bytes.size()));
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

  private static void skipWhite(Lexer lexer) {
    while (Lexer.isWhite(lexer.peek())) {
      lexer.skip(1);
    }
  }
}
