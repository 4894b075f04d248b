package vn.congvan.trust.outside;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call to a server of others brought nothing, and why. */
public final class CallFailed extends Exception {
  /** Why. */
  public enum Cause {
    /** The rule does not let the call go there. */
    FORBIDDEN,
    /** No connection, or it broke. */
    UNREACHABLE,
    /** It took longer than it may. */
    SLOW,
    /** The answer is larger than it may be. */
    TOO_LARGE,
    /** The server answered with a status that is no success. */
    REFUSED
  }

  private final Cause why;
  private final int status;
  private final @Nullable Duration retryAfter;

  private CallFailed(
      Cause why,
      String message,
      int status,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(message, cause);
    this.why = why;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  static CallFailed forbidden(String message) {
    return new CallFailed(Cause.FORBIDDEN, message, 0, null, null);
  }

  static CallFailed unreachable(String message, Throwable cause) {
    return new CallFailed(Cause.UNREACHABLE, message, 0, null, cause);
  }

  static CallFailed slow(Duration deadline) {
    return new CallFailed(
        Cause.SLOW, "no whole answer within %d ms".formatted(deadline.toMillis()), 0, null, null);
  }

  static CallFailed tooLarge(int limit) {
    return new CallFailed(
        Cause.TOO_LARGE, "the answer has more than %d bytes".formatted(limit), 0, null, null);
  }

  static CallFailed refused(int status, @Nullable Duration retryAfter) {
    return new CallFailed(
        Cause.REFUSED, "the server answered with status " + status, status, retryAfter, null);
  }

  public Cause why() {
    return why;
  }

  /** Of HTTP; 0 when there was none. */
  public int status() {
    return status;
  }

  /** How long the server asks to be left alone. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
