package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;

/** One revision of a file, read by other means than the product's. */
final class Appended {
  private static final Pattern END =
      Pattern.compile("trailer\\n(.*)\\nstartxref\\n(\\d+)\\n%%EOF\\n", Pattern.DOTALL);
  private static final Pattern BYTE_RANGE =
      Pattern.compile("/ByteRange \\[(\\d+) (\\d+) (\\d+) (\\d+) *\\]");

  final byte[] file;
  final int start;

  /** Numbers of the objects it writes, and where. */
  final TreeMap<Integer, Integer> objects = new TreeMap<>();

  final String trailer;
  final long xref;

  /**
   * @param start of the revision; it ends with the file
   */
  Appended(byte[] file, int start) {
    this.file = file;
    this.start = start;
    var text = latin(file, start, file.length);
    var end = END.matcher(text);
    assertThat(end.find(text.lastIndexOf("trailer\n"))).as("a trailer at the end").isTrue();
    assertThat(end.end()).as("nothing after the end").isEqualTo(text.length());
    trailer = end.group(1);
    xref = Long.parseLong(end.group(2));
    var table = text.substring((int) xref - start, end.start());
    assertThat(table).startsWith("xref\n");
    var lines = table.substring(5);
    while (!lines.isEmpty()) {
      var heading = lines.substring(0, lines.indexOf('\n')).split(" ", -1);
      lines = lines.substring(lines.indexOf('\n') + 1);
      for (var i = 0; i < Integer.parseInt(heading[1]); i++) {
        var entry = lines.substring(20 * i, 20 * i + 20);
        if (entry.endsWith(" 00000 n \n")) {
          objects.put(Integer.parseInt(heading[0]) + i, Integer.parseInt(entry.substring(0, 10)));
        } else {
          assertThat(entry).isEqualTo("0000000000 65535 f \n");
        }
      }
      lines = lines.substring(20 * Integer.parseInt(heading[1]));
    }
  }

  /** Holds every object to lie exactly where the table says, one after the other, without gaps. */
  void assertTiled(int afterHeader) {
    var offsets = objects.values().stream().sorted().toList();
    assertThat(offsets.get(0)).isEqualTo(start + afterHeader);
    objects.forEach(
        (number, offset) ->
            assertThat(latin(file, offset, offset + 20)).startsWith(number + " 0 obj\n"));
    for (var i = 0; i < offsets.size(); i++) {
      var end = i + 1 < offsets.size() ? offsets.get(i + 1) : (int) xref;
      assertThat(latin(file, end - 8, end)).isEqualTo("\nendobj\n");
    }
  }

  /** The object's text, streams included. */
  String object(int number) {
    int offset = Objects.requireNonNull(objects.get(number));
    var next = objects.values().stream().filter(o -> o > offset).min(Integer::compare);
    return latin(file, offset, next.orElse((int) xref));
  }

  int find(String what) {
    return objects.keySet().stream()
        .filter(number -> object(number).contains(what))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no object contains " + what));
  }

  long[] byteRange() {
    var range = BYTE_RANGE.matcher(latin(file, start, file.length));
    assertThat(range.find()).isTrue();
    return new long[] {
      Long.parseLong(range.group(1)),
      Long.parseLong(range.group(2)),
      Long.parseLong(range.group(3)),
      Long.parseLong(range.group(4))
    };
  }

  byte[] covered() {
    var range = byteRange();
    var covered = Arrays.copyOf(file, (int) (range[1] + range[3]));
    System.arraycopy(file, (int) range[2], covered, (int) range[1], (int) range[3]);
    return covered;
  }

  /** What stands in {@code /Contents}, zeros at the end included. */
  byte[] contents() {
    var range = byteRange();
    var text = latin(file, (int) range[1], (int) range[2]);
    assertThat(text).matches("<[0-9a-f]+>");
    return java.util.HexFormat.of().parseHex(text.substring(1, text.length() - 1));
  }

  /** The length of the DER in {@code /Contents}. */
  int derLength() {
    return derLength(contents());
  }

  static int derLength(byte[] contents) {
    assertThat(contents[0]).isEqualTo((byte) 0x30);
    assertThat(contents[1]).as("a length of two octets").isEqualTo((byte) 0x82);
    return 4 + ((contents[2] & 0xFF) << 8 | contents[3] & 0xFF);
  }

  CMSSignedData signature() {
    try {
      return new CMSSignedData(
          new CMSProcessableByteArray(covered()), Arrays.copyOf(contents(), derLength()));
    } catch (CMSException e) {
      throw new AssertionError(e);
    }
  }

  static String latin(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
