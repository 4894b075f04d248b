package vn.congvan.validation;

import static vn.congvan.validation.PdfDraft.bytes;
import static vn.congvan.validation.PdfDraft.concat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;

/** Writes PDFs with cross-reference streams, and objects packed into object streams. */
public final class PackedPdf {
  /** Where an object is: kind, offset or object stream, generation or index. */
  public record Entry(int kind, long where, int detail) {}

  private PackedPdf() {}

  /**
   * One revision.
   *
   * @param plain objects that stand by themselves
   * @param packed objects to go into the object stream {@code container}
   * @param section number of the cross-reference stream
   */
  public static byte[] revision(
      byte[] before,
      Map<Integer, String> plain,
      Map<Integer, String> packed,
      int container,
      int section,
      String trailer) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(before);
    var entries = new TreeMap<Integer, Entry>();
    plain.forEach(
        (number, body) -> {
          entries.put(number, new Entry(1, out.size(), 0));
          out.writeBytes(bytes("%d 0 obj\n%s\nendobj\n".formatted(number, body)));
        });
    if (!packed.isEmpty()) {
      entries.put(container, new Entry(1, out.size(), 0));
      var index = 0;
      for (var number : packed.keySet()) {
        entries.put(number, new Entry(2, container, index++));
      }
      out.writeBytes(objectStream(container, packed, ""));
    }
    entries.put(section, new Entry(1, out.size(), 0));
    out.writeBytes(section(out.size(), section, entries, trailer));
    return out.toByteArray();
  }

  public static byte[] objectStream(int number, Map<Integer, String> packed, String more) {
    var head = new StringBuilder();
    var body = new StringBuilder();
    packed.forEach(
        (n, value) -> {
          head.append("%d %d ".formatted(n, body.length()));
          body.append(value).append(' ');
        });
    return stream(
        number,
        "/Type /ObjStm /N %d /First %d %s".formatted(packed.size(), head.length(), more),
        bytes(head.toString() + body));
  }

  public static byte[] section(
      int offset, int number, Map<Integer, Entry> entries, String trailer) {
    var rows = new ByteArrayOutputStream();
    var index = new ArrayList<String>();
    var size = 0;
    for (var entry : entries.entrySet()) {
      size = Math.max(size, entry.getKey() + 1);
      index.add(entry.getKey() + " 1");
      var value = entry.getValue();
      rows.write(value.kind());
      for (var shift = 24; shift >= 0; shift -= 8) {
        rows.write((int) (value.where() >> shift));
      }
      rows.write(value.detail());
    }
    return concat(
        stream(
            number,
            "/Type /XRef /W [1 4 1] /Index [%s] /Size %d %s"
                .formatted(String.join(" ", index), size, trailer),
            predicted(rows.toByteArray(), 6)),
        bytes("startxref\n%d\n%%%%EOF\n".formatted(offset)));
  }

  /** Each row as its difference from the one above, as most writers do. */
  private static byte[] predicted(byte[] rows, int columns) {
    var out = new ByteArrayOutputStream();
    for (var at = 0; at < rows.length; at += columns) {
      out.write(2);
      for (var i = 0; i < columns; i++) {
        out.write(rows[at + i] - (at > 0 ? rows[at + i - columns] : 0));
      }
    }
    return out.toByteArray();
  }

  private static byte[] stream(int number, String dict, byte[] content) {
    var deflater = new Deflater();
    deflater.setInput(content);
    deflater.finish();
    var packed = new byte[content.length + 100];
    var length = deflater.deflate(packed);
    deflater.end();
    var predictor = dict.contains("/XRef") ? "/DecodeParms << /Predictor 12 /Columns 6 >>" : "";
    return concat(
        bytes(
            "%d 0 obj\n<< %s %s /Filter /FlateDecode /Length %d >>\nstream\n"
                .formatted(number, dict, predictor, length)),
        java.util.Arrays.copyOf(packed, length),
        bytes("\nendstream\nendobj\n"));
  }

  /** All of them that are no streams and no signatures. */
  public static Map<Integer, String> packable(Map<Integer, String> objects) {
    var packable = new TreeMap<>(objects);
    packable.values().removeIf(body -> body.contains("stream\n") || body.contains("/Contents <"));
    return packable;
  }

  public static Map<Integer, String> without(
      Map<Integer, String> objects, Map<Integer, String> those) {
    var rest = new TreeMap<>(objects);
    rest.keySet().removeAll(List.copyOf(those.keySet()));
    return rest;
  }
}
