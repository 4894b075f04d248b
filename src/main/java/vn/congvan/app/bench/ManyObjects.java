package vn.congvan.app.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A PDF of one page and of any number of objects that nothing refers to. */
final class ManyObjects {
  private ManyObjects() {}

  /**
   * @param objects in all
   */
  static void write(Path to, int objects) throws IOException {
    var offsets = new long[objects + 1];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 16)) {
      var at = put(out, "%PDF-1.7\n");
      for (var number = 1; number <= objects; number++) {
        offsets[number] = at;
        at += put(out, number + " 0 obj\n" + value(number) + "\nendobj\n");
      }
      var xref = at;
      put(out, "xref\n0 " + (objects + 1) + "\n0000000000 65535 f \n");
      for (var number = 1; number <= objects; number++) {
        put(out, String.format(Locale.ROOT, "%010d 00000 n \n", offsets[number]));
      }
      put(
          out,
          "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
              .formatted(objects + 1, xref));
    }
  }

  private static String value(int number) {
    return switch (number) {
      case 1 -> "<</Type /Catalog/Pages 2 0 R>>";
      case 2 -> "<</Type /Pages/Kids [3 0 R]/Count 1>>";
      case 3 -> "<</Type /Page/Parent 2 0 R/MediaBox [0 0 595 842]>>";
      default -> "<</A (some text in object %d)/B [1 2 3 4 5 6 7 8]>>".formatted(number);
    };
  }

  private static long put(OutputStream out, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    out.write(bytes);
    return bytes.length;
  }
}
