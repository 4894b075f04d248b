package vn.congvan.document;

/**
 * A step failed. Who must act next decides the kind, and {@code routes/0-when-a-step-fails} what
 * happens.
 *
 * <p>A refusal is not a failure: see {@link Refused} and the refusing events.
 */
public abstract sealed class Failure extends RuntimeException permits RetryLater, SetAside, Halt {
  private final Reason reason;

  Failure(Reason reason, Throwable cause) {
    super(reason.toString(), cause);
    this.reason = reason;
  }

  Failure(Reason reason) {
    super(reason.toString());
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
