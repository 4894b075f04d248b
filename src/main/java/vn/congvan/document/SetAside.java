package vn.congvan.document;

/**
 * A clerk must act; the work is put on the shelf with its reason, to be mended, resumed or
 * cancelled.
 */
public non-sealed class SetAside extends Failure {
  public SetAside(Reason reason, Throwable cause) {
    super(reason, cause);
  }

  public SetAside(Reason reason) {
    super(reason);
  }
}
