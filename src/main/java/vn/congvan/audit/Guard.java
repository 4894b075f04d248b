package vn.congvan.audit;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.note.NoteRefused;

/**
 * What may have been signed, kept outside the database: written before each signature, so that a
 * database that somebody has set back is found out before the log signs a second history.
 *
 * @param at when, by this node's clock
 */
record Guard(String origin, long size, Hash root, Instant at) {
  private static final String HEADER = "congvan-log-guard/v1";
  private static final int LINES = 5;

  static Guard parse(String text) throws NoteRefused {
    var lines = text.split("\n", -1);
    if (lines.length != LINES + 1 || !lines[0].equals(HEADER) || !lines[LINES].isEmpty()) {
      throw new NoteRefused("not a guard");
    }
    try {
      var guard =
          new Guard(
              lines[1], Long.parseLong(lines[2]), Hash.parse(lines[3]), Instant.parse(lines[4]));
      if (guard.size >= 0 && guard.text().equals(text)) {
        return guard;
      }
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new NoteRefused("not a guard");
    }
    throw new NoteRefused("not a guard");
  }

  String text() {
    return String.join("\n", HEADER, origin, Long.toString(size), root.toString(), at.toString())
        + "\n";
  }
}
