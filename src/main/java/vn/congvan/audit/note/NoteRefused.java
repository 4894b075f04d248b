package vn.congvan.audit.note;

/** A note, key, checkpoint or proof is not well formed, or not signed by whom it must be. */
public final class NoteRefused extends Exception {
  public NoteRefused(String why) {
    super(why);
  }
}
