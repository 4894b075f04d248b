package vn.congvan.signing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import vn.congvan.document.ContentHash;

/**
 * What of a PDF has to be known to sign it: its cross-reference tables, catalog and form. Reads the
 * files that {@link PlainPdf} and {@link PdfSigner} write and no others, so that its cost does not
 * grow with the file: a table is not read but looked up where an entry must lie.
 */
final class PreparedPdf {
  private static final int TAIL = 40;
  private static final int PIECE = 1024;
  private static final int MAX_OBJECT = 1 << 19;
  private static final int ENTRY = 20;

  /** One more and the verifier would not judge the file. */
  private static final int MAX_REVISIONS = 63;

  private static final int MAX_SUBSECTIONS = 256;

  private final BaseFile file;
  private final long startXref;
  private final RawDictionary trailer;
  private final List<Subsection> newestFirst;

  /** Entries for consecutive objects. */
  private record Subsection(long first, long count, long entriesAt) {
    boolean holds(long number) {
      return number >= first && number - first < count;
    }
  }

  private PreparedPdf(
      BaseFile file, long startXref, RawDictionary trailer, List<Subsection> newestFirst) {
    this.file = file;
    this.startXref = startXref;
    this.trailer = trailer;
    this.newestFirst = newestFirst;
  }

  static PreparedPdf read(BaseFile file) throws IOException, NotOurs {
    var newestFirst = new ArrayList<Subsection>();
    var startXref = startXref(file);
    var trailer = section(file, startXref, newestFirst);
    var revision = trailer;
    var at = startXref;
    for (var revisions = 1; revision.has("Prev"); revisions++) {
      var previous = revision.number("Prev");
      if (previous >= at || revisions > MAX_REVISIONS) {
        throw new NotOurs("the cross-reference tables run in a circle or are too many");
      }
      at = previous;
      revision = section(file, at, newestFirst);
    }
    if (trailer.number("Size") > Integer.MAX_VALUE) {
      throw new NotOurs("too many objects");
    }
    return new PreparedPdf(file, startXref, trailer, newestFirst);
  }

  long startXref() {
    return startXref;
  }

  RawDictionary trailer() {
    return trailer;
  }

  /**
   * Of the next update. The file keeps its first identifier; the second tells the state that comes
   * from the others.
   *
   * @param base SHA-256 of the file so far
   */
  RawDictionary trailerAfter(ContentHash base) throws NotOurs {
    var id = trailer.require("ID");
    var end = id.indexOf('>');
    if (!id.startsWith("[<") || end < 0) {
      throw new NotOurs("the file has no identifier");
    }
    return trailer.with(
        "ID", "%s <%s>]".formatted(id.substring(0, end + 1), base.hex().substring(0, 32)));
  }

  /** The first number no object has. */
  int size() throws NotOurs {
    return (int) trailer.number("Size");
  }

  int root() throws NotOurs {
    return trailer.reference("Root");
  }

  /**
   * @throws NotOurs when there is no such dictionary
   */
  RawDictionary object(int number) throws IOException, NotOurs {
    var offset = offset(number);
    var heading = number + " 0 obj\n";
    for (var length = PIECE; ; length *= 4) {
      var text = file.text(offset, length);
      if (!text.startsWith(heading)) {
        throw new NotOurs("object %d is not where its table says".formatted(number));
      }
      try {
        return RawDictionary.parse(text, heading.length());
      } catch (NotOurs e) {
        if (length >= MAX_OBJECT || text.length() < length) {
          throw e;
        }
      }
    }
  }

  /** Where the object lies that counts. */
  private long offset(int number) throws IOException, NotOurs {
    for (var subsection : newestFirst) {
      if (subsection.holds(number)) {
        var entry = file.text(subsection.entriesAt + ENTRY * (number - subsection.first), ENTRY);
        if (entry.length() != ENTRY || !entry.endsWith(" 00000 n \n")) {
          throw new NotOurs("object %d is not in use".formatted(number));
        }
        return digits(entry.substring(0, 10));
      }
    }
    throw new NotOurs("there is no object " + number);
  }

  private static long startXref(BaseFile file) throws IOException, NotOurs {
    var tail = file.text(Math.max(0, file.size() - TAIL), TAIL);
    var keyword = tail.lastIndexOf("startxref\n");
    if (keyword < 0 || !tail.endsWith("\n%%EOF\n")) {
      throw new NotOurs("the file does not end as ours do");
    }
    return digits(tail.substring(keyword + 10, tail.length() - 7));
  }

  private static RawDictionary section(BaseFile file, long at, List<Subsection> into)
      throws IOException, NotOurs {
    if (!file.text(at, 5).equals("xref\n")) {
      throw new NotOurs("no cross-reference table where one should be");
    }
    var next = at + 5;
    for (var i = 0; i < MAX_SUBSECTIONS; i++) {
      var text = file.text(next, TAIL);
      if (text.startsWith("trailer\n")) {
        var trailer = RawDictionary.parse(file.text(next + 8, PIECE), 0);
        if (trailer.has("XRefStm") || trailer.has("Encrypt")) {
          throw new NotOurs("the file is hybrid or encrypted");
        }
        return trailer;
      }
      var space = text.indexOf(' ');
      var end = text.indexOf('\n');
      if (space < 0 || end < space) {
        throw new NotOurs("a cross-reference table is damaged");
      }
      var count = digits(text.substring(space + 1, end));
      var entries = new Subsection(digits(text.substring(0, space)), count, next + end + 1);
      into.add(entries);
      if (count > Integer.MAX_VALUE) {
        throw new NotOurs("a cross-reference table is damaged");
      }
      next = entries.entriesAt + ENTRY * count;
    }
    throw new NotOurs("a cross-reference table is in too many pieces");
  }

  private static long digits(String text) throws NotOurs {
    if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new NotOurs("a number was expected");
    }
    return Long.parseLong(text);
  }
}
