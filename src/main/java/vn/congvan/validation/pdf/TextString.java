package vn.congvan.validation.pdf;

import java.nio.charset.StandardCharsets;

/** Text strings (ISO 32000-2 §7.9.2.2): UTF-16BE, UTF-8, or PDFDocEncoding. */
public final class TextString {
  private static final String FROM_18 = "˘ˇˆ˙˝˛˚˜";
  private static final String FROM_80 = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\ufffd€";

  private TextString() {}

  public static String decode(byte[] bytes) {
    if (startsWith(bytes, 0xfe, 0xff)) {
      return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
    }
    if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
      return new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
    }
    var text = new StringBuilder(bytes.length);
    for (var b : bytes) {
      var c = b & 0xff;
      if (c >= 0x18 && c < 0x20) {
        text.append(FROM_18.charAt(c - 0x18));
      } else if (c >= 0x80 && c <= 0xa0) {
        text.append(FROM_80.charAt(c - 0x80));
      } else {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    for (var i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
