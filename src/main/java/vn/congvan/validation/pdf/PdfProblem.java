package vn.congvan.validation.pdf;

/** Why a PDF cannot be read, and where. Carries no stack trace: hostile files throw many. */
public final class PdfProblem extends RuntimeException {
  /** What is wrong. */
  public enum Kind {
    /** The bytes are not what ISO 32000 says they must be. */
    MALFORMED,
    /** Reading on would cost more than we allow. */
    LIMIT,
    /** The document is encrypted. */
    ENCRYPTED
  }

  private final Kind kind;
  private final long offset;
  private final String what;

  private PdfProblem(Kind kind, long offset, String message) {
    super(message + " at byte " + offset, null, false, false);
    this.what = message + " at byte " + offset;
    this.kind = kind;
    this.offset = offset;
  }

  static PdfProblem malformed(long offset, String message) {
    return new PdfProblem(Kind.MALFORMED, offset, message);
  }

  static PdfProblem limit(long offset, String message) {
    return new PdfProblem(Kind.LIMIT, offset, message);
  }

  static PdfProblem encrypted(long offset) {
    return new PdfProblem(Kind.ENCRYPTED, offset, "the document is encrypted");
  }

  public Kind kind() {
    return kind;
  }

  /** What is wrong, and where. */
  public String what() {
    return what;
  }

  /** In bytes from the start of the file. */
  public long offset() {
    return offset;
  }
}
