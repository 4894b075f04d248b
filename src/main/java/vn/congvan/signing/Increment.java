package vn.congvan.signing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * What is appended to a file: objects, their cross-reference table, a trailer. Written in memory,
 * because it is small whatever the size of the file.
 */
final class Increment {
  /** A table has ten digits for an offset. */
  private static final long MAX_OFFSET = 9_999_999_999L;

  /** Bytes of an offset in a stream. */
  private static final int STREAM_OFFSET = 6;

  private static final byte[] HEX_DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final long base;
  private final TreeMap<Integer, Long> offsets = new TreeMap<>();
  private byte[] bytes;
  private int length;
  private int size;

  /**
   * @param base bytes of the file before it
   * @param size the first number no object has
   * @param expected bytes of the increment, about
   */
  Increment(long base, int size, int expected) {
    this.base = base;
    this.size = size;
    this.bytes = new byte[expected];
  }

  /** Whether a table can name this offset. */
  static boolean fits(long offset) {
    return offset <= MAX_OFFSET;
  }

  /** A number for a new object. */
  int next() {
    return size++;
  }

  /** Where the next byte goes, from the start of the increment. */
  int position() {
    return length;
  }

  void object(int number, RawDictionary value) {
    begin(number);
    append(value.toString());
    append("\nendobj\n");
  }

  /**
   * @param entries of the stream's dictionary but its length
   */
  void stream(int number, String entries, byte[] data) {
    begin(number);
    append("<<");
    append(entries);
    append("/Length ");
    append(Integer.toString(data.length));
    append(">>\nstream\n");
    append(data);
    append("\nendstream\nendobj\n");
  }

  /** Begins an object that the caller writes piece by piece and ends itself. */
  void begin(int number) {
    offsets.put(number, base + length);
    append(Integer.toString(number));
    append(" 0 obj\n");
  }

  void append(String text) {
    append(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A hexadecimal string of so many octets, all zero; what it will hold comes later. */
  void appendRoom(int octets) {
    append("<");
    ensure(2 * octets);
    Arrays.fill(bytes, length, length + 2 * octets, (byte) '0');
    length += 2 * octets;
    append(">");
  }

  /**
   * Ends the file.
   *
   * @param trailer without {@code /Size} and {@code /Prev}
   * @throws vn.congvan.document.SetAside when the file is too large for its table
   */
  void end(RawDictionary trailer, long previousXref) {
    var xref = base + length;
    if (!fits(xref)) {
      throw SignFailure.tooLarge();
    }
    append("xref\n");
    for (var number = offsets.firstKey(); number != null; ) {
      var end = number;
      while (offsets.containsKey(end)) {
        end++;
      }
      append(number + " " + (end - number) + "\n");
      for (var offset : offsets.subMap(number, end).values()) {
        appendPadded(offset);
        append(" 00000 n \n");
      }
      number = offsets.ceilingKey(end);
    }
    append("trailer\n");
    append(
        trailer
            .with("Size", Integer.toString(size))
            .with("Prev", Long.toString(previousXref))
            .toString());
    append("\nstartxref\n" + xref + "\n%%EOF\n");
  }

  /**
   * Ends the file with a cross-reference stream, as a file must that has one (ISO 32000-2,
   * 7.5.8.4).
   *
   * @param trailer without {@code /Size}, {@code /Prev} and what describes a stream
   */
  void endWithStream(RawDictionary trailer, long previousXref) {
    var xref = base + length;
    var number = next();
    offsets.put(number, xref);
    var index = new StringBuilder();
    var rows = new ByteArrayOutputStream();
    for (var first = offsets.firstKey(); first != null; ) {
      var end = first;
      while (offsets.containsKey(end)) {
        end++;
      }
      index.append(index.length() == 0 ? "" : " ").append(first).append(' ').append(end - first);
      for (var offset : offsets.subMap(first, end).values()) {
        rows.write(1);
        for (var shift = 8 * (STREAM_OFFSET - 1); shift >= 0; shift -= 8) {
          rows.write((int) (offset >> shift));
        }
        rows.write(0);
      }
      first = offsets.ceilingKey(end);
    }
    stream(
        number,
        "/Type /XRef/W [1 %d 1]/Index [%s]/Size %d/Prev %d%s"
            .formatted(STREAM_OFFSET, index, size, previousXref, trailer.entriesOnly()),
        rows.toByteArray());
    append("startxref\n" + xref + "\n%%EOF\n");
  }

  /** Overwrites text written before, which must be as long. */
  void patch(int at, byte[] text) {
    System.arraycopy(text, 0, bytes, at, text.length);
  }

  /** What has been written, up to {@link #position}. */
  byte[] buffer() {
    return bytes;
  }

  /** Overwrites hexadecimal digits written before. */
  void patchHex(int at, byte[] value) {
    var to = at;
    for (var octet : value) {
      bytes[to++] = HEX_DIGITS[octet >> 4 & 15];
      bytes[to++] = HEX_DIGITS[octet & 15];
    }
  }

  private void appendPadded(long offset) {
    var digits = Long.toString(offset);
    append("0000000000".substring(digits.length()));
    append(digits);
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  private void append(byte[] more) {
    ensure(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }
}
