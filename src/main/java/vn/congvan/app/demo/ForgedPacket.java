package vn.congvan.app.demo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import vn.congvan.document.ContentHash;

/**
 * A packet with one digit of the number on its PDF changed, packed again as its sender packs, so
 * that nothing but the signatures can tell.
 *
 * @param bytes the packet as it is now
 * @param pdf the PDF in it as it is now
 * @param number what the PDF claims to be numbered now
 */
record ForgedPacket(byte[] bytes, byte[] pdf, String number) {
  /** The beginning of every ZIP in base64; a packet's files are ZIPs of one entry each. */
  private static final byte[] ZIP_START = "UEsDB".getBytes(StandardCharsets.US_ASCII);

  /**
   * Changes the first file of a packet, which is the document itself.
   *
   * @param number the document's number and symbol
   */
  static ForgedPacket of(byte[] packet, String number) {
    var start = find(packet, ZIP_START, 0);
    if (start < 0) {
      throw new DemoFailed("the packet holds no file");
    }
    var end = start;
    while (end < packet.length && packet[end] != '<') {
      end++;
    }
    var forgedNumber = (number.charAt(0) == '9' ? '1' : '9') + number.substring(1);
    try {
      var zip = Base64.getMimeDecoder().decode(Arrays.copyOfRange(packet, start, end));
      var in = new ZipInputStream(new ByteArrayInputStream(zip));
      var entry = in.getNextEntry();
      if (entry == null) {
        throw new DemoFailed("the file in the packet is empty");
      }
      var pdf = in.readAllBytes();
      overwrite(pdf, asInForms(number), asInForms(forgedNumber));
      var forged = new ByteArrayOutputStream();
      forged.write(packet, 0, start);
      forged.writeBytes(Base64.getEncoder().encode(zipped(entry.getName(), pdf)));
      forged.write(packet, end, packet.length - end);
      return new ForgedPacket(forged.toByteArray(), pdf, forgedNumber);
    } catch (IOException e) {
      throw new UncheckedIOException("a packet in memory", e);
    }
  }

  /** What names the packet at its receiver. */
  ContentHash hash() {
    try {
      return ContentHash.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] zipped(String name, byte[] pdf) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(pdf);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  /** As the value of a form's field stands in a PDF: UTF-16, two hexadecimal digits a byte. */
  private static byte[] asInForms(String text) {
    return HexFormat.of()
        .withUpperCase()
        .formatHex(text.getBytes(StandardCharsets.UTF_16BE))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void overwrite(byte[] pdf, byte[] was, byte[] is) {
    var at = find(pdf, was, 0);
    if (at < 0) {
      throw new DemoFailed("the PDF in the packet does not hold its number");
    }
    System.arraycopy(is, 0, pdf, at, is.length);
  }

  private static int find(byte[] in, byte[] what, int from) {
    for (var i = from; i + what.length <= in.length; i++) {
      if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    return -1;
  }
}
