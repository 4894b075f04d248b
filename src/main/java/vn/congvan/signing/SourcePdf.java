package vn.congvan.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What of somebody's PDF has to be known to append a signature: catalog, form and the page it goes
 * on. Whatever its cross-reference sections are like; nothing else of it is read, so that its cost
 * does not grow with the file. What is not understood exactly is not signed: a mended file is
 * somebody else's.
 */
final class SourcePdf {
  private static final int TAIL = 1024;

  private static final int PIECE = 512;
  private static final int MAX_OBJECT = 1 << 23;
  private static final int MAX_OBJECT_STREAM = 1 << 26;
  private static final int MAX_DEPTH = 64;
  private static final Pattern START = Pattern.compile("startxref\\s+(\\d{1,12})\\s+%%EOF\\s*\\z");

  private final BaseFile file;
  private final long startXref;
  private final Xref xref;
  private final Map<Long, byte[]> objectStreams = new HashMap<>();

  /** Of the few objects a signature concerns; each is looked at more than once. */
  private final Map<Integer, String> values = new HashMap<>();

  private final Map<Integer, RawDictionary> dictionaries = new HashMap<>();

  private SourcePdf(BaseFile file, long startXref, Xref xref) {
    this.file = file;
    this.startXref = startXref;
    this.xref = xref;
  }

  /**
   * @throws NotOurs when it cannot be signed by appending
   */
  static SourcePdf read(BaseFile file) throws IOException, NotOurs {
    var tail = file.text(Math.max(0, file.size() - TAIL), TAIL);
    var start = START.matcher(tail);
    var keyword = tail.lastIndexOf("startxref");
    if (keyword < 0 || !start.region(keyword, tail.length()).lookingAt()) {
      throw new NotOurs("the file does not end as a PDF ends");
    }
    var at = Long.parseLong(start.group(1));
    var xref = Xref.read(file, at);
    if (xref.trailer().has("Encrypt")) {
      throw new NotOurs("the file is encrypted");
    }
    if (xref.trailer().number("Size") > Integer.MAX_VALUE / 2) {
      throw new NotOurs("too many objects");
    }
    return new SourcePdf(file, at, xref);
  }

  long startXref() {
    return startXref;
  }

  /** Of the newest section. */
  RawDictionary trailer() {
    return xref.trailer();
  }

  boolean hasXrefStream() {
    return xref.isStream();
  }

  /** Whether a cross-reference section of its kind can name all offsets of so large a file. */
  boolean canGrowTo(long size) {
    return hasXrefStream() || Increment.fits(size);
  }

  /** The first number no object has. */
  int size() throws NotOurs {
    return (int) trailer().number("Size");
  }

  int root() throws NotOurs {
    return trailer().reference("Root");
  }

  /** Whether bytes appended must begin on a new line. */
  boolean endsInALine() throws IOException, NotOurs {
    var last = file.text(file.size() - 1, 1);
    return last.equals("\n") || last.equals("\r");
  }

  RawDictionary object(int number) throws IOException, NotOurs {
    var known = dictionaries.get(number);
    if (known == null) {
      known = RawDictionary.parse(value(number), 0);
      dictionaries.put(number, known);
    }
    return known;
  }

  /** The object's value as it stands in the file; of a stream, its dictionary. */
  String value(int number) throws IOException, NotOurs {
    var known = values.get(number);
    if (known != null) {
      return known;
    }
    var entry = xref.find(number);
    var value =
        entry.compressed()
            ? compressed(entry.where(), entry.index(), number)
            : plain(entry.where(), number);
    values.put(number, value);
    return value;
  }

  /**
   * @param index from 0; negative from the end, -1 for the last
   * @return the number of the page's object
   */
  int page(int index) throws IOException, NotOurs {
    var node = object(root()).reference("Pages");
    var pages = object(node).number("Count");
    var wanted = index < 0 ? pages + index : index;
    if (wanted < 0 || wanted >= pages) {
      throw SignFailure.noPage(pages);
    }
    for (var depth = 0; depth < MAX_DEPTH; depth++) {
      var dictionary = object(node);
      if (!dictionary.has("Kids")) {
        return node;
      }
      var next = 0;
      for (var kid : dictionary.references("Kids")) {
        var count = wanted == 0 ? 1 : leaves(kid);
        if (wanted < count) {
          next = kid;
          break;
        }
        wanted -= count;
      }
      if (next == 0) {
        throw new NotOurs("the page tree is damaged");
      }
      node = next;
    }
    throw new NotOurs("the page tree is damaged");
  }

