package vn.congvan.validation.pdf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows the chain of cross-reference sections from the file's last bytes back. */
final class XrefReader {
  private static final int ROW = 20;
  private static final String EOF = "%%EOF";

  private final PdfBytes bytes;
  private final Budget budget;

  XrefReader(PdfBytes bytes, Budget budget) {
    this.bytes = bytes;
    this.budget = budget;
  }

  /** The sections, the oldest first. */
  List<XrefSection> chain() {
    var sections = new ArrayList<XrefSection>();
    var offset = lastStartxref();
    while (true) {
      if (sections.size() >= budget.limits().revisions()) {
        throw PdfProblem.limit(offset, "too many revisions");
      }
      for (var earlier : sections) {
        if (earlier.offset() == offset) {
          throw PdfProblem.malformed(offset, "cross-reference sections in a circle");
        }
      }
      var section = section(offset);
      sections.add(0, section);
      var previous = section.trailer().get("Prev");
      if (previous == null) {
        return sections;
      }
      if (!(previous instanceof PdfValue.Int i) || i.value() < 0 || i.value() >= bytes.size()) {
        throw PdfProblem.malformed(offset, "a wrong /Prev");
      }
      offset = i.value();
    }
  }

  /** What the last line but one says; nothing but one end of line may follow {@code %%EOF}. */
  private long lastStartxref() {
    var at = bytes.size();
    if (bytes.at(at - 1) == '\n') {
      at--;
    }
    if (bytes.at(at - 1) == '\r') {
      at--;
    }
    at -= EOF.length();
    for (var i = 0; i < EOF.length(); i++) {
      if (bytes.at(at + i) != EOF.charAt(i)) {
        throw PdfProblem.malformed(Math.max(at, 0), "the file does not end with %%EOF");
      }
    }
    at = backOverWhite(at);
    var end = at;
    while (Lexer.isDigit(bytes.at(at - 1)) && end - at <= 10) {
      at--;
    }
    var number = at;
    at = backOverWhite(at) - "startxref".length();
    var lexer = new Lexer(bytes, budget, at);
    if (number == end || !lexer.at("startxref")) {
      throw PdfProblem.malformed(Math.max(at, 0), "expected 'startxref'");
    }
    lexer.moveTo(number);
    return lexer.digits();
  }

  private long backOverWhite(long at) {
    while (Lexer.isWhite(bytes.at(at - 1))) {
      at--;
    }
    return at;
  }

  private XrefSection section(long offset) {
    var reader = new ObjectReader(bytes, budget, offset);
    var section = reader.at("xref") ? table(reader, offset) : stream(offset);
    if (section.trailer().get("Encrypt") != null) {
      throw PdfProblem.encrypted(offset);
    }
    return section;
  }

  private XrefSection table(ObjectReader reader, long offset) {
    var entries = new XrefEntries();
    reader.expect("xref");
    for (reader.skipWhite(); Lexer.isDigit(reader.peek()); reader.skipWhite()) {
      var first = reader.objectNumber();
      reader.skipWhite();
      var count = reader.objectNumber();
      endOfLine(reader);
      checkRange(first, count, reader.position());
      if (count > (bytes.size() - reader.position()) / ROW) {
        throw PdfProblem.malformed(reader.position(), "a cross-reference table too long");
      }
      for (var i = 0; i < count; i++) {
        row(reader, first + i, entries);
      }
    }
    reader.expect("trailer");
    budget.nextObject();
    if (!(reader.value() instanceof PdfValue.Dict trailer)) {
      throw PdfProblem.malformed(reader.position(), "expected the trailer's dictionary");
    }
    entries.complete(offset);
    return new XrefSection(
        offset, reader.position(), -1, trailer, entries, hidden(trailer, offset));
  }

  /** Blanks and the end of the line; a row may be all there is on the next one. */
  private static void endOfLine(Lexer reader) {
    while (reader.peek() == ' ') {
      reader.skip(1);
    }
    var at = reader.position();
    if (reader.peek() == '\r') {
      reader.skip(1);
    }
    if (reader.peek() == '\n') {
      reader.skip(1);
    }
    if (reader.position() == at) {
      throw PdfProblem.malformed(at, "expected the end of a line");
    }
  }

  /** Twenty bytes (§7.5.4): {@code nnnnnnnnnn ggggg n} and two of end of line. */
  private static void row(Lexer reader, int number, XrefEntries entries) {
    var at = reader.position();
    var where = reader.digits();
    var blank = reader.next();
    var generation = reader.objectNumber();
    var secondBlank = reader.next();
    var kind = reader.next();
    var first = reader.next();
    var second = reader.next();
    var endOfLine =
        first == ' ' && (second == '\r' || second == '\n') || first == '\r' && second == '\n';
    if (reader.position() != at + ROW
        || blank != ' '
        || secondBlank != ' '
        || kind != 'n' && kind != 'f'
        || generation > 0xffff
        || !endOfLine) {
      throw PdfProblem.malformed(at, "a wrong row in a cross-reference table");
    }
    entries.add(number, kind == 'n' ? XrefEntries.IN_USE : XrefEntries.FREE, where, generation);
  }

