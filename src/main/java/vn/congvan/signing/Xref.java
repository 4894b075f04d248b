package vn.congvan.signing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the objects of somebody's file lie: its chain of cross-reference sections, newest first,
 * tables, streams and both (ISO 32000-2, 7.5.4, 7.5.8). A table is not read but looked up where an
 * entry must lie, so that a file of many objects costs no more than a small one.
 */
final class Xref {
  private static final int ENTRY = 20;
  private static final int PIECE = 64;
  private static final int TRAILER = 1 << 16;
  private static final int MAX_SECTIONS = 512;
  private static final int MAX_SUBSECTIONS = 1 << 16;
  private static final Pattern SUBSECTION =
      Pattern.compile("(\\d{1,10}) (\\d{1,10}) ?(?:\\r\\n|\\r|\\n)");
  private static final Pattern IN_USE = Pattern.compile("\\d{10} \\d{5} n(?: \\r| \\n|\\r\\n)");

  private final BaseFile file;
  private final List<Section> newestFirst = new ArrayList<>();
  private final RawDictionary trailer;
  private final boolean streams;

  /** Where an object lies: at an offset of the file, or as the how-manieth of an object stream. */
  record Entry(boolean compressed, long where, long index) {}

  /** Some entries. */
  private interface Section {
    /** Null when it says nothing of the object. */
    @org.jspecify.annotations.Nullable
    Entry find(long number) throws IOException, NotOurs;
  }

  private Xref(BaseFile file, long at) throws IOException, NotOurs {
    this.file = file;
    this.streams = !startsTable(at);
    this.trailer = section(at);
    var oldest = trailer;
    var lowest = at;
    while (oldest.has("Prev")) {
      var previous = oldest.number("Prev");
      // Linearised files are read from their end: each section lies before the one that names it,
      // but
      // for the first page's, which lies before the main one and names it.
      if (newestFirst.size() > MAX_SECTIONS || previous == lowest) {
        throw new NotOurs("the cross-reference sections run in a circle or are too many");
      }
      lowest = previous;
      oldest = section(previous);
    }
  }

  static Xref read(BaseFile file, long startXref) throws IOException, NotOurs {
    return new Xref(file, startXref);
  }

  /** Of the newest section. */
  RawDictionary trailer() {
    return trailer;
  }

  /** How many there are. */
  int sections() {
    return newestFirst.size();
  }

  /** Whether the newest section is a stream; what is appended must be of the same kind. */
  boolean isStream() {
    return streams;
  }

  /**
   * @throws NotOurs when no such object is in use
   */
  Entry find(long number) throws IOException, NotOurs {
    for (var section : newestFirst) {
      var entry = section.find(number);
      if (entry != null) {
        return entry;
      }
    }
    throw new NotOurs("there is no object " + number);
  }

  private boolean startsTable(long at) throws IOException, NotOurs {
    return file.text(at, 4).equals("xref");
  }

  private RawDictionary section(long at) throws IOException, NotOurs {
    if (!startsTable(at)) {
      var section = XrefStream.read(file, at);
      newestFirst.add(section::find);
      return section.dictionary();
    }
    var next = skipWhite(at + 4);
    var subsections = new ArrayList<Subsection>();
    while (!file.text(next, 7).equals("trailer")) {
      var text = file.text(next, PIECE);
      var heading = SUBSECTION.matcher(text);
      if (!heading.lookingAt() || subsections.size() > MAX_SUBSECTIONS) {
        throw new NotOurs("a cross-reference table is damaged");
      }
      var count = Long.parseLong(heading.group(2));
      subsections.add(
          new Subsection(Long.parseLong(heading.group(1)), count, next + heading.end()));
      next = skipWhite(next + heading.end() + ENTRY * count);
    }
    var dictionary = RawDictionary.parse(file.text(next + 7, TRAILER), 0);
    newestFirst.add(number -> inTable(subsections, number));
    if (dictionary.has("XRefStm")) {
      var hidden = XrefStream.read(file, dictionary.number("XRefStm"));
      newestFirst.add(hidden::find);
    }
    return dictionary;
  }

  /** Entries for consecutive objects. */
  private record Subsection(long first, long count, long entriesAt) {}

  private @org.jspecify.annotations.Nullable Entry inTable(
      List<Subsection> subsections, long number) throws IOException, NotOurs {
    for (var subsection : subsections) {
      var index = number - subsection.first;
      if (index >= 0 && index < subsection.count) {
        var entry = file.text(subsection.entriesAt + ENTRY * index, ENTRY);
        // A free entry in a hybrid file is one that only the stream beside it knows.
        return IN_USE.matcher(entry).matches()
            ? new Entry(false, Long.parseLong(entry.substring(0, 10)), 0)
            : null;
      }
    }
    return null;
  }

  private long skipWhite(long from) throws IOException, NotOurs {
    var text = file.text(from, PIECE);
    var at = 0;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    if (at == text.length()) {
      throw new NotOurs("a cross-reference table is damaged");
    }
    return from + at;
  }
}