  /**
   * What a page says under this key, or else a node above it (ISO 32000-2, 7.7.3.4); a value, not a
   * reference.
   */
  Optional<String> inherited(int page, String key) throws IOException, NotOurs {
    var node = page;
    for (var depth = 0; depth < MAX_DEPTH; depth++) {
      var dictionary = object(node);
      var value = dictionary.get(key);
      if (value.isPresent()) {
        return Optional.of(
            value.get().endsWith("R") ? value(dictionary.reference(key)) : value.get());
      }
      if (!dictionary.has("Parent")) {
        return Optional.empty();
      }
      node = dictionary.reference("Parent");
    }
    throw new NotOurs("the page tree is damaged");
  }

  /** Where the object lies, or the object stream that holds it. */
  long offset(int number) throws IOException, NotOurs {
    var entry = xref.find(number);
    return entry.compressed() ? xref.find(entry.where()).where() : entry.where();
  }

  /**
   * What a stream holds, unpacked.
   *
   * @throws NotOurs when there is no such stream, or it is packed in a way that is not known here
   */
  byte[] stream(int number) throws IOException, NotOurs {
    object(number);
    var stream = RawStream.read(file, offset(number));
    return stream.data(file, length(stream.dictionary()), MAX_OBJECT_STREAM);
  }

  /** Cross-reference sections, so that as many revisions at most. */
  int sections() {
    return xref.sections();
  }

  static boolean isReference(String value) {
    return value.endsWith("R");
  }

  /** The dictionary that a value is, or refers to. */
  RawDictionary dictionary(String value) throws IOException, NotOurs {
    return isReference(value)
        ? object(RawDictionary.parse("<</V " + value + ">>", 0).reference("V"))
        : RawDictionary.parse(value, 0);
  }

  /**
   * The numbers in an array of references, which stands in its owner, or is referred to, or not.
   */
  int[] references(RawDictionary owner, String key) throws IOException, NotOurs {
    var value = owner.get(key);
    if (value.isEmpty()) {
      return new int[0];
    }
    var array = isReference(value.get()) ? value(owner.reference(key)) : value.get();
    return RawDictionary.parse("<</A " + array + ">>", 0).references("A");
  }

  private long leaves(int node) throws IOException, NotOurs {
    var dictionary = object(node);
    return dictionary.has("Kids") ? dictionary.number("Count") : 1;
  }

  private String plain(long offset, int number) throws IOException, NotOurs {
    for (var length = PIECE; ; length *= 4) {
      var text = file.text(offset, length);
      try {
        var start = RawDictionary.afterHeading(text, number);
        var end = RawDictionary.endOfValue(text, start);
        if (end < text.length()) {
          return text.substring(start, end);
        }
        throw new NotOurs("an object is cut off");
      } catch (NotOurs e) {
        if (length >= MAX_OBJECT || text.length() < length) {
          throw e;
        }
      }
    }
  }

  private String compressed(long container, long index, int number) throws IOException, NotOurs {
    var holder = xref.find(container);
    if (holder.compressed()) {
      throw new NotOurs("an object stream in an object stream");
    }
    var stream = RawStream.read(file, holder.where());
    var dictionary = stream.dictionary();
    if (!dictionary.is("Type", "ObjStm")) {
      throw new NotOurs("object %d is not where its section says".formatted(number));
    }
    var data = objectStreams.get(container);
    if (data == null) {
      data = stream.data(file, length(dictionary), MAX_OBJECT_STREAM);
      objectStreams.put(container, data);
    }
    var first = dictionary.number("First");
    if (first > data.length) {
      throw new NotOurs("an object stream is damaged");
    }
    var heading =
        new String(data, 0, (int) first, StandardCharsets.ISO_8859_1).trim().split("\\s+", -1);
    var at = 2 * (int) Math.min(index, Integer.MAX_VALUE / 4);
    if (at + 1 >= heading.length || !heading[at].equals(Integer.toString(number))) {
      throw new NotOurs("object %d is not where its section says".formatted(number));
    }
    var from = first + RawDictionary.wholeNumber(heading[at + 1]);
    if (from >= data.length) {
      throw new NotOurs("an object stream is damaged");
    }
    var text =
        new String(data, (int) from, data.length - (int) from, StandardCharsets.ISO_8859_1) + "\n";
    var start = RawDictionary.skipSpace(text, 0);
    return text.substring(start, RawDictionary.endOfValue(text, start));
  }

  private long length(RawDictionary dictionary) throws IOException, NotOurs {
    var length = dictionary.require("Length");
    return length.endsWith("R")
        ? RawDictionary.wholeNumber(value(dictionary.reference("Length")))
        : dictionary.number("Length");
  }
}