  private @Nullable XrefEntries hidden(PdfValue.Dict trailer, long offset) {
    var value = trailer.get("XRefStm");
    if (value == null) {
      return null;
    }
    if (!(value instanceof PdfValue.Int i)) {
      throw PdfProblem.malformed(offset, "a wrong /XRefStm");
    }
    return stream(i.value()).entries();
  }

  private XrefSection stream(long offset) {
    var reader = new ObjectReader(bytes, budget, offset);
    if (!Lexer.isDigit(reader.peek())) {
      throw PdfProblem.malformed(offset, "expected a cross-reference section");
    }
    var object =
        reader.object(
            ref -> {
              throw PdfProblem.malformed(offset, "a cross-reference stream of indirect length");
            });
    if (!(object.value() instanceof PdfValue.Stream stream) || !stream.dict().is("Type", "XRef")) {
      throw PdfProblem.malformed(offset, "expected a cross-reference stream");
    }
    return new XrefSection(
        offset, object.end(), object.number(), stream.dict(), entries(stream, offset), null);
  }

  private XrefEntries entries(PdfValue.Stream stream, long offset) {
    var dict = stream.dict();
    var data =
        new StreamDecoder(bytes, budget)
            .decode(stream, dict.get("Filter"), dict.get("DecodeParms"));
    var widths = numbers(dict.get("W"), offset);
    if (widths.size() != 3) {
      throw PdfProblem.malformed(offset, "a wrong /W");
    }
    var row = 0;
    for (var width : widths) {
      if (width > 8) {
        throw PdfProblem.malformed(offset, "a wrong /W");
      }
      row += width;
    }
    var index = dict.get("Index");
    var ranges =
        index == null ? List.of(0, number(dict.get("Size"), offset)) : numbers(index, offset);
    var entries = new XrefEntries();
    var at = 0;
    for (var i = 0; i + 1 < ranges.size(); i += 2) {
      int first = ranges.get(i);
      int count = ranges.get(i + 1);
      checkRange(first, count, offset);
      if (row == 0 || count > (data.length - at) / row) {
        throw PdfProblem.malformed(offset, "a cross-reference stream too short");
      }
      for (var k = 0; k < count; k++, at += row) {
        entry(data, at, widths, first + k, entries, offset);
      }
    }
    if (ranges.size() % 2 != 0 || at != data.length) {
      throw PdfProblem.malformed(offset, "a cross-reference stream of a wrong length");
    }
    entries.complete(offset);
    return entries;
  }

  private static void entry(
      byte[] data, int at, List<Integer> widths, int number, XrefEntries entries, long offset) {
    var kind = widths.get(0) == 0 ? 1 : field(data, at, widths.get(0), offset);
    at += widths.get(0);
    var where = field(data, at, widths.get(1), offset);
    at += widths.get(1);
    var detail = field(data, at, widths.get(2), offset);
    if (kind > 2 || detail > Integer.MAX_VALUE || kind != 2 && detail > 0xffff) {
      throw PdfProblem.malformed(offset, "a wrong entry for object " + number);
    }
    entries.add(number, (byte) kind, where, (int) detail);
  }

  private static long field(byte[] data, int at, int width, long offset) {
    var value = 0L;
    for (var i = 0; i < width; i++) {
      value = value << 8 | data[at + i] & 0xff;
    }
    if (value < 0) {
      throw PdfProblem.malformed(offset, "a number too large in a cross-reference stream");
    }
    return value;
  }

  private void checkRange(int first, int count, long offset) {
    if (count > Integer.MAX_VALUE - first) {
      throw PdfProblem.malformed(offset, "object numbers too large");
    }
    budget.objects(count, offset);
  }

  private static List<Integer> numbers(@Nullable PdfValue value, long offset) {
    if (!(value instanceof PdfValue.Array array)) {
      throw PdfProblem.malformed(offset, "expected an array of numbers");
    }
    return array.items().stream().map(item -> number(item, offset)).toList();
  }

  private static int number(@Nullable PdfValue value, long offset) {
    if (value instanceof PdfValue.Int i && i.value() >= 0 && i.value() <= Integer.MAX_VALUE) {
      return (int) i.value();
    }
    throw PdfProblem.malformed(offset, "expected a number");
  }
}
