package vn.congvan.validation.pdf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Words that only signed files hold, looked for in the bytes themselves. */
public final class Traces {
  private static final List<byte[]> WORDS =
      List.of(
              "/ByteRange",
              "/DocTimeStamp",
              "/adbe.pkcs7",
              "/adbe.x509",
              "/ETSI.CAdES",
              "/ETSI.RFC")
          .stream()
          .map(word -> word.getBytes(StandardCharsets.US_ASCII))
          .toList();
  private static final int LONGEST = 16;

  private Traces() {}

  /** Where the first such word stands; -1 when there is none. */
  public static long find(PdfBytes bytes) throws IOException {
    var search = new Search();
    bytes.forEach(search);
    return search.at;
  }

  private static final class Search implements PdfBytes.Sink {
    private final byte[] seam = new byte[LONGEST * 2];
    private int held;
    private long at = -1;

    @Override
    public void take(byte[] buffer, int offset, int length, long position) {
      var head = Math.min(length, LONGEST);
      System.arraycopy(buffer, offset, seam, held, head);
      look(seam, 0, held + head, position - held);
      look(buffer, offset, length, position);
      var tail = Math.min(length, LONGEST);
      System.arraycopy(buffer, offset + length - tail, seam, 0, tail);
      held = tail;
    }

    private void look(byte[] buffer, int offset, int length, long position) {
      for (var i = 0; at < 0 && i < length; i++) {
        if (buffer[offset + i] == '/') {
          for (var word : WORDS) {
            if (word.length <= length - i && matches(buffer, offset + i, word)) {
              at = position + i;
            }
          }
        }
      }
    }

    private static boolean matches(byte[] buffer, int from, byte[] word) {
      for (var i = 0; i < word.length; i++) {
        if (buffer[from + i] != word[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
