package vn.congvan.document;

/** Nobody must act; the work is rolled back and tried again by itself, for as long as it takes. */
public non-sealed class RetryLater extends Failure {
  public RetryLater(Reason reason, Throwable cause) {
    super(reason, cause);
  }

  public RetryLater(Reason reason) {
    super(reason);
  }
}
