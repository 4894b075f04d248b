package vn.congvan.audit.note;

import vn.congvan.audit.merkle.Hash;

/** Takes a text line by line. */
final class Lines {
  private final String text;
  private int at;

  Lines(String text) {
    this.text = text;
  }

  String next() throws NoteRefused {
    var end = text.indexOf('\n', at);
    if (end < 0) {
      throw new NoteRefused("ends too early");
    }
    var line = text.substring(at, end);
    at = end + 1;
    return line;
  }

  /** What has not been taken yet. */
  String all() {
    return text.substring(at);
  }

  static Hash hash(String line) throws NoteRefused {
    var hash = NoteText.base64(line);
    if (hash.length != Hash.BYTES) {
      throw new NoteRefused("holds a hash that is not 32 bytes long");
    }
    return Hash.of(hash);
  }
}
