package vn.congvan.validation.changes;

/** Something was done to the document after it was signed that no signature permits. */
public final class ForbiddenChange extends Exception {
  /** What was done. */
  public enum Kind {
    /** Pages, or anything else that is not the form. */
    CONTENT,
    /** A field that was locked, filled before, or never meant to be filled. */
    FIELD,
    /** A signature where none is permitted any more. */
    SIGNATURE
  }

  private final Kind kind;
  private final long offset;

  ForbiddenChange(Kind kind, long offset, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.offset = offset;
  }

  public Kind kind() {
    return kind;
  }

  /** Of the update's cross-reference section, in bytes from the start of the file. */
  public long offset() {
    return offset;
  }
}
