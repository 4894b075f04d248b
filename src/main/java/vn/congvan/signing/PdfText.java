package vn.congvan.signing;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import vn.congvan.document.VietnamTime;

/** Values as a PDF spells them. */
final class PdfText {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("'D:'yyyyMMddHHmmss'+07''00'''", Locale.ROOT)
          .withZone(VietnamTime.ZONE);
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xFE, (byte) 0xFF};

  private PdfText() {}

  /** A text string (ISO 32000-2, 7.9.2.2): plain where it can be, else UTF-16, composed. */
  static String string(String text) {
    var composed = composed(text);
    if (composed.chars().allMatch(c -> c >= ' ' && c < 127)) {
      return "(" + composed.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")";
    }
    return "<" + HEX.formatHex(BYTE_ORDER_MARK) + utf16(composed) + ">";
  }

  /** Vietnamese letters as single characters: fonts and readers have no use for the others. */
  static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** In hexadecimal digits. */
  static String utf16(String text) {
    return HEX.formatHex(text.getBytes(StandardCharsets.UTF_16BE));
  }

  /** A date (ISO 32000-2, 7.9.4) as clocks in Viet Nam show it. */
  static String date(Instant time) {
    return "(" + DATE.format(time) + ")";
  }

  /** A number with at most three decimals, never in the exponent form that PDF lacks. */
  static String number(double value) {
    var thousandths = Math.round(value * 1000);
    if (thousandths % 1000 == 0) {
      return Long.toString(thousandths / 1000);
    }
    var sign = thousandths < 0 ? "-" : "";
    var digits = Long.toString(Math.abs(thousandths) % 1000 + 1000).substring(1);
    var end = 3;
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return sign + Math.abs(thousandths) / 1000 + "." + digits.substring(0, end);
  }

  static String numbers(double... values) {
    var text = new StringBuilder();
    for (var value : values) {
      if (!text.isEmpty()) {
        text.append(' ');
      }
      text.append(number(value));
    }
    return text.toString();
  }
}
