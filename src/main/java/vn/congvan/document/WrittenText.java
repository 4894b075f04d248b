package vn.congvan.document;

import java.text.Normalizer;

/**
 * Text that people write: what may be in it, so that every database, packet, log and screen it
 * comes to later can hold it. Checked where it enters, because what no packet can carry would stop
 * on its way, when nobody is there to type it again.
 */
public final class WrittenText {
  /** The longest note, in characters. */
  public static final int MAX_NOTE = 1_000;

  private WrittenText() {}

  /**
   * A note of a person, of one or more lines: in NFC, without white space around it, its lines
   * ended by a line feed. It may be empty.
   *
   * @throws Refused when it is longer than {@link #MAX_NOTE}, or holds a character that cannot be
   *     shown
   */
  public static String note(String given) {
    var note = normal(given.replace("\r\n", "\n"));
    if (note.length() > MAX_NOTE) {
      throw new Refused(
          new Reason(
              "NOTE.TOO_LONG",
              "Ý kiến, lý do dài %d ký tự, tối đa %d. Rút gọn rồi gửi lại."
                  .formatted(note.length(), MAX_NOTE),
              "the note has %d characters, %d is the most; shorten it"
                  .formatted(note.length(), MAX_NOTE)));
    }
    if (note.codePoints().anyMatch(c -> !isShown(c) && c != '\n' && c != '\t')) {
      throw new Refused(
          new Reason(
              "NOTE.CONTROL_CHARACTER",
              "Ý kiến, lý do có ký tự không hiện được: \"%s\". Gõ lại, không dán từ nơi khác."
                  .formatted(Shown.of(note)),
              "the note holds a character that cannot be shown: '%s'; type it again"
                  .formatted(Shown.of(note))));
    }
    return note;
  }

  /** In NFC and without white space around it. */
  public static String normal(String given) {
    return Normalizer.normalize(given.strip(), Normalizer.Form.NFC);
  }

  /** Whether text is on one line and can be shown whole. */
  public static boolean isLine(String text) {
    return text.codePoints().allMatch(WrittenText::isShown);
  }

  /** No longer than that many characters, and with no half of one at its end. */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  /** Each character that cannot be shown replaced by a dot: for a screen, whoever wrote it. */
  public static String visible(String text) {
    if (isLine(text)) {
      return text;
    }
    var shown = new StringBuilder(text.length());
    text.codePoints().forEach(c -> shown.appendCodePoint(isShown(c) ? c : '\u00b7'));
    return shown.toString();
  }

  /**
   * Not: control characters of both sets (a terminal obeys them), half a character, what is no
   * character (Unicode 23.7), other line ends, and what turns the writing's direction, by which a
   * name can be made to look like another.
   */
  private static boolean isShown(int c) {
    return !(Character.isISOControl(c)
        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        || (c & 0xFFFE) == 0xFFFE
        || (c >= 0xFDD0 && c <= 0xFDEF)
        || (c >= 0x2028 && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069));
  }
}
