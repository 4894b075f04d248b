package vn.congvan.packet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Reason;
import vn.congvan.document.SetAside;

/**
 * Writes edXML in UTF-8, one element a line. What a reader would refuse is not written: it is
 * SetAside with the field's name.
 */
final class EdxmlOutput {
  private static final int SIZE = 8 << 10;

  private final OutputStream out;
  private final byte[] buffer = new byte[SIZE];
  private int filled;

  EdxmlOutput(OutputStream out) {
    this.out = out;
  }

  /** Markup that is ours, in ASCII. */
  void markup(String ascii) throws IOException {
    for (var i = 0; i < ascii.length(); i++) {
      room(1);
      buffer[filled++] = (byte) ascii.charAt(i);
    }
  }

  void open(String element) throws IOException {
    markup("<edXML:" + element + ">\n");
  }

  void close(String element) throws IOException {
    markup("</edXML:" + element + ">\n");
  }

  /** Writes a field that has to be there. */
  void field(Field field, String value) throws IOException {
    var text = field.normal(value);
    if (text.isEmpty()) {
      throw new SetAside(
          new Reason(
              "PACKET.MISSING_FIELD",
              "Chưa gửi được: trường %s của gói tin còn trống. Bổ sung rồi gửi lại."
                  .formatted(field.element()),
              "cannot send: %s of the packet is empty; fill it in".formatted(field.element())));
    }
    write(field, text);
  }

  void optional(Field field, @Nullable String value) throws IOException {
    if (value != null && !value.isBlank()) {
      write(field, field.normal(value));
    }
  }

  void optional(Field field, @Nullable Integer value) throws IOException {
    if (value != null) {
      write(field, Integer.toString(value));
    }
  }

  /** A list in its wrapper; nothing when it is empty. */
  void list(String wrapper, Field field, List<String> values) throws IOException {
    if (!values.isEmpty()) {
      open(wrapper);
      for (var value : values) {
        field(field, value);
      }
      close(wrapper);
    }
  }

  private void write(Field field, String text) throws IOException {
    if (text.length() > field.maxLength()) {
      throw new SetAside(
          new Reason(
              "PACKET.FIELD_TOO_LONG",
              "Chưa gửi được: trường %s của gói tin dài quá %d ký tự. Rút ngắn rồi gửi lại."
                  .formatted(field.element(), field.maxLength()),
              "cannot send: %s of the packet is longer than %d characters; shorten it"
                  .formatted(field.element(), field.maxLength())));
    }
    markup(field.opening());
    text(field, text);
    markup(field.closing());
  }

  private void text(Field field, String text) throws IOException {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c < 0x80 && c >= ' ' && c != '&' && c != '<' && c != '>' && c != 0x7F) {
        room(1);
        buffer[filled++] = (byte) c;
      } else {
        i += special(field, text, i);
      }
    }
  }

  /** Writes one character that is not plain ASCII; gives how many chars more than one it took. */
  private int special(Field field, String text, int at) throws IOException {
    var c = text.codePointAt(at);
    switch (c) {
      case '&' -> markup("&amp;");
      case '<' -> markup("&lt;");
      case '>' -> markup("&gt;");
      case '\r' -> markup("&#13;");
      default -> {
        if ((Character.isISOControl(c) && c != '\n' && c != '\t')
            || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
            || (c & 0xFFFE) == 0xFFFE) {
          throw new SetAside(
              new Reason(
                  "PACKET.CONTROL_CHARACTER",
                  "Chưa gửi được: trường %s của gói tin có ký tự điều khiển. Gõ lại rồi gửi lại."
                      .formatted(field.element()),
                  "cannot send: %s of the packet has a control character; type it again"
                      .formatted(field.element())));
        }
        utf8(c);
      }
    }
    return Character.charCount(c) - 1;
  }

  /** RFC 3629 §3. */
  private void utf8(int c) throws IOException {
    room(4);
    if (c < 0x80) {
      buffer[filled++] = (byte) c;
      return;
    }
    if (c < 0x800) {
      buffer[filled++] = (byte) (0xC0 | (c >> 6));
    } else {
      if (c < 0x10000) {
        buffer[filled++] = (byte) (0xE0 | (c >> 12));
      } else {
        buffer[filled++] = (byte) (0xF0 | (c >> 18));
        buffer[filled++] = (byte) (0x80 | ((c >> 12) & 0x3F));
      }
      buffer[filled++] = (byte) (0x80 | ((c >> 6) & 0x3F));
    }
    buffer[filled++] = (byte) (0x80 | (c & 0x3F));
  }

  private void room(int n) throws IOException {
    if (filled + n > SIZE) {
      drain();
    }
  }

  private void drain() throws IOException {
    out.write(buffer, 0, filled);
    filled = 0;
  }

  /** Everything so far is below; what is written there next follows it. */
  OutputStream below() throws IOException {
    drain();
    return out;
  }

  void flush() throws IOException {
    drain();
    out.flush();
  }
}
