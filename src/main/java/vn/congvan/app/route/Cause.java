package vn.congvan.app.route;

import org.jspecify.annotations.Nullable;
import vn.congvan.document.Failure;
import vn.congvan.document.Refused;

/** What a step threw, out of what Camel wrapped it in. */
public final class Cause {
  private Cause() {}

  /**
   * The outermost failure or refusal: its kind says who must act, whatever caused it.
   *
   * @return null when there is none, so nobody foresaw this
   */
  public static @Nullable RuntimeException of(@Nullable Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Failure failure) {
        return failure;
      }
      if (cause instanceof Refused refused) {
        return refused;
      }
    }
    return null;
  }
}
