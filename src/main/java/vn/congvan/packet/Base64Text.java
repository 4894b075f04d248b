package vn.congvan.packet;

import static javax.xml.stream.XMLStreamConstants.CDATA;
import static javax.xml.stream.XMLStreamConstants.CHARACTERS;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.SPACE;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * The bytes of an element that holds Base64 (RFC 4648 §4, with white space anywhere), decoded piece
 * by piece as the XML is read. Its end is the element's end.
 */
final class Base64Text extends InputStream {
  private static final int CHARS = 8 << 10;

  private final Edxml xml;
  private final String name;
  private final byte[] encoded = new byte[CHARS];
  private final byte[] decoded = new byte[CHARS / 4 * 3];
  private int position;
  private int available;
  private boolean padded;
  private boolean ended;

  private char[] chars = {};
  private int next;
  private int end;

  /**
   * @param xml at the element's beginning
   * @param name of the file, to speak of it
   */
  Base64Text(Edxml xml, String name) {
    this.xml = xml;
    this.name = name;
  }

  @Override
  public int read() throws IOException {
    return position == available && !decode() ? -1 : decoded[position++] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == available && !decode()) {
      return -1;
    }
    var n = Math.min(length, available - position);
    System.arraycopy(decoded, position, bytes, offset, n);
    position += n;
    return n;
  }

  private boolean decode() throws IOException {
    var n = gather();
    if (n == 0) {
      return false;
    }
    if (padded) {
      throw notBase64();
    }
    try {
      available =
          Base64.getDecoder().decode(n == CHARS ? encoded : Arrays.copyOf(encoded, n), decoded);
    } catch (IllegalArgumentException e) {
      throw notBase64();
    }
    padded = encoded[n - 1] == '=';
    position = 0;
    return true;
  }

  /** Fills {@code encoded} with what follows, white space left out; less only at the end. */
  private int gather() throws IOException {
    var n = 0;
    while (n < CHARS && (next < end || nextText())) {
      var from = next;
      while (from < end && n < CHARS) {
        var c = chars[from++];
        if (c > ' ') {
          if (c > 'z') {
            throw notBase64();
          }
          encoded[n++] = (byte) c;
        }
      }
      next = from;
    }
    return n;
  }

  private boolean nextText() throws IOException {
    while (!ended) {
      switch (xml.next()) {
        case CHARACTERS, CDATA, SPACE -> {
          chars = xml.textCharacters();
          next = xml.textStart();
          end = next + xml.textLength();
          return true;
        }
        case START_ELEMENT -> throw notBase64();
        case END_ELEMENT -> ended = true;
        default -> {}
      }
    }
    return false;
  }

  private Defect notBase64() {
    return Defect.badAttachment(name, "nội dung không phải Base64", "its content is not Base64");
  }
}
