package vn.congvan.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSBoolean;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfwriter.COSWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a PDF of one revision with one plain cross-reference table: what is reachable, in the
 * order it is reached, each object read from its source only when its turn comes and let go after.
 * The same input gives the same bytes.
 */
final class PlainWriter {
  private static final int MAX_OBJECTS = 8_388_607;
  private static final int MAX_DEPTH = 128;
  private static final int COPY = 1 << 16;

  private final Sink out;
  private final Sanitiser sanitiser;
  private final Set<COSObjectKey> readable;
  private final Map<COSBase, Integer> numbers = new IdentityHashMap<>();
  private final ArrayDeque<COSBase> referred = new ArrayDeque<>();
  private long[] offsets = new long[64];
  private int last;

  /**
   * @param readable the objects the source claims to have
   */
  PlainWriter(
      OutputStream out,
      MessageDigest digest,
      Sanitiser sanitiser,
      Set<COSObjectKey> readable,
      String version)
      throws IOException {
    this.out = new Sink(out, digest);
    this.sanitiser = sanitiser;
    this.readable = readable;
    this.out.ascii("%PDF-" + version + "\n");
    this.out.write(new byte[] {'%', (byte) 0xE2, (byte) 0xE3, (byte) 0xCF, (byte) 0xD3, '\n'});
  }

