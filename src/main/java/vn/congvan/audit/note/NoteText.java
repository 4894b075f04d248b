package vn.congvan.audit.note;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** The small spellings that all formats of this package share; each value has one spelling only. */
final class NoteText {
  /** Far more than a checkpoint with a post-quantum signature of each of many witnesses. */
  static final int MAX_BYTES = 256 * 1024;

  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,18}");

  private NoteText() {}

  /** Strict UTF-8 without control characters other than the end of a line. */
  static String decode(byte[] bytes) throws NoteRefused {
    if (bytes.length > MAX_BYTES) {
      throw new NoteRefused("longer than " + MAX_BYTES + " bytes");
    }
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
        throw new NoteRefused("holds a control character");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new NoteRefused("is not UTF-8");
    }
  }

  static byte[] base64(String text) throws NoteRefused {
    try {
      var bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for base64 that is merely not canonical.
    }
    throw new NoteRefused("holds base64 that is not canonical");
  }

  static long decimal(String text) throws NoteRefused {
    if (DECIMAL.matcher(text).matches()) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        // 19 digits can exceed 2^63; said below.
      }
    }
    throw new NoteRefused("holds a number that is not one of 0 to 2^63-1 in plain decimal");
  }

  /** A key's name: not empty, no space of any script, no plus sign. */
  static void requireName(String name) throws NoteRefused {
    if (name.isEmpty()
        || name.codePoints()
            .anyMatch(
                c ->
                    c == '+'
                        || Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || c == 0x85)) {
      throw new NoteRefused("holds a key name that is empty or has a space or a plus sign");
    }
  }
}
