package vn.congvan.audit.note;

import vn.congvan.audit.merkle.Hash;

/**
 * What a log commits to by signing: its name, how many entries it has, and the root of their tree
 * (C2SP tlog-checkpoint).
 *
 * <p>Extension lines are refused: they would be signed, and mean something to nobody.
 *
 * @param origin the log's name
 */
public record Checkpoint(String origin, long size, Hash root) {
  private static final int LINES = 3;

  public Checkpoint {
    if (origin.isEmpty() || origin.indexOf('\n') >= 0 || size < 0) {
      throw new IllegalArgumentException("no checkpoint of " + size + " entries");
    }
  }

  public static Checkpoint parse(String text) throws NoteRefused {
    var lines = text.split("\n", -1);
    if (lines.length != LINES + 1 || !lines[LINES].isEmpty()) {
      throw new NoteRefused("a checkpoint has three lines: origin, size, root");
    }
    if (lines[0].isEmpty()) {
      throw new NoteRefused("a checkpoint without origin");
    }
    var size = NoteText.decimal(lines[1]);
    var root = NoteText.base64(lines[2]);
    if (root.length != Hash.BYTES) {
      throw new NoteRefused("a root has 32 bytes");
    }
    return new Checkpoint(lines[0], size, Hash.of(root));
  }

  /** The text to sign. */
  public String text() {
    return origin + "\n" + size + "\n" + root + "\n";
  }
}