  /** A number for an object the caller writes itself. */
  int reserve() {
    if (++last > MAX_OBJECTS) {
      throw PrepareFailure.tooManyObjects();
    }
    if (last >= offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * offsets.length);
    }
    return last;
  }

  /** What refers to this object of the source will refer to that object of ours. */
  void stand(COSBase source, int number) {
    numbers.put(source, number);
  }

  /** The number under which an object of the source is, or will be, written. */
  int numberOf(COSBase source) {
    var known = numbers.get(source);
    if (known != null) {
      return known;
    }
    var fresh = reserve();
    numbers.put(source, fresh);
    referred.add(source);
    return fresh;
  }

  void object(int number, String body) throws IOException {
    begin(number);
    out.ascii(body);
    out.ascii("\nendobj\n");
  }

  /**
   * @param entries of the stream's dictionary but its length
   */
  void stream(int number, String entries, byte[] data) throws IOException {
    begin(number);
    out.ascii("<<" + entries + "/Length " + data.length + ">>\nstream\n");
    out.write(data);
    out.ascii("\nendstream\nendobj\n");
  }

  /** The dictionary as the file will spell it; what it refers to is written later. */
  String spelled(COSDictionary dictionary) throws IOException {
    var text = new ByteArrayOutputStream();
    write(dictionary, text, 0);
    return text.toString(StandardCharsets.ISO_8859_1);
  }

  /** Writes everything that has been referred to, and what that refers to. */
  void writeReferred() throws IOException {
    for (var next = referred.poll(); next != null; next = referred.poll()) {
      writeObject(numberOf(next), next);
    }
  }

  void end(int root, int info) throws IOException {
    var xref = out.count;
    out.ascii("xref\n0 " + (last + 1) + "\n0000000000 65535 f \n");
    for (var number = 1; number <= last; number++) {
      out.ascii("%010d 00000 n \n".formatted(offsets[number]));
    }
    var id = HexFormat.of().withUpperCase().formatHex(out.digest(), 0, 16);
    out.ascii(
        "trailer\n<</Size %d/Root %d 0 R%s/ID [<%s> <%s>]>>\nstartxref\n%d\n%%%%EOF\n"
            .formatted(last + 1, root, info == 0 ? "" : "/Info " + info + " 0 R", id, id, xref));
    out.flush();
  }

  private void begin(int number) throws IOException {
    if (out.count > 9_999_999_999L) {
      throw SignFailure.tooLarge();
    }
    offsets[number] = out.count;
    out.ascii(number + " 0 obj\n");
  }

  private void writeObject(int number, COSBase source) throws IOException {
    var value = source instanceof COSObject reference ? read(reference) : source;
    if (value instanceof COSDictionary dictionary) {
      value = sanitiser.clean(dictionary).orElse(null);
    }
    begin(number);
    if (value instanceof COSStream stream) {
      writeStream(stream);
    } else {
      var text = new ByteArrayOutputStream();
      if (value instanceof COSDictionary dictionary) {
        writeEntries(dictionary, text, 0);
      } else {
        write(value, text, 0);
      }
      out.write(text.toByteArray());
    }
    out.ascii("\nendobj\n");
    if (source instanceof COSObject reference && !isOfThePageTree(value)) {
      reference.setToNull();
    }
  }

  /**
   * PDFBox gives null for an object that is not there, which PDF allows, and for one it cannot
   * read, which would leave a hole in what the leader is shown.
   */
  private @Nullable COSBase read(COSObject reference) throws IOException {
    var value = reference.getObject();
    if (value == null && reference.getKey() != null && readable.contains(reference.getKey())) {
      throw new IOException("object %d cannot be read".formatted(reference.getObjectNumber()));
    }
    return value;
  }

  /** Pages ask their parents for what they inherit until the last of them is written. */
  private static boolean isOfThePageTree(@Nullable COSBase value) {
    return value instanceof COSDictionary dictionary
        && COSName.PAGES.equals(dictionary.getCOSName(COSName.TYPE));
  }

  private void writeStream(COSStream stream) throws IOException {
    var length = stream.hasData() ? stream.getLength() : 0;
    var text = new ByteArrayOutputStream();
    text.writeBytes(ascii("<<"));
    for (var entry : stream.entrySet()) {
      if (!entry.getKey().equals(COSName.LENGTH)) {
        writeEntry(entry, text, 0);
      }
    }
    text.writeBytes(ascii("/Length " + length + ">>\nstream\n"));
    out.write(text.toByteArray());
    if (length > 0) {
      try (var data = stream.createRawInputStream()) {
        copy(data, length);
      }
    }
    stream.close();
    out.ascii("\nendstream");
  }

  private void copy(InputStream data, long length) throws IOException {
    var piece = new byte[(int) Math.min(COPY, length)];
    var left = length;
    while (left > 0) {
      var read = data.read(piece, 0, (int) Math.min(piece.length, left));
      if (read < 0) {
        throw new IOException("a stream is shorter than its length says");
      }
      out.write(piece, 0, read);
      left -= read;
    }
  }

  private void write(@Nullable COSBase value, ByteArrayOutputStream text, int depth)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("it nests too deeply");
    }
    if (value == null) {
      text.writeBytes(ascii("null"));
    } else if (value instanceof COSObject
        || value instanceof COSStream
        || numbers.containsKey(value)) {
      text.writeBytes(ascii(numberOf(value) + " 0 R"));
    } else if (value instanceof COSDictionary dictionary) {
      var cleaned = sanitiser.clean(dictionary);
      if (cleaned.isPresent()) {
        writeEntries(cleaned.get(), text, depth);
      } else {
        text.writeBytes(ascii("null"));
      }
    } else if (value instanceof COSArray array) {
      text.write('[');
      for (var i = 0; i < array.size(); i++) {
        if (i > 0) {
          text.write(' ');
        }
        write(array.get(i), text, depth + 1);
      }
      text.write(']');
    } else if (value instanceof COSName name) {
      name.writePDF(text);
    } else if (value instanceof COSString string) {
      COSWriter.writeString(string, text);
    } else if (value instanceof COSInteger integer) {
      integer.writePDF(text);
    } else if (value instanceof COSFloat real) {
      real.writePDF(text);
    } else if (value instanceof COSBoolean bool) {
      bool.writePDF(text);
    } else {
      text.writeBytes(ascii("null"));
    }
  }

  private void writeEntries(COSDictionary dictionary, ByteArrayOutputStream text, int depth)
      throws IOException {
    text.writeBytes(ascii("<<"));
    for (var entry : dictionary.entrySet()) {
      writeEntry(entry, text, depth);
    }
    text.writeBytes(ascii(">>"));
  }

  private void writeEntry(Map.Entry<COSName, COSBase> entry, ByteArrayOutputStream text, int depth)
      throws IOException {
    entry.getKey().writePDF(text);
    text.write(' ');
    write(entry.getValue(), text, depth + 1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Counts and hashes what goes out. */
  private static final class Sink {
    private final OutputStream out;
    private final MessageDigest digest;
    private final byte[] buffer = new byte[COPY];
    private int held;
    private long count;

    Sink(OutputStream out, MessageDigest digest) {
      this.out = out;
      this.digest = digest;
    }

    void ascii(String text) throws IOException {
      write(PlainWriter.ascii(text));
    }

    void write(byte[] bytes) throws IOException {
      write(bytes, 0, bytes.length);
    }

    void write(byte[] bytes, int from, int length) throws IOException {
      if (held + length > buffer.length) {
        flush();
      }
      if (length > buffer.length) {
        send(bytes, from, length);
      } else {
        System.arraycopy(bytes, from, buffer, held, length);
        held += length;
      }
      count += length;
    }

    void flush() throws IOException {
      send(buffer, 0, held);
      held = 0;
    }

    private void send(byte[] bytes, int from, int length) throws OutputFailed {
      digest.update(bytes, from, length);
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        throw new OutputFailed(e);
      }
    }

    /** Of everything so far. */
    byte[] digest() throws IOException {
      flush();
      return digest.digest();
    }
  }
}
