package vn.congvan.validation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Writes PDFs object by object, one character a byte, so that each byte can be made wrong. */
public final class PdfDraft {
  public static final int ROOM = 3000;
  private static final String RANGE = "/ByteRange [0 0000000000 0000000000 0000000000]";

  private PdfDraft() {}

  public static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  public static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  public static byte[] concat(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  public static String stream(String dict, String content) {
    return "<< %s /Length %d >>\nstream\n%s\nendstream".formatted(dict, content.length(), content);
  }

  /** A whole file of one revision. */
  public static byte[] original(Map<Integer, String> objects, String trailer) {
    return revision(bytes("%PDF-1.7\n"), objects, trailer, true);
  }

  /** The file with an update at its end. */
  public static byte[] append(byte[] file, Map<Integer, String> objects) {
    return append(file, objects, "");
  }

  public static byte[] append(byte[] file, Map<Integer, String> objects, String trailer) {
    return append(file, 1, objects, trailer);
  }

  public static byte[] append(byte[] file, int root, Map<Integer, String> objects, String trailer) {
    return revision(
        file, objects, "/Root %d 0 R /Prev %d %s".formatted(root, startxref(file), trailer), false);
  }

  private static byte[] revision(
      byte[] before, Map<Integer, String> objects, String trailer, boolean first) {
    var out = new StringBuilder(text(before));
    var offsets = new TreeMap<Integer, Integer>();
    objects.forEach(
        (number, body) -> {
          offsets.put(number, out.length());
          out.append(number).append(" 0 obj\n").append(body).append("\nendobj\n");
        });
    var size = Math.max(first ? 1 : size(before), offsets.isEmpty() ? 1 : offsets.lastKey() + 1);
    var xref = out.length();
    out.append("xref\n");
    if (first) {
      out.append("0 1\n0000000000 65535 f \n");
    }
    offsets.forEach(
        (number, offset) -> out.append("%d 1\n%010d 00000 n \n".formatted(number, offset)));
    out.append(
        "trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n".formatted(size, trailer, xref));
    return bytes(out.toString());
  }

  public static int startxref(byte[] file) {
    return last(file, "startxref");
  }

  public static int size(byte[] file) {
    return last(file, "/Size");
  }

  private static int last(byte[] file, String word) {
    var text = text(file);
    var number = Pattern.compile("\\s*(\\d+)").matcher(text);
    if (!number.find(text.lastIndexOf(word) + word.length())) {
      throw new IllegalArgumentException("no number after " + word);
    }
    return Integer.parseInt(number.group(1));
  }

  /** A signature dictionary with room for the signature. */
  public static String signature(String more) {
    return signature("/ETSI.CAdES.detached", more);
  }

  public static String signature(String subFilter, String more) {
    return "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter %s /M (D:20261122093000+07'00') %s %s /Contents <%s> >>"
        .formatted(subFilter, more, RANGE, "0".repeat(2 * ROOM));
  }

  /** Fills the last signature dictionary in. */
  public static byte[] sign(byte[] file, Cms cms) {
    return sign(file, cms, digest -> cms.over(digest));
  }

  public static byte[] stamp(byte[] file, Cms cms) {
    return sign(file, cms, digest -> cms.stampOver(digest));
  }

  public static byte[] sign(byte[] file, Cms cms, UnaryOperator<byte[]> signer) {
    return sign(file, cms, signer, 0, 0, 0);
  }

  /** As a signer does who leaves out more than the signature, and signs honestly what is left. */
  public static byte[] signLess(byte[] file, Cms cms, int before, int after, int atTheEnd) {
    return sign(file, cms, cms::over, before, after, atTheEnd);
  }

  private static byte[] sign(
      byte[] file, Cms cms, UnaryOperator<byte[]> signer, int before, int after, int atTheEnd) {
    var contents = text(file).lastIndexOf("/Contents <0000") + "/Contents ".length();
    var gapStart = contents - before;
    var gapEnd = text(file).indexOf('>', contents) + 1 + after;
    var end = file.length - atTheEnd;
    var range = "/ByteRange [0 %010d %010d %010d]".formatted(gapStart, gapEnd, end - gapEnd);
    var signed = file.clone();
    put(signed, text(file).lastIndexOf(RANGE), bytes(range));
    var covered = concat(Arrays.copyOf(signed, gapStart), Arrays.copyOfRange(signed, gapEnd, end));
    put(signed, contents + 1, bytes(HexFormat.of().formatHex(signer.apply(cms.digest(covered)))));
    return signed;
  }

  public static void put(byte[] file, int at, byte[] bytes) {
    System.arraycopy(bytes, 0, file, at, bytes.length);
  }

  /** The same file with one text in place of another of the same length. */
  public static byte[] replaceSame(byte[] file, String old, String now) {
    if (old.length() != now.length() || !text(file).contains(old)) {
      throw new IllegalArgumentException(
          "'%s' is not there, or not as long as '%s'".formatted(old, now));
    }
    return bytes(text(file).replace(old, now));
  }
}
